"""Countries toward countries: shade is the mean, pale where its interval holds zero, size the number of statements."""

from __future__ import annotations

from typing import Any

from pipeline.countries.names import country_name
from pipeline.evaluate.figure import drawable, values
from pipeline.report.figures.style import AGAINST, BETWEEN, FAVOR, FEW, INK, LINE, QUIET
from pipeline.report.tables import Cell

_CELL = 44
_SMALLEST = 0.62
_PALE = 0.2
_STRONG = 0.5


def matrix_chart(cells: dict[tuple[str, str], Cell], countries: list[str], min_articles: int, title: Any) -> Any:
    """The matrix of `countries`, in their order."""
    import altair as alt

    shown = {(a, b): cell for (a, b), cell in cells.items() if a in countries and b in countries}
    holders = [code for code in countries if any(code == a for a, _ in shown)]
    targets = [code for code in countries if any(code == b for _, b in shown)]
    most = max(cell.rows for cell in shown.values())
    rows = [_row(a, b, cell, most, min_articles) for (a, b), cell in sorted(shown.items())]
    x = alt.X(
        "target:N", sort=[_label(code) for code in targets], title="target", axis=_axis(orient="top", labelAngle=0)
    )
    y = alt.Y("speaker:N", sort=[_named(code) for code in holders], title="speaker’s country", axis=_axis())
    base = alt.Chart(values(rows)).encode(x=x, y=y)
    grid = base.mark_rect(fill="white", stroke=LINE, strokeWidth=0.6)
    few = base.transform_filter("datum.few").mark_square(color=FEW, opacity=1).encode(size=_size())
    tiles = (
        base.transform_filter("!datum.few")
        .mark_square(opacity=1)
        .encode(
            size=_size(),
            color=alt.Color(
                "shade:Q",
                scale=alt.Scale(domain=[-1, 0, 1], range=[AGAINST, BETWEEN, FAVOR], interpolate="lab"),
                legend=alt.Legend(title="mean stance", format="+.1f", gradientLength=130, tickCount=5),
            ),
        )
    )
    light = alt.condition(f"abs(datum.shade) > {_STRONG} && !datum.few", alt.value("white"), alt.value(INK))
    means = base.mark_text(fontSize=10, dy=-4).encode(text="mean:N", color=light)
    numbers = base.mark_text(fontSize=7, dy=8).encode(
        text="n:N",
        color=alt.condition(f"abs(datum.shade) > {_STRONG} && !datum.few", alt.value("white"), alt.value(QUIET)),
    )
    return (grid + few + tiles + means + numbers).properties(
        width=_CELL * len(targets), height=_CELL * len(holders), title=title
    )


def _axis(**options: Any) -> Any:
    import altair as alt

    return alt.Axis(domain=False, ticks=False, labelLimit=200, **options)


def _size() -> Any:
    import altair as alt

    return alt.Size("area:Q", scale=None, legend=None)


def _row(a: str, b: str, cell: Cell, most: int, min_articles: int) -> dict[str, Any]:
    few = cell.few(min_articles)
    side = (_CELL - 4) * (_SMALLEST + (1 - _SMALLEST) * (cell.rows / most) ** 0.5)
    holds_zero = not few and (cell.low or 0) <= 0 <= (cell.high or 0)
    shade = (_PALE if cell.mean >= 0 else -_PALE) if holds_zero else cell.mean
    return {
        "speaker": _named(a),
        "target": _label(b),
        "few": few,
        "shade": 0 if few else round(shade, 4),
        "mean": "few" if few else signed(cell.mean),
        "n": f"{cell.rows:,}",
        "area": round(side**2, 2),
    }


def signed(value: float) -> str:
    """``+0.43``, with a minus sign that is one."""
    text = f"{value:+.2f}"
    return "0.00" if text[1:] == "0.00" else text.replace("-", "−")


def _label(code: str) -> str:
    return drawable(code)


def _named(code: str) -> str:
    name = drawable(country_name(code))
    return name if name == _label(code) else f"{name} {_label(code)}"
