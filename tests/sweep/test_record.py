"""A sweep goes on from its record only while nothing that makes a score has changed."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]
SCRIPT = """
from pathlib import Path
from pipeline.config import load_config
from pipeline.sweep import check_space, study_name
config = load_config()
def name():
    return study_name(config, check_space(config), "data")
names = [name(), name()]
for changed in ("masking.py", "languages/en/polarity.yaml", "cli/sweep.py"):
    path = Path("pipeline") / changed
    path.write_text(path.read_text() + "\\n# changed\\n")
    names.append(name())
print(*names)
"""


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A copy of the package, without its networks."""
    unused = shutil.ignore_patterns("__pycache__", "shipped")
    shutil.copytree(PROJECT / "pipeline", tmp_path / "pipeline", ignore=unused)
    return tmp_path


@pytest.mark.slow
def test_a_change_of_what_makes_a_score_is_another_sweep(checkout: Path) -> None:
    run = subprocess.run([sys.executable, "-c", SCRIPT], cwd=checkout, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    before, again, masking, words, command = run.stdout.split()
    assert before == again
    assert len({before, masking, words}) == 3
    assert command == words
