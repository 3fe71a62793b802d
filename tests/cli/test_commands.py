"""The contract of the command line."""

import json
from pathlib import Path

import pytest

COMMANDS = (
    "ingest",
    "extract",
    "label",
    "train",
    "evaluate",
    "score",
    "estimate",
    "report",
    "figures",
    "sweep",
    "compare",
    "promote",
    "doctor",
)


def test_help_names_every_command(stance) -> None:
    result = stance("--help")
    assert result.code == 0
    assert all(command in result.out for command in COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(stance, command: str) -> None:
    result = stance(command, "--help")
    assert result.code == 0 and "Usage" in result.out


def test_the_version_is_shown(stance) -> None:
    assert stance("--version").out.startswith("stance 0.")


def test_an_unknown_command_is_a_usage_error(stance) -> None:
    assert stance("scroe").code == 2


def test_ingest_and_extract_write_their_tables(stance, elsewhere: Path) -> None:
    Path("a.txt").write_text("Title\n\nKenya thanked Uganda for its help in the long drought of last year.")
    Path("b.txt").touch()
    ingested = stance("ingest", "a.txt", "b.txt", "--out", "articles.parquet", "--rejects", "rejects.jsonl")
    assert ingested.code == 0 and "1 article from 2 files" in ingested.err
    assert "the file is empty" in Path("rejects.jsonl").read_text()
    extracted = stance("extract", "articles.parquet", "--out", "statements.parquet")
    assert extracted.code == 0 and Path("examples.parquet").exists()


def test_ingest_says_what_became_of_the_records_also_where_all_are_articles(stance, elsewhere: Path) -> None:
    Path("a.txt").write_text("Title\n\nKenya thanked Uganda for its help in the long drought of last year.")
    told = [line.split() for line in stance("ingest", "a.txt", "--out", "articles.parquet").out.splitlines()]
    assert ["read", "1"] in told and ["articles", "1"] in told and ["exact", "copies,", "merged", "0"] in told


def test_a_file_of_rejects_is_made_where_there_are_some_or_it_was_asked_for(stance, elsewhere: Path) -> None:
    Path("a.txt").write_text("Title\n\nKenya thanked Uganda for its help in the long drought of last year.")
    stance("ingest", "a.txt", "--out", "a.parquet")
    assert not Path("a.rejects.jsonl").exists()
    stance("ingest", "a.txt", "--out", "a.parquet", "--rejects", "r.jsonl")
    assert Path("r.jsonl").read_text() == ""


def test_labels_of_several_codebooks_are_told_of(stance, study: Path) -> None:
    lines = Path("data/labels/author-2.jsonl").read_text().splitlines()
    newer = [json.dumps({**json.loads(line), "codebook": "3"}) for line in lines]
    assert "codebook" not in stance("label").err
    Path("data/labels/author-2.jsonl").write_text("\n".join(newer))
    told = stance("label")
    votes = json.loads(Path("data/gold/report.json").read_text())["codebooks"]["3"]
    assert 0 < votes <= len(newer)
    assert told.code == 0 and f"3 ({votes})" in told.err and "were judged under more than one" in told.err


def test_stages_out_of_order_say_which_comes_first(stance, elsewhere: Path) -> None:
    for command, message in (
        ("label", "holds no annotation files"),
        ("train", "Run `stance label`"),
        ("evaluate", "Run `stance label`"),
    ):
        result = stance(command)
        assert result.code == 2 and message in result.err, result.err
    result = stance("extract", "articles.parquet", "--out", "s.parquet")
    assert result.code == 2 and "no such file" in result.err


def test_another_table_is_refused(stance, elsewhere: Path) -> None:
    Path("a.txt").write_text("Title\n\nKenya thanked Uganda for its help in the long drought of last year.")
    stance("ingest", "a.txt", "--out", "articles.parquet")
    stance("extract", "articles.parquet", "--out", "statements.parquet")
    result = stance("extract", "statements.parquet", "--out", "more.parquet")
    assert result.code == 2 and "is missing, so this is not a table of Article records" in result.err


def test_a_folder_that_cannot_be_written_is_a_sentence(stance, elsewhere: Path) -> None:
    Path("a.txt").write_text("Title\n\nKenya thanked Uganda for its help in the long drought of last year.")
    Path("file").touch()
    result = stance("ingest", "a.txt", "--out", "file/articles.parquet")
    assert result.code == 2 and "could not be written" in result.err and "Traceback" not in result.err


def test_debug_shows_the_traceback(stance, elsewhere: Path) -> None:
    from pipeline.errors import PipelineError

    with pytest.raises(PipelineError):
        stance("ingest", "nothing", "--out", "a.parquet", "--debug")
