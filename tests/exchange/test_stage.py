"""Labels taken into a study and written out of it, with real files."""

from __future__ import annotations

import datetime
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.config import PipelineConfig, load_config
from pipeline.errors import PipelineError
from pipeline.exchange.label_files import LocatedLabel, files_passed_over, located_labels, write_labels
from pipeline.exchange.stage import ImportReport, export_labels, ready_labels, write_ready
from pipeline.exchange.understanding import Choices
from pipeline.io import write_records
from pipeline.label.current import current_labels
from pipeline.records import Article, Label
from tests.conftest import Result

TEXT = "Kenya thanked Laos for the dam. Laos said nothing. Laos said nothing."
PROJECT = Path(__file__).resolve().parents[2]


def article(number: int, name: str, text: str = TEXT) -> Article:
    return Article(f"a{number}", name, [name], None, None, None, None, "en", [], text, f"a{number}")


@pytest.fixture
def config(elsewhere: Path) -> PipelineConfig:
    """Of a study of its own in an empty folder: whatever is written lies in it."""
    (elsewhere / "configs").mkdir()
    shutil.copy(PROJECT / "configs/pipeline.yaml", elsewhere / "configs/pipeline.yaml")
    config = load_config()
    assert config.paths.labels.resolve().is_relative_to(elsewhere.resolve())
    return config


def taken_in(config: PipelineConfig, path: Path, *, make_articles: bool = False, **choices: str) -> ImportReport:
    return write_ready(config, ready_labels(config, path, Choices(**choices), make_articles=make_articles))


def labels_of(config: PipelineConfig) -> list[Label]:
    return [line.label for line in located_labels(config.paths.labels) if isinstance(line, LocatedLabel)]


def sheet(name: str, *rows: str) -> Path:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return path


def test_statements_find_their_article_by_their_words(config: PipelineConfig) -> None:
    write_records(
        config.paths.articles, Article, [article(1, "data/raw/2024/dam.txt"), article(2, "data/raw/x.txt", "Other.")]
    )
    rows = ("text,country,label", "thanked Laos for the dam,Laos,pro", "Laos said nothing,LAO,con", "Laos sang,LAO,con")
    report = taken_in(config, sheet("ann.csv", *rows))
    (label,) = labels_of(config)
    assert (label.article, label.start, label.end, label.annotator) == ("2024/dam.txt", 6, 30, "ann")
    reasons = [reject.reason for reject in report.aside.rejects]
    assert reasons[0] == "its words stand 2 times in 2024/dam.txt; give start and end"
    assert reasons[1].startswith("its words stand in no article of the study") and "--as-articles" in reasons[1]
    assert "2 rows not taken in, listed in data/labels/ann.rejects.csv" in str(report)
    assert files_passed_over(config.paths.labels) == []


def test_words_that_stand_in_two_articles_name_both(config: PipelineConfig) -> None:
    write_records(config.paths.articles, Article, [article(1, "data/raw/a.txt"), article(2, "data/raw/b.txt")])
    with pytest.raises(
        PipelineError, match=r"row 2: its words stand in 2 articles, such as a.txt and b.txt; name the article"
    ):
        taken_in(config, sheet("ann.csv", "text,target,stance", "thanked Laos for the dam,LAO,pro"))


def test_texts_become_articles_where_that_is_asked(config: PipelineConfig) -> None:
    long = "Kenya thanked Laos for  the dam that was built last year."
    rows = (
        "statement,country,position,outlet",
        f"{long},Laos,pro,The Dam",
        f"{long},KEN,con,The Dam",
        "Laos sang,LAO,con,X",
    )
    report = taken_in(config, sheet("mine.csv", *rows), make_articles=True)
    lines = [json.loads(line) for line in (config.paths.raw / "mine.articles.jsonl").read_text().splitlines()]
    assert lines == [{"outlet": "The Dam", "text": long}]
    assert [(x.article, x.text, x.target) for x in labels_of(config)] == [
        ("mine.articles.jsonl#1", long.replace("  ", " "), "LAO"), ("mine.articles.jsonl#1", long.replace("  ", " "), "KEN"),
    ]  # fmt: skip
    assert "fewer than ingest.min_characters" in report.aside.rejects[0].reason
    assert "1 article → data/raw/mine.articles.jsonl; run `dvc repro`" in str(report)


def test_a_sentiment_is_filled_in_only_where_that_is_asked(config: PipelineConfig) -> None:
    rows = ("article,text,target,stance", "dam.txt,thanked Laos,LAO,pro")
    assert "1 label without a sentiment" in str(taken_in(config, sheet("ann.csv", *rows)))
    taken_in(config, sheet("bo.csv", *rows), sentiment="Neutral")
    assert [(x.annotator, x.sentiment) for x in labels_of(config)] == [("ann", None), ("bo", "neutral")]
    with pytest.raises(PipelineError, match="--sentiment: 'gut' is no sentiment"):
        taken_in(config, sheet("cy.csv", *rows), sentiment="gut")


