"""Directed sentiment (Park, Pan and Joo 2021): each sentence gives two examples, p toward q and q toward p."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path

from pipeline.corpora.catalogue import corpus_named
from pipeline.corpora.examples import CorpusExample, Span
from pipeline.corpora.records import CorpusLine
from pipeline.records import content_id

_MARK = re.compile(r"\[([^\[\]]*)\]")


def read_dse(path: Path) -> Iterator[CorpusExample]:
    """The examples of ``train.txt`` or ``valid.txt``: columns sentence with two marks, p, q, label.

    Raises
    ------
    PipelineError
        If a line has not four columns, not two marks, or an unknown label.
    """
    classes = corpus_named("dse").classes
    with path.open(encoding="utf-8", newline="") as file:
        for number, row in enumerate(csv.reader(file, delimiter="\t"), start=1):
            line = CorpusLine(path, number)
            line.require(len(row) == 4, "has not the four columns sentence, p, q, label")
            line.require(row[3] in classes, f"has the label '{row[3]}', which is none of {', '.join(classes)}")
            text, spans = _without_marks(row[0])
            line.require(len(spans) == 2, f"has {len(spans)} marked entities, not two")
            group = content_id(text)
            for direction, (source, target) in enumerate((spans, spans[::-1])):
                yield CorpusExample(
                    content_id("dse", path.name, number, direction), "dse", group, text, target, source, classes[row[3]][direction], None, row[3]
                )  # fmt: skip


def _without_marks(marked: str) -> tuple[str, list[Span]]:
    text, spans, reached = "", [], 0
    for found in _MARK.finditer(marked):
        text += marked[reached : found.start()]
        spans.append(Span(len(text), len(text) + len(found[1])))
        text += found[1]
        reached = found.end()
    return text + marked[reached:], spans
