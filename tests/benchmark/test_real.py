"""Rows held against two readings of real articles; where `shared` is there, against its own script of the same measure."""

from __future__ import annotations

import importlib.util
import json
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.benchmark.real import measured
from pipeline.benchmark.real_figures import measure_readers
from pipeline.benchmark.real_meeting import Row
from pipeline.benchmark.real_places import common_share, place_of, words_of
from pipeline.benchmark.real_readings import read_articles, real_folder
from pipeline.benchmark.real_sentences import sentence_rows
from pipeline.benchmark.report import BenchmarkReport
from pipeline.config import load_config
from pipeline.errors import PipelineError
from pipeline.ingest import find_files, ingest_files
from pipeline.languages import language
from pipeline.records import Article
from pipeline.tasks import SENTIMENTS, STANCES
from tests.shared import shared

TEXT = "Chile's minister thanked Peru for its help. He said Oman had betrayed every friend of Chile. Nobody named Mali."
THANKS, BETRAYAL = "thanked Peru for its help", "Oman had betrayed every friend of Chile"


def line(quote: str = THANKS, holder: str | None = "CHL", target: str = "PER", **other: Any) -> dict[str, Any]:
    told = {"stance": "favor", "sentiment": "positive", "domestic": False, "place": False, "sure": True}
    return {"article": "one.txt", "quote": quote, "speaker_country": holder, "target": target, **told, **other}


def row(text: str = THANKS, holder: str | None = "CHL", target: str = "PER", stance: str = "favor") -> Row:
    return Row("one.txt", text, holder, target, stance, "positive", 0.9)


def write(folder: Path, one: list[dict[str, Any]], two: list[dict[str, Any]], texts: dict[str, str]) -> Path:
    for name, text in texts.items():
        path = folder / "articles" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (folder / "readings").mkdir()
    for reader, lines in zip("ab", (one, two), strict=True):
        (folder / "readings" / f"1.{reader}.jsonl").write_text("".join(json.dumps(each) + "\n" for each in lines))
    return folder


def figures(
    folder: Path, one: list[dict[str, Any]], two: list[dict[str, Any]], rows: list[Row]
) -> tuple[dict[str, float], BenchmarkReport]:
    report = measured("rows", read_articles(write(folder, one, two, {"one.txt": TEXT})), rows)
    return {name: interval.value for name, interval in report.metrics.items()}, report


@given(st.lists(st.sampled_from("abcde"), min_size=1, max_size=30), st.data())
def test_what_stands_in_an_article_is_found_there(words: list[str], data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(words) - 1))
    passage = words[start : data.draw(st.integers(start + 1, len(words)))]
    place = place_of(passage, words)
    assert place is not None and place[0] <= start and words[slice(*place)] == passage


def test_of_a_passage_that_was_changed_the_longest_run_counts() -> None:
    article = words_of(TEXT)
    told = place_of(words_of("he added that Oman had betrayed every friend"), article)
    assert told is not None and " ".join(article[slice(*told)]) == "oman had betrayed every friend"
    assert place_of(words_of("one friend in a very long passage about Norway and its king"), article) is None
    assert place_of([], article) is None


@given(*[st.tuples(st.integers(0, 20), st.integers(1, 20))] * 2)
def test_the_common_share_is_that_of_the_shorter_passage(one: tuple[int, int], two: tuple[int, int]) -> None:
    first, second = ((start, start + length) for start, length in (one, two))
    both = set(range(*first)) & set(range(*second))
    assert common_share(first, second) == common_share(second, first) == len(both) / min(one[1], two[1])
    assert common_share(first, None) == 0


def test_rows_that_say_what_the_readers_say_are_all_right(tmp_path: Path) -> None:
    against = line(BETRAYAL, "CHL", "OMN", stance="against", sentiment="negative")
    rows = [row(), Row("one.txt", BETRAYAL, "CHL", "OMN", "against", "negative")]
    values, report = figures(tmp_path, [line(), against], [line(), against], rows)
    assert set(values.values()) == {1.0} and report.errors == []
    assert (report.numbers["core_lines"], report.numbers["rows_with_a_side"]) == (2, 2)


