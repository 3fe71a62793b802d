"""What a user may type by mistake: told in a sentence before anything is read, and nothing of theirs is lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline import PipelineError, score_files
from pipeline.scoring import ScoreRun
from pipeline.scoring.destination import Destination
from pipeline.scoring.engine import require_engine
from pipeline.scoring.judging import Done
from pipeline.scoring.manifest import Manifest
from pipeline.scoring.selection import read_where, wanted
from pipeline.scoring.targets import read_targets
from tests.scoring.small import article, articles, fast, table


@pytest.mark.parametrize("engine", ["dusk", "joblib:nope", "joblib:", "dask://", "dask://scheduler", "dask://a/b"])
def test_an_engine_that_is_none_is_refused(engine: str) -> None:
    with pytest.raises(PipelineError, match=r"^--engine: "):
        require_engine(engine)


@pytest.mark.parametrize("engine", ["local", "dask", "dask://scheduler:8786", "joblib:threading"])
def test_an_engine_that_is_one_is_taken(engine: str) -> None:
    require_engine(engine)


@pytest.mark.parametrize(
    ("where", "told"),
    [
        ("year > 20000", "'20000' is no year of four figures"),
        ("published >= 'January 2020'", "'January 2020' is no date such as 2020-01-31"),
        ("published < '2020-02-31'", "'2020-02-31' is no date"),
        ("language == 'English'", "'English' is no code of a language such as en"),
        ("", "a column is missing"),
    ],
)
def test_a_condition_that_can_never_mean_what_it_says_is_refused(where: str, told: str) -> None:
    with pytest.raises(PipelineError, match=f"--where: {told}"):
        wanted(where, None)


@pytest.mark.parametrize("since", ["2020-13-45", "2021-02-29", "01/02/2020", ""])
def test_a_day_that_is_not_in_the_calendar_is_no_date(since: str) -> None:
    with pytest.raises(PipelineError, match=f"--since: '{since}' is no date"):
        wanted(None, since)


@pytest.mark.parametrize("given", ["uganda, RWA", "Uganda;Rwanda", "UGANDA,rwa"])
def test_targets_are_found_in_large_letters_and_small(given: str) -> None:
    assert read_targets(given) == {"UGA", "RWA"}


def test_a_target_that_is_none_is_told_as_it_was_typed() -> None:
    with pytest.raises(PipelineError, match=r"--targets: 'Ugandda' is no .* Did you mean 'Uganda'\?"):
        read_targets("RWA,Ugandda")


@pytest.mark.parametrize(("out", "columns"), [("", ()), (" ", ()), ("scores", ("year", "year"))])
def test_a_destination_without_a_name_or_with_a_column_twice_is_refused(out: str, columns: tuple[str, ...]) -> None:
    with pytest.raises(PipelineError, match=r"--out: is empty|--partition: year, year names a column twice"):
        Destination.of(out, columns)


@pytest.mark.parametrize("overwrite", [False, True])
def test_a_folder_of_something_else_is_never_replaced(elsewhere: Path, overwrite: bool) -> None:
    table("articles.parquet", articles(range(3)))
    Path("notes").mkdir()
    Path("notes/mine.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(PipelineError, match="notes: is a folder that `stance score` did not make"):
        score_files("articles.parquet", "notes", config=fast(), run=ScoreRun(overwrite=overwrite))
    assert Path("notes/mine.txt").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize(
    ("name", "overwrite"), [("notes.csv", False), ("year=2018/notes.csv", True), ("mine/part-00000.parquet", True)]
)
def test_a_folder_of_scores_that_holds_something_else_too_is_not_replaced(
    elsewhere: Path, name: str, overwrite: bool
) -> None:
    table("articles.parquet", articles(range(3)))
    score_files("articles.parquet", "scores", config=fast(), run=ScoreRun(partition=("year",)))
    before = sorted(Path("scores").rglob("*"))
    mine = Path("scores", name)
    mine.parent.mkdir(exist_ok=True)
    mine.write_text("mine", encoding="utf-8")
    table("articles.parquet", articles(range(5)))
    with pytest.raises(PipelineError, match=f"scores: holds {name}, which `stance score` did not write"):
        score_files("articles.parquet", "scores", config=fast(), run=ScoreRun(overwrite=overwrite, partition=("year",)))
    assert mine.read_text(encoding="utf-8") == "mine"
    mine.unlink()
    score_files("articles.parquet", "scores", config=fast(), run=ScoreRun(overwrite=True, partition=("year",)))
    assert {path for path in before if path.is_file()} < set(Path("scores").rglob("*"))


def test_what_is_put_beside_the_scores_between_table_and_manifest_is_not_lost(
    elsewhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def ended(*_: object) -> str:
        raise KeyboardInterrupt

    table("articles.parquet", articles(range(3)))
    with monkeypatch.context() as patch:
        patch.setattr("pipeline.scoring.making.table_state", ended)
        with pytest.raises(KeyboardInterrupt):
            score_files("articles.parquet", "scores", config=fast())
    Path("scores/notes.csv").write_text("mine", encoding="utf-8")
    with pytest.raises(PipelineError, match=r"scores: holds notes\.csv"):
        score_files("articles.parquet", "scores", config=fast())
    assert Path("scores/notes.csv").read_text(encoding="utf-8") == "mine"


def test_what_is_put_beside_the_scores_while_they_are_made_anew_is_not_lost(
    elsewhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    table("articles.parquet", articles(range(3)))
    score_files("articles.parquet", "scores", config=fast())
    table("articles.parquet", articles(range(5)))
    add = Manifest.add

    def meanwhile(self: Manifest, done: Done) -> None:
        Path("scores/notes.csv").write_text("mine", encoding="utf-8")
        add(self, done)

    monkeypatch.setattr(Manifest, "add", meanwhile)
    with pytest.raises(PipelineError, match=r"scores: holds notes\.csv"):
        score_files("articles.parquet", "scores", config=fast(), run=ScoreRun(overwrite=True))
    assert Path("scores/notes.csv").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize(("given", "out"), [("news", "news"), ("news/a.txt", "news"), ("news/a.txt", "news/a.txt")])
def test_what_is_to_be_scored_is_never_replaced(elsewhere: Path, given: str, out: str) -> None:
    Path("news").mkdir()
    Path("news/a.txt").write_text(article(1).text, encoding="utf-8")
    with pytest.raises(PipelineError, match=r"holds what is to be scored|'\.txt' is no table format"):
        score_files(given, out, config=fast(), run=ScoreRun(overwrite=True))
    assert Path("news/a.txt").exists()


@pytest.mark.parametrize("out", ["first.parquet", "first.csv", "first"])
def test_scores_are_no_articles(elsewhere: Path, out: str) -> None:
    table("articles.parquet", articles(range(3)))
    score_files("articles.parquet", out, config=fast())
    with pytest.raises(PipelineError, match=f"{out}: holds scores that `stance score` wrote"):
        score_files(out, "second.parquet", config=fast())
    assert not Path("second.parquet").exists()


def test_a_selection_that_no_article_meets_says_so(elsewhere: Path) -> None:
    table("articles.parquet", articles(range(3)))
    run = ScoreRun(selection=read_where("outlet == 'Teh Lake'"))
    assert "No article is as --where and --since ask" in str(
        score_files("articles.parquet", "s.parquet", config=fast(), run=run)
    )
