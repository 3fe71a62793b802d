"""Whether ``dvc.yaml`` names the files of the package that each stage needs, in a checkout of the project.

A stage is out of date when a file has changed that it depends on. So a file that it imports and that ``dvc.yaml`` does not
name is a way to results that are stale and look fresh.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path

import yaml

from pipeline.errors import PipelineError
from pipeline.io import write_text
from pipeline.provenance import closure

DVC_YAML = Path("dvc.yaml")
PACKAGE = "pipeline"


def is_checkout(folder: Path) -> bool:
    """Whether `folder` is a checkout whose package is the one that runs; other studies name no code."""
    return (folder / DVC_YAML).is_file() and Path(__file__).is_relative_to(folder.resolve() / PACKAGE)


def named_files(folder: Path) -> dict[str, list[str]]:
    """Of each stage, the dependencies in ``dvc.yaml`` that lie in the package."""
    stages = yaml.safe_load((folder / DVC_YAML).read_text(encoding="utf-8"))["stages"]
    return {stage: [path for path in entry["deps"] if path.split("/")[0] == PACKAGE] for stage, entry in stages.items()}


def needed_files(stage: str) -> frozenset[str]:
    """The files of the package that a stage needs, relative to the checkout."""
    root = Path(__file__).resolve().parents[2]
    return frozenset(path.relative_to(root).as_posix() for path in closure(f"{PACKAGE}.{stage}.stage"))


def unnamed(named: Collection[str], needed: Iterable[str]) -> list[str]:
    """The files that are needed and lie in nothing that is named.

    Examples
    --------
    >>> unnamed(["p/a", "p/b.py"], ["p/a/x.py", "p/b.py", "p/c.py"])
    ['p/c.py']
    """
    return sorted(file for file in needed if not any(_holds(path, file) for path in named))


def needless(named: Iterable[str], needed: Collection[str]) -> list[str]:
    """What is named and holds nothing that is needed."""
    return [path for path in named if not any(_holds(path, file) for file in needed)]


def _holds(path: str, file: str) -> bool:
    return file == path or file.startswith(f"{path}/")


def covering(needed: Collection[str], present: Collection[str], folder: str = PACKAGE) -> Iterator[str]:
    """The fewest paths that hold the files needed: a folder as a whole where most of its files are.

    Examples
    --------
    >>> list(covering(["p/a/x", "p/a/y", "p/b/x"], ["p/a/x", "p/a/y", "p/a/z", "p/b/x", "p/b/y"], "p"))
    ['p/a', 'p/b/x']
    """
    depth = folder.count("/") + 2
    for child in sorted({"/".join(file.split("/")[:depth]) for file in needed}):
        inside, there = ([file for file in files if _holds(child, file)] for files in (needed, present))
        if child in inside or 2 * len(inside) > len(there):
            yield child
        else:
            yield from covering(inside, there, child)


def name_files(folder: Path) -> Mapping[str, list[str]]:
    """Write into ``dvc.yaml`` what each stage needs of the package; all else in the file stays.

    Returns
    -------
    mapping of a stage to what it names now

    Raises
    ------
    PipelineError
        If `folder` is no checkout of this package.
    """
    if not is_checkout(folder):
        raise PipelineError(f"{folder}: no checkout of the package that runs, so its dvc.yaml names none of its files.")
    path = folder / DVC_YAML
    text = path.read_text(encoding="utf-8")
    stages = yaml.safe_load(text)["stages"]
    present = [
        file.relative_to(folder).as_posix()
        for file in (folder / PACKAGE).rglob("*")
        if file.is_file() and "__pycache__" not in file.parts
    ]
    now = {stage: list(covering(needed_files(stage), present)) for stage in stages}
    for stage, code in now.items():
        data = [dep for dep in stages[stage]["deps"] if dep.split("/")[0] != PACKAGE]
        lines = "".join(f"      - {dep}\n" for dep in [*data, *code])
        text = re.sub(rf"(?ms)(^  {stage}:\n.*?^    deps:).*?(?=^    \w)", rf"\g<1>\n{lines}", text, count=1)
    write_text(path, text)
    return now
