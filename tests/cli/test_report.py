"""`stance report` and `stance figures`: from files to a page, and one sentence for each mistake."""

from __future__ import annotations

import inspect
from dataclasses import fields
from pathlib import Path

import pytest

from pipeline.cli.report import figures, report
from pipeline.io import write_records
from pipeline.records import Article
from pipeline.report.stage import ReportOptions
from tests.estimate.tables import write_lines
from tests.report.scores import article, score_row, two_sides, write_scores


@pytest.fixture
def scores(elsewhere: Path) -> Path:
    return write_scores(Path("scores.parquet"), two_sides())


def test_a_page_is_written_and_said_to_be(stance, scores: Path) -> None:
    result = stance("report", scores, "--out", "report.html")
    assert result.code == 0, result.err
    assert (
        "26 rows of 12 articles with statements → report.html" in result.err
        and "1 row without a stance (--min-confidence)" in result.err
    )
    assert "12 articles without a text, so without passages" in result.err and not Path("report_texts").exists()
    assert "Content-Security-Policy" in Path("report.html").read_text(encoding="utf-8")


def test_without_a_name_the_page_lies_beside_the_scores(stance, scores: Path) -> None:
    Path("sub").mkdir()
    scores.rename("sub/scores.parquet")
    assert stance("report", "sub/scores.parquet").code == 0 and Path("sub/report.html").is_file()
    again = stance("report", "sub/scores.parquet")
    assert again.code == 2 and "sub/report.html: is there already" in again.err
    assert stance("report", "sub/scores.parquet", "--overwrite").code == 0
    rows = stance("report", "sub/scores.parquet", "--view", "to=CHL")
    assert rows.code == 2 and "name it with --out" in rows.err


def test_articles_that_say_nothing_of_a_country_are_counted_too(stance, elsewhere: Path) -> None:
    told, silent = (article(text) for text in ("Twelve signs were put up.", "The choir sang twice that evening."))
    write_records(Path("articles.parquet"), Article, [told, silent])
    write_scores(Path("scores.parquet"), [score_row(article_id=told.article_id)])
    result = stance("report", "scores.parquet", "--articles", "articles.parquet")
    assert result.code == 0, result.err
    assert "1 row of 1 article with statements" in result.err
    assert "articles.parquet holds 2 articles, 1 of which have no row in the scores" in result.err


def test_where_every_mean_is_of_too_few_articles_that_is_said(stance, scores: Path) -> None:
    hint = "a lower --min-articles shows them"
    assert hint not in stance("report", scores, "--out", "a.html").err
    assert hint in stance("report", scores, "--out", "b.html", "--min-articles", "20").err


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({}, "10 files of 3 rows"),
        ({"speaker_country": "CHL"}, "10 files of 3 rows"),
        ({"speaker_country": None}, "no matrix: no row of this view has a speaker's country"),
        ({"published": None}, "no trend: no article of this view has a date"),
    ],
)
def test_one_country_is_enough(stance, elsewhere: Path, changes: dict[str, object], told: str) -> None:
    write_scores(Path("scores.parquet"), [score_row(article_id=f"a{n}", **changes) for n in range(3)])
    assert stance("report", "scores.parquet").code == 0
    drawn = stance("figures", "scores.parquet", "--out", "figures", "--min-articles", "2")
    assert drawn.code == 0 and told in drawn.err


def test_equal_input_gives_equal_bytes(stance, scores: Path) -> None:
    for folder in ("one", "two"):
        assert stance("report", scores, "--out", f"{folder}/report.html", "--sample", 20, "--seed", 4).code == 0
    assert Path("one/report.html").read_bytes() == Path("two/report.html").read_bytes()


def test_nothing_that_is_there_is_replaced_unasked(stance, scores: Path) -> None:
    Path("report.html").write_text("mine")
    for command, out in (("report", "report.html"), ("figures", "figures")):
        if command == "figures":
            assert stance(command, scores, "--out", out).code == 0
        result = stance(command, scores, "--out", out)
        assert result.code == 2 and "is there already" in result.err and "--overwrite" in result.err
    assert Path("report.html").read_text() == "mine"
    assert stance("report", scores, "--out", "report.html", "--overwrite").code == 0
    assert stance("report", scores, "--out", "report.html", "--overwrite").code == 0
    Path("other_texts").mkdir()
    Path("other_texts/notes.txt").touch()
    result = stance("report", scores, "--out", "other.html", "--overwrite")
    assert result.code == 2 and "holds files that no report made" in result.err and not Path("other.html").exists()


