"""Joining labels to score rows: by ``example_id``, or by article, target, the speaker's country where both tell it, and the most words in common.

The scores hold the words of each statement and where they stand, not the whole article. So a label's offsets count while
its words and the row's agree where the two overlap; where they do not, the label is looked up by its words.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import PurePosixPath

import pyarrow as pa
import pyarrow.compute as pc

from pipeline.errors import PipelineError
from pipeline.estimate.reference import ReferenceLabel
from pipeline.label.aggregation import winning_label
from pipeline.records import Reject

ID_COLUMNS = ("example_id", "article_id")
WORD_COLUMNS = ("source_path", "target", "start", "end", "text")
# Asked of rows where it is there.
HOLDER_COLUMN = "speaker_country"


@dataclass(frozen=True, slots=True)
class ScoredRow:
    """What of a score row says which statement it is. `position` is its place among the candidates."""

    position: int
    example_id: str
    article_id: str
    source_path: str = ""
    target: str = ""
    start: int = 0
    end: int = 0
    text: str = ""
    speaker_country: str | None = None


def article_names(source_path: str) -> set[str]:
    """The names by which a label may call the article read from `source_path`."""
    path = PurePosixPath(source_path)
    return {source_path, path.name, path.stem}


def candidates(rows: pa.Table, labels: Iterable[ReferenceLabel]) -> pa.ChunkedArray:
    """Which rows some label may judge: those it names, and all of its article and target."""
    labels = list(labels)
    ids = pa.array(sorted({label.example_id for label in labels if label.example_id}), pa.string())
    may = pc.is_in(rows["example_id"], ids)
    named = {label.article for label in labels if not label.example_id}
    if named:
        sources = [path for path in pc.unique(rows["source_path"]).to_pylist() if path and article_names(path) & named]
        targets = {label.target for label in labels if not label.example_id}
        of_article = pc.or_(
            pc.is_in(rows["article_id"], pa.array(sorted(named), pa.string())),
            pc.is_in(rows["source_path"], pa.array(sources, pa.string())),
        )
        of_target = pc.is_in(rows["target"], pa.array(sorted(targets), pa.string()))
        may = pc.or_(may, pc.and_(of_article, of_target))
    return may


def scored_rows(table: pa.Table) -> list[ScoredRow]:
    """The candidates as records.

    Raises
    ------
    PipelineError
        If one stands twice in the scores.
    """
    names = [name for name in (*ID_COLUMNS, *WORD_COLUMNS, HOLDER_COLUMN) if name in table.column_names]
    rows = [ScoredRow(position, **row) for position, row in enumerate(table.select(names).to_pylist())]
    seen: set[str] = set()
    for row in rows:
        if row.example_id in seen:
            raise PipelineError(
                f"The scores hold the row '{row.example_id}' twice, as when files that share articles are put together. "
                "Score the articles in one go, or remove the repeated rows."
            )
        seen.add(row.example_id)
    return rows


def match_reference(
    labels: Iterable[ReferenceLabel], rows: Iterable[ScoredRow], min_overlap: float
) -> tuple[dict[int, str], list[Reject]]:
    """The label of each labelled row, and the labels that were not used.

    Several annotators of a row are counted by the rule of the gold labels; each has one vote, the label that overlaps the
    row most. An annotator who calls one row two things has no vote on it.

    Parameters
    ----------
    min_overlap : float
        Share of the shorter of the two spans that must be in common.

    Returns
    -------
    labels : mapping of a row's position to its label
    rejects : list of Reject
    """
    by_id: dict[str, ScoredRow] = {}
    by_target: dict[tuple[str, str], list[ScoredRow]] = defaultdict(list)
    articles: dict[str, set[str]] = defaultdict(set)
    for row in sorted(rows, key=lambda row: (row.article_id, row.start, row.end, row.example_id)):
        by_id[row.example_id] = row
        by_target[row.article_id, row.target].append(row)
        for name in (row.article_id, *article_names(row.source_path)):
            articles[name].add(row.article_id)
    votes: dict[tuple[int, str], list[tuple[float, ReferenceLabel]]] = defaultdict(list)
    rejects: list[Reject] = []
    for label in labels:
        if label.example_id:
            found = by_id.get(label.example_id)
            match = (found, 1.0) if found else f"no scored row has its example_id: '{label.example_id}'"
        else:
            match = _by_words(label, articles, by_target, min_overlap)
        if isinstance(match, str):
            rejects.append(label.set_aside(match))
        else:
            votes[match[0].position, label.annotator].append((match[1], label))
    return _count(votes, rejects), rejects


def _count(
    votes: Mapping[tuple[int, str], list[tuple[float, ReferenceLabel]]], rejects: list[Reject]
) -> dict[int, str]:
    cast: dict[int, list[str]] = defaultdict(list)
    for (position, annotator), given in votes.items():
        who = f"'{annotator}'" if annotator else "the same annotator"
        most = max(overlap for overlap, _ in given)
        best = [label for overlap, label in given if overlap == most]
        if len({label.label for label in best}) > 1:
            rejects.extend(label.set_aside(f"{who} gives this row two different labels") for label in best)
        else:
            cast[position].append(best[0].label)
            rejects.extend(label.set_aside(f"{who} has labelled this row already") for label in best[1:])
        rejects.extend(
            label.set_aside(f"{who} has labelled this row already, with more of its words")
            for overlap, label in given
            if overlap < most
        )
    return {position: winning_label(labels)[0] for position, labels in cast.items()}


def _by_words(
    label: ReferenceLabel,
    articles: Mapping[str, set[str]],
    by_target: Mapping[tuple[str, str], list[ScoredRow]],
    min_overlap: float,
) -> tuple[ScoredRow, float] | str:
    called = articles.get(label.article, set())
    if len(called) > 1:
        return f"{len(called)} scored articles are called '{label.article}'; name it by its path or article_id"
    rows = by_target.get((next(iter(called)), label.target), []) if called else []
    if not rows:
        return f"no scored row is from its article and about its target: '{label.article}', {label.target}"
    rows = [row for row in rows if None in (held := {label.speaker_country, row.speaker_country}) or len(held) == 1]
    if not rows:
        return f"no scored row about its target has its speaker_country: {label.target}, {label.speaker_country}"
    fitting = [(_common_by_offsets(label, row), row) for row in rows]
    by_offsets = any(common for common, _ in fitting)
    if not by_offsets:
        fitting = [(_common_words(label.text, row.text), row) for row in rows]
    ranked = [
        (common / (len(label.text) + len(row.text) - common), row)
        for common, row in fitting
        if common and common / min(len(label.text), len(row.text)) >= min_overlap
    ]
    if not ranked:
        return f"no scored row about its target overlaps the labelled words: {label.target}"
    same = [(overlap, row) for overlap, row in ranked if row.speaker_country == label.speaker_country]
    most = max(overlap for overlap, _ in same or ranked)
    best = [row for overlap, row in same or ranked if overlap == most]
    if len(best) > 1 and not by_offsets:
        return f"the labelled words fit {len(best)} scored rows about its target; give start and end"
    return best[0], most


def _common_by_offsets(label: ReferenceLabel, row: ScoredRow) -> int:
    """How many characters the two spans share; 0 where the offsets are missing or do not fit the words."""
    if label.start is None or label.end is None or label.end - label.start != len(label.text):
        return 0
    first, last = max(label.start, row.start), min(label.end, row.end)
    if last <= first:
        return 0
    agree = label.text[first - label.start : last - label.start] == row.text[first - row.start : last - row.start]
    return last - first if agree else 0


def _common_words(labelled: str, scored: str) -> int:
    return SequenceMatcher(None, labelled, scored, autojunk=False).find_longest_match().size
