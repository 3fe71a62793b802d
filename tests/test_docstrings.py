"""What docstrings and the README show is what comes out."""

from __future__ import annotations

import doctest
from importlib import import_module
from pathlib import Path

import pytest

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
