"""The formats of a comparison."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable
from dataclasses import asdict
from functools import cache
from html import escape
from math import isnan
from typing import TYPE_CHECKING, Any

from pipeline.compare.comparison import Comparison, Contrast
from pipeline.compare.report.figures import figure_svgs
from pipeline.compare.report.latex import latex
from pipeline.compare.report.tables import tables, verdicts
from pipeline.tasks import Task

if TYPE_CHECKING:
    from jinja2 import Environment

_MARKDOWN = re.compile(r"([\\`*_{}\[\]#!|~$])")
_WIDTH = 160


def terminal(comparison: Comparison) -> str:
    """For reading at once."""
    from rich import box
    from rich.console import Console
    from rich.markup import escape as literal
    from rich.table import Table

    width = Console().width if Console().is_terminal else _WIDTH
    console = Console(file=io.StringIO(), width=width, force_terminal=False, highlight=False)
    for sentence in verdicts(comparison):
        console.print(literal(sentence))
    for table in tables(comparison):
        drawn = Table(title=literal(table.title), box=box.SIMPLE_HEAD, title_justify="left")
        for index, column in enumerate(table.columns):
            drawn.add_column(literal(column), justify="right" if index in table.right else "left", overflow="fold")
        for row in table.rows:
            drawn.add_row(*(literal(cell) for cell in row))
        console.print(drawn)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


@cache
def _templates() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("pipeline.compare.report"),
        autoescape=lambda name: bool(name and name.endswith(".html")),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["markdown"] = lambda text: _MARKDOWN.sub(r"\\\1", escape(text, quote=False))
    return environment


def markdown(comparison: Comparison) -> str:
    """For a repository or an issue."""
    return _templates().get_template("comparison.md").render(sentences=verdicts(comparison), tables=tables(comparison))


def html(comparison: Comparison) -> str:
    """A page that stands alone, its figures inside it; everything from articles is escaped."""
    from markupsafe import Markup

    figures = [Markup(drawn) for drawn in figure_svgs(comparison)]
    names = " and ".join(group.name for group in comparison.groups)
    return (
        _templates()
        .get_template("comparison.html")
        .render(names=names, sentences=verdicts(comparison), tables=tables(comparison), figures=figures)
    )


def as_json(comparison: Comparison) -> str:
    """Everything, for programs: all slices and all flipped examples too."""
    value = {
        "examples": comparison.examples,
        "articles": comparison.articles,
        "confidence": comparison.options.confidence,
        "resamples": comparison.options.resamples,
        "notes": comparison.notes,
        "settings": [asdict(setting) for setting in comparison.settings],
        "groups": [
            {
                "name": group.name,
                "runs": [
                    {"name": run.name, "run_id": run.run_id, "found_as": run.found_as, "seed": run.seed}
                    for run in group.runs
                ],
                "scores": {
                    task: {
                        metric: {"articles": score.articles.as_dict(), "seeds": asdict(score.seeds)}
                        for metric, score in scores[task].items()
                    }
                    for task in Task
                },
            }
            for group, scores in zip(comparison.groups, comparison.scores, strict=True)
        ],
        "contrasts": [_contrast(contrast) for contrast in comparison.contrasts],
    }
    return json.dumps(_without_nan(value), indent=2, sort_keys=True, ensure_ascii=False) + "\n"


def _contrast(contrast: Contrast) -> dict[str, Any]:
    return {
        "group": contrast.group,
        "metrics": {
            task: {
                name: {**d.difference.as_dict(), "p_value": d.p_value, "p_adjusted": d.p_adjusted}
                for name, d in contrast.metrics[task].items()
            }
            for task in Task
        },
        "mcnemar": {task: asdict(contrast.mcnemar[task]) for task in Task},
        "slices": {task: [asdict(d) for d in contrast.slices[task]] for task in Task},
        "flips": {task: [asdict(flip) for flip in contrast.flips[task]] for task in Task},
        "data": asdict(contrast.data) if contrast.data else None,
        "commits": contrast.commits,
    }


def _without_nan(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_nan(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_without_nan(inner) for inner in value]
    if isinstance(value, float):
        return None if isnan(value) else round(value, 6)
    return value


FORMATS: dict[str, Callable[[Comparison], str]] = {
    "terminal": terminal,
    "markdown": markdown,
    "html": html,
    "json": as_json,
    "latex": latex,
}


def render(comparison: Comparison, form: str) -> str:
    """The comparison in one of `FORMATS`."""
    return FORMATS[form](comparison)
