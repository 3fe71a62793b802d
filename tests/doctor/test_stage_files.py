"""`dvc.yaml` against what the stages import, and the command that mends it."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from pipeline.config import PipelineConfig
from pipeline.doctor.stage_files import named_files, needed_files, needless, unnamed

PROJECT = Path(__file__).resolve().parents[2]
STAGES = yaml.safe_load((PROJECT / "dvc.yaml").read_text(encoding="utf-8"))["stages"]
# Where things are and how many work at once; the results are the same.
WITHOUT_EFFECT = {"paths", "compute"}


@pytest.mark.parametrize("stage", STAGES)
def test_dvc_yaml_names_what_each_stage_imports(stage: str) -> None:
    named, needed = named_files(PROJECT)[stage], needed_files(stage)
    assert not unnamed(named, needed), "run `stance doctor --fix-deps`"
    assert not needless(named, needed), "run `stance doctor --fix-deps`"


@pytest.mark.parametrize("stage", STAGES)
def test_dvc_yaml_names_the_parameters_that_each_stage_reads(stage: str) -> None:
    tree = ast.parse((PROJECT / f"pipeline/{stage}/stage.py").read_text(encoding="utf-8"))
    config = [node for node in ast.walk(tree) if isinstance(node, ast.Name) and node.id == "config"]
    read = {
        node.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "config"
    }
    assert read <= set(PipelineConfig.model_fields)
    assert len(config) == len(re.findall(r"\bconfig\.", ast.unparse(tree))), "a whole configuration is handed on"
    tracked = {name for entry in STAGES[stage]["params"] for name in entry["configs/pipeline.yaml"]}
    assert tracked == read - WITHOUT_EFFECT


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A copy of the package and its dvc.yaml."""
    shutil.copytree(PROJECT / "pipeline", tmp_path / "pipeline", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(PROJECT / "dvc.yaml", tmp_path)
    return tmp_path


def stance_of(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """The command line of the checkout's own package."""
    code = "import sys; from pipeline.cli import main; main(sys.argv[1:])"
    return subprocess.run([sys.executable, "-c", code, *arguments], cwd=folder, capture_output=True, text=True)


@pytest.mark.slow
def test_what_is_not_named_is_told_and_mended(checkout: Path) -> None:
    path = checkout / "dvc.yaml"
    whole = path.read_text(encoding="utf-8")
    path.write_text(whole.replace("      - pipeline/masking.py\n", ""), encoding="utf-8")
    told = " ".join(stance_of(checkout, "doctor").stdout.split())
    assert "pipeline/masking.py" in told and "stance doctor --fix-deps" in told
    mended = stance_of(checkout, "doctor", "--fix-deps")
    assert mended.returncode == 0, mended.stderr
    # All else, comments too, is as it was.
    assert path.read_text(encoding="utf-8") == whole


def test_a_study_without_the_package_has_nothing_to_mend(stance, elsewhere: Path) -> None:
    shutil.copy(PROJECT / "dvc.yaml", elsewhere)
    result = stance("doctor", "--fix-deps")
    assert result.code == 2 and "no checkout of the package" in result.err
