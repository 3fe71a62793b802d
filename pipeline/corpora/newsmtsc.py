"""Target-dependent sentiment in news (Hamborg and Donnay 2021): how a sentence portrays each of its marked mentions."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from pipeline.corpora.catalogue import corpus_named
from pipeline.corpora.examples import CorpusExample, Span
from pipeline.corpora.records import CorpusLine
from pipeline.records import content_id


def read_newsmtsc(path: Path) -> Iterator[CorpusExample]:
    """The examples of a JSON lines file: `sentence_normalized`, and `targets` with `from`, `to` and `polarity`.

    Raises
    ------
    PipelineError
        If a line is no JSON, lacks a field, or has an unknown polarity.
    """
    classes = corpus_named("newsmtsc").classes
    with path.open(encoding="utf-8") as file:
        for number, content in enumerate(file, start=1):
            line = CorpusLine(path, number)
            try:
                record = json.loads(content)
                text, targets = record["sentence_normalized"], record["targets"]
                spans = [(Span(int(t["from"]), int(t["to"])), str(int(t["polarity"]))) for t in targets]
            except (ValueError, KeyError, TypeError) as error:
                raise line.error(f"is not readable ({error})") from error
            for place, (span, polarity) in enumerate(spans):
                line.require(polarity in classes, f"has polarity {polarity}, which is none of {', '.join(classes)}")
                line.require(0 <= span.start < span.end <= len(text), f"has a target at {span}, outside its sentence")
                yield CorpusExample(
                    content_id("newsmtsc", path.name, number, place), "newsmtsc", content_id(text), text, span, None, None, str(classes[polarity]), polarity
                )  # fmt: skip
