"""Which label judges which row."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from pipeline.estimate.matching import candidates, match_reference, scored_rows
from pipeline.estimate.reference import ReferenceLabel, read_reference
from pipeline.estimate.scored import read_scores
from pipeline.records import Reject
from pipeline.tasks import Task
from tests.estimate.tables import write_lines, write_table

ROWS = pd.DataFrame(
    [
        ("e1", "a1", "news/one.txt", "NOR", 10, 39, "Norway has kept every promise", 0.5, 0.3, 0.2),
        ("e2", "a1", "news/one.txt", "CHL", 50, 78, "Chile broke its word in May.", 0.5, 0.3, 0.2),
        ("e3", "a1", "news/one.txt", "CHL", 90, 116, "Chile may do so once again", 0.5, 0.3, 0.2),
        ("e4", "a2", "news/two.txt", "NOR", 5, 22, "We thank Norway.", 0.5, 0.3, 0.2),
        ("e5", "a2", "news/two.txt", "NOR", 105, 122, "We thank Norway.", 0.5, 0.3, 0.2),
        ("e6", "a3", "other/two.txt", "NOR", 5, 22, "We thank Norway.", 0.5, 0.3, 0.2),
    ],
    columns=["example_id", "article_id", "source_path", "target", "start", "end", "text", "p_favor", "p_against", "p_neutral"],
)  # fmt: skip


def line(
    article: str, text: str, target: str, stance: str = "favor", annotator: str = "ann", **more: Any
) -> dict[str, Any]:
    return {"article": article, "text": text, "target": target, "stance": stance, "annotator": annotator, **more}


def matched(records: Sequence[dict[str, Any]], folder: Path) -> tuple[dict[str, str], list[str]]:
    """Labels by the example_id of their row, and the reasons why others were not used."""
    table = next(read_scores(write_table(folder / "s.parquet", ROWS), list(ROWS.columns)))
    read = list(read_reference(write_lines(folder / "l.jsonl", records), Task.stance))
    labels = [entry for entry in read if isinstance(entry, ReferenceLabel)]
    rows = scored_rows(table.filter(candidates(table, labels)))
    found, rejects = match_reference(labels, rows, 0.5)
    reasons = [entry.reason for entry in [*read, *rejects] if isinstance(entry, Reject)]
    ids = {row.position: row.example_id for row in rows}
    return {ids[position]: label for position, label in found.items()}, reasons


@pytest.mark.parametrize("name", ["one.txt", "one", "news/one.txt", "a1"])
def test_an_article_is_called_by_file_name_stem_path_or_id(tmp_path: Path, name: str) -> None:
    assert matched([line(name, "Norway has kept every promise", "NOR")], tmp_path) == ({"e1": "favor"}, [])


def test_offsets_and_words_decide_together(tmp_path: Path) -> None:
    partly = line("one", "kept every promise", "NOR", start=21, end=39)
    assert matched([partly], tmp_path) == ({"e1": "favor"}, [])
    wider = line("one", "he said Norway has kept every promise", "NOR", start=2, end=39)
    assert matched([wider], tmp_path) == ({"e1": "favor"}, [])
    # Offsets of an older text: the words are looked up.
    stale = line("one", "Chile broke its word", "CHL", start=95, end=115)
    assert matched([stale], tmp_path) == ({"e2": "favor"}, [])
    second = line("news/two.txt", "We thank Norway.", "NOR", start=105, end=121)
    assert matched([second], tmp_path) == ({"e5": "favor"}, [])


@pytest.mark.parametrize(
    ("record", "reason"),
    [
        (line("three", "We thank Norway.", "NOR"), "no scored row is from its article and about its target: 'three', NOR"),
        (line("one", "Norway has kept every promise", "SWE"), "no scored row is from its article and about its target: 'one', SWE"),
        (line("one", "Quite different words altogether", "NOR"), "no scored row about its target overlaps the labelled words: NOR"),
        (line("news/two.txt", "We thank Norway.", "NOR"), "the labelled words fit 2 scored rows about its target; give start and end"),
        (line("two", "We thank Norway.", "NOR"), "2 scored articles are called 'two'; name it by its path or article_id"),
        (line("one", "Norway", "NOWR"), "'NOWR' is no ISO 3166-1 alpha-3 code, no code of a body and no name of either. Did you mean 'NOR'?"),
        (line("one", "Norway", "NOR", start="here"), "start and end are 'here' and None, not whole numbers"),
        (line("one", "", "NOR"), "names no row: give example_id, or article, text and target ('text' is missing)"),
        (line("one", "Norway", "NOR", "agianst"), "'agianst' is no stance. Did you mean 'against'? Labels are favor, against, neutral"),
        (line("one", "Norway", "NOR", ""), "the stance is empty"),
        ({"example_id": "e1"}, "the field 'stance' is missing."),
        ({"example_id": "e9", "stance": "favor"}, "no scored row has its example_id: 'e9'"),
    ],
)  # fmt: skip
def test_what_fits_no_row_says_why(tmp_path: Path, record: dict[str, Any], reason: str) -> None:
    assert matched([record], tmp_path) == ({}, [reason])


def test_lines_that_are_no_objects_are_named(tmp_path: Path) -> None:
    (tmp_path / "l.jsonl").write_bytes(b'{"example_id"\n[1]\n\n\xff\n')
    reasons = [entry for entry in read_reference(tmp_path / "l.jsonl", Task.stance) if isinstance(entry, Reject)]
    assert [entry.location for entry in reasons] == ["line 1", "line 2", "line 4"]
    assert "not valid JSON" in reasons[0].reason and reasons[1].reason == "a JSON list, not an object"


def test_the_majority_of_annotators_decides_and_a_tie_is_neutral(tmp_path: Path) -> None:
    three = [{"example_id": "e1", "stance": s, "annotator": a} for a, s in zip("abc", ("against", "favor", "against"), strict=True)]  # fmt: skip
    assert matched(three, tmp_path) == ({"e1": "against"}, [])
    assert matched(three[:2], tmp_path) == ({"e1": "neutral"}, [])


def test_an_annotator_has_one_vote_a_row(tmp_path: Path) -> None:
    twice = [{"example_id": "e1", "stance": "favor", "annotator": "ann"}] * 2
    assert matched(twice, tmp_path) == ({"e1": "favor"}, ["'ann' has labelled this row already"])
    both = [{"example_id": "e1", "stance": s} for s in ("favor", "against")]
    assert matched(both, tmp_path) == ({}, ["the same annotator gives this row two different labels"] * 2)
    more = [line("one", "kept every promise", "NOR", "neutral"), line("one", "Norway has kept every promise", "NOR")]
    reason = "'ann' has labelled this row already, with more of its words"
    assert matched(more, tmp_path) == ({"e1": "favor"}, [reason])


def test_the_order_of_labels_does_not_matter(tmp_path: Path) -> None:
    records = [
        line("one", "Norway has kept every promise", "NOR", "against", "bea"),
        line("one", "Norway has kept every promise", "NOR", "against", "cem"),
        line("one", "kept every promise", "NOR", "favor", "ann"),
        line("one", "Chile may do so once again", "CHL", "neutral", "ann"),
    ]
    assert matched(records, tmp_path)[0] == matched(records[::-1], tmp_path)[0] == {"e1": "against", "e3": "neutral"}


def test_a_table_with_lists_in_it_is_read(tmp_path: Path) -> None:
    table = pd.DataFrame({"example_id": ["e1", "e2"], "stance": ["favor", None], "mentions": [[1, 2], [3]]})
    first, second = read_reference(write_table(tmp_path / "l.parquet", table), Task.stance)
    assert isinstance(first, ReferenceLabel) and first.label == "favor"
    assert isinstance(second, Reject) and second.reason == "the stance is empty"
