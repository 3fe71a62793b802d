"""The codebook as a page in Markdown, which says itself that it is made, so that one changed by hand is known."""

from __future__ import annotations

import hashlib
import importlib.resources
import re
from collections.abc import Iterator, Sequence
from functools import cache

from pydantic import BaseModel, ConfigDict

from pipeline.codebook.entries import Contents, Rule, TaskLabels
from pipeline.io.yaml_keys import WordsLoader
from pipeline.tasks import Task

_DIGITS = 12
_ORIGIN = "<!-- Made by stance codebook from the codebook's YAML file: change that, not this page. Digest of the page: {} -->\n"
_MADE = re.compile(_ORIGIN.strip().format(f"([0-9a-f]{{{_DIGITS}}})") + r"\s*$")


class _Fields(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    fields: str
    meaning: str


class _LabelLine(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    intro: str
    fields: tuple[_Fields, ...]
    notes: str


def page(contents: Contents) -> str:
    """The page.

    Parameters
    ----------
    contents : Contents
    """
    text = "\n".join(_lines(contents)).rstrip("\n") + "\n\n"
    return text + _ORIGIN.format(_digest(text))


def is_untouched_page(text: str) -> bool:
    """Whether a text is a page as `page` made it, and nobody changed it since.

    Parameters
    ----------
    text : str
    """
    text = text.replace("\r\n", "\n")
    made = _MADE.search(text)
    return made is not None and made[1] == _digest(text[: made.start()])


@cache
def _label_line() -> _LabelLine:
    text = importlib.resources.files("pipeline.codebook").joinpath("label_line.yaml").read_text(encoding="utf-8")
    return _LabelLine.model_validate(WordsLoader(text).get_single_data())


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:_DIGITS]


def _lines(contents: Contents) -> Iterator[str]:
    yield from (f"# {contents.title}, version {contents.version}", "", contents.intro, "")
    for section in contents.sections:
        yield from (f"## {section.title}", "")
        if section.task:
            yield from _definitions(Task(section.task), contents.tasks.of(Task(section.task)))
        for rule in section.rules:
            yield from _rule(rule)
        yield ""
    flags = [[f"`{one.flag}`", one.meaning] for one in contents.flags]
    yield from ("## Flags of a label", "", *_table(["flag", "set it when"], flags), "")
    marks = [[f"`{one.mark}`", one.meaning] for one in contents.marks]
    yield from ("## Marks of a statement", "", *_table(["mark", "meaning"], marks), "")
    if contents.edge_cases:
        cases = [[one.case, one.answer, ", ".join(map(str, one.rules))] for one in contents.edge_cases]
        yield from ("## Edge cases", "", *_table(["case", "decision", "rules"], cases), "")
    yield from _line(contents.version)
    yield from _changes(contents)


def _definitions(task: Task, labels: TaskLabels) -> Iterator[str]:
    by_label = {one.label: one for one in labels.labels}
    ordered = [by_label[label] for label in task.labels]
    signs = any(one.signs for one in ordered)
    rows = [[f"`{one.label}`", one.when, *([one.signs] if signs else [])] for one in ordered]
    yield from (*_table(["label", labels.asks, *(["signs"] if signs else [])], rows), "")


def _rule(rule: Rule) -> Iterator[str]:
    yield f"{rule.number}. **{rule.name}** {rule.text}"
    for example in rule.examples:
        yield f"    - {example.text} Toward {example.target}: `{example.stance}`, portrayed `{example.sentiment}`."


def _line(version: str) -> Iterator[str]:
    line = _label_line()
    rows = [
        [", ".join(f"`{name.strip()}`" for name in row.fields.split(",")), row.meaning.replace("{version}", version)]
        for row in line.fields
    ]
    yield from ("## One label, one line", "", line.intro, "", *_table(["field", "meaning"], rows), "", line.notes, "")


def _changes(contents: Contents) -> Iterator[str]:
    before = contents.changes[0].after if contents.changes else None
    headings = []
    for change in contents.changes:
        headings.append((change, f" from version {before}" if before else f" in version {change.version}"))
        before = change.version
    for change, where in reversed(headings):
        yield from (f"## What changed{where}", "", change.reason, "")
        yield from (f"- {note}" for note in change.notes)
        if change.rules:
            yield f"- Changed in meaning: {', '.join(change.rules)}."
        if change.wording:
            yield f"- Changed in wording only: {', '.join(change.wording)}."
        yield ""


def _table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    yield _row(columns)
    yield "|" + "---|" * len(columns)
    yield from map(_row, rows)


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cell.replace("|", r"\|") for cell in cells) + " |"
