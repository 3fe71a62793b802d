"""The codebook as instructions for a language model: all that decides a label, in plain text, without the file format."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.codebook.entries import Contents, Rule
from pipeline.tasks import Task


def prompt(contents: Contents) -> str:
    """The instructions; equal codebooks give equal texts.

    Parameters
    ----------
    contents : Contents
    """
    return "\n".join(_lines(contents)).strip() + "\n"


def _lines(contents: Contents) -> Iterator[str]:
    yield from (f"{contents.title}, version {contents.version}", "", contents.intro, "")
    for section in contents.sections:
        yield section.title.upper()
        if section.task:
            yield from _definitions(contents, Task(section.task))
        for rule in section.rules:
            yield from _rule(rule)
        yield ""
    yield "FLAGS"
    yield from (f"{one.flag}: {one.meaning}" for one in contents.flags)
    yield from ("", "MARKS")
    yield from (f"{one.mark}: {one.meaning}" for one in contents.marks)
    if contents.edge_cases:
        yield from ("", "EDGE CASES")
        yield from (f"{one.case} – {one.answer}" for one in contents.edge_cases)


def _definitions(contents: Contents, task: Task) -> Iterator[str]:
    labels = contents.tasks.of(task)
    by_label = {one.label: one for one in labels.labels}
    yield f"{task.value} – {labels.asks}:"
    for label in task.labels:
        signs = f" (signs: {by_label[label].signs})" if by_label[label].signs else ""
        yield f"{label}: {by_label[label].when}{signs}"


def _rule(rule: Rule) -> Iterator[str]:
    yield f"{rule.number}. {rule.name} {rule.text}"
    for example in rule.examples:
        yield f"   {example.text} – target {example.target}: stance {example.stance}, sentiment {example.sentiment}"
