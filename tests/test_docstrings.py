"""What docstrings and the README show is what comes out."""

from __future__ import annotations

import csv
import doctest
import re
from importlib import import_module
from pathlib import Path

import pytest

from pipeline import score_files

PROJECT = Path(__file__).resolve().parents[1]
MODULES = [
    ".".join(path.relative_to(PROJECT).with_suffix("").parts)
    for path in sorted((PROJECT / "pipeline").rglob("*.py"))
    if any(">>> " in line and "+SKIP" not in line for line in path.read_text(encoding="utf-8").splitlines())
]


@pytest.mark.parametrize("module", MODULES)
def test_the_examples_of_a_module_come_out(module: str) -> None:
    result = doctest.testmod(import_module(module))
    assert result.attempted and not result.failed


def test_the_session_in_the_readme_comes_out() -> None:
    result = doctest.testfile(str(PROJECT / "README.md"), module_relative=False, encoding="utf-8")
    assert result.attempted and not result.failed


def test_the_first_table_of_the_readme_comes_out(tmp_path: Path) -> None:
    out = tmp_path / "scores.csv"
    score_files(PROJECT / "data/raw/articles/lake-ferry-apology.txt", out, "encoder")
    with out.open(encoding="utf-8", newline="") as file:
        made = list(csv.DictReader(file))
    readme = (PROJECT / "README.md").read_text(encoding="utf-8")
    shown = re.findall(
        r"^\| (.+?) \| (\w{3}) \| (\w{3}) \| \*\*(\w+)\*\* (\S+) \| (\w+) \| (.+?) \|$", readme, re.MULTILINE
    )
    columns = ("speaker", "speaker_country", "target", "stance", "sentiment", "text")
    rows = [(*(row[name] for name in columns), f"{float(row['p_' + row['stance']]):.2f}") for row in made]
    assert len(made) == 9 and len(shown) == 2
    for *told, probability, sentiment, text in shown:
        assert (*told, sentiment, text, probability) in rows
