"""The pipeline under real DVC, in a repository of its own."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

pytestmark = pytest.mark.slow
PROJECT = Path(__file__).resolve().parent.parent


def run(folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
    identity = {f"GIT_{who}_{what}": "ann@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, env=environment | identity)


@pytest.fixture(scope="module")
def committed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with the project's files, of which no stage was run."""
    folder = tmp_path_factory.mktemp("repository") / "study"
    folder.mkdir()
    for name in ("configs", "data", "pipeline", "dvc.yaml", "dvc.lock", ".gitignore", ".dvcignore"):
        source = PROJECT / name
        if source.is_dir():
            ignored = shutil.ignore_patterns("articles", "statements", "gold", "model", "evaluation", "__pycache__")
            shutil.copytree(
                source, folder / name, ignore=ignored if name == "data" else shutil.ignore_patterns("__pycache__")
            )
        elif source.exists():
            shutil.copy(source, folder / name)
    shutil.copytree(PROJECT / "data/raw", folder / "data/raw", dirs_exist_ok=True)
    for command in (
        ["git", "init", "-q"],
        ["dvc", "init", "-q"],
        ["git", "add", "-A"],
        ["git", "commit", "-qm", "study"],
    ):
        done = run(folder, *command)
        assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(scope="module")
def repository(committed: Path, labelled_study: Path, empty_store: Path) -> Path:
    """The repository with half of the short articles of the sample, an empty MLflow store, and one finished `dvc repro`."""
    shutil.rmtree(committed / "data/raw")
    shutil.copytree(labelled_study / "data/raw", committed / "data/raw")
    for path in sorted((committed / "data/raw/articles").iterdir())[1::2]:
        path.unlink()
    shutil.copy(empty_store, committed)
    done = run(committed, "dvc", "repro")
    assert done.returncode == 0, done.stdout + done.stderr
    return committed


def changed_deps(folder: Path) -> dict[str, dict[str, object]]:
    """What each stage reads that is not as its lock says, with how it differs."""
    status = json.loads(run(folder, "dvc", "status", "--json").stdout)
    return {
        stage: {name: how for entry in entries for name, how in entry.get("changed deps", {}).items()}
        for stage, entries in status.items()
    }


def test_the_committed_lock_belongs_to_the_committed_inputs(committed: Path) -> None:
    lock, stages = (yaml.safe_load((committed / name).read_text())["stages"] for name in ("dvc.lock", "dvc.yaml"))
    assert set(lock) == set(stages)
    for stage, entry in lock.items():
        assert sorted(dep["path"] for dep in entry["deps"]) == sorted(stages[stage]["deps"])
    for stage, changed in changed_deps(committed).items():
        for name, how in changed.items():
            if name.startswith(("pipeline", "data/raw", "data/labels", "configs")):
                pytest.fail(f"{stage}: {name} {how}; run `dvc repro` and commit dvc.lock")


def test_a_second_run_does_nothing(repository: Path) -> None:
    again = run(repository, "dvc", "repro")
    assert again.returncode == 0
    assert "Running stage" not in again.stdout and "up to date" in again.stdout


def test_metrics_and_plots_are_shown(repository: Path) -> None:
    metrics = run(repository, "dvc", "metrics", "show", "--json")
    values = json.loads(metrics.stdout)[""]["data"]["data/evaluation/headline.json"]["data"]
    assert 0 < values["stance"]["macro_f1"] < 1
    plots = run(repository, "dvc", "plots", "show", "--out", "plots")
    assert plots.returncode == 0, plots.stderr
    page = (repository / "plots/index.html").read_text()
    assert "confusion_stance" in page and "reliability_sentiment" in page and "slices_stance.svg" in page


def test_an_experiment_changes_a_parameter_and_is_shown(repository: Path) -> None:
    run(repository, "git", "add", "-A")
    run(repository, "git", "commit", "-qm", "lock")
    experiment = run(
        repository, "dvc", "exp", "run", "-n", "strict", "-S", "configs/pipeline.yaml:train.encoder.C=[0.001]"
    )
    assert experiment.returncode == 0, experiment.stdout + experiment.stderr
    assert "Running stage 'train'" in experiment.stdout and "Running stage 'extract'" not in experiment.stdout
    shown = run(repository, "dvc", "exp", "show", "--json")
    assert "strict" in shown.stdout and "macro_f1" in shown.stdout
    runs = [json.loads(line) for line in (repository / ".stance/runs.jsonl").read_text().splitlines()]
    assert len(runs) == 2
    compared = run(repository, "stance", "compare", *(r["run_name"] for r in runs))
    assert "train.encoder.C" in compared.stdout, compared.stderr
    by_revision = run(repository, "stance", "compare", "HEAD", "strict", "--examples", "1", "--format", "json")
    assert by_revision.returncode == 0, by_revision.stderr
    value = json.loads(by_revision.stdout)
    assert [group["runs"][0]["found_as"] for group in value["groups"]] == ["revision", "revision"]
    settings = {setting["name"]: setting["values"] for setting in value["settings"]}
    assert settings["train.encoder.C"] == ["[0.1, 0.3, 1.0, 3.0]", "[0.001]"]
    (contrast,) = value["contrasts"]
    assert not any(contrast["data"].values())
    assert any(flip["explanation_before"] for flip in contrast["flips"]["stance"])


@pytest.mark.slow
def test_a_change_in_how_probabilities_are_judged_makes_the_evaluation_stale(repository: Path) -> None:
    """Judging is no part of training: a model of the same bytes may say something else."""
    judging = repository / "pipeline/model/calibration.py"
    before = judging.read_text(encoding="utf-8")
    reversed_columns = before.replace("self.temperature_, self.offsets_)", "self.temperature_, self.offsets_)[:, ::-1]")
    assert reversed_columns != before
    judging.write_text(reversed_columns, encoding="utf-8")
    try:
        status = json.loads(run(repository, "dvc", "status", "--json").stdout)
    finally:
        judging.write_text(before, encoding="utf-8")
    changed = {dep for entry in status["evaluate"] for dep in entry.get("changed deps", {})}
    assert "pipeline/model" in changed
    assert "extract" not in status
