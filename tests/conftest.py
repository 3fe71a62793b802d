"""The order of the tests, and fixtures that many ask for: the command line, the seed article, a folder to work in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import settings

from tests.shared import shared

# The machine may have more to do than this; speed is measured in `benchmarks`.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

# What it offers to all tests.
pytest_plugins = ["tests.studies"]


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files with slow tests come first, then those of many tests, so that all processes end together.

    Of the slow ones those come last that would wait for what an earlier one makes.
    """
    # Not earlier: as a plugin it is still to be read in pytest's own way.
    from tests.studies import MADE_ONCE

    slow = {item.path for item in items if item.get_closest_marker("slow")}
    tests = Counter(item.path for item in items)
    asked = {path: set[str]() for path in tests}
    for item in items:
        asked[item.path] |= MADE_ONCE.intersection(getattr(item, "fixturenames", ()))
    waiting, begun = set[Path](), set[str]()
    for path in sorted(slow, key=lambda path: (-len(asked[path]), str(path))):
        if asked[path] & begun:
            waiting.add(path)
        begun |= asked[path]
    items.sort(key=lambda item: (item.path not in slow, item.path in waiting, -tests[item.path]))


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
    return shared("seed/000_da25392fc5c8b7e9.txt")


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to work in, far from the checkout."""
    monkeypatch.chdir(tmp_path)
    return tmp_path