def test_each_kind_of_error_is_counted_and_told(tmp_path: Path) -> None:
    lines = [
        line(),
        line("Chile's minister", "CHL", "PER"),
        line(BETRAYAL, "CHL", "OMN", stance="against"),
        line("Nobody named Mali", None, "MLI", stance="neutral"),
    ]
    rows = [
        row(THANKS, "PER"),
        row(BETRAYAL, "CHL", "OMN", "favor"),
        row("every friend of Chile", None, "CHL", "against"),
    ]
    values, report = figures(tmp_path, lines, lines, rows)
    assert values["core_found"] == 2 / 4
    assert values["core_holder"] == 1 / 3  # of Mali's line nobody knows the holder
    assert values["core_stance"] == 1 / 4
    assert values["valid"] == 2 / 3
    assert (values["precision_sides"], values["precision_full"]) == (1 / 3, 0)
    assert [error.partition(":")[0] for error in report.errors] == [
        "wrong holder", "missing", "wrong stance", "missing", "wrong side", "no such pair",
    ]  # fmt: skip
    assert "found: “thanked Peru for its help” PER favor 0.90" in report.errors[0]
    assert "→ MLI neutral" in report.errors[3] and report.errors[4].endswith("readers: against, against")


def test_where_readers_differ_no_stance_is_right_or_wrong(tmp_path: Path) -> None:
    one, two = line(sure=False), line(stance="neutral", sentiment="neutral")
    values, report = figures(tmp_path, [one], [two], [row()])
    assert (values["core_found"], values["all_found"], values["all_stance"]) == (0, 1, 0)
    assert values["precision_sides"] == 1 and report.errors == []


@pytest.mark.parametrize("aside", ["domestic", "place"])
def test_a_line_aside_is_not_asked_for_and_makes_a_row_valid(tmp_path: Path, aside: str) -> None:
    values, report = figures(tmp_path, [line(**{aside: True})], [line()], [row()])
    assert (report.numbers["lines"], values["valid"]) == (0, 1)


@pytest.mark.parametrize(("listed", "found"), [("NATO", "NAT"), ("YEM", "HOU"), ("CHL", "CHL")])
def test_a_body_by_its_name_and_a_movement_by_its_country_are_right_holders(
    tmp_path: Path, listed: str, found: str
) -> None:
    assert figures(tmp_path, [line(holder=listed)], [line(holder=listed)], [row(holder=found)])[0]["f1_full"] == 1


def test_of_lines_that_share_a_passage_those_with_one_holder_belong_together(tmp_path: Path) -> None:
    ours, theirs = line(), line(holder="BOL")
    folder = write(tmp_path, [ours, theirs], [theirs, ours, line(target="OMN")], {"one.txt": TEXT})
    (article,) = read_articles(folder)
    assert [agreed.holders for agreed in article.agreed_lines()] == [{"CHL"}, {"BOL"}]
    report = measure_readers("readers", [article])
    assert {name: each.value for name, each in report.metrics.items()} == {"holder": 1, "stance": 1, "sentiment": 1}
    assert (report.numbers["lines_of_the_other"], report.numbers["shared_lines"]) == (3, 2)


def test_errors_do_not_steer_a_terminal(tmp_path: Path) -> None:
    red = line("Chile's \x1b[31mminister\nthanked Peru")
    (error,) = figures(tmp_path, [red], [red], [])[1].errors
    assert error == "missing: one.txt: “Chile's [31mminister thanked Peru” CHL → PER favor"


def test_the_plainest_method_takes_every_country_of_a_sentence() -> None:
    text = "Chile thanked Peru.\n\nNorway's king slept.\n\nThe choir sang."
    rows = sentence_rows([Article("i", "a/one.txt", [], None, None, None, None, "en", [], text, "i")], language("en"))
    assert [(r.article, r.text, r.holder, r.target, r.stance) for r in rows] == [
        ("one.txt", "Chile thanked Peru.", "PER", "CHL", "favor"),
        ("one.txt", "Chile thanked Peru.", "CHL", "PER", "favor"),
        ("one.txt", "Norway's king slept.", None, "NOR", "neutral"),
    ]


@pytest.mark.parametrize(
    ("broken", "what"),
    [
        ({"article": "two.txt"}, "there is no articles/two.txt"),
        ({"stance": "for"}, "the stance is 'for', not favor, against, neutral"),
        ({"quote": None}, "the quote is no text"),
    ],
)
def test_a_wrong_line_is_named(tmp_path: Path, broken: dict[str, Any], what: str) -> None:
    folder = write(tmp_path, [line()], [line(), line(**broken)], {"one.txt": TEXT})
    with pytest.raises(PipelineError, match=rf"1\.b\.jsonl line 2: {what}"):
        read_articles(folder)


def test_what_a_line_lacks_is_named(tmp_path: Path) -> None:
    folder = write(tmp_path, [{"article": "one.txt", "quote": "Peru"}], [], {"one.txt": TEXT})
    with pytest.raises(PipelineError, match=r"line 1: it has no sentiment, speaker_country, stance, sure, target"):
        read_articles(folder)


