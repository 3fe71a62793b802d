"""What is kept in memory of the lines of a store: where each stands, and whether it counts.

All lines are gone through at each start, so the common one, a judgement that takes nothing back, is taken in by few steps.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

ANNOTATOR = "annotator"


@dataclass(slots=True)
class Entry:
    """What is kept in memory of a line. `key` is the example's id, or where it stands; `offset` and `length` are the line's place;
    `before` is the line before it of the same annotator, in the same role, on the same item."""

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
    before: Entry | None = None


@dataclass(slots=True)
class _Hand:
    """The lines of one annotator in one role: the last on each item, and all judgements in their order."""

    annotator: str
    role: str
    on: dict[str, Entry] = field(default_factory=dict)
    judgements: list[Entry] = field(default_factory=list)


def key_of(values: dict[str, Any]) -> str:
    """What a label judges: its example, or else article, span, target and the speaker's country."""
    if example_id := values.get("example_id"):
        return str(example_id)
    parts = (values["article"], values.get("start"), values.get("end"), values["text"], values["target"])
    return "\x1f".join(str(part) for part in (*parts, values.get("speaker_country")))


class Entries:
    """The lines of a store in their order, of which the last of an annotator on an item counts.

    Attributes
    ----------
    last_time : str
        The latest that a line says.
    """

    def __init__(self) -> None:
        self.last_time = ""
        self._by_id: dict[str, Entry] = {}
        self._hands: dict[tuple[str, str], _Hand] = {}
        self._takers: dict[str, list[Entry]] = {}
        self._once: dict[Any, Any] = {}

    def get(self, label_id: str | None) -> Entry | None:
        """The line with that id."""
        return self._by_id.get(label_id) if label_id is not None else None

    def add(self, values: dict[str, Any], offset: int, length: int) -> None:
        """Take in a line that stands behind all others; one with an id that is there already is passed over.

        Parameters
        ----------
        values : dict
            The fields of the line.
        offset, length : int
            Its place in the file.

        Raises
        ------
        TypeError
            If a word of it is a list or an object; nothing is taken in then.
        """
        get = values.get
        label_id, withdraws = get("label_id"), get("withdraws")
        if label_id is not None and label_id in self._by_id:
            return
        # Answers and versions recur on each line; each is kept once.
        once = self._once.setdefault
        answer = (get("stance"), get("sentiment"), tuple(get("flags") or ()))
        answer = once(answer, answer)
        codebook = get("codebook") or ""
        codebook = once(codebook, codebook)
        hand = self._hand(values["annotator"], get("role") or ANNOTATOR)
        taken_back = self._by_id.get(withdraws) if withdraws is not None else None
        # That of what is taken back, so that its history holds this line.
        key = key_of(values) if taken_back is None else taken_back.key
        entry = Entry(
            label_id, key, hand.annotator, hand.role, withdraws, answer, get("seconds"), codebook, offset, length, False,
            hand.on.get(key),
        )  # fmt: skip
        time = get("time") or ""
        if str(time) > self.last_time:
            self.last_time = str(time)
        if label_id is not None:
            self._by_id[label_id] = entry
        if withdraws is None:
            hand.judgements.append(entry)
            # Of two files put together, a line may be taken back before it stands there.
            if label_id in self._takers:
                self._settle(entry)
        else:
            self._takers.setdefault(withdraws, []).append(entry)
            if taken_back is not None:
                self._settle(taken_back)
        hand.on[key] = entry

    def _hand(self, annotator: str, role: str) -> _Hand:
        hand = self._hands.get((annotator, role))
        if hand is None:
            hand = self._hands[annotator, role] = _Hand(annotator, role)
        return hand

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
            settled = self.get(settled.withdraws)

    def current(self, key: str, annotator: str, role: str) -> Entry | None:
        """The annotator's judgement of an item that counts: the last that is not withdrawn."""
        hand = self._hands.get((annotator, role))
        return _counting(hand.on.get(key)) if hand is not None else None

    def last(self, annotator: str, role: str) -> Entry | None:
        """The annotator's latest judgement that is not withdrawn and can be."""
        hand = self._hands.get((annotator, role))
        judgements = hand.judgements if hand is not None else ()
        return next(
            (entry for entry in reversed(judgements) if not entry.withdrawn and entry.label_id is not None), None
        )

    def counting(self, role: str) -> Iterator[Entry]:
        """All judgements of a role that count, by annotator and in the order of the items' first line."""
        for hand in self._hands.values():
            if hand.role == role:
                for latest in hand.on.values():
                    if (entry := _counting(latest)) is not None:
                        yield entry

    def history(self, key: str, annotator: str) -> list[Entry]:
        """All lines of the annotator on an item, whatever the role and withdrawals too, oldest first."""
        found: list[Entry] = []
        for hand in self._hands.values():
            entry = hand.on.get(key) if hand.annotator == annotator else None
            while entry is not None:
                found.append(entry)
                entry = entry.before
        return sorted(found, key=lambda entry: entry.offset)

    def annotators(self, role: str) -> list[str]:
        """Those who judged in a role, sorted."""
        return sorted(hand.annotator for hand in self._hands.values() if hand.role == role and hand.judgements)


def _counting(entry: Entry | None) -> Entry | None:
    while entry is not None and (entry.withdrawn or entry.withdraws is not None):
        entry = entry.before
    return entry
