"""`stance upgrade`: a study of an earlier version goes on with this one."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

MADE_WITH = Path("configs/made_with.json")


@pytest.fixture
def study(begun: Path) -> Path:
    return begun


def as_made_with(**changes: object) -> None:
    MADE_WITH.write_text(json.dumps(json.loads(MADE_WITH.read_text()) | changes), encoding="utf-8")


def test_of_this_version_nothing_changes(stance: Callable, study: Path) -> None:
    before = {path: path.read_bytes() for path in study.rglob("*") if path.is_file() and ".git" not in path.parts}
    told = stance("upgrade")
    assert told.code == 0 and "Every stage is made as before" in told.err
    assert {path: path.read_bytes() for path in before} == before


def test_stages_that_are_made_differently_are_run_again(stance: Callable, study: Path) -> None:
    said = json.loads(MADE_WITH.read_text())
    as_made_with(version="0.0.1", stages=said["stages"] | {"train": "earlier"}, keys=said["keys"][1:])
    assert "`stance upgrade` carries it over" in stance("config", "--changed").err
    told = stance("upgrade")
    assert told.code == 0 and "again, since they are made differently: train." in told.err
    assert f"New in the configuration, with their defaults: {said['keys'][0]}" in told.err
    assert json.loads(MADE_WITH.read_text()) == said
    assert stance("config", "--changed").err == ""


def test_stages_that_were_changed_by_hand_stay(stance: Callable, study: Path) -> None:
    own = Path("dvc.yaml").read_text(encoding="utf-8") + "# mine\n"
    Path("dvc.yaml").write_text(own, encoding="utf-8")
    told = stance("upgrade")
    assert told.code == 0 and "changed by hand and stays" in told.err
    assert Path("dvc.yaml").read_text(encoding="utf-8") == own and Path("dvc.yaml.new").exists()


def test_line_endings_of_another_system_are_no_change(stance: Callable, study: Path) -> None:
    path = Path("dvc.yaml")
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert stance("upgrade").code == 0 and not Path("dvc.yaml.new").exists()


def test_a_damaged_file_is_written_anew(stance: Callable, study: Path) -> None:
    MADE_WITH.write_text("{", encoding="utf-8")
    refused = stance("label")
    assert refused.code == 2 and "Run `stance upgrade`" in refused.err
    assert stance("upgrade").code == 0
    assert json.loads(MADE_WITH.read_text())["version"] and MADE_WITH.with_suffix(".json.damaged").exists()


def test_outside_a_study_it_says_how_to_make_one(stance: Callable, elsewhere: Path) -> None:
    refused = stance("upgrade")
    assert refused.code == 2 and "stance init" in refused.err
