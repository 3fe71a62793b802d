"""Comparing and promoting as a person would: a study, a changed parameter, a real store."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.config import load_config
from pipeline.tracking import recorded_runs
from pipeline.tracking.store import connect

pytestmark = pytest.mark.slow
CONFIG = Path("configs/pipeline.yaml")


def _set(**values: str) -> None:
    # What comes before has a seed of its own.
    before, section, text = CONFIG.read_text(encoding="utf-8").partition("\ntrain:")
    for key, value in values.items():
        text, changed = re.subn(rf"(?m)^(\s+{key}: )[^#\n]*", rf"\g<1>{value} ", text, count=1)
        assert changed == 1, key
    CONFIG.write_text(before + section + text, encoding="utf-8")


def _run_stages(*stages: str) -> None:
    from pipeline.cli import main

    for stage in stages:
        try:
            main([stage])
        except SystemExit as stop:
            assert not stop.code, stage


@pytest.fixture(scope="module")
def compared(quick_study: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The quick study with five runs: as it is, a narrower window with two seeds, a spoilt model, and two articles fewer."""
    folder = tmp_path_factory.mktemp("compared") / "study"
    shutil.copytree(quick_study, folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        _set(resamples="400")
        _run_stages("evaluate")
        _set(window="5")
        _run_stages("train", "evaluate")
        _set(seed="14")
        _run_stages("train", "evaluate")
        _set(seed="13", window="6", C="[0.000000001]")
        _run_stages("train", "evaluate")
        _set(C="[1.0]")
        labels = Path("data/labels/author-1.jsonl")
        articles = sorted({json.loads(line)["article"] for line in labels.read_text().splitlines()})
        kept = [line for line in labels.read_text().splitlines() if json.loads(line)["article"] not in articles[:12]]
        labels.write_text("\n".join(kept) + "\n")
        _run_stages("label", "train", "evaluate")
    return folder


@pytest.fixture
def names(compared: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    monkeypatch.chdir(compared)
    return [run.run_name for run in recorded_runs()]


def test_two_runs_are_compared_with_a_verdict_and_what_differs(stance: Callable, names: list[str]) -> None:
    result = stance("compare", names[0], names[1], "--examples", "1")
    assert result.code == 0, result.err
    assert re.search(
        rf"stance: '{names[1]}' (cannot be told from|is (better|worse) than) '{names[0]}' by macro-F1", result.out
    )
    assert re.search(r"train\.linear\.window +6 +5", result.out) and "train.folds" not in result.out
    assert "McNemar" in result.out and "lost" in result.out and "p (Holm)" in result.out


@pytest.mark.parametrize(
    ("file", "sign"),
    [("c.md", "## stance: metrics"), ("c.html", "<!doctype html>"), ("c.json", '"contrasts"'), ("c.tex", r"\toprule")],
)
def test_the_name_of_the_file_says_the_format(
    stance: Callable,
    names: list[str],
    tmp_path: Path,
    file: str,
    sign: str,
) -> None:
    result = stance("compare", names[0], names[1], "--examples", "0", "--out", tmp_path / file)
    assert result.code == 0, result.err
    assert sign in (tmp_path / file).read_text(encoding="utf-8") and not result.out


def test_a_run_is_not_compared_with_itself(stance: Callable, names: list[str]) -> None:
    run_id = next(run.run_id for run in recorded_runs() if run.run_name == names[0])
    for same in (names[0], run_id[:10]):
        refused = stance("compare", names[0], same)
        assert refused.code == 2 and f"'{names[0]}' and '{same}' are one and the same run ({names[0]})" in refused.err
    result = stance("compare", names[0], "*", "--examples", "0", "--on", "intersection", "--format", "json")
    assert result.code == 0, result.err


def test_a_file_name_of_no_format_is_refused_before_any_work(stance: Callable, names: list[str]) -> None:
    result = stance("compare", names[0], names[1], "--out", "c.docx")
    assert result.code == 2 and "'.docx' says no format" in result.err


def test_runs_of_several_seeds_are_one_group_with_their_spread(stance: Callable, names: list[str]) -> None:
    result = stance("compare", *names[:3], "--examples", "0", "--format", "json")
    assert result.code == 0, result.err
    value = json.loads(result.out)
    assert [len(group["runs"]) for group in value["groups"]] == [1, 2]
    seeds = value["groups"][1]["scores"]["stance"]["macro_f1"]["seeds"]
    assert seeds["seeds"] == 2 and seeds["deviation"] is not None
    by_window = stance("compare", *names[:3], "--examples", "0", "--group-by", "train.linear.window")
    assert "window=5" in by_window.out and "seeds: mean ± sd" in by_window.out


def test_different_test_parts_are_refused_and_scored_again_on_what_they_share(
    stance: Callable, names: list[str]
) -> None:
    refused = stance("compare", names[0], names[4])
    assert refused.code == 2 and "--on intersection" in refused.err
    result = stance("compare", names[0], names[4], "--on", "intersection", "--examples", "0")
    assert result.code == 0, result.err
    assert "All models judged the" in result.out and re.search(r"removed +\d+", result.out)
    own = stance("compare", names[0], names[1], "--on", "data/gold", "--examples", "0")
    assert own.code == 0 and "examples of data/gold" in own.out


def test_a_run_that_failed_or_lost_its_files_is_named(
    stance: Callable, names: list[str], compared: Path, tmp_path: Path
) -> None:
    config = load_config().tracking
    client = connect(config)
    experiment = client.get_experiment_by_name(config.experiment)
    assert experiment is not None
    failed = client.create_run(experiment.experiment_id, run_name="broken-run")
    client.set_terminated(failed.info.run_id, "FAILED")
    result = stance("compare", names[0], "broken-run")
    assert result.code == 2 and "'broken-run' failed and has no evaluation" in result.err
    empty = client.create_run(experiment.experiment_id, run_name="empty-run")
    client.set_terminated(empty.info.run_id)
    gone = stance("compare", names[0], "empty-run")
    assert gone.code == 2 and "artifacts were deleted" in gone.err
    unknown = stance("compare", names[0], names[1] + "x")
    assert unknown.code == 2 and f"Did you mean '{names[1]}'?" in unknown.err and "git revision" in unknown.err


def test_the_gate_lets_through_what_is_not_worse_and_rolls_back(stance: Callable, names: list[str]) -> None:
    nothing = stance("promote", "--rollback")
    assert nothing.code == 2 and "nothing to roll back to" in nothing.err
    nowhere = stance("promote", names[0], "--slice", "target=XXX")
    assert nowhere.code == 2 and "no test example is in 'target=XXX'" in nowhere.err
    first = stance("promote", names[0])
    assert first.code == 0 and "the first champion" in first.err
    again = stance("promote", names[0])
    assert again.code == 2 and "champion already" in again.err
    second = stance("promote", names[1], "--slice", "kind=direct", "--reason", "narrower is simpler")
    assert second.code == 0 and "not significantly worse" in second.err and "narrower is simpler" in second.err
    spoilt = stance("promote", names[3])
    assert spoilt.code == 1 and "Not promoted" in spoilt.err and "significantly worse" in spoilt.err
    forced = stance("promote", names[3], "--force")
    assert forced.code == 0 and "by force" in forced.err
    config = load_config().tracking
    version = connect(config).get_model_version_by_alias(config.registered_model, "champion")
    assert version.tags["promotion_forced"] == "true" and "worse than version" in version.tags["promotion"]
    back = stance("promote", "--rollback")
    assert back.code == 0 and f"run {names[1]}) is champion again" in back.err
    Path("in.txt").write_text("Title\n\nKenya thanked Uganda for its help in the long drought of last year.")
    assert stance("score", "in.txt", "--out", "s.csv", "--model", "models:/stance@champion").code == 0
    alias = stance("compare", "champion", names[0], "--examples", "0")
    assert alias.code == 0 and "model alias" in alias.out


def test_what_cannot_be_promoted_is_said(stance: Callable, names: list[str]) -> None:
    assert stance("promote").code == 2
    assert stance("promote", names[0], "--rollback").code == 2
    # However it compares with who is champion by now.
    stance("promote", names[0], "--force")
    missing = stance("promote", names[2], "--slice", "target=USSR")
    assert missing.code == 2 and "no test example is in 'target=USSR'" in missing.err
    other = stance("promote", names[4])
    assert other.code == 2 and "--on intersection" in other.err


def test_a_run_of_fewer_labels_does_not_take_the_alias_unasked(names: list[str]) -> None:
    config = load_config().tracking
    *_, most, fewer = recorded_runs()
    newest = connect(config).get_model_version_by_alias(config.registered_model, config.alias)
    assert int(newest.version) == most.registered_version
    assert fewer.note.startswith(f"The alias newest stays with version {most.registered_version}, which learned from")
    assert "--take-alias" in fewer.note and most.note == ""


def test_on_few_test_articles_a_promotion_wants_force(
    stance: Callable, names: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.compare.promotion.FEW", 1000)
    refused = stance("promote", names[1])
    assert refused.code == 1 and "test articles only, too few to tell a better model (1000 are asked)" in refused.err
    forced = stance("promote", names[1], "--force")
    assert forced.code == 0 and "by force" in forced.err


def test_a_champion_that_was_deleted_is_passed_over(
    stance: Callable, compared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    study = tmp_path / "study"
    shutil.copytree(compared, study)
    monkeypatch.chdir(study)
    versions = {run.run_name: str(run.registered_version) for run in recorded_runs()}
    first, second, third = list(versions)[:3]
    for name in (first, second, third):
        assert stance("promote", name, "--force").code in (0, 2)
    config = load_config().tracking
    connect(config).delete_model_version(config.registered_model, versions[second])
    back = stance("promote", "--rollback")
    assert back.code == 0 and f"run {first}) is champion again" in back.err