def test_the_folder_may_be_that_of_the_corpora_or_the_one_itself(tmp_path: Path) -> None:
    folder = write(tmp_path / "real", [line()], [line()], {"one.txt": TEXT})
    assert real_folder(tmp_path) == real_folder(folder) == folder
    with pytest.raises(PipelineError, match="mend --corpora"):
        real_folder(folder / "articles")


def test_the_command(stance, elsewhere: Path) -> None:
    write(elsewhere / "real", [line()], [line()], {"one.txt": TEXT})
    quick = load_config().model_dump(mode="json")
    quick["extract"] |= {"method": "rules", "pairs": "named"}
    quick["score"]["model"] = "linear"
    Path("quick.yaml").write_text(json.dumps(quick))
    told = stance("benchmark", "real", "--corpora", ".", "--config", "quick.yaml", "--json", "out.json", "--errors")
    assert told.code == 0 and "gazetteer + VADER" in told.out and "1 shared lines" in told.err
    models = json.loads(Path("out.json").read_text())["models"]
    assert set(models) == {"pipeline", "gazetteer + VADER", "readers"}
    assert models["gazetteer + VADER"]["core_found"] == {"value": 1, "low": 1, "high": 1}
    assert set(models["pipeline"]) >= {"f1_sides", "f1_full", "valid", "all_found", "rows"}
    assert "--corpora" in stance("benchmark", "real").err
    assert "score.model" in stance("benchmark", "real", "--corpora", ".", "--model", "linear").err


def reference() -> Any:
    """The script of the measure that lies beside the articles."""
    spec = importlib.util.spec_from_file_location("score_real", shared("real/score_real.py"))
    assert spec is not None and spec.loader is not None
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    return script


def by_reference(script: Any, folder: Path, rows: list[Row]) -> dict[str, float]:
    """Its figures, under the names that ours have."""
    readings = [sorted((folder / "readings").glob(f"*.{reader}.jsonl")) for reader in "ab"]
    given = [
        {"source_path": r.article, "text": r.text, "speaker_country": r.holder, "target": r.target, "stance": r.stance, "sentiment": r.sentiment}
        for r in rows
    ]  # fmt: skip
    said = script.measure(given, *script.load([folder / "articles"], readings))
    lines = {f"{part}_{name}": said[part][name] for part in ("core", "all") for name in said[part] if name != "lines"}
    of_rows = {name: said["rows"][name] for name in ("valid", "precision_sides", "precision_full")}
    return {**lines, **of_rows, "f1_sides": said["f1_sides"], "f1_full": said["f1_full"]}


def ours(folder: Path, rows: list[Row]) -> dict[str, float]:
    report = measured("rows", read_articles(folder), rows)
    return {name: interval.value for name, interval in report.metrics.items()}


def test_real_articles_have_the_figures_of_the_script_beside_them() -> None:
    folder = shared("real")
    read = ingest_files(find_files([folder / "articles"]), load_config().ingest)
    rows = sentence_rows([article for article in read if isinstance(article, Article)], language("en"))
    assert len(rows) > 500
    assert ours(folder, rows) == by_reference(reference(), folder, rows)


COUNTRY = st.sampled_from(["PER", "CHL", "EU", "YEM", "Interpol"])
HOLDER = st.none() | COUNTRY
PASSAGE = st.lists(st.sampled_from("abcd"), min_size=1, max_size=8).map(" ".join)
LINES = st.lists(
    st.builds(
        line,
        PASSAGE,
        HOLDER,
        COUNTRY,
        article=st.sampled_from(["one.txt", "two.txt"]),
        stance=st.sampled_from(STANCES),
        sentiment=st.sampled_from(SENTIMENTS),
        **dict.fromkeys(("sure", "domestic", "place"), st.booleans()),
    ),
    max_size=8,
)
ROWS = st.lists(
    st.builds(
        Row,
        st.sampled_from(["one.txt", "two.txt", "three.txt"]),
        PASSAGE,
        st.none() | st.sampled_from(["PER", "CHL", "EUE", "HOU"]),
        st.sampled_from(["PER", "CHL", "EUE", "YEM"]),
        st.sampled_from(STANCES),
        st.sampled_from(SENTIMENTS),
    ),
    max_size=8,
)


@settings(max_examples=100)
@given(LINES, LINES, ROWS, PASSAGE, PASSAGE)
def test_any_rows_have_the_figures_of_the_script(
    one: list[dict[str, Any]], two: list[dict[str, Any]], rows: list[Row], text: str, other: str
) -> None:
    script = reference()
    with tempfile.TemporaryDirectory() as folder:
        written = write(Path(folder), one, two, {"one.txt": text, "two.txt": other})
        assert ours(written, rows) == by_reference(script, written, rows)
