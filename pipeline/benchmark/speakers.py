"""How often the speaker's country is right, on our own miniature articles."""

from __future__ import annotations

import numpy as np

from pipeline.arrays import FloatArray
from pipeline.benchmark.marked import MarkedText, read_gold
from pipeline.benchmark.report import BenchmarkReport, with_intervals
from pipeline.languages import DEFAULT, language
from pipeline.layout.spans import Span
from pipeline.people.speaker import Speaker
from pipeline.people.speakers import SpeakerResolver
from pipeline.reading import Reading


def _ratios(counts: FloatArray) -> dict[str, FloatArray]:
    cases, right = np.moveaxis(counts, -1, 0)
    return {"speaker_country_accuracy": right / np.maximum(cases, 1)}


def _speakers(article: MarkedText) -> list[Speaker]:
    resolver = SpeakerResolver(Reading(article.text, language(DEFAULT)))
    speakers = []
    for mark in article.marks:
        content = Span(mark.end, len(article.text))
        speakers.append(resolver.resolve(Span(mark.start, mark.end), content))
    return speakers


def benchmark_speakers(split: str = "dev") -> BenchmarkReport:
    """Resolve the marked speakers in their order; a country is right when it is the gold one, or none where none is.

    Raises
    ------
    PipelineError
        If there is no such split.
    """
    rows, errors = [], []
    for article in read_gold("speakers", split):
        right = 0
        for mark, speaker in zip(article.marks, _speakers(article), strict=True):
            if (speaker.country or "-") == mark.code:
                right += 1
            else:
                words = article.text[mark.start : mark.end]
                errors.append(
                    f"line {article.line}: “{words}” is {mark.code}, not {speaker.country or '-'}"
                    f" ({speaker.country_source})"
                )
        rows.append([len(article.marks), right])
    numbers: dict[str, float] = {"articles": len(rows), "cases": int(np.sum(rows, axis=0)[0])}
    return BenchmarkReport(f"speakers {split}", with_intervals(rows, _ratios), numbers, errors)
