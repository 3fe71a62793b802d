"""What was measured of labels as one HTML file that needs no other."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.agreement.methods import as_latex, paragraph
from pipeline.codebook import Codebook
from pipeline.io import write_text
from pipeline.label.balance import Row, by_holder, by_target, queues
from pipeline.label.missing import missing
from pipeline.label.quality import QualityReport, require_free
from pipeline.records import Label
from pipeline.records.annotator import annotator_sort
from pipeline.tasks import Task

if TYPE_CHECKING:
    from jinja2 import Environment

_SHOWN = 40


def quality_page(report: QualityReport, codebook: Codebook | None = None) -> str:
    """The whole page; everything that labels say is escaped, and nothing on it is a script.

    Parameters
    ----------
    report : QualityReport
    codebook : Codebook, optional
        Whose datasheet the page ends with.
    """
    from markupsafe import Markup

    style = _style()
    units = report.units
    codebooks = units.codebooks()
    names = sorted({label.annotator for label in units.labels})
    told: dict[str, list[Label]] = {name: [] for name in names}
    for label in units.labels:
        told[label.annotator].append(label)
    return (
        _templates()
        .get_template("quality.html")
        .render(
            style=Markup(style),
            digest=base64.b64encode(hashlib.sha256(style.encode()).digest()).decode(),
            labels=len(units.labels),
            units=len(units.ballots),
            articles=len(set(units.articles.values())),
            examples=report.examples,
            matched=units.matched,
            annotators=[
                (name, annotator_sort(name), len(labels), _median_time(labels)) for name, labels in told.items()
            ],
            unread=len(report.rejected),
            rejected=report.rejected[:_SHOWN],
            tables=report.tables(),
            stances=Task.stance.labels,
            balances=[
                ("target", *_cut(by_target(units))),
                ("holder", *_cut(by_holder(units))),
            ],
            queues=queues(units),
            codebooks=codebooks,
            missing=missing(report),
            paragraph=paragraph(report.questions, codebooks),
            latex=as_latex(report.questions, codebooks),
            datasheet=_plain(codebook.datasheet()) if codebook else [],
        )
    )


def _plain(markdown: str) -> list[str]:
    return [paragraph.replace("**", "").replace("`", "") for paragraph in markdown.strip().split("\n\n")]


def write_page(report: QualityReport, out: Path, codebook: Codebook | None = None, *, overwrite: bool = False) -> Path:
    """Write the page.

    Parameters
    ----------
    report : QualityReport
    out : Path
    codebook : Codebook, optional
        See `quality_page`.
    overwrite : bool, default=False

    Raises
    ------
    PipelineError
        If something is there and may not be replaced, or `out` cannot be written.
    """
    require_free(out, overwrite)
    write_text(out, quality_page(report, codebook))
    return out


def _median_time(labels: Sequence[Label]) -> str:
    seconds = sorted(label.seconds for label in labels if label.seconds is not None)
    return f"{seconds[len(seconds) // 2]:.0f} s" if seconds else "–"


def _cut(rows: list[Row]) -> tuple[list[Row], int, int]:
    return rows[:_SHOWN], max(0, len(rows) - _SHOWN), max((row.units for row in rows), default=1)


def _style() -> str:
    return files("pipeline.label.page").joinpath("templates/quality.css").read_text(encoding="utf-8")


@cache
def _templates() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    return Environment(
        loader=PackageLoader("pipeline.label.page"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
