"""`stance codebook` in a study: it is edited, checked, adopted, and its page renewed."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

import pytest
import typer

from pipeline.cli.codebook import codebook as command
from pipeline.codebook import load_snapshots, packaged_codebook
from pipeline.config.loading import default_config_text
from pipeline.errors import PipelineError
from tests.codebook.made import edited, label, raised, reworded

MINE, KEPT, PAGE = Path("configs/codebook.yaml"), Path("configs/codebook_versions"), Path("data/codebook.md")
Run = Callable[..., str]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    app = typer.Typer()
    app.command()(command)

    def called(*arguments: object) -> str:
        capsys.readouterr()
        app([str(argument) for argument in arguments], standalone_mode=False)
        captured = capsys.readouterr()
        return captured.out + captured.err

    return called


@pytest.fixture
def study(elsewhere: Path) -> Path:
    for path, text in {
        Path("configs/pipeline.yaml"): default_config_text(),
        Path("dvc.yaml"): "stages: {}\n",
        MINE: packaged_codebook().text,
        PAGE: packaged_codebook().page(),
    }.items():
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return elsewhere


def save(*edits: Callable) -> None:
    MINE.write_text(edited(*edits).text, encoding="utf-8")


def test_a_new_study_passes_and_its_first_adoption_keeps_the_text(run: Run, study: Path) -> None:
    assert "Version 2, digest" in run("--check") and not KEPT.exists()
    assert "codebook_versions/2.yaml" in run("--adopt")
    assert (KEPT / "2.yaml").read_text(encoding="utf-8") == packaged_codebook().text
    assert "Unchanged since version 2 was adopted" in run() and "→" not in run("--adopt")


def test_an_edit_is_refused_until_it_names_its_rules_and_then_renews_the_page(run: Run, study: Path) -> None:
    save(reworded(31))
    assert "changed 31" in run()
    for option in ("--check", "--adopt"):
        with pytest.raises(PipelineError, match=r"rules differ from the adopted version 2 .changed 31."):
            run(option)
    assert not KEPT.exists()
    save(reworded(31), raised("2.1", rules=["31"]))
    with pytest.raises(PipelineError, match=r"was changed and is not adopted .changed 31"):
        run("--check")
    assert PAGE.read_text(encoding="utf-8") == packaged_codebook().page()
    told = run("--adopt")
    assert "2.1.yaml" in told and "data/codebook.md" in told
    assert list(load_snapshots(KEPT)) == ["2", "2.1"] and PAGE.read_text(encoding="utf-8").startswith(
        "# Codebook, version 2.1"
    )
    run("--check")


def test_practice_items_may_change_within_a_version(run: Run, study: Path) -> None:
    run("--adopt")
    save(lambda plain: plain["practice"].pop())
    assert "changed outside of rules and definitions" in run()
    assert "2.yaml" in run("--adopt")
    assert (KEPT / "2.yaml").read_text(encoding="utf-8") == MINE.read_text(encoding="utf-8")


def test_a_page_that_was_changed_by_hand_is_kept_and_told(run: Run, study: Path) -> None:
    PAGE.write_text("# Our rules\n", encoding="utf-8")
    assert "data/codebook.md says something else" in run("--adopt")
    assert PAGE.read_text(encoding="utf-8") == "# Our rules\n"
    with pytest.raises(PipelineError, match=r"data/codebook.md: is not the page of"):
        run("--check")
    with pytest.raises(PipelineError, match=r"changed by hand. Name another file, or add --overwrite"):
        run("--out", PAGE)
    run("--out", PAGE, "--overwrite")
    run("--check")


def test_labels_that_an_adopted_change_touches_are_counted(run: Run, study: Path) -> None:
    Path("data/labels").mkdir()
    lines = [
        label("against", article="a.txt"),
        label("favor", article="b.txt"),
        label("against", article="c.txt", codebook="9"),
    ]
    Path("data/labels/ama.jsonl").write_text(
        "".join(json.dumps(asdict(line)) + "\n" for line in lines), encoding="utf-8"
    )
    save(reworded(30), raised("2.1", rules=["30"]))
    told = run("--adopt")
    assert "touches 1 earlier label (rules 30)" in told
    assert "several versions of the codebook: 2 (2), 9 (1)" in told and "1 label of version '9'" in told


def test_outside_a_study_the_packaged_one_is_shown_copied_and_not_adopted(run: Run, elsewhere: Path) -> None:
    assert "the codebook inside the package" in run()
    with pytest.raises(PipelineError, match=r"is missing, so the codebook inside the package counts"):
        run("--adopt")
    run("--out", "mine.yaml")
    assert Path("mine.yaml").read_text(encoding="utf-8") == packaged_codebook().text
    with pytest.raises(PipelineError, match=r"mine.yaml: is there"):
        run("--out", "mine.yaml")
    with pytest.raises(PipelineError, match=r"the suffix says the format"):
        run("--out", "mine.txt")


def test_the_codes_of_bodies_are_listed(run: Run, elsewhere: Path) -> None:
    told = run("--bodies")
    assert "EUE" in told and "European Union" in told


def test_labels_that_were_judged_again_are_no_longer_told_of(run: Run, study: Path) -> None:
    save(reworded(30), raised("2.1", rules=["30"]))
    Path("data/labels").mkdir()
    lines = [label("against", time="2026-01-01"), label("favor", codebook="2.1", time="2026-02-01")]
    Path("data/labels/ama.jsonl").write_text(
        "".join(json.dumps(asdict(line)) + "\n" for line in lines), encoding="utf-8"
    )
    assert "touches" not in run("--adopt")
