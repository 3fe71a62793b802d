"""How the pictures look and are saved: PNG, SVG and PDF, with letters that every machine draws alike."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pipeline.evaluate.figure import FONT, draw

# Told apart by the colour-blind, and in grey print by the signs of the numbers.
AGAINST, BETWEEN, FAVOR = "#c05a0c", "#e9e7e2", "#2467a8"
INK, QUIET, FEW, LINE = "#1d2125", "#5b636b", "#f1efeb", "#dedbd5"
FORMATS = ("png", "svg", "pdf")
_SIZE = 11


def save(chart: Any, folder: Path, name: str) -> list[Path]:
    """Write a chart as ``name.png`` (300 dpi), ``name.svg`` and ``name.pdf``; equal charts give equal bytes.

    Raises
    ------
    PipelineError
        If the folder cannot be written to.
    """
    styled = (
        chart.configure(font=FONT)
        .configure_axis(
            labelFontSize=_SIZE, titleFontSize=_SIZE, titleFontWeight="normal", labelColor=INK, titleColor=QUIET,
            gridColor=LINE, domainColor=QUIET, tickColor=QUIET,
        )
        .configure_legend(labelFontSize=_SIZE, titleFontSize=_SIZE, titleFontWeight="normal", titleColor=QUIET)
        .configure_title(fontSize=_SIZE + 3, fontWeight="normal", anchor="start", color=INK, subtitleFontSize=_SIZE - 1, subtitleColor=QUIET)
        .configure_view(stroke=None)
        .properties(background="white")
    )  # fmt: skip
    return draw(styled, folder, name, FORMATS)
