"""What a module depends on, read from its source."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.provenance import closure, distributions

Package = Callable[..., Path]


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Package:
    """Writes the package `toy` from relative paths and texts; packages get their ``__init__`` unless it is given."""
    monkeypatch.syspath_prepend(str(tmp_path))

    def write(files: dict[str, str]) -> Path:
        for name, text in files.items():
            path = tmp_path / "toy" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
            for folder in path.parents:
                if folder == tmp_path:
                    break
                if name.endswith(".py"):
                    (folder / "__init__.py").touch()
        return tmp_path / "toy"

    return write


def needed(root: Path, module: str) -> set[str]:
    return {path.relative_to(root).as_posix() for path in closure(module)}


def test_imports_are_followed_through_functions_and_packages(package: Package) -> None:
    root = package(
        {
            "a.py": "import json\ndef f():\n    from toy.b import c",
            "b/c.py": "from ..d import value",
            "d.py": "value = 1",
            "e.py": "",
        }
    )
    assert needed(root, "toy.a") == {"__init__.py", "a.py", "b/__init__.py", "b/c.py", "d.py"}


def test_imports_for_type_checkers_do_not_count(package: Package) -> None:
    root = package({"a.py": "import typing\nif typing.TYPE_CHECKING:\n    import toy.b\nelse:\n    import toy.c"})
    package({"b.py": "", "c.py": ""})
    assert needed(root, "toy.a") == {"__init__.py", "a.py", "c.py"}


def test_what_is_imported_by_its_name_in_a_string_counts(package: Package) -> None:
    root = package({"a.py": "import importlib\nN = {'b': 'toy.b'}\nimportlib.import_module(N['b'])", "b.py": ""})
    assert "b.py" in needed(root, "toy.a")


def test_of_a_package_that_is_imported_from_by_name_all_modules_count(package: Package) -> None:
    root = package(
        {"a.py": "from importlib import import_module\nP = 'toy.b'\nimport_module(f'{P}.{c}')", "b/en/x.py": ""}
    )
    assert {"b/__init__.py", "b/en/__init__.py", "b/en/x.py"} <= needed(root, "toy.a")


def test_what_the_package_loads_on_demand_is_not_followed(package: Package) -> None:
    root = package({"a.py": "", "b.py": ""})
    (root / "__init__.py").write_text("from importlib import import_module\nimport_module('toy.b')")
    assert needed(root, "toy.a") == {"__init__.py", "a.py"}


def test_a_package_brings_its_data_and_not_that_of_others(package: Package) -> None:
    root = package({"a/x.py": "", "a/words.yaml": "", "a/en/more.csv": "", "a/README.md": "", "a/sub/y.py": ""})
    package({"a/sub/net.onnx": "", "b/z.py": "", "b/other.csv": ""})
    assert needed(root, "toy.a.x") == {"__init__.py", "a/__init__.py", "a/x.py", "a/words.yaml", "a/en/more.csv"}


def test_data_that_a_module_opens_in_another_package_count(package: Package) -> None:
    root = package({"a.py": "from importlib import resources\nresources.files('toy.nets') / 'big' / 'x.json'"})
    package({"nets/__init__.py": "", "nets/big/x.json": "", "nets/small/x.json": ""})
    assert needed(root, "toy.a") == {"__init__.py", "a.py", "nets/big/x.json"}


def test_the_package_whose_data_are_opened_may_have_a_name(package: Package) -> None:
    root = package(
        {"a.py": "from importlib.resources import files\nP = 'toy.b'\nfiles(P).joinpath(code)", "b/en/x.py": ""}
    )
    package({"b/en/words.yaml": ""})
    assert needed(root, "toy.a") == {"__init__.py", "a.py", "b/en/words.yaml"}


def test_a_script_does_not_import_the_package_it_lies_in(package: Package) -> None:
    package({"a/__init__.py": "import toy.b", "a/x.py": "import toy.c", "b.py": "import yaml", "c.py": "import numpy"})
    assert list(distributions("toy.a.x")) == ["numpy", "PyYAML"]
    assert list(distributions("toy.a.x", script=True)) == ["numpy"]


def test_a_module_that_is_not_there_is_an_error() -> None:
    with pytest.raises(ModuleNotFoundError, match=r"pipeline\.nowhere"):
        closure("pipeline.nowhere")
    with pytest.raises(ModuleNotFoundError, match="no_such_package"):
        closure("no_such_package.module")


def test_whatever_python_loads_for_a_module_is_in_its_closure() -> None:
    """The closure against the interpreter: nothing of the package is loaded that was not foreseen."""
    script = "import sys, {m}; print(*(v.__file__ for k, v in sys.modules.items() if k.startswith('pipeline')))"
    for module in ("pipeline.evaluate.evaluation", "pipeline.extract.statements"):
        run = subprocess.run([sys.executable, "-c", script.format(m=module)], capture_output=True, text=True)
        loaded = {Path(name) for name in run.stdout.split()}
        assert loaded and loaded <= closure(module)


def test_distributions_are_those_that_are_imported_and_installed(package: Package) -> None:
    package({"a.py": "import json, yaml\nfrom toy import b", "b.py": "def f():\n    import numpy, no_such_library"})
    assert list(distributions("toy.a")) == ["numpy", "PyYAML"]
