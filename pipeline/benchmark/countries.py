"""Precision and recall of the country mentions, on our own gold sentences."""

from __future__ import annotations

import numpy as np

from pipeline.arrays import FloatArray
from pipeline.benchmark.marked import read_gold
from pipeline.benchmark.report import BenchmarkReport, with_intervals
from pipeline.countries.gazetteer import gazetteer


def _ratios(counts: FloatArray) -> dict[str, FloatArray]:
    gold, found, right = np.moveaxis(counts, -1, 0)
    return {"precision": right / np.maximum(found, 1), "recall": right / np.maximum(gold, 1)}


def benchmark_countries(split: str = "dev") -> BenchmarkReport:
    """Find the countries in the gold sentences; a mention is right when it overlaps a gold one of the same country.

    Raises
    ------
    PipelineError
        If there is no such split.
    """
    rows, errors = [], []
    for sentence in read_gold("countries", split):
        found = gazetteer().find(sentence.text)
        right = 0
        left = list(sentence.marks)
        for mention in found:
            hit = next(
                (m for m in left if m.code == mention.country and m.start < mention.end and mention.start < m.end), None
            )
            words = sentence.text[mention.start : mention.end]
            if hit is None:
                errors.append(f"line {sentence.line}: “{words}” is not {mention.country} in: {sentence.text}")
            else:
                left.remove(hit)
                right += 1
        errors += [
            f"line {sentence.line}: “{sentence.text[m.start : m.end]}” is {m.code} in: {sentence.text}" for m in left
        ]
        rows.append([len(sentence.marks), len(found), right])
    totals = np.sum(rows, axis=0)
    numbers: dict[str, float] = {"sentences": len(rows), "mentions": int(totals[0])}
    return BenchmarkReport(f"countries {split}", with_intervals(rows, _ratios), numbers, errors)
