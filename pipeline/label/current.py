"""Which lines of the label store count: of one annotator's on one example the last that was not taken back."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.records import Label

PRACTICE = "practice"


def judged(label: Label) -> str | tuple[object, ...]:
    """What a label judges, by which two of one annotator's are told to be on the same example.

    It is the example, where the label names one, else the words in their article, toward a target of one holder.
    """
    if label.example_id is not None:
        return label.example_id
    words = (label.text,) if label.start is None else (label.start, label.end)
    return label.article, *words, label.target, label.speaker_country


def current_labels(labels: Iterable[Label]) -> list[Label]:
    """The labels that count, in the order given; practice and what was taken back are left out.

    What an annotator says as an adjudicator stands beside what the same person said before. The last label is the one of the
    latest time, and of equal times the one that comes last.

    Parameters
    ----------
    labels : iterable of Label
        In the order of the files and lines they were read from.
    """
    given = list(labels)
    taken_back: set[str] = set()
    for label in reversed(given):
        # A taking back can be taken back itself, by a later line.
        if label.withdraws is not None and (label.label_id is None or label.label_id not in taken_back):
            taken_back.add(label.withdraws)
    last: dict[tuple[str, str, str | tuple[object, ...]], tuple[str, int]] = {}
    for index, label in enumerate(given):
        if label.withdraws is not None or label.role == PRACTICE or label.label_id in taken_back:
            continue
        key = (label.role, label.annotator, judged(label))
        last[key] = max(last.get(key, ("", -1)), (label.time, index))
    return [given[index] for index in sorted(index for _, index in last.values())]
