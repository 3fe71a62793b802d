"""The libraries that the package declares: those it imports, and a sentence for those that are not there."""

from __future__ import annotations

import ast
import re
import sys
from importlib import metadata
from pathlib import Path

import pytest

from pipeline.extras import missing_library

PACKAGE = Path(__file__).resolve().parent.parent / "pipeline"


EXTRAS = ("study", "finetune", "languagemodels", "remote", "cluster")
# Installed for others, which name it in a way that older pip does not follow, or opened by fsspec under the name of a protocol.
FOR_OTHERS = {"lxml_html_clean", "gcsfs", "s3fs"}
# Used where it is installed, with the same results.
WHERE_INSTALLED = {"fastwarc"}


def declared(*extras: str) -> set[str]:
    """The libraries that the package requires, with those of some extras."""
    lines = [re.split("; *extra == ", line) for line in metadata.requires("country-stance") or ()]
    wanted = [line[0] for line in lines if len(line) == 1 or line[1].strip("\"'") in extras]
    return {re.split(r"[^\w.-]", line)[0].replace("-", "_").lower() for line in wanted}


def imported() -> dict[str, set[str]]:
    """The modules of libraries that code of the package imports anywhere, with the distributions that hold them."""
    modules: set[str] = set()
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                modules |= {name.name.partition(".")[0] for name in node.names}
            elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
                modules.add(node.module.partition(".")[0])
    providers = metadata.packages_distributions()
    return {
        module: {name.replace("-", "_").lower() for name in providers.get(module, [module])}
        for module in modules - {"pipeline"} - set(sys.stdlib_module_names)
    }


def test_every_library_that_is_imported_is_declared() -> None:
    libraries = declared(*EXTRAS)
    assert {module for module, names in imported().items() if not names & libraries} == WHERE_INSTALLED


def test_no_library_is_declared_in_vain() -> None:
    assert declared(*EXTRAS) - set().union(*imported().values()) <= FOR_OTHERS


@pytest.mark.parametrize(
    ("module", "extra"), [("mlflow.entities", "study"), ("torch", "finetune"), ("spacy", "benchmarks")]
)
def test_a_missing_library_names_the_extra_that_brings_it(module: str, extra: str) -> None:
    sentence = str(missing_library(ModuleNotFoundError(name=module)))
    assert module.partition(".")[0] in sentence and f"pip install 'country-stance[{extra}]'" in sentence


@pytest.mark.parametrize("module", ["numpy", "pipeline.nowhere", "nowhere", None])
def test_any_other_missing_module_is_a_fault_and_no_sentence(module: str | None) -> None:
    assert missing_library(ModuleNotFoundError(name=module)) is None


def test_a_command_that_needs_an_extra_says_so(stance, elsewhere: Path, monkeypatch) -> None:
    monkeypatch.setitem(sys.modules, "datasets", None)
    result = stance("train")
    assert result.code == 2
    assert result.err == "Error: This needs datasets, which is not installed: `pip install 'country-stance[study]'`.\n"


def test_the_doctor_of_an_installation_for_scoring_finds_it_in_order(stance, elsewhere: Path, monkeypatch) -> None:
    monkeypatch.setitem(sys.modules, "mlflow", None)
    (elsewhere / "mlflow.db").touch()
    result = stance("doctor")
    assert result.code == 0 and "country-stance[study]" in result.out, result.out
