"""Plots of an evaluation, as tables for DVC and as figures."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pipeline.evaluate.counts import TaskMetrics
from pipeline.evaluate.figure import GREY, PALETTE, SIZE, save_figure, values
from pipeline.evaluate.metrics import HEADLINE
from pipeline.evaluate.slices import SliceMetrics
from pipeline.io import write_text
from pipeline.tasks import Task

# More values of one dimension would not fit a page; the largest are drawn, slices.csv has all.
_MOST_VALUES = 8


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
    task: Task,
    confusion: list[dict[str, Any]],
    reliability: list[dict[str, Any]],
    risk: list[dict[str, Any]],
) -> None:
    """The tables behind the plots of one task."""
    write_csv(folder / f"risk_coverage_{task}.csv", risk, ["coverage", "risk", "min_confidence"])
    write_csv(folder / f"confusion_{task}.csv", confusion, ["actual", "predicted"])
    write_csv(folder / f"reliability_{task}.csv", reliability, ["confidence", "accuracy", "examples"])


def _confusion(task: Task, metrics: TaskMetrics) -> Any:
    import altair as alt

    labels = list(metrics.labels)
    cells = [
        {"actual": actual, "predicted": predicted, "examples": int(metrics.confusion[i, j])}
        for i, actual in enumerate(labels)
        for j, predicted in enumerate(labels)
    ]
    base = alt.Chart(values(cells)).encode(
        x=alt.X("predicted:N", sort=labels, title="predicted"), y=alt.Y("actual:N", sort=labels, title="gold")
    )
    half = int(metrics.confusion.max()) / 2
    matrix = base.mark_rect().encode(color=alt.Color("examples:Q", scale=alt.Scale(scheme="blues"), legend=None))
    numbers = base.mark_text(fontSize=15).encode(
        text="examples:Q", color=alt.condition(f"datum.examples > {half}", alt.value("white"), alt.value("black"))
    )
    return (matrix + numbers).properties(width=SIZE, height=SIZE, title=f"{task}: confusion matrix")


def _reliability(task: Task, rows: list[dict[str, Any]]) -> Any:
    import altair as alt

    points = alt.Chart(values(rows)).encode(
        x=alt.X("confidence:Q", scale=alt.Scale(domain=[0, 1]), title="mean confidence"),
        y=alt.Y("accuracy:Q", scale=alt.Scale(domain=[0, 1]), title="share correct"),
    )
    ideal = alt.Chart(values([{"x": 0, "y": 0}, {"x": 1, "y": 1}])).mark_line(strokeDash=[4, 4], color=GREY)
    curve = points.mark_line(color=PALETTE[0]) + points.mark_circle(color=PALETTE[0], opacity=1).encode(
        size=alt.Size("examples:Q", title="examples")
    )
    diagram = ideal.encode(x="x:Q", y="y:Q") + curve
    return diagram.properties(width=SIZE, height=SIZE, title=f"{task}: reliability")


def _risk(task: Task, rows: list[dict[str, Any]]) -> Any:
    import altair as alt

    kept = alt.Chart(values(rows)).mark_line(color=PALETTE[0], point={"color": PALETTE[0]})
    curve = kept.encode(
        x=alt.X("coverage:Q", scale=alt.Scale(domain=[0, 1]), title="share of examples judged, surest first"),
        y=alt.Y("risk:Q", title="share wrong among them"),
    )
    return curve.properties(width=SIZE, height=SIZE, title=f"{task}: risk and coverage")


def _drawn(value: float) -> float | None:
    return round(value, 4) if math.isfinite(value) else None


def _slices(task: Task, parts: Sequence[SliceMetrics], overall: float) -> Any:
    import altair as alt

    drawn: list[dict[str, Any]] = []
    for dimension in dict.fromkeys(part.dimension for part in parts):
        largest = sorted((p for p in parts if p.dimension == dimension), key=lambda p: (-p.examples, p.value))
        for part in largest[:_MOST_VALUES]:
            interval = part.metrics[HEADLINE]
            drawn.append(
                {
                    "dimension": dimension.replace("_", " "),
                    "value": f"{part.value} (n = {part.examples})",
                    "macro_f1": round(interval.value, 4),
                    "low": _drawn(interval.low),
                    "high": _drawn(interval.high),
                    "size": "under 30 examples" if part.few else "30 examples or more",
                }
            )
    order = [row["value"] for row in drawn]
    everything = alt.Chart(values(drawn))
    base = everything.encode(y=alt.Y("value:N", sort=order, title=None))
    sizes = ["30 examples or more", "under 30 examples"]
    legend = alt.Legend(orient="bottom", title=None)
    color = alt.Color("size:N", scale=alt.Scale(domain=sizes, range=[PALETTE[0], PALETTE[3]]), legend=legend)
    shape = alt.Shape("size:N", scale=alt.Scale(domain=sizes, range=["circle", "square"]), legend=legend)
    x = alt.X("low:Q", scale=alt.Scale(domain=[0, 1]), title="macro-F1 with interval; dashed: all examples")
    bars = base.mark_rule(strokeWidth=2).encode(x=x, x2="high:Q", color=color)
    points = base.mark_point(filled=True, size=60, opacity=1).encode(x="macro_f1:Q", color=color, shape=shape)
    line = (
        everything.transform_calculate(all=f"{overall:.6f}").mark_rule(strokeDash=[4, 4], color=GREY).encode(x="all:Q")
    )
    return (
        (line + bars + points)
        .properties(width=1.3 * SIZE)
        .facet(row=alt.Row("dimension:N", title=None, header=alt.Header(labelAngle=0, labelAlign="left")))
        .resolve_scale(y="independent")
        .properties(title=f"{task}: parts of the test examples")
    )


def draw_task(
    folder: Path,
    task: Task,
    metrics: TaskMetrics,
    reliability: list[dict[str, Any]],
    risk: list[dict[str, Any]],
    parts: Sequence[SliceMetrics],
) -> list[Path]:
    """Confusion matrix, reliability diagram, risk-coverage curve and slices of one task, each as PNG, SVG and Vega-Lite.

    Parameters
    ----------
    folder : Path
    task : Task
    metrics : TaskMetrics
    reliability, risk : list of dict
        Rows of `pipeline.evaluate.reliability` and `pipeline.evaluate.abstention`.
    parts : sequence of SliceMetrics
        Of this task.

    Raises
    ------
    PipelineError
        If the folder cannot be written to.
    """
    charts = {
        "confusion": _confusion(task, metrics),
        "reliability": _reliability(task, reliability),
        "risk_coverage": _risk(task, risk),
        "slices": _slices(task, parts, metrics.metrics[HEADLINE].value),
    }
    return [path for name, chart in charts.items() for path in save_figure(chart, folder, f"{name}_{task}")]
