"""What passes between a page and the workbench."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.records import Label


@dataclass(frozen=True, slots=True)
class Judgement:
    """What an annotator answers to one item, as the page sends it.

    Attributes
    ----------
    label_id : str
        Made by the browser, 8 to 64 letters, digits, ``-`` or ``_``: sent again, the same judgement is saved once.
    item_id, annotator : str
    stance, sentiment : str or None
        Both given, unless a flag in `flags` says why not (``no_statement``, ``wrong_target``, ``skipped``).
    flags : tuple of str
    note : str
    rules : tuple of int
        Numbers of the codebook's rules that decided.
    confidence : float or None
        From 0 to 1.
    seconds : float or None
        How long the item was looked at.
    first_piece, last_piece : int or None
        Mended borders of the statement; ``None`` leaves them.
    speaker_first_piece, speaker_last_piece : int or None
        Where the right speaker is named; ``None`` leaves the speaker.
    speaker_country : str or None
        The right country of the speaker; ``""`` for nobody's, ``None`` leaves it.
    headline, alleged, nested : bool or None
        ``None`` leaves what the example says.
    """

    label_id: str
    item_id: str
    annotator: str
    stance: str | None = None
    sentiment: str | None = None
    flags: tuple[str, ...] = ()
    note: str = ""
    rules: tuple[int, ...] = ()
    confidence: float | None = None
    seconds: float | None = None
    first_piece: int | None = None
    last_piece: int | None = None
    speaker_first_piece: int | None = None
    speaker_last_piece: int | None = None
    speaker_country: str | None = None
    headline: bool | None = None
    alleged: bool | None = None
    nested: bool | None = None


@dataclass(frozen=True, slots=True)
class Saved:
    """The judgement is on the disk; `again` says that it had been before."""

    label_id: str
    again: bool = False


@dataclass(frozen=True, slots=True)
class Conflict:
    """Nothing was saved: since the page was loaded, the annotator judged the item elsewhere, as `there` says."""

    there: Label


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an annotator is. `done` of `total` items; skipped ones are in `done` and counted in `skipped` besides."""

    annotator: str
    done: int
    total: int
    skipped: int
    flagged: int
    median_seconds: float | None


@dataclass(frozen=True, slots=True)
class Disagreement:
    """An item that annotators judge differently. `labels` are theirs by name; `differs` is what differs: ``stance``,
    ``sentiment`` or ``flags``; `decided` the adjudicator's label, where there is one."""

    item_id: str
    labels: tuple[Label, ...]
    differs: tuple[str, ...]
    decided: Label | None


@dataclass(frozen=True, slots=True)
class Review:
    """A label of an earlier version of the codebook, and the names of the rules whose meaning changed since (a number,
    or ``stance.favor`` and the like)."""

    item_id: str
    label: Label
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Feedback:
    """What the codebook says of a practice item: whether the answer was right, the right one, and why."""

    right: bool
    stance: str | None
    sentiment: str | None
    flags: tuple[str, ...]
    rules: tuple[int, ...]
    feedback: str


@dataclass(frozen=True, slots=True)
class Overview:
    """Where the work stands: each annotator's progress, and how often two annotators agree.

    `twice` counts items that two annotators judged, `equal` of these the ones with the same answer, `decided` the ones that an
    adjudicator decided, `open` the disagreements that wait for one.
    """

    annotators: tuple[Progress, ...]
    items: int
    judged: int
    twice: int
    equal: int
    decided: int
    open: int
