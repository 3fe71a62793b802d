"""What a module depends on inside its package, followed through its imports."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator
from pathlib import Path

from pipeline.provenance.source import data_of, imports_of

# What lies beside code and decides nothing.
_NO_DATA = frozenset({"README.md", "py.typed"})


def closure(module: str) -> frozenset[Path]:
    """The files of its package that a module needs, itself among them.

    These are the modules that it imports, at the top or inside functions, and what those import, with the ``__init__`` of
    every package on the way; and all data files of these packages, and of those whose files they open by
    ``importlib.resources.files``. Imports for type checkers do not count, nor what the top ``__init__`` loads on demand.

    Parameters
    ----------
    module : str
        Such as ``pipeline.ingest.stage``; it is not imported.

    Raises
    ------
    ModuleNotFoundError
        If there is no such module.

    Examples
    --------
    >>> sorted(path.name for path in closure("pipeline.tasks"))
    ['__init__.py', 'errors.py', 'tasks.py']
    """
    modules = imported_modules(module)
    root = _root(module)
    files = set(modules.values())
    for path in modules.values():
        if path.name == "__init__.py":
            files.update(_data(path.parent))
        for package, what in data_of(path.read_text(encoding="utf-8")):
            if folder := _folder(root, package):
                files.update(_data(folder / what) if what else _data(folder, inside=True))
    return frozenset(files)


def imported_modules(module: str, script: bool = False) -> dict[str, Path]:
    """The modules of `closure` by name, each with its file.

    Parameters
    ----------
    module : str
    script : bool, default=False
        Whether the module is run from its file, so that the packages it lies in are not imported for it.

    Raises
    ------
    ModuleNotFoundError
        If there is no such module.
    """
    root = _root(module)
    if _file(root, module) is None:
        raise ModuleNotFoundError(f"{module}: no such module below {root}.")
    found: dict[str, Path] = {}
    waiting = [module]
    while waiting:
        name = waiting.pop()
        if name.endswith(".*"):
            waiting += _below(root, name.removesuffix(".*"))
            continue
        path = _file(root, name)
        if path is None or name in found:
            continue
        found[name] = path
        if parent := name.rpartition(".")[0]:
            if not (script and name == module):
                waiting.append(parent)
            waiting += imports_of(path.read_text(encoding="utf-8"), name if path.name == "__init__.py" else parent)
    return found


def _root(module: str) -> Path:
    """The folder of the package that a module is in."""
    spec = importlib.util.find_spec(module.partition(".")[0])
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(f"{module}: its package is not installed.")
    return Path(spec.origin).parent


def _folder(root: Path, package: str) -> Path | None:
    top, *below = package.split(".")
    return root.joinpath(*below) if top == root.name else None


def _below(root: Path, package: str) -> Iterator[str]:
    """The modules of a package, at any depth."""
    if folder := _folder(root, package):
        for path in folder.rglob("*.py"):
            below = path.relative_to(folder).with_suffix("").parts
            yield ".".join((package, *below)).removesuffix(".__init__")


def _file(root: Path, module: str) -> Path | None:
    folder = _folder(root, module)
    candidates = (folder / "__init__.py", folder.with_suffix(".py")) if folder else ()
    return next((path for path in candidates if path.is_file()), None)


def _data(path: Path, inside: bool = False) -> Iterator[Path]:
    """The data files below a folder; those of packages inside it only where asked for."""
    if path.is_file():
        if path.suffix not in (".py", ".pyi", ".pyc") and path.name not in _NO_DATA:
            yield path
        return
    for entry in path.iterdir() if path.is_dir() else ():
        if inside or not (entry / "__init__.py").is_file():
            yield from _data(entry, inside)
