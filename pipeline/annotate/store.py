"""The store of judgements: append-only JSON Lines, of which the last of an annotator on an item counts.

In memory there is of each line only what tells where it stands and whether it counts; whole labels are read from the file.
"""

from __future__ import annotations

import gc
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, Self

from pipeline.annotate.entries import ANNOTATOR, Entries, Entry, key_of
from pipeline.annotate.lines import DurableLines, NotSavedError
from pipeline.annotate.lines_of_labels import as_label, as_line, line_values
from pipeline.annotate.lock import StoreLock
from pipeline.errors import PipelineError
from pipeline.records import Label

__all__ = ["ANNOTATOR", "Entry", "LabelStore", "NotSavedError"]

_TOLD = 3


class LabelStore:
    """Judgements that last; safe to use from several threads.

    Parameters
    ----------
    path : Path
        A ``.jsonl`` file, made where it is missing.
    locked : bool, default=True
        Whether this process alone may write to it.

    Raises
    ------
    PipelineError
        If another server uses it, or it cannot be written to.
    """

    def __init__(self, path: Path, *, locked: bool = True) -> None:
        self.path = path
        self._lock = StoreLock(path) if locked else None
        self._guard = threading.RLock()
        self._on_change: Callable[[], None] | None = None
        try:
            self._lines = DurableLines(path)
            self.malformed: list[tuple[int, str]] = []
            self._read()
        except BaseException:
            self._release()
            raise
        self._tell()

    def when_changed(self, call: Callable[[], None]) -> None:
        """Call this when the store was read anew because somebody else changed the file."""
        self._on_change = call

    @property
    def last_time(self) -> str:
        """The latest time that a line says."""
        return self._entries.last_time

    def _read(self) -> None:
        self._entries = Entries()
        self.malformed = []
        # Nothing that is made here can be garbage, and looking for some takes as long as the reading: not now, nor later.
        collecting = gc.isenabled()
        gc.disable()
        try:
            for number, (offset, line) in enumerate(self._lines, start=1):
                values = line_values(line)
                if isinstance(values, str):
                    if not line.isspace():
                        self.malformed.append((number, values))
                    continue
                try:
                    self._entries.add(values, offset, len(line))
                except TypeError:
                    self.malformed.append((number, "a field that is one word or number holds a list or an object"))
            gc.freeze()
        finally:
            if collecting:
                gc.enable()

    def _tell(self) -> None:
        for number, reason in self.malformed[:_TOLD]:
            print(f"{self.path} line {number}: {reason}; the line is kept and does not count.", file=sys.stderr)
        if (more := len(self.malformed) - _TOLD) > 0:
            print(f"{self.path}: {more:,} more lines do not count.", file=sys.stderr)

    def append(self, labels: Sequence[Label]) -> list[bool]:
        """Save labels; on return they are on the disk.

        Parameters
        ----------
        labels : sequence of Label
            Each with a `label_id`.

        Returns
        -------
        list of bool
            Whether each is new; one with an id that is in the store already is not written again.

        Raises
        ------
        NotSavedError
            If the disk took them not; none of them is then in the store.
        PipelineError
            If a label has no id, or the id belongs to a judgement of another item or annotator.
        """
        with self._guard:
            if self._lines.changed():
                self._lines.reopen()
                self._read()
                self._tell()
                if self._on_change is not None:
                    self._on_change()
            new: list[tuple[bytes, dict[str, Any]]] = []
            is_new, ids = [], set()
            for label in labels:
                line = as_line(label)
                values = line_values(line)
                if isinstance(values, str) or label.label_id is None:
                    raise PipelineError(
                        f"A label cannot be saved: {values if isinstance(values, str) else 'it has no id'}."
                    )
                known = self._entries.get(label.label_id)
                if known is not None and (
                    known.annotator != label.annotator
                    or known.withdraws != label.withdraws
                    or (label.withdraws is None and known.key != key_of(values))
                ):
                    raise PipelineError(
                        f"The label_id '{label.label_id}' belongs to another judgement. Load the page again."
                    )
                fresh = known is None and label.label_id not in ids
                is_new.append(fresh)
                if fresh:
                    ids.add(label.label_id)
                    new.append((line, values))
            if new:
                offsets = self._lines.append([line for line, _ in new])
                for (line, values), offset in zip(new, offsets, strict=True):
                    self._entries.add(values, offset, len(line) + 1)
            return is_new

    def label(self, entry: Entry) -> Label:
        """The whole label of an entry, read from the file."""
        with self._guard:
            values = line_values(self._lines.read(entry.offset, entry.length))
        if isinstance(values, str):
            raise PipelineError(f"{self.path}: was changed by another program while in use ({values}). Start again.")
        return as_label(values)

    def entry(self, label_id: str) -> Entry | None:
        """The entry with that id."""
        return self._entries.get(label_id)

    def current(self, key: str, annotator: str, role: str = ANNOTATOR) -> Entry | None:
        """The annotator's judgement of an item that counts: the last that is not withdrawn."""
        with self._guard:
            return self._entries.current(key, annotator, role)

    def last(self, annotator: str, role: str = ANNOTATOR) -> Entry | None:
        """The annotator's latest judgement that is not withdrawn and can be."""
        with self._guard:
            return self._entries.last(annotator, role)

    def counting(self, role: str = ANNOTATOR) -> Iterator[Entry]:
        """All judgements of a role that count, by annotator and in the order of the items' first line."""
        with self._guard:
            found = list(self._entries.counting(role))
        yield from found

    def history(self, key: str, annotator: str) -> list[Label]:
        """All lines of the annotator on an item, whatever the role and withdrawals too, oldest first."""
        with self._guard:
            return [self.label(entry) for entry in self._entries.history(key, annotator)]

    def annotators(self, role: str = ANNOTATOR) -> list[str]:
        """The names in the store, sorted."""
        with self._guard:
            return self._entries.annotators(role)

    def serving(self, address: str) -> None:
        """Tell a second server where this one is reached."""
        if self._lock is not None:
            self._lock.announce(address)

    def _release(self) -> None:
        if self._lock is not None:
            self._lock.release()

    def close(self) -> None:
        """Close the file and let others in."""
        with self._guard:
            self._lines.close()
            self._release()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()
