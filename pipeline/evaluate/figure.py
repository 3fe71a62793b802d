"""How figures look, and how they are saved: legible in print, told apart by the colour-blind, drawn without a browser."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pipeline.io import atomic_path, write_text
from pipeline.printable import printable

# Okabe and Ito 2008, Color Universal Design: blue, vermilion, green, orange, purple, sky, yellow.
PALETTE = ("#0072B2", "#D55E00", "#009E73", "#E69F00", "#CC79A7", "#56B4E9", "#F0E442")
GREY = "#666666"
SIZE = 260
# vl-convert carries this font, so that no other of the machine is asked; Arial and Helvetica have the same widths.
FONT = "Liberation Sans"
_FONT = 12
# 300 dots an inch at the size that Vega takes a pixel for (72 an inch).
_SCALE = 300 / 72
_GRADIENT = re.compile(r"\bgradient_\d+\b")


def drawable(text: str) -> str:
    """Text of letters that the font has; another becomes a question mark, instead of a font that only some machines have.

    Examples
    --------
    >>> drawable("Türkiye"), drawable("北")
    ('Türkiye', '?')
    """
    kept = "−–…→’"
    return "".join(letter if ord(letter) < 0x180 or letter in kept else "?" for letter in printable(text))


def save_figure(chart: Any, folder: Path, name: str) -> list[Path]:
    """Write a chart as ``name.png`` (300 dpi), ``name.svg`` and ``name.json`` (Vega-Lite, to be changed by hand).

    Parameters
    ----------
    chart : altair.TopLevelMixin
    folder : Path
    name : str

    Raises
    ------
    PipelineError
        If the folder cannot be written to.
    """
    styled = (
        chart.configure(font=FONT)
        .configure_axis(labelFontSize=_FONT, titleFontSize=_FONT, titleFontWeight="normal", gridColor="#E5E5E5")
        .configure_title(fontSize=_FONT + 1, anchor="start", fontWeight="bold")
        .configure_legend(labelFontSize=_FONT, titleFontSize=_FONT, titleFontWeight="normal")
        .configure_header(labelFontSize=_FONT, titleFontSize=_FONT)
        .configure_view(stroke=None)
        .configure_range(category=list(PALETTE))
        .properties(background="white")
    )
    paths = draw(styled, folder, name, ("png", "svg"))
    described = folder / f"{name}.json"
    write_text(described, json.dumps(styled.to_dict(), indent=1, sort_keys=True, ensure_ascii=False) + "\n")
    return [*paths, described]


def draw(styled: Any, folder: Path, name: str, formats: Sequence[str]) -> list[Path]:
    """Write a chart as ``name.png`` (300 dpi), ``name.svg`` or ``name.pdf``; equal charts give equal bytes.

    Parameters
    ----------
    styled : altair.TopLevelMixin
        The chart with its colours and letters.
    folder : Path
    name : str
    formats : sequence of str
        Of ``png``, ``svg`` and ``pdf``.

    Raises
    ------
    PipelineError
        If the folder cannot be written to.
    """
    import vl_convert
    from altair import SCHEMA_VERSION

    version = ".".join(SCHEMA_VERSION.removeprefix("v").split(".")[:2])
    # Laying out takes most of the time, and what is laid out for the one is also what the other is painted from.
    laid_out = vl_convert.vegalite_to_svg(styled.to_dict(), vl_version=version)
    paths = [folder / f"{name}.{suffix}" for suffix in formats]
    for path in paths:
        with atomic_path(path) as temporary:
            if path.suffix == ".png":
                temporary.write_bytes(vl_convert.svg_to_png(laid_out, scale=_SCALE, ppi=72))
            elif path.suffix == ".svg":
                temporary.write_text(_numbered(laid_out), encoding="utf-8", newline="\n")
            else:
                styled.save(str(temporary), format=path.suffix[1:])
    return paths


def _numbered(svg: str) -> str:
    """The names of gradients counted from 0: the renderer counts those of all figures that a process has drawn."""
    places = {name: f"gradient_{place}" for place, name in enumerate(dict.fromkeys(_GRADIENT.findall(svg)))}
    return _GRADIENT.sub(lambda found: places[found.group()], svg)


def values(rows: list[dict[str, Any]]) -> Any:
    """Rows as the data of a chart, inside the chart and under no drawn name."""
    import altair as alt

    return alt.InlineData(
        values=[{key: drawable(v) if isinstance(v, str) else v for key, v in row.items()} for row in rows]
    )


def svg(path: Path) -> str:
    """A saved SVG as text, to stand inside a page."""
    return path.read_text(encoding="utf-8")
