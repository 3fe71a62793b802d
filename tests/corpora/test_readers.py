"""Each corpus in miniature files of our own, in the form in which its authors publish it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline.corpora import CorpusExample, read_corpus
from pipeline.errors import PipelineError
from tests.shared import shared


def write(folder: Path, corpus: str, name: str, text: str) -> Path:
    (folder / corpus).mkdir(exist_ok=True)
    (folder / corpus / name).write_text(text, encoding="utf-8")
    return folder


def words(example: CorpusExample) -> tuple[str | None, str | None]:
    return tuple(example.text[s.start : s.end] if s else None for s in (example.source, example.target))


def test_dse_gives_both_directions(tmp_path: Path) -> None:
    line = "[Ann Lee] thanked [the mayo]r of Oslo.\tAnn Lee\tthe mayo\t{}\n"
    write(tmp_path, "dse", "train.txt", line.format(1) + line.format(4))
    examples = read_corpus(tmp_path, "dse", "train")
    assert [(words(e), e.stance) for e in examples] == [
        (("Ann Lee", "the mayo"), "favor"),
        (("the mayo", "Ann Lee"), "neutral"),
        (("Ann Lee", "the mayo"), "neutral"),
        (("the mayo", "Ann Lee"), "against"),
    ]
    assert examples[0].masked() == "‹SPEAKER› thanked ‹TARGET› of ‹OTHER›."
    assert len({e.example_id for e in examples}) == 4 and len({e.group for e in examples}) == 1


def test_plover_and_a_target_that_is_not_named(tmp_path: Path) -> None:
    head = "\tmarked_sentence\tgold_penta\n"
    rows = "0\t<s>Ann Lee</s> sued <t>the port</t>.\t3\n1\t<s>Ann Lee </s>agreed to resign.\t1\n"
    write(tmp_path, "plover", "PLV_train.tsv", head + rows)
    sued, agreed = read_corpus(tmp_path, "plover", "train")
    assert (words(sued), sued.stance, sued.masked()) == (("Ann Lee", "the port"), "against", "‹SPEAKER› sued ‹TARGET›.")
    assert (agreed.target, agreed.stance) == (None, "favor")


def test_newsmtsc_gives_one_example_for_each_target(tmp_path: Path) -> None:
    targets = [{"from": 0, "to": 3, "polarity": 6.0}, {"from": 12, "to": 15, "polarity": 2.0}]
    record = {"sentence_normalized": "Ann outwitted Bob.", "targets": targets}
    record["targets"][1] |= {"from": 14, "to": 17}
    write(tmp_path, "newsmtsc", "train.jsonl", json.dumps(record) + "\n")
    first, second = read_corpus(tmp_path, "newsmtsc", "train")
    assert (words(first)[1], first.sentiment, words(second)[1], second.sentiment) == (
        "Ann",
        "positive",
        "Bob",
        "negative",
    )
    assert first.group == second.group and first.stance is None


@pytest.mark.parametrize(
    ("corpus", "name", "text", "message"),
    [
        ("dse", "train.txt", "[A] b [C]\tA\tC\n", "train.txt line 1 has not the four columns"),
        ("dse", "train.txt", "[A] b [C]\tA\tC\t7\n", "line 1 has the label '7'"),
        ("dse", "train.txt", "[A] b C\tA\tC\t0\n", "line 1 has 1 marked entities"),
        ("plover", "PLV_train.tsv", "a\tb\n1\t2\n", "line 2 lacks marked_sentence"),
        ("plover", "PLV_train.tsv", "marked_sentence\tgold_penta\n<s>A</s> b\t9\n", "line 2 has gold_penta '9'"),
        ("newsmtsc", "train.jsonl", "{\n", "train.jsonl line 1 is not readable"),
        ("newsmtsc", "train.jsonl", '{"sentence_normalized": "a", "targets": [{"from": 0, "to": 9, "polarity": 2}]}\n', "outside its sentence"),
        ("newsmtsc", "train.jsonl", '{"sentence_normalized": "a", "targets": [{"from": 0, "to": 1, "polarity": 3}]}\n', "polarity 3"),
    ],
)  # fmt: skip
def test_a_damaged_line_is_named(tmp_path: Path, corpus: str, name: str, text: str, message: str) -> None:
    write(tmp_path, corpus, name, text)
    with pytest.raises(PipelineError, match=message.replace("(", r"\(")):
        read_corpus(tmp_path, corpus, "train")


def test_any_split_whose_file_is_there_can_be_read(tmp_path: Path) -> None:
    write(tmp_path, "dse", "test.txt", "[A] met [C].\tA\tC\t0\n")
    assert len(read_corpus(tmp_path, "dse", "test")) == 2
    with pytest.raises(PipelineError, match=r"valid\.txt: no such file. There are: test\.txt"):
        read_corpus(tmp_path, "dse", "valid")


@pytest.mark.parametrize(
    ("corpus", "split", "examples"),
    [("dse", "train", 26288), ("dse", "valid", 2922), ("plover", "train", 1050), ("newsmtsc", "devtest_rw", 1146)],
)
def test_the_published_files(corpus: str, split: str, examples: int) -> None:
    read = read_corpus(shared("corpora"), corpus, split)
    assert len(read) == examples == len({e.example_id for e in read})
    assert all(("‹TARGET›" in e.masked()) == (e.target is not None) for e in read[:200])
