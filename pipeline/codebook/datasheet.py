"""The codebook in the datasheet of labelled data: which version, what the labels mean, what changed before."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.codebook.entries import Contents
from pipeline.printable import count
from pipeline.tasks import Task

_DIGITS = 12


def datasheet(contents: Contents, digest: str) -> str:
    """Paragraphs in Markdown.

    Parameters
    ----------
    contents : Contents
    digest : str
        Of the codebook.
    """
    return "\n\n".join(_paragraphs(contents, digest)) + "\n"


def _paragraphs(contents: Contents, digest: str) -> Iterator[str]:
    yield (
        f"Labels follow version {contents.version} of the codebook (digest {digest[:_DIGITS]}), which has "
        f"{count(len(contents.rules), 'numbered rule')} under {', '.join(f'“{one.title}”' for one in contents.sections)}."
    )
    for task in Task:
        labels = contents.tasks.of(task)
        by_label = {one.label: one.when for one in labels.labels}
        told = "; ".join(f"`{label}`: {by_label[label]}" for label in task.labels)
        yield f"**{task.value.capitalize()}** ({labels.asks}): {told}."
    for change in contents.changes:
        touched = f" Changed in meaning: {', '.join(change.rules)}." if change.rules else ""
        yield f"**Version {change.version}**: {change.reason}{touched}"
