"""What the pages point to is there: files, headings, commands with their options."""

from __future__ import annotations

import re
import shlex
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer

PROJECT = Path(__file__).resolve().parent.parent
PAGES = sorted(
    path
    for pattern in ("*.md", "docs/*.md", "data/*.md", "examples/*.md", "recipes/**/*.md")
    for path in PROJECT.glob(pattern)
)
_LINK = re.compile(r"(?<!!)\[[^\]]*\]\((?!https?://|mailto:)([^)\s]*)\)")
_BLOCK = re.compile(r"```(\w*)\n(.*?)```", re.DOTALL)
_SPAN = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")
_PATH = re.compile(r"(?:pipeline|configs|benchmarks|tests)/[\w./-]+\w")


def page(path: Path) -> str:
    return path.relative_to(PROJECT).as_posix()


def prose(path: Path) -> str:
    return _BLOCK.sub("", path.read_text(encoding="utf-8"))


def anchors(path: Path) -> set[str]:
    """The names that a heading gets where Markdown is shown."""
    headings = re.findall(r"^#+ (.+)$", prose(path), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


def commands(path: Path) -> Iterator[list[str]]:
    """Every ``stance …`` in code, as words; comments and continued lines are undone."""
    code = [_.replace("\\\n", " ") for kind, _ in _BLOCK.findall(path.read_text(encoding="utf-8")) if kind == "sh"]
    for line in [*"\n".join(code).split("\n"), *_SPAN.findall(prose(path))]:
        for part in re.split(r"&&|\|", line.split("  #")[0]):
            if re.match(r"\s*stance( |$)", part):
                try:
                    yield shlex.split(part)[1:]
                except ValueError:
                    yield part.split()[1:]


@pytest.mark.parametrize("path", PAGES, ids=page)
def test_every_relative_link_leads_somewhere(path: Path) -> None:
    broken = []
    for target in _LINK.findall(prose(path)):
        name, _, anchor = target.partition("#")
        file = (path.parent / name).resolve() if name else path
        if not file.exists() or (anchor and anchor not in anchors(file)):
            broken.append(target)
    assert broken == []


def problems(words: list[str]) -> list[str]:
    """What of a command line ``stance …`` the program does not know."""
    from pipeline.cli import app

    command: Any = typer.main.get_command(app)
    rest = list(words)
    while commands := getattr(command, "commands", None):
        name = next((word for word in rest if not word.startswith("-")), None)
        if name is None or name.isupper() or name == "…":
            break
        if name not in commands:
            return [f"{' '.join(words)}: no command {name}"]
        command, rest = commands[name], rest[rest.index(name) + 1 :]
    known = {option for parameter in command.params for option in (*parameter.opts, *parameter.secondary_opts)}
    unknown = [word for word in rest if word.startswith("--") and word not in {*known, "--help", "--debug"}]
    return [f"{' '.join(words)}: no option {word}" for word in unknown]


@pytest.mark.parametrize("path", PAGES, ids=page)
def test_every_command_and_option_exists(path: Path) -> None:
    assert [problem for words in commands(path) for problem in problems(words)] == []


# What users write or `stance init` makes, in a study.
OF_A_STUDY = {"configs/codebook.yaml", "configs/rules.yaml"}


@pytest.mark.parametrize("path", [p for p in PAGES if p.name != "CHANGELOG.md" and "LOG" not in p.name], ids=page)
def test_every_file_that_is_named_is_there(path: Path) -> None:
    named = [span for span in _SPAN.findall(prose(path)) if _PATH.fullmatch(span)]
    assert [name for name in named if not (PROJECT / name).exists() and name not in OF_A_STUDY] == []


@pytest.mark.parametrize("path", [p for p in PAGES if "LOG" not in p.name], ids=page)
def test_every_extra_that_is_named_exists(path: Path) -> None:
    extras = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]
    named = re.findall(r"pip install [^`\n]*\[([a-z,]+)\]", path.read_text(encoding="utf-8"))
    assert [name for names in named for name in names.split(",") if name not in extras] == []


def test_the_sweep_that_is_shown_is_that_of_the_configuration() -> None:
    shown = dict(_BLOCK.findall((PROJECT / "docs/experiments.md").read_text(encoding="utf-8")))["yaml"]
    assert shown in (PROJECT / "configs/pipeline.yaml").read_text(encoding="utf-8")


def test_the_index_and_the_readme_name_every_page() -> None:
    pages = {path.name for path in (PROJECT / "docs").glob("*.md")} - {"index.md"}
    index = (PROJECT / "docs" / "index.md").read_text(encoding="utf-8")
    readme = (PROJECT / "README.md").read_text(encoding="utf-8")
    assert {name for name in pages if f"]({name}" not in index} == set()
    assert {name for name in pages if f"](docs/{name}" not in readme} == set()


def test_the_readme_names_every_room() -> None:
    readme = (PROJECT / "README.md").read_text(encoding="utf-8")
    architecture = (PROJECT / "docs" / "architecture.md").read_text(encoding="utf-8")
    rooms = {path.parent.name for path in (PROJECT / "pipeline").glob("*/__init__.py")} - {"shipped"}
    assert {room for room in rooms if f"`{room}`" not in architecture and f"{room}/" not in architecture} == set()
    plumbing = {"cli", "config", "doctor", "io", "provenance", "records"}
    assert {room for room in rooms - plumbing if f"pipeline/{room} " not in readme} == set()