def test_nothing_is_overwritten_and_nothing_counted_twice(config: PipelineConfig) -> None:
    rows = ("article,text,target,stance,sentiment", "dam.txt,thanked Laos,LAO,pro,neutral")
    taken_in(config, sheet("ann.csv", *rows))
    with pytest.raises(PipelineError, match=r"data/labels/ann.jsonl: is there already"):
        taken_in(config, Path("ann.csv"))
    again = write_ready(config, ready_labels(config, Path("ann.csv"), Choices()), config.paths.labels / "again.jsonl")
    assert (again.written, again.known) == (0, 1) and len(labels_of(config)) == 1


def test_a_label_changed_in_a_sheet_is_a_later_judgement(config: PipelineConfig) -> None:
    first = Label("dam.txt", "thanked Laos", "LAO", "favor", "neutral", "ann", "2", "2026-01-01", label_id="l1")
    write_labels(config.paths.labels / "annotations.jsonl", [first])
    export_labels(config.paths.labels, "csv", Path("out.csv"))
    Path("out.csv").write_text(Path("out.csv").read_text(encoding="utf-8-sig").replace("favor", "against"))
    report = taken_in(config, Path("out.csv"))
    one, two = labels_of(config)
    assert (report.written, report.changed, one) == (1, 1, first)
    assert two.stance == "against" and two.label_id not in (None, "l1") and two.time > first.time


def test_labels_by_example_id_need_no_words(config: PipelineConfig) -> None:
    taken_in(config, sheet("ann.csv", "example_id,stance,sentiment", "e1,pro,neutral"))
    (label,) = labels_of(config)
    assert (label.example_id, label.stance) == ("e1", "favor")


def test_no_row_that_fits_is_a_sentence_and_writes_nothing(config: PipelineConfig) -> None:
    with pytest.raises(
        PipelineError, match=r"ann.csv: no row is a label that can be taken in.\n  row 2: stance: 'xx' is no stance"
    ):
        taken_in(config, sheet("ann.csv", "article,text,target,stance", "dam.txt,thanked Laos,LAO,xx"))
    assert not config.paths.labels.exists()


def test_a_file_that_exports_cannot_write_is_a_sentence(config: PipelineConfig) -> None:
    write_labels(config.paths.labels / "ann.jsonl", [Label("a", "t" * 40_000, "LAO", "favor", None, "ann", "2", "")])
    with pytest.raises(PipelineError, match=r"--to: 'xls' is no format. Did you mean 'xlsx'"):
        export_labels(config.paths.labels, "xls", Path("out.xlsx"))
    with pytest.raises(PipelineError, match=r"must end in .xlsx"):
        export_labels(config.paths.labels, "xlsx", Path("out.csv"))
    with pytest.raises(PipelineError, match="the text of label 1 is longer than the 32,767 characters of a cell"):
        export_labels(config.paths.labels, "xlsx", Path("out.xlsx"))
    assert not Path("out.xlsx").exists()


def test_a_folder_with_a_sheet_alone_says_which_command_takes_it(config: PipelineConfig) -> None:
    sheet("data/labels/coded.csv", "text,stance")
    with pytest.raises(PipelineError, match=r"Take them in with `stance labels import data/labels/coded.csv`"):
        labels_of(config)


def test_a_preview_shows_what_was_understood_and_writes_nothing(
    config: PipelineConfig, stance: Callable[..., Result]
) -> None:
    path = sheet("ann.csv", "doc,quote,nation,call", "dam.txt,thanked Laos,Laos,pro", "dam.txt,thanked Laos,Lao5,pro")
    options = ("--map", "nation=target,call=stance")
    shown = stance("labels", "import", path, *options, "--preview")
    assert shown.code == 0 and "Nothing was written" in shown.err and not Path("data").exists()
    for said in ("CSV sheet", "nation", "“ann” where no column says who", "LAO", "Did you mean 'LAO'"):
        assert said in shown.out
    done = stance("labels", "import", path, *options)
    assert done.code == 0 and "1 label → data/labels/ann.jsonl" in done.err and "1 row not taken in" in done.err
    back = stance("labels", "export", "--to", "xlsx", "--out", "out.xlsx")
    assert back.code == 0 and "1 label → out.xlsx" in back.err


def test_of_a_sheet_and_its_correction_the_later_import_counts(config: PipelineConfig) -> None:
    rows = ("article,text,target,stance,annotator", "dam.txt,thanked Laos,LAO,{},Ann")
    for name, said in (("z.csv", "pro"), ("a.csv", "con")):
        path = sheet(name, rows[0], rows[1].format(said))
        now = datetime.datetime(2026, 11, 1 if said == "pro" else 2, tzinfo=datetime.UTC)
        write_ready(config, ready_labels(config, path, Choices()), now=now)
    assert [label.stance for label in current_labels(labels_of(config))] == ["against"]
    assert [label.time for label in labels_of(config)] == ["2026-11-02T00:00:00+00:00", "2026-11-01T00:00:00+00:00"]
    again = write_ready(config, ready_labels(config, Path("a.csv"), Choices()), Path("data/labels/again.jsonl"))
    assert (again.written, again.known) == (0, 1)


def test_a_time_that_a_sheet_gives_stays(config: PipelineConfig) -> None:
    report = taken_in(config, sheet("ann.csv", "example_id,stance,time", "e1,pro,2024-05-01T10:00:00Z", "e2,pro,"))
    first, second = labels_of(config)
    assert first.time == "2024-05-01T10:00:00Z" and second.time > first.time
    assert "1 label without a time" in str(report)
