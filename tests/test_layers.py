"""Rooms are ideas, floors are dependency: what may import what."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parent.parent / "pipeline"
# From low to high; a room imports only those before it.
FLOORS = (
    "errors", "study_folder", "progress", "printable", "arrays", "provenance", "extras", "tasks", "sessions", "records", "io", "languages", "config",
    "masking", "network", "layout", "countries", "reading", "people", "attributions", "ingest", "codebook", "agreement", "exchange", "extract", "labelling_functions", "label", "model", "drift", "train",
    "evaluate", "estimate", "tracking", "compare", "sweep", "scoring", "report", "language_models", "annotate", "corpora", "benchmark", "doctor", "study", "cli",
)  # fmt: skip
WITHOUT_CODE = {"shipped"}
HEAVY = {"torch", "transformers", "onnx"}
# The standard pool of processes imports the caller's script anew, which a script without a main guard does not survive.
PRIVATE_ALL_THE_SAME = {("pipeline.extract.parallel", "joblib.externals.loky.ProcessPoolExecutor")}

MODULES = {
    ".".join((PACKAGE.name, *path.relative_to(PACKAGE).with_suffix("").parts)).removesuffix(".__init__"): path
    for path in sorted(PACKAGE.rglob("*.py"))
}


def imports(path: Path) -> Iterator[tuple[str, str]]:
    """What a file imports, under full names, each with the place of the import."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        match node:
            case ast.Import(names=names):
                yield from ((alias.name, f"{path.relative_to(PACKAGE.parent)}:{node.lineno}") for alias in names)
            case ast.ImportFrom(module=module, names=names):
                yield from (
                    (f"{module}.{alias.name}", f"{path.relative_to(PACKAGE.parent)}:{node.lineno}") for alias in names
                )


IMPORTS = {module: list(imports(path)) for module, path in MODULES.items()}


def home(name: str) -> str | None:
    """The module of the package in which an imported name is, if any."""
    while name and name not in MODULES:
        name = name.rpartition(".")[0]
    return name or None


def room(module: str) -> str:
    return module.split(".")[1] if "." in module else ""


def test_every_room_has_its_floor() -> None:
    rooms = {room(module) for module in MODULES} - {"", *WITHOUT_CODE}
    assert rooms <= set(FLOORS), f"say in FLOORS, and in docs and DESIGN, where {rooms - set(FLOORS)} belongs"


def test_no_room_imports_a_higher_one() -> None:
    up = [
        f"{where}: {room(module)} imports {name}"
        for module, found in IMPORTS.items()
        for name, where in found
        if (target := home(name)) and room(module) and FLOORS.index(room(target)) > FLOORS.index(room(module))
    ]
    assert not up, "\n".join(up)


def test_modules_import_one_another_in_no_circle() -> None:
    graph: dict[str, set[str]] = defaultdict(set)
    for module, found in IMPORTS.items():
        # The face of the package loads what it names on demand.
        if module != PACKAGE.name:
            graph[module] |= {target for name, _ in found if (target := home(name)) and target != PACKAGE.name}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail(" ← ".join(error.args[1]))


def test_nothing_imports_the_private_names_of_another_module() -> None:
    private = [
        f"{where}: {name}"
        for module, found in IMPORTS.items()
        for name, where in found
        if any(part.startswith("_") or part == "externals" for part in name.split(".") if part != "__future__")
        and (module, name) not in PRIVATE_ALL_THE_SAME
    ]
    assert not private, "\n".join(private)


def test_nothing_reaches_for_the_private_parts_of_another_object() -> None:
    reached = [
        f"{path.relative_to(PACKAGE.parent)}:{node.lineno}: {ast.unparse(node)}"
        for path in MODULES.values()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr.startswith("_") and not node.attr.startswith("__")
        if not (isinstance(node.value, ast.Name) and node.value.id in ("self", "cls"))
    ]
    assert not reached, "\n".join(reached)


def test_data_are_opened_where_a_closure_sees_it() -> None:
    """By ``importlib.resources.files``; a path beside ``__file__`` would be missing in dvc.yaml."""
    of_the_code_itself = {
        "doctor/stage_files.py",
        "provenance/versions.py",
        "tracking/registry.py",
        "tracking/versions.py",
    }
    beside = {
        path.relative_to(PACKAGE).as_posix()
        for path in MODULES.values()
        if "__file__" in path.read_text(encoding="utf-8")
    }
    assert beside <= of_the_code_itself


def test_what_trains_networks_is_imported_in_one_room() -> None:
    heavy = [
        f"{where}: {name}"
        for module, found in IMPORTS.items()
        for name, where in found
        if name.split(".")[0] in HEAVY and not module.startswith("pipeline.train.finetune.")
    ]
    assert not heavy, "\n".join(heavy)


def test_commands_import_no_other_command() -> None:
    shared = {"pipeline.cli.app", "pipeline.cli.printing"}
    wrong = [
        f"{where}: {name}"
        for module, found in IMPORTS.items()
        for name, where in found
        if module.startswith("pipeline.cli.")
        and (home(name) or "").startswith("pipeline.cli.")
        and home(name) not in shared
    ]
    assert not wrong, "\n".join(wrong)
