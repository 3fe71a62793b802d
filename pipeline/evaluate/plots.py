"""Plots of an evaluation, as tables for DVC and as pictures (altair, rendered by vl-convert without a browser)."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pipeline.evaluate.metrics import TaskMetrics
from pipeline.io import atomic_path, write_text

_SIZE = 260


def write_csv(path: Path, rows: Sequence[dict[str, Any]], columns: Sequence[str]) -> None:
    """Write rows under a header; equal rows give equal bytes."""
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    write_text(path, buffer.getvalue())


def confusion_rows(gold: Sequence[str], predicted: Sequence[str]) -> list[dict[str, Any]]:
    """One row an example, as DVC's confusion template counts them."""
    return [{"actual": a, "predicted": p} for a, p in zip(gold, predicted, strict=True)]


def write_plot_data(
    folder: Path,
    task: str,
    confusion: list[dict[str, Any]],
    reliability: list[dict[str, Any]],
    risk: list[dict[str, Any]],
) -> None:
    """The tables behind the plots of one task."""
    write_csv(folder / f"risk_coverage_{task}.csv", risk, ["coverage", "risk", "min_confidence"])
    write_csv(folder / f"confusion_{task}.csv", confusion, ["actual", "predicted"])
    write_csv(folder / f"reliability_{task}.csv", reliability, ["confidence", "accuracy", "examples"])


def _save(chart: Any, path: Path) -> None:
    with atomic_path(path) as temporary:
        chart.save(str(temporary), format="png", scale_factor=2)


def draw(
    folder: Path, task: str, metrics: TaskMetrics, reliability: list[dict[str, Any]], risk: list[dict[str, Any]]
) -> list[Path]:
    """Confusion matrix, reliability diagram and risk-coverage curve of one task as PNG files."""
    import altair as alt

    labels = list(metrics.labels)
    cells = [
        {"actual": actual, "predicted": predicted, "examples": int(metrics.confusion[i, j])}
        for i, actual in enumerate(labels)
        for j, predicted in enumerate(labels)
    ]
    base = alt.Chart(alt.InlineData(values=cells)).encode(
        x=alt.X("predicted:N", sort=labels, title="predicted"), y=alt.Y("actual:N", sort=labels, title="gold")
    )
    half = int(metrics.confusion.max()) / 2
    matrix = base.mark_rect().encode(color=alt.Color("examples:Q", scale=alt.Scale(scheme="blues"), legend=None))
    numbers = base.mark_text(fontSize=15).encode(
        text="examples:Q", color=alt.condition(f"datum.examples > {half}", alt.value("white"), alt.value("black"))
    )
    confusion_path = folder / f"confusion_{task}.png"
    _save((matrix + numbers).properties(width=_SIZE, height=_SIZE, title=f"{task}: confusion matrix"), confusion_path)

    points = alt.Chart(alt.InlineData(values=reliability)).encode(
        x=alt.X("confidence:Q", scale=alt.Scale(domain=[0, 1]), title="mean confidence"),
        y=alt.Y("accuracy:Q", scale=alt.Scale(domain=[0, 1]), title="share correct"),
    )
    ideal = alt.Chart(alt.InlineData(values=[{"x": 0, "y": 0}, {"x": 1, "y": 1}])).mark_line(
        strokeDash=[4, 4], color="gray"
    )
    curve = points.mark_line(color="#1f5a99") + points.mark_circle(color="#1f5a99", opacity=1).encode(
        size=alt.Size("examples:Q", title="examples")
    )
    diagram = ideal.encode(x="x:Q", y="y:Q") + curve
    reliability_path = folder / f"reliability_{task}.png"
    _save(diagram.properties(width=_SIZE, height=_SIZE, title=f"{task}: reliability"), reliability_path)

    kept = alt.Chart(alt.InlineData(values=risk)).mark_line(color="#1f5a99", point={"color": "#1f5a99"})
    curve = kept.encode(
        x=alt.X("coverage:Q", scale=alt.Scale(domain=[0, 1]), title="share of examples judged, surest first"),
        y=alt.Y("risk:Q", title="share wrong among them"),
    )
    risk_path = folder / f"risk_coverage_{task}.png"
    _save(curve.properties(width=_SIZE, height=_SIZE, title=f"{task}: risk and coverage"), risk_path)
    return [confusion_path, reliability_path, risk_path]
