"""The store of judgements: append-only JSON Lines, of which the last of an annotator on an item counts.

In memory there is of each line only what tells where it stands and whether it counts; whole labels are read from the file.
"""

from __future__ import annotations

import gc
import sys
import threading
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from pipeline.annotate.lines import DurableLines, NotSavedError
from pipeline.annotate.lines_of_labels import as_label, as_line, line_values
from pipeline.annotate.lock import StoreLock
from pipeline.errors import PipelineError
from pipeline.records import Label

__all__ = ["Entry", "LabelStore", "NotSavedError"]

ANNOTATOR = "annotator"
_TOLD = 3


@dataclass(slots=True)
class Entry:
    """What is kept in memory of a line. `key` is the example's id, or where it stands; `offset` and `length` are the line's place."""

    label_id: str | None
    key: str
    annotator: str
    role: str
    withdraws: str | None
    answer: tuple[str | None, str | None, tuple[str, ...]]
    seconds: float | None
    codebook: str
    offset: int
    length: int
    withdrawn: bool = False


def key_of(values: dict[str, Any]) -> str:
    """What a label judges: its example, or else article, span, target and the speaker's country."""
    if example_id := values.get("example_id"):
        return str(example_id)
    parts = (values["article"], values.get("start"), values.get("end"), values["text"], values["target"])
    return "\x1f".join(str(part) for part in (*parts, values.get("speaker_country")))


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

    def _read(self) -> None:
        self._by_id: dict[str, Entry] = {}
        self._on: dict[tuple[str, str, str], list[Entry]] = defaultdict(list)
        self._of: dict[tuple[str, str], list[Entry]] = defaultdict(list)
        self._takers: dict[str, list[Entry]] = defaultdict(list)
        self.malformed = []
        self.last_time = ""
        self._texts: dict[Any, Any] = {}
        # Nothing that is made here can be garbage, and looking for some takes as long as the reading.
        collecting = gc.isenabled()
        gc.disable()
        try:
            for number, (offset, line) in enumerate(self._lines, start=1):
                self._read_line(number, offset, line)
        finally:
            if collecting:
                gc.enable()

    def _read_line(self, number: int, offset: int, line: bytes) -> None:
        if not line.strip():
            return
        values = line_values(line)
        if isinstance(values, str):
            self.malformed.append((number, values))
        elif values.get("label_id") is None or values["label_id"] not in self._by_id:
            self._index(values, offset, len(line))

    def _tell(self) -> None:
        for number, reason in self.malformed[:_TOLD]:
            print(f"{self.path} line {number}: {reason}; the line is kept and does not count.", file=sys.stderr)
        if (more := len(self.malformed) - _TOLD) > 0:
            print(f"{self.path}: {more:,} more lines do not count.", file=sys.stderr)

    def _once(self, value: Any) -> Any:
        # Names and answers recur on each line; each is kept once.
        return self._texts.setdefault(value, value)

    def _index(self, values: dict[str, Any], offset: int, length: int) -> Entry:
        answer = (values.get("stance"), values.get("sentiment"), tuple(values.get("flags") or ()))
        entry = Entry(
            label_id=values.get("label_id"),
            key=key_of(values),
            annotator=self._once(values["annotator"]),
            role=self._once(values.get("role") or ANNOTATOR),
            withdraws=values.get("withdraws"),
            answer=self._once(answer),
            seconds=values.get("seconds"),
            codebook=self._once(values.get("codebook") or ""),
            offset=offset,
            length=length,
        )
        self.last_time = max(self.last_time, str(values.get("time") or ""))
        if entry.label_id is not None:
            self._by_id[entry.label_id] = entry
        if entry.withdraws is not None:
            self._takers[entry.withdraws].append(entry)
            taken_back = self._by_id.get(entry.withdraws)
            if taken_back is not None:
                self._settle(taken_back)
                # The key of what is taken back, so that its history holds this line.
                entry.key = taken_back.key
        else:
            # Of two files put together, a line may be taken back before it stands there.
            self._settle(entry)
            self._of[entry.annotator, entry.role].append(entry)
        self._on[entry.key, entry.annotator, entry.role].append(entry)
        return entry

    def _settle(self, entry: Entry) -> None:
        """Say whether a line is taken back, and so on with what that line takes back, as `pipeline.label.current` does: by a line that
        is not taken back itself, and a taking back only by a later one."""
        settled: Entry | None = entry
        while settled is not None:
            takers = self._takers.get(settled.label_id or "", ())
            after = -1 if settled.withdraws is None else settled.offset
            withdrawn = any(taker.offset > after and not taker.withdrawn for taker in takers)
            if withdrawn == settled.withdrawn:
                return
            settled.withdrawn = withdrawn
            settled = self._by_id.get(settled.withdraws) if settled.withdraws is not None else None

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
                known = self._by_id.get(label.label_id)
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
                    self._index(values, offset, len(line) + 1)
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
        return self._by_id.get(label_id)

    def current(self, key: str, annotator: str, role: str = ANNOTATOR) -> Entry | None:
        """The annotator's judgement of an item that counts: the last that is not withdrawn."""
        with self._guard:
            entries = self._on.get((key, annotator, role), ())
            return next((e for e in reversed(entries) if not e.withdrawn and e.withdraws is None), None)

    def last(self, annotator: str, role: str = ANNOTATOR) -> Entry | None:
        """The annotator's latest judgement that is not withdrawn and can be."""
        with self._guard:
            entries = self._of.get((annotator, role), ())
            return next((e for e in reversed(entries) if not e.withdrawn and e.label_id is not None), None)

    def counting(self, role: str = ANNOTATOR) -> Iterator[Entry]:
        """All judgements of a role that count, by annotator and in the order of the items' first judgement."""
        with self._guard:
            found = [
                entry
                for (_, _, of_role), entries in self._on.items()
                if of_role == role
                and (entry := next((e for e in reversed(entries) if not e.withdrawn and e.withdraws is None), None))
            ]
        yield from found

    def history(self, key: str, annotator: str) -> list[Label]:
        """All lines of the annotator on an item, whatever the role and withdrawals too, oldest first."""
        with self._guard:
            entries = [e for (k, a, _), found in self._on.items() if k == key and a == annotator for e in found]
        return [self.label(entry) for entry in sorted(entries, key=lambda entry: entry.offset)]

    def annotators(self, role: str = ANNOTATOR) -> list[str]:
        """The names in the store, sorted."""
        with self._guard:
            return sorted(annotator for annotator, of_role in self._of if of_role == role)

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
