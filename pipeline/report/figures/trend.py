"""Mean stance by week or month with its interval, and the volume below."""

from __future__ import annotations

from datetime import date
from typing import Any

from pipeline.evaluate.figure import values
from pipeline.report.figures.style import INK, QUIET
from pipeline.report.periods import Unit
from pipeline.report.tables import Cell

_WIDTH, _HEIGHT, _VOLUME = 560, 190, 60
_CROWDED = 70
_FORMAT = {Unit.week: "%Y-%m-%d", Unit.month: "%Y-%m"}
# Opaque, no hidden label, and letters of one weight: where a picture has several opacities or fonts, the writer of PDF orders them by chance.
_BAND, _REACH = "#dcdddd", "#9ca0a4"


def trend_chart(cells: dict[str, Cell], unit: Unit, min_articles: int, title: Any) -> Any:
    """The mean of each period; a line joins periods that follow one another, small hollow points have too few articles."""
    import altair as alt

    rows = _rows(cells, unit, min_articles)
    # In universal time, so that the clock of the machine moves nothing.
    x = alt.X(
        "date:T",
        scale=alt.Scale(type="utc"),
        axis=alt.Axis(title=None, format=_FORMAT[unit], grid=False, labelFlush=False, labelOverlap=False, tickCount=6),
    )
    everything = alt.Chart(values(rows))
    base = everything.encode(x=x)
    y = alt.Y(
        "mean:Q",
        scale=alt.Scale(domain=[-1, 1]),
        axis=alt.Axis(values=[-1, -0.5, 0, 0.5, 1], format="+.1f"),
        title="mean stance",
    )
    enough = base.transform_filter("!datum.few")
    band = enough.mark_area(opacity=1, color=_BAND).encode(
        y=alt.Y("low:Q", title="mean stance"), y2="high:Q", detail="run:N"
    )
    reach = enough.mark_rule(strokeWidth=0.8, color=_REACH).encode(y="low:Q", y2="high:Q")
    line = enough.mark_line(color=INK, strokeWidth=1.6).encode(y=y, detail="run:N")
    points = enough.mark_point(filled=True, size=22 if len(rows) <= _CROWDED else 5, opacity=1, color=INK).encode(y=y)
    few = (
        base.transform_filter("datum.few")
        .mark_point(filled=False, size=12, strokeWidth=0.8, color=QUIET, opacity=1)
        .encode(y=y)
    )
    zero = everything.transform_calculate(zero="0").mark_rule(color=QUIET, strokeWidth=0.7).encode(y="zero:Q")
    upper = (band + zero + reach + line + points + few).properties(width=_WIDTH, height=_HEIGHT, title=title)
    volume = base.mark_bar(color=_REACH, width=max(1, 0.7 * _WIDTH / _span(rows, unit))).encode(
        y=alt.Y("n:Q", title="statements", axis=alt.Axis(tickCount=2, grid=False))
    )
    return alt.vconcat(upper, volume.properties(width=_WIDTH, height=_VOLUME)).resolve_scale(x="shared")


def _span(rows: list[dict[str, Any]], unit: Unit) -> float:
    """How many periods there are from the first to the last."""
    first, last = (date.fromisoformat(rows[place]["date"]) for place in (0, -1))
    return (last - first).days / (7 if unit is Unit.week else 30.44) + 1


def _rows(cells: dict[str, Cell], unit: Unit, min_articles: int) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    run, before = 0, None
    for period, cell in cells.items():
        day = date.fromisoformat(period if unit is Unit.week else f"{period}-01")
        few = cell.few(min_articles)
        number = day.toordinal() // 7 if unit is Unit.week else day.year * 12 + day.month
        if not few:
            run += before is not None and number - before > 1
            before = number
        rows.append(
            {
                "date": day.isoformat(),
                "mean": round(cell.mean, 6),
                "low": None if cell.low is None else round(cell.low, 6),
                "high": None if cell.high is None else round(cell.high, 6),
                "n": cell.rows,
                "few": few,
                "run": run,
            }
        )
    return rows
