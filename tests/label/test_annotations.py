"""Label lines as newcomers write them, and what `stance label` says of those that fit nothing."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.config import load_config
from pipeline.io import read_records
from pipeline.label import read_labels
from pipeline.label.matching import match_labels
from pipeline.records import Article, Example, Label, Reject
from tests.conftest import Result

TEXT = "Kenya thanked Uganda for the loan."
ARTICLE = Article("a1", "raw/loan.txt", ["raw/loan.txt"], None, None, None, None, "en", [], TEXT, "a1")
EXAMPLE = Example(
    "e1", "s1", "a1", "UGA", False, TEXT, 0, [], "indirect", None, None, None, None, None, "a1", start=6, end=33
)  # fmt: skip


def write(folder: Path, *lines: object) -> None:
    text = "".join(f"{json.dumps(line)}\n" for line in lines)
    (folder / "ann.jsonl").write_text(text, encoding="utf-8")


def test_a_line_without_annotator_is_by_the_one_its_file_is_called_after(tmp_path: Path) -> None:
    write(
        tmp_path,
        {"article": "loan", "text": "thanked Uganda", "target": "Uganda", "stance": "Favour", "sentiment": "pos"},
    )
    (label,) = read_labels(tmp_path)
    assert label == Label("loan", "thanked Uganda", "UGA", "favor", "positive", "ann", "1", "")


def test_every_field_of_a_label_is_read(tmp_path: Path) -> None:
    told = {
        "label_id": "l1", "role": "adjudicator", "flags": ["unsure"], "note": "so", "rules": [31], "confidence": 0.9,
        "queue": "random", "sampling_probability": 0.25, "seconds": 8.5, "article_digest": "d", "sure": False, "nested": True,
    }  # fmt: skip
    write(
        tmp_path,
        {
            "article": "loan",
            "text": "thanked Uganda",
            "target": "UGA",
            "stance": "favor",
            "sentiment": "positive",
            **told,
        },
    )
    (label,) = read_labels(tmp_path)
    assert isinstance(label, Label) and hash(label)
    read = {name: getattr(label, name) for name in told}
    assert read == {**told, "flags": ("unsure",), "rules": (31,)}


def test_a_label_names_its_example_directly() -> None:
    by_id = Label("", "", "", "favor", "neutral", "ann", "2", "", example_id="e1")
    gone = Label("", "", "", "favor", "neutral", "ann", "2", "", example_id="e9")
    fallen_back = Label("loan.txt", "thanked Uganda", "UGA", "favor", "neutral", "ann", "2", "", example_id="e9")
    matched, unmatched = match_labels([by_id, gone, fallen_back], [ARTICLE], [EXAMPLE], 0.5)
    assert [match.label for match in matched] == [by_id, fallen_back]
    assert [one.reason for one in unmatched] == ["no extracted statement has its example_id 'e9'"]


@pytest.fixture
def small(labelled_study: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The sample with the labels of one file, as the working folder."""
    folder = tmp_path / "study"
    shutil.copytree(labelled_study, folder, ignore=shutil.ignore_patterns(".complete", "gold"))
    monkeypatch.chdir(folder)
    return folder


def test_what_could_not_be_used_is_said_with_its_place(small: Path, stance: Callable[..., Result]) -> None:
    labels = small / "data/labels"
    (labels / "mine.jsonl").write_text(
        '{"article":"none.txt","text":"x","target":"Laos","stance":"con","sentiment":"neg"}\n{}\n'
    )
    (labels / "coded.csv").write_text("text,stance\n")
    said = stance("label")
    assert said.code == 0
    assert "data/labels/mine.jsonl line 2: the field 'stance' is missing" in said.err
    assert "Warning: 1 unusable label line and" in said.err and "all listed in data/gold/report.json" in said.err
    assert (
        "Warning: not read, since labels are in *.jsonl: coded.csv. Take them in with `stance labels import data/labels/coded.csv`"
        in said.err
    )


def test_where_no_label_fits_the_command_fails_and_names_the_first(small: Path, stance: Callable[..., Result]) -> None:
    shutil.rmtree(small / "data/labels")
    (small / "data/labels").mkdir()
    write(
        small / "data/labels",
        {"article": "none.txt", "text": "x", "target": "Laos", "stance": "con", "sentiment": "neg"},
    )
    said = stance("label")
    assert said.code == 2 and "data/labels/ann.jsonl line 1: no article is called 'none.txt'" in said.err


@pytest.mark.slow
def test_an_article_without_labels_changes_no_byte_of_the_gold(small: Path, stance: Callable[..., Result]) -> None:
    assert stance("label").code == 0
    before = {p.relative_to(small): p.read_bytes() for p in sorted((small / "data/gold").rglob("*")) if p.is_file()}
    (small / "data/raw/new.txt").write_text(
        "The minister of Kenya said on Monday that Uganda had betrayed the treaty on the lake."
    )
    assert stance("ingest", "data/raw", "--out", "data/articles/articles.parquet").code == 0
    known = sum(1 for _ in read_records(load_config().paths.examples, Example))
    assert stance("extract", "data/articles/articles.parquet", "--out", "data/statements/statements.parquet").code == 0
    assert sum(1 for _ in read_records(load_config().paths.examples, Example)) > known
    said = stance("label")
    assert "without a label" in said.err
    after = {p.relative_to(small): p.read_bytes() for p in sorted((small / "data/gold").rglob("*")) if p.is_file()}
    assert before == after


def test_a_dataset_of_a_corpus_is_told_from_gold(
    tmp_path: Path, stance: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    from pipeline.corpora.dataset import examples_dataset
    from pipeline.corpora.table import ColumnMapping, read_table
    from pipeline.errors import PipelineError
    from pipeline.label import load_gold

    table = tmp_path / "mine.csv"
    table.write_text("text,target,stance\nWe thank Norway.,NOR,favor\n")
    mapping = ColumnMapping({name: name for name in ("text", "target", "stance")})
    examples_dataset({"train": read_table(table, mapping)}).save_to_disk(str(tmp_path / "corpus"))
    with pytest.raises(
        PipelineError, match=r"`stance corpora convert` wrote.*Take the table itself in with `stance labels import FILE"
    ):
        load_gold(tmp_path / "corpus")


def test_rejects_name_file_and_line(tmp_path: Path) -> None:
    write(tmp_path, {"stance": "favor"})
    (read,) = read_labels(tmp_path)
    assert (
        isinstance(read, Reject)
        and read.location == "line 1"
        and "give example_id, or article, text and target" in read.reason
    )
