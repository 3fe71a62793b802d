"""Fixtures for what is slow or shared: the command line, the seed article, one finished study."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from filelock import FileLock

PROJECT = Path(__file__).resolve().parent.parent
SEED = PROJECT.parent / "shared" / "seed" / "000_da25392fc5c8b7e9.txt"


@pytest.fixture(scope="session", autouse=True)
def _own_store() -> Iterator[None]:
    """No test writes to the MLflow server of whoever runs it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("MLFLOW_TRACKING_URI", raising=False)
        patch.delenv("MLFLOW_REGISTRY_URI", raising=False)
        yield


@dataclass(frozen=True)
class Result:
    code: int
    out: str
    err: str


@pytest.fixture
def stance(capsys: pytest.CaptureFixture[str]) -> Callable[..., Result]:
    """Runs the command line in this process: ``stance("score", path, "--out", out)``."""
    from pipeline.cli import main

    def run(*arguments: object) -> Result:
        capsys.readouterr()
        try:
            main([str(argument) for argument in arguments])
            code = 0
        except SystemExit as stop:
            code = int(stop.code or 0)
        captured = capsys.readouterr()
        return Result(code, captured.out, captured.err)

    return run


@pytest.fixture
def seed_file() -> Path:
    if not SEED.exists():
        pytest.skip("the seed article lies beside the project, and is not there")
    return SEED


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to work in, far from the checkout."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def _build_study(folder: Path) -> None:
    from pipeline.cli import main

    folder.mkdir()
    for part in ("configs", "data/raw", "data/labels"):
        shutil.copytree(PROJECT / part, folder / part)
    # What most tests need is a study that is finished; the default estimator is that of `tests/test_dvc.py`.
    config = folder / "configs/pipeline.yaml"
    config.write_text(config.read_text(encoding="utf-8").replace("estimator: encoder ", "estimator: linear "), "utf-8")
    raw, articles, statements = "data/raw", "data/articles/articles.parquet", "data/statements/statements.parquet"
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        for arguments in (
            ["ingest", raw, "--out", articles, "--rejects", "data/articles/rejects.jsonl"],
            ["extract", articles, "--out", statements],
            ["label"],
            ["train"],
            ["evaluate"],
        ):
            try:
                main(arguments)
            except SystemExit as stop:
                assert not stop.code, arguments


@pytest.fixture(scope="session")
def finished_study(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The embedded sample, taken through every stage once for all test processes. Tests do not write to it."""
    base = tmp_path_factory.getbasetemp()
    # With several test processes each has a folder of its own in that of the run.
    shared = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "finished_study"
    with FileLock(str(shared) + ".lock"):
        if not (shared / ".complete").exists():
            shutil.rmtree(shared, ignore_errors=True)
            _build_study(shared)
            (shared / ".complete").touch()
    return shared


@pytest.fixture
def study(finished_study: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of the finished study to change, as the working folder."""
    folder = tmp_path / "study"
    shutil.copytree(finished_study, folder)
    monkeypatch.chdir(folder)
    yield folder
