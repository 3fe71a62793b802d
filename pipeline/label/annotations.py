"""Annotation files → labels; a line that cannot be used becomes a reject that says why."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pipeline.exchange.label_files import LocatedLabel, located_labels
from pipeline.records import Label, Reject


def read_labels(folder: Path) -> Iterator[Label | Reject]:
    """The labels in all ``*.jsonl`` files below `folder`, files in the order of their names.

    A line without an annotator is by the one that its file is called after; a label may lack the sentiment.

    Raises
    ------
    PipelineError
        If the folder does not exist or holds no annotation file.
    """
    for line in located_labels(folder):
        yield line.label if isinstance(line, LocatedLabel) else line
