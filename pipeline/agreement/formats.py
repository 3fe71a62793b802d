"""Tables of agreement in Markdown and LaTeX, and everything in JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from pipeline.agreement.measured import Measured
from pipeline.agreement.tables import Table

_DIGITS = 6
_SPECIAL = {
    "\\": r"\textbackslash{}", "&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#", "_": r"\_", "{": r"\{", "}": r"\}",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}", "<": r"\textless{}", ">": r"\textgreater{}",
}  # fmt: skip


def latex_escaped(text: str) -> str:
    """Text in which nothing is a command of LaTeX."""
    return re.sub(r"[\\&%$#_{}~^<>]", lambda found: _SPECIAL[found.group()], text)


def latex_table(table: Table, label: str) -> str:
    """A table for the package booktabs.

    Parameters
    ----------
    table : Table
    label : str
        By which the paper refers to it.
    """
    aligned = "".join("r" if index in table.right else "l" for index in range(len(table.columns)))
    rows = [" & ".join(map(latex_escaped, row)) + r" \\" for row in (table.columns, *table.rows)]
    caption = latex_escaped(". ".join((table.title, *table.notes)).rstrip("."))
    return "\n".join(
        [
            r"\begin{table}",
            r"\centering",
            rf"\begin{{tabular}}{{{aligned}}}",
            r"\toprule",
            rows[0],
            r"\midrule",
            *rows[1:],
            r"\bottomrule",
            r"\end{tabular}",
            rf"\caption{{{caption}.}}",
            rf"\label{{{label}}}",
            r"\end{table}",
        ]
    )


def markdown_table(table: Table) -> str:
    """A table in Markdown, with its title above and its notes below."""
    rule = ["---:" if index in table.right else "---" for index in range(len(table.columns))]
    lines = ["| " + " | ".join(map(_cell, row)) + " |" for row in (table.columns, rule, *table.rows)]
    notes = [line for note in table.notes for line in ("", note)]
    return "\n".join([f"### {table.title}", "", *lines, *notes])


def as_json(questions: Sequence[Measured], about: Mapping[str, Any]) -> str:
    """Everything that was measured, with `about` beside it."""
    found = {question.question: _question(question) for question in questions}
    return json.dumps(_rounded({**about, "questions": found}), indent=2, ensure_ascii=False) + "\n"


def _cell(text: str) -> str:
    return text.replace("\\", "\\\\").replace("|", "\\|").replace("\n", " ")


def _question(question: Measured) -> dict[str, Any]:
    found = question.aggregation
    return {
        "units": question.units,
        "labels": list(question.labels),
        "judged": dict(question.judged),
        "people": list(question.people),
        "alpha": asdict(question.alpha),
        "alpha_of_label": {label: asdict(alpha) for label, alpha in question.classes.items()},
        "pairs": [asdict(pair) for pair in question.pairs],
        "over_time": [asdict(row) for row in question.stretches],
        "weeks": {week: asdict(alpha) for week, alpha in question.weeks.items()},
        "annotators": {}
        if found is None
        else {
            name: {
                "accuracy": found.accuracy(name),
                "interval": found.accuracy_interval(name),
                "confusion": found.confusion(name).tolist(),
            }
            for name in found.annotators
        },
        "probable_labels": {}
        if found is None
        else {
            unit: {"label": found.label(unit), "probability": found.confidence(unit), "interval": found.interval(unit)}
            for unit in found
        },
        "suspects": [asdict(suspect) for suspect in question.suspects],
        "bootstrap": asdict(question.bootstrap),
    }


def _rounded(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _rounded(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_rounded(inner) for inner in value]
    return round(value, _DIGITS) if isinstance(value, float) else value
