"""What is written for another program and read back is the same, whatever stands in it."""

from __future__ import annotations

import dataclasses
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.codebook import FLAGS
from pipeline.exchange.formats import FORMATS
from pipeline.exchange.label_files import LocatedLabel, located_labels, write_labels
from pipeline.exchange.stage import export_labels
from pipeline.exchange.understanding import Choices, understand
from pipeline.records import Label
from pipeline.tasks import SENTIMENTS, STANCES

TEXTS = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=30),
    st.sampled_from(
        ["=1+1", "'=1", "''", "'", "\t=x", "a;=b", "a\r\n-b", "_x0041_", "_x005F_x0041_", "\\u0041", "“€” 🧑‍🌾", " "]
    ),
)
NAMES = st.text(st.characters(categories=["L", "N", "P"]), min_size=1, max_size=12)
FLOATS = st.none() | st.floats(allow_nan=False, allow_infinity=False)
SPANS = st.none() | st.integers(0, 2**40)


@st.composite
def labels(draw: st.DrawFn) -> Label:
    flags = tuple(draw(st.lists(st.sampled_from(FLAGS), max_size=3, unique=True)))
    judged = not set(flags) & {"no_statement", "wrong_target", "skipped"} or draw(st.booleans())
    return Label(
        article=draw(NAMES), text=draw(TEXTS.filter(str.strip)), target=draw(st.sampled_from(["USA", "LAO", "EUE"])),
        stance=draw(st.sampled_from(STANCES)) if judged else None,
        sentiment=draw(st.none() | st.sampled_from(SENTIMENTS)), annotator=draw(NAMES), codebook=draw(NAMES),
        time=draw(TEXTS), start=draw(SPANS), end=draw(SPANS), speaker=draw(st.none() | TEXTS),
        speaker_country=draw(st.sampled_from([None, "KEN", "UNO"])), headline=draw(st.booleans()), alleged=draw(st.booleans()),
        nested=draw(st.booleans()), sure=draw(st.booleans()), example_id=draw(st.none() | NAMES),
        label_id=draw(st.none() | NAMES), withdraws=draw(st.none() | NAMES),
        role=draw(st.sampled_from(["annotator", "adjudicator", "practice"])), flags=flags, note=draw(TEXTS),
        rules=tuple(draw(st.lists(st.integers(1, 41), max_size=3))), confidence=draw(FLOATS),
        article_digest=draw(st.none() | TEXTS), queue=draw(st.none() | TEXTS), sampling_probability=draw(FLOATS),
        seconds=draw(FLOATS),
    )  # fmt: skip


def there_and_back(name: str, given_labels: list[Label]) -> list[Label]:
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / f"labels{FORMATS[name].suffix}"
        FORMATS[name].write(out, given_labels)
        read = understand(out, Choices())
        assert not read.rejects
        return [line.label for line in read.labels]


@pytest.mark.parametrize("name", FORMATS)
@settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow])
@given(given_labels=st.lists(labels(), min_size=1, max_size=4))
def test_labels_come_back_as_they_went(name: str, given_labels: list[Label]) -> None:
    assert there_and_back(name, given_labels) == given_labels


@settings(max_examples=15)
@given(given_labels=st.lists(labels(), min_size=1, max_size=4))
def test_label_lines_come_back_as_they_went(given_labels: list[Label]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "mine.jsonl"
        write_labels(path, given_labels)
        assert [line.label for line in located_labels(path) if isinstance(line, LocatedLabel)] == given_labels


@pytest.mark.parametrize("name", FORMATS)
def test_equal_labels_give_equal_bytes(name: str, tmp_path: Path) -> None:
    label = Label("dam.txt", "=SUM(A1)", "LAO", "favor", "neutral", "ann", "2", "2026-01-01", flags=("unsure",))
    write_labels(tmp_path / "in" / "ann.jsonl", [label, dataclasses.replace(label, annotator="bo")])
    for one in ("one", "two"):
        export_labels(tmp_path / "in", name, tmp_path / one / f"labels{FORMATS[name].suffix}")
    files = sorted(path.relative_to(tmp_path / "one") for path in (tmp_path / "one").rglob("*") if path.is_file())
    assert files
    for file in files:
        assert (tmp_path / "one" / file).read_bytes() == (tmp_path / "two" / file).read_bytes(), file