def test_texts_are_found_in_files_that_were_scored_or_where_they_are_said_to_be(stance, elsewhere: Path) -> None:
    folder = Path("our articles č")
    folder.mkdir()
    Path(folder, "a.txt").write_text(
        "Title\n\nKenya thanked Uganda for its help in the long drought of last year. 😀", encoding="utf-8"
    )
    assert stance("score", folder, "--out", "s.parquet", "--model", "linear").code == 0
    assert "texts of 1 article → report_texts" in stance("report", "s.parquet", "--out", "report.html").err
    assert stance("report", "s.parquet", "--out", "b/report.html", "--articles", folder).code == 0
    assert stance("ingest", folder, "--out", "data/articles/articles.parquet").code == 0
    Path(folder, "a.txt").unlink()
    assert "texts of 1 article" in stance("report", "s.parquet", "--out", "č ř/report.html").err
    assert "drought" in Path("č ř/report_texts/0000.js").read_text(encoding="utf-8")
    write_records(Path("others.parquet"), Article, [article("Something else entirely, of some length.")])
    result = stance("report", "s.parquet", "--out", "c.html", "--articles", "others.parquet")
    assert (
        result.code == 2 and "holds none of the 1 articles of s.parquet" in result.err and not Path("c.html").exists()
    )


def test_shares_are_corrected_by_labels(stance, elsewhere: Path) -> None:
    rows = [score_row(article_id=str(n), example_id=str(n)) for n in range(60)]
    write_scores(Path("s.parquet"), rows)
    lines = [{"example_id": str(n), "stance": "favor" if n % 3 else "against"} for n in range(30)]
    write_lines("labels.jsonl", [*lines, {"example_id": "none", "stance": "favor"}])
    result = stance("report", "s.parquet", "--out", "r.html", "--labels", "labels.jsonl")
    assert result.code == 0 and "shares corrected by 30 labelled rows; 1 label not used" in result.err, result.err
    assert '"speaker_country,target":{"NOR,CHL":{"against"' in Path("r.html").read_text(encoding="utf-8")
    write_lines("none.jsonl", [{"example_id": "none", "stance": "favor"}])
    result = stance("report", "s.parquet", "--out", "q.html", "--labels", "none.jsonl")
    assert result.code == 2 and "no label fits a row of s.parquet" in result.err and not Path("q.html").exists()


def test_the_rows_of_a_view_are_a_table(stance, scores: Path) -> None:
    result = stance("report", scores, "--view", "from=NOR&to=CHL", "--out", "rows.csv")
    assert result.code == 0 and "13 rows → rows.csv" in result.err
    assert len(Path("rows.csv").read_text().splitlines()) == 14


def test_figures_come_with_captions_and_numbers(stance, scores: Path) -> None:
    result = stance("figures", scores, "--out", "paper/figures", "--unit", "month", "--view", "to=CHL")
    assert result.code == 0 and "10 files of 14 rows → paper/figures" in result.err, result.err
    assert Path("paper/figures/trend.csv").read_text().startswith("period,mean,low,high,statements,articles\n2024-04,")


def test_the_command_line_has_the_defaults_of_the_stage() -> None:
    defaults = ReportOptions()
    for command in (report, figures):
        given = {name: parameter.default for name, parameter in inspect.signature(command).parameters.items()}
        shared = set(given) & {field.name for field in fields(ReportOptions)}
        assert {name: given[name] for name in shared} == {name: getattr(defaults, name) for name in shared}
        assert "max_rows" in shared


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["report", "none.parquet", "--out", "r.html"], "none.parquet: no such file. Make it with `stance score"),
        (["report", "."], ".: cannot be read as a table"),
        (["report", "scores.txt", "--out", "r.html"], "'.txt' is no table format"),
        (["report", "scores.parquet", "--out", "r.pdf"], "end the name in .html"),
        (["report", "scores.parquet", "--out", "r.html", "--view", "to=CHL"], "end the name in .csv"),
        (["report", "scores.parquet", "--out", "r.csv", "--view", "too=CHL"], "Did you mean 'to'?"),
        (["report", "scores.parquet", "--out", "r.html", "--max-rows", "9"], "has 26 rows, and a page holds 9."),
        (
            ["report", "scores.parquet", "--out", "r.html", "--sample", "20", "--max-rows", "9"],
            "--sample: 20 is more than",
        ),
        (["report", "scores.parquet", "--out", "r.html", "--articles", "nothing"], "nothing: no such file or folder"),
        (["report", "scores.parquet", "--out", "r.html", "--labels", "nothing"], "nothing: no labels here"),
        (["report", "broken.parquet", "--out", "r.html"], "broken.parquet: cannot be read as a table"),
        (["report", "empty.csv", "--out", "r.html"], "empty.csv: the file is empty"),
        (["figures", "scores.parquet", "--out", "scores.parquet"], "is a file; name a folder"),
    ],
)
def test_mistakes_are_one_sentence(stance, scores: Path, arguments: list[str], message: str) -> None:
    Path("broken.parquet").write_text("no table")
    Path("empty.csv").touch()
    before = sorted(path.name for path in Path().iterdir())
    result = stance(*arguments)
    assert result.code == 2 and message in result.err and "Traceback" not in result.err, result.err
    assert sorted(path.name for path in Path().iterdir()) == before
