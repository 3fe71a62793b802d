"""A study with DVC and git: stages, plots without a network, push and pull."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.study.repository import dvc, git

pytestmark = pytest.mark.slow
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")


def test_every_stage_is_run_and_then_none(reproduced: Path) -> None:
    assert "up to date" in dvc(reproduced, "status")


def test_an_upgrade_that_changes_a_stage_runs_it_again(reproduced: Path, tmp_path: Path) -> None:
    study = tmp_path / "study"
    shutil.copytree(reproduced, study)
    made_with = study / "configs/made_with.json"
    text = made_with.read_text()
    import json

    stages = json.loads(text)["stages"]
    made_with.write_text(text.replace(stages["evaluate"], "0123456789ab"))
    changed = dvc(study, "status")
    assert "evaluate:" in changed and "train:" not in changed and "made_with.json" in changed


def test_the_figures_that_matter_are_shown(reproduced: Path) -> None:
    shown = dvc(reproduced, "metrics", "show", "--md")
    assert "stance.macro_f1" in shown and len(shown.splitlines()[0].split("|")) < 16


@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is installed")
def test_plots_are_drawn_without_a_network_and_none_is_empty(reproduced: Path, tmp_path: Path) -> None:
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    dvc(reproduced, "plots", "show", "--out", str(tmp_path / "plots"))
    page = tmp_path / "plots/index.html"
    with playwright.sync_playwright() as running:
        browser = running.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        try:
            tab = browser.new_context(offline=True).new_page()
            asked: list[str] = []
            tab.on("request", lambda request: asked.append(request.url))
            tab.goto(page.as_uri())
            tab.wait_for_selector("canvas, svg.marks", timeout=20_000)
            drawn = tab.locator("canvas, svg.marks").count()
            assert drawn == 6 and tab.locator("img").count() == 2
            assert not [url for url in asked if url.startswith("http")]
        finally:
            browser.close()


def pushed_and_pulled(study: Path, remote: str, tmp_path: Path, **environment: str) -> None:
    dvc(study, "remote", "add", "--default", "--force", "store", remote)
    if url := environment.pop("ENDPOINT", ""):
        dvc(study, "remote", "modify", "store", "endpointurl", url)
    dvc(study, "push", "--quiet", **environment)
    git(study, "commit", "--quiet", "--all", "--message", "remote")
    there = tmp_path / "there"
    git(tmp_path, "clone", "--quiet", str(study), str(there))
    assert not (there / "data/raw").exists()
    dvc(there, "pull", "--quiet", **environment)
    for part in ("data/raw", "data/gold", "data/model"):
        ours = sorted(path.relative_to(study) for path in (study / part).rglob("*") if path.is_file())
        assert ours and all((there / path).read_bytes() == (study / path).read_bytes() for path in ours)
    assert "up to date" in dvc(there, "status")


def test_a_study_is_pushed_to_a_folder_and_pulled_elsewhere(reproduced: Path, tmp_path: Path) -> None:
    study = tmp_path / "study"
    shutil.copytree(reproduced, study)
    pushed_and_pulled(study, str(tmp_path / "store"), tmp_path)


@pytest.fixture
def s3_endpoint(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """An S3 server on loopback with one empty bucket."""
    server = pytest.importorskip("moto.server", reason="moto, the S3 server, is not installed")
    boto3 = pytest.importorskip("boto3")
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "test")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    running = server.ThreadedMotoServer(ip_address="127.0.0.1", port=port)
    running.start()
    try:
        endpoint = f"http://127.0.0.1:{port}"
        boto3.client("s3", endpoint_url=endpoint).create_bucket(Bucket="studies")
        yield endpoint
    finally:
        running.stop()


def test_a_study_is_pushed_to_s3_and_pulled_elsewhere(reproduced: Path, tmp_path: Path, s3_endpoint: str) -> None:
    study = tmp_path / "study"
    shutil.copytree(reproduced, study)
    pushed_and_pulled(study, "s3://studies/mine", tmp_path, ENDPOINT=s3_endpoint)


def test_a_queued_experiment_without_its_labels_refuses(reproduced: Path, tmp_path: Path) -> None:
    study = tmp_path / "study"
    shutil.copytree(reproduced, study)
    labels = next((study / "data/labels").glob("*.jsonl"))
    (study / "data/labels/new.jsonl").write_text(labels.read_text(encoding="utf-8"), encoding="utf-8")
    run = subprocess.run(
        [sys.executable, "-m", "dvc", "exp", "run", "--temp", "-S", "configs/pipeline.yaml:train.seed=14"],
        cwd=study,
        env=os.environ | {"PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"},
        capture_output=True,
        text=True,
    )
    assert run.returncode != 0
    assert "data/labels/new.jsonl: is in the study but not in this experiment" in run.stderr + run.stdout
