"""Political relations (Hu et al. 2024): cooperation of the source with the target is favor, conflict is against."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path

from pipeline.corpora.catalogue import corpus_named
from pipeline.corpora.examples import CorpusExample, Span
from pipeline.corpora.records import CorpusLine
from pipeline.records import content_id

_TAG = re.compile(r"</?([st])>")


def read_plover(path: Path) -> Iterator[CorpusExample]:
    """The examples of ``PLV_train.tsv``: columns `marked_sentence` with ``<s>`` and ``<t>``, and `gold_penta`.

    Raises
    ------
    PipelineError
        If a column is missing, a mark is missing, or a label is unknown.
    """
    classes = corpus_named("plover").classes
    with path.open(encoding="utf-8", newline="") as file:
        for number, row in enumerate(csv.DictReader(file, delimiter="\t"), start=2):
            line = CorpusLine(path, number)
            line.require({"marked_sentence", "gold_penta"} <= set(row), "lacks marked_sentence or gold_penta")
            relation = (row["gold_penta"] or "").strip()
            line.require(relation in classes, f"has gold_penta '{relation}', which is none of {', '.join(classes)}")
            text, spans = _without_tags(row["marked_sentence"])
            # "An actor" and "a recipient" stand for a source or a target that the sentence does not name.
            line.require(bool(spans), "has neither a marked source nor a marked target")
            stance = str(classes[relation])
            yield CorpusExample(
                content_id("plover", path.name, number), "plover", content_id(text), text, spans.get("t"), spans.get("s"), stance, None, relation
            )  # fmt: skip


def _without_tags(marked: str) -> tuple[str, dict[str, Span]]:
    text, reached = "", 0
    spans: dict[str, Span] = {}
    opened: dict[str, int] = {}
    for tag in _TAG.finditer(marked):
        text += marked[reached : tag.start()]
        reached = tag.end()
        name = tag[1]
        if tag[0][1] != "/":
            opened.setdefault(name, len(text))
        elif name in opened and name not in spans:
            spans[name] = Span(opened[name], len(text))
    return text + marked[reached:], spans
