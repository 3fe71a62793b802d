"""What `from pipeline import …` offers, to Python and to type checkers alike."""

from __future__ import annotations

import ast
from pathlib import Path

import pipeline

FACE = Path(pipeline.__file__)


def test_every_public_name_is_there() -> None:
    assert "score_files" in dir(pipeline)
    for name in pipeline.__all__:
        assert getattr(pipeline, name).__name__ == name


def test_type_checkers_see_the_same_names_from_the_same_modules() -> None:
    seen = {
        alias.asname: node.module
        for node in ast.walk(ast.parse(FACE.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
        if alias.asname
    }
    assert seen == {name: getattr(pipeline, name).__module__ for name in pipeline.__all__} | {
        "load_config": "pipeline.config"
    }


def test_the_package_says_that_it_is_typed() -> None:
    assert FACE.with_name("py.typed").is_file()
