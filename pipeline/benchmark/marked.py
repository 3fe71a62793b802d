"""Reading gold sentences in which ``[words|CODE]`` marks words and what they mean."""

from __future__ import annotations

import importlib.resources
import re
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import PipelineError

_GOLD = Path(str(importlib.resources.files("pipeline.benchmark") / "en"))
_MARK = re.compile(r"\[([^\[\]|]*)\|([A-Z]{3}|-)\]")


@dataclass(frozen=True, slots=True)
class Mark:
    """Characters ``start:end`` mean `code`; ``-`` means that nobody can tell."""

    start: int
    end: int
    code: str


@dataclass(frozen=True, slots=True)
class MarkedText:
    """A gold text without its marks; `line` is its number in the file, `section` the heading above it."""

    line: int
    section: str
    text: str
    marks: list[Mark]


def read_gold(subject: str, split: str) -> list[MarkedText]:
    """The texts of the package's own gold file of `subject` and `split`.

    Raises
    ------
    PipelineError
        If there is no such split.
    """
    parts = {path.stem: path for path in (_GOLD / subject).glob("*.txt")}
    if split not in parts:
        raise PipelineError(
            f"--split {split}: there is no such part of {subject}. There are: {', '.join(sorted(parts))}."
        )
    return read_marked(parts[split])


def read_marked(path: Path) -> list[MarkedText]:
    """The texts of a gold file, one a line; ``##`` begins a section, ``#`` a comment, and ¶ stands for a new paragraph.

    Raises
    ------
    PipelineError
        If a bracket is left that is no mark.
    """
    texts = []
    section = ""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if line.startswith("#"):
            section = line.removeprefix("##").strip() if line.startswith("##") else section
        elif line.strip():
            texts.append(_read_line(line.replace(" ¶ ", "\n\n"), number, section, path))
    return texts


def _read_line(line: str, number: int, section: str, path: Path) -> MarkedText:
    text, marks, reached = "", [], 0
    for found in _MARK.finditer(line):
        text += line[reached : found.start()]
        marks.append(Mark(len(text), len(text) + len(found[1]), found[2]))
        text += found[1]
        reached = found.end()
    text += line[reached:]
    if "[" in text or "]" in text:
        raise PipelineError(f"{path} line {number}: a bracket that is no mark; write [words|CODE].")
    return MarkedText(number, section, text, marks)
