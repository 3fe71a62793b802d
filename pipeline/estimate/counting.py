"""Which lines of a store of judgements count."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

Record = tuple[str, str, Mapping[str, Any] | str]


def counting(records: Iterable[Record]) -> list[Record]:
    """The records without those lines of a store of judgements that do not count.

    These are withdrawals and what they take back, practice, all but the last judgement of an annotator on an example, and the labels of
    an example that an adjudicator decided. Records without a ``label_id`` are no lines of a store and all stay.

    Parameters
    ----------
    records : iterable of (source, location, record)
    """
    given = list(records)
    taken_back: set[str] = set()
    for _, _, record in reversed(given):
        if not isinstance(record, str) and record.get("withdraws") and record.get("label_id") not in taken_back:
            taken_back.add(str(record["withdraws"]))
    last: dict[tuple[str, str, str], tuple[str, int]] = {}
    decided: set[str] = set()
    for place, (_, _, record) in enumerate(given):
        if isinstance(record, str) or not record.get("label_id"):
            continue
        if record.get("withdraws") or record["label_id"] in taken_back or record.get("role") == "practice":
            continue
        role, example_id = str(record.get("role") or "annotator"), _judged(record)
        if role == "adjudicator":
            decided.add(example_id)
        key = (role, str(record.get("annotator")), example_id)
        last[key] = max(last.get(key, ("", -1)), (str(record.get("time") or ""), place))
    counted = {
        place for (role, _, example), (_, place) in last.items() if role == "adjudicator" or example not in decided
    }
    return [
        one
        for place, one in enumerate(given)
        if place in counted or isinstance(one[2], str) or not one[2].get("label_id")
    ]


def _judged(record: Mapping[str, Any]) -> str:
    """What a line judges: its example, or the words where they stand, toward a target of one holder."""
    if record.get("example_id"):
        return str(record["example_id"])
    parts = (record.get(name) for name in ("article", "start", "end", "text", "target", "speaker_country"))
    return "\x1f".join(str(part) for part in parts)
