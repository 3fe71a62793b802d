"""The quality of labels, from files to tables and the page."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from pathlib import Path

import pytest

from pipeline.config import PipelineConfig, load_config
from pipeline.errors import PipelineError
from pipeline.label.missing import missing
from pipeline.label.page import quality_page, write_page
from pipeline.label.quality import QualityReport, run
from pipeline.records import Label

HOSTILE = "<script>alert(1)</script> Kenya thanked Uganda"


def label(number: int, annotator: str, stance: str | None, **fields) -> Label:
    text = f"{HOSTILE} for the {number}th time"
    sentiment = None if stance is None else "neutral"
    made = Label(
        f"a{number % 25}.txt",
        text,
        "UGA",
        stance,
        sentiment,
        annotator,
        "2",
        f"2026-01-{1 + number % 28:02}",
        number,
        number + len(text),
    )
    return replace(made, **fields)


def two_people(number: int) -> list[Label]:
    sides = ("favor", "against", "neutral")
    pairs = [(sides[n % 3], sides[n % 3] if n % 5 else "neutral") for n in range(number)]
    return [label(n, name, pair[i]) for n, pair in enumerate(pairs) for i, name in enumerate(("ada", "bo"))]


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> PipelineConfig:
    config = load_config(None)
    monkeypatch.chdir(tmp_path)
    return config


def measured(config: PipelineConfig, folder: Path, labels: list[Label], **options) -> QualityReport:
    folder.mkdir(exist_ok=True)
    lines = (json.dumps({key: value for key, value in asdict(one).items() if value is not None}) for one in labels)
    (folder / "annotations.jsonl").write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return run(config, folder, **options)


def test_labels_of_the_same_words_are_compared_where_no_examples_are(config: PipelineConfig, tmp_path: Path) -> None:
    report = measured(config, tmp_path / "labels", two_people(60))
    stance = report.question("stance")
    assert (stance.alpha.units, stance.alpha.clusters, stance.people) == (60, 25, ("ada", "bo"))
    assert 0.5 < stance.alpha.low < stance.alpha.value < stance.alpha.high < 1
    assert report.question("sentiment").alpha.value == 1.0 and "exactly the same words" in str(report)


def test_rules_and_models_are_no_people(config: PipelineConfig, tmp_path: Path) -> None:
    machines = [label(n, name, "favor") for n in range(40) for name in ("rule:thanks", "model:x")]
    report = measured(config, tmp_path / "labels", two_people(40) + machines)
    stance = report.question("stance")
    assert stance.people == ("ada", "bo") and stance.alpha.units == 40
    assert ("ada", "model:x") in {(pair.first, pair.second) for pair in stance.pairs}


def test_whether_there_is_a_statement_is_a_question_of_its_own_where_somebody_denied_it(
    config: PipelineConfig, tmp_path: Path
) -> None:
    denied = [label(90, "ada", None, flags=("no_statement",)), label(90, "bo", "favor")]
    report = measured(config, tmp_path / "labels", two_people(30) + denied)
    assert report.question("statement").alpha.units == 31 and report.question("stance").alpha.units == 30
    assert [q.question for q in measured(config, tmp_path / "labels", two_people(30)).questions] == [
        "stance",
        "sentiment",
    ]


def test_an_adjudicator_settles_and_is_no_third_opinion(config: PipelineConfig, tmp_path: Path) -> None:
    decided = label(0, "cleo", "against", role="adjudicator")
    report = measured(config, tmp_path / "labels", [*two_people(30), decided])
    stance = report.question("stance")
    unit = next(u for u, ballot in report.units.ballots.items() if ballot.adjudicated)
    assert stance.aggregation.posterior(unit)["against"] == 1.0 and "cleo" not in stance.judged


@pytest.mark.parametrize(("suffix", "sign"), [(".md", "| question |"), (".tex", r"\toprule"), (".json", '"alpha"')])
def test_the_report_is_written_in_each_format_and_replaces_nothing_unasked(
    config: PipelineConfig, tmp_path: Path, suffix: str, sign: str
) -> None:
    out = tmp_path / f"agreement{suffix}"
    measured(config, tmp_path / "labels", two_people(30), out=out)
    first = out.read_bytes()
    assert sign in first.decode()
    with pytest.raises(PipelineError, match=r"is there already.*--overwrite"):
        run(config, tmp_path / "labels", out=out)
    run(config, tmp_path / "labels", out=out, overwrite=True)
    assert out.read_bytes() == first


def test_mistakes_of_the_user_are_named(config: PipelineConfig, tmp_path: Path) -> None:
    with pytest.raises(PipelineError, match="say the format"):
        run(config, tmp_path, out=tmp_path / "agreement.docx")
    with pytest.raises(PipelineError, match="between 0 and 1"):
        run(config, tmp_path, wanted=1.2)
    with pytest.raises(PipelineError, match="no label that counts"):
        measured(config, tmp_path / "labels", [label(1, "ada", "favor", role="practice")])


def test_the_page_holds_no_tag_from_a_label_and_needs_no_other_file(config: PipelineConfig, tmp_path: Path) -> None:
    odd = [label(n, "<img src=x onerror=alert(1)>", "favor") for n in range(30)]
    page = quality_page(measured(config, tmp_path / "labels", two_people(30) + odd))
    assert "<script" not in page and "<img" not in page and "&lt;img src=x" in page
    assert "default-src 'none'" in page and "http" not in page.replace("http-equiv", "")
    assert "&lt;script&gt;alert(1)" in page


def test_the_page_replaces_nothing_unasked(config: PipelineConfig, tmp_path: Path) -> None:
    report = measured(config, tmp_path / "labels", two_people(30))
    out = write_page(report, tmp_path / "quality.html")
    with pytest.raises(PipelineError, match="--overwrite"):
        write_page(report, out)


def test_what_is_missing_comes_with_the_command_that_mends_it(config: PipelineConfig, tmp_path: Path) -> None:
    few = missing(measured(config, tmp_path / "labels", two_people(12)))
    assert few[0].command == "stance annotate --queue random --items 18 --double-share 1"
    drawn = [replace(one, queue="random") for one in two_people(60)]
    told = [gap.what for gap in missing(measured(config, tmp_path / "labels", drawn))]
    assert not any("drawn at random" in what or "second person" in what for what in told)
    assert any("judged differently" in what for what in told)
    mixed = [*drawn, label(99, "ada", "favor", codebook="1")]
    assert any("several versions" in gap.what for gap in missing(measured(config, tmp_path / "labels", mixed)))
