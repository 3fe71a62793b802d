"""A comparison as figures: each group's macro-F1, and its difference from the baseline."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from pipeline.compare.comparison import Comparison
from pipeline.evaluate.figure import GREY, PALETTE, SIZE, save_figure, svg, values
from pipeline.evaluate.metrics import HEADLINE
from pipeline.tasks import Task

_ARTICLES, _SEEDS = "over test articles", "over seeds"


def scores_figure(comparison: Comparison) -> Any:
    """Macro-F1 of each group: the interval over articles, and beside it that over seeds."""
    import altair as alt

    rows: list[dict[str, Any]] = []
    for group, scores in zip(comparison.groups, comparison.scores, strict=True):
        for task in Task:
            score = scores[task][HEADLINE]
            common = {"task": task, "run": group.name}
            rows.append({**common, "interval": _ARTICLES, **score.articles.as_dict()})
            if score.seeds.low is not None:
                rows.append(
                    {
                        **common,
                        "interval": _SEEDS,
                        "value": round(score.seeds.mean, 6),
                        "low": round(score.seeds.low, 6),
                        "high": round(score.seeds.high or 0.0, 6),
                    }
                )
    order = [group.name for group in comparison.groups]
    shown = [_ARTICLES, _SEEDS]
    color = alt.Color(
        "interval:N",
        scale=alt.Scale(domain=shown, range=[PALETTE[0], PALETTE[1]]),
        legend=alt.Legend(
            title="interval", orient="bottom", values=[s for s in shown if any(r["interval"] == s for r in rows)]
        ),
    )
    base = alt.Chart(values(rows)).encode(y=alt.Y("run:N", sort=order, title=None), yOffset="interval:N")
    x = alt.X("low:Q", scale=alt.Scale(zero=False), title="macro-F1", axis=_axis())
    bars = base.mark_rule(strokeWidth=2).encode(x=x, x2="high:Q", color=color)
    points = base.mark_point(filled=True, size=70, opacity=1).encode(x="value:Q", color=color)
    return _by_task(bars + points, "Macro-F1 of each run")


def differences_figure(comparison: Comparison) -> Any:
    """Each group's macro-F1 less the baseline's, with the interval."""
    import altair as alt

    rows = [
        {"task": task, "run": contrast.group, **contrast.metrics[task][HEADLINE].difference.as_dict()}
        for contrast in comparison.contrasts
        for task in Task
    ]
    order = [contrast.group for contrast in comparison.contrasts]
    root = alt.Chart(values(rows))
    base = root.encode(y=alt.Y("run:N", sort=order, title=None))
    title = f"difference in macro-F1 from {comparison.baseline.name}"
    bars = base.mark_rule(strokeWidth=2, color=PALETTE[0]).encode(
        x=alt.X("low:Q", title=title, axis=_axis()), x2="high:Q"
    )
    points = base.mark_point(filled=True, size=70, opacity=1, color=PALETTE[0]).encode(x="value:Q")
    zero = root.transform_calculate(zero="0").mark_rule(strokeDash=[4, 4], color=GREY).encode(x="zero:Q")
    return _by_task(zero + bars + points, "Differences")


def _axis() -> Any:
    import altair as alt

    # Labels that are moved inwards at the ends of the axis run into their neighbours.
    return alt.Axis(tickCount=6, labelFlush=False)


def _by_task(layers: Any, title: str) -> Any:
    import altair as alt

    return (
        layers.properties(width=1.3 * SIZE)
        .facet(row=alt.Row("task:N", title=None, sort=list(Task), header=alt.Header(labelAngle=0, labelAlign="left")))
        .properties(title=title)
    )


def save_figures(comparison: Comparison, folder: Path) -> list[Path]:
    """``scores`` and ``differences`` as PNG, SVG and Vega-Lite."""
    return [
        *save_figure(scores_figure(comparison), folder, "scores"),
        *save_figure(differences_figure(comparison), folder, "differences"),
    ]


def figure_svgs(comparison: Comparison) -> list[str]:
    """The figures as SVG text."""
    with tempfile.TemporaryDirectory() as scratch:
        return [svg(path) for path in save_figures(comparison, Path(scratch)) if path.suffix == ".svg"]
