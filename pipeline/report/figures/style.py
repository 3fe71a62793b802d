"""How the pictures look and are saved: PNG, SVG and PDF, with letters that every machine draws alike."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from pipeline.evaluate.figure import FONT
from pipeline.io import atomic_path

# Told apart by the colour-blind, and in grey print by the signs of the numbers.
AGAINST, BETWEEN, FAVOR = "#c05a0c", "#e9e7e2", "#2467a8"
INK, QUIET, FEW, LINE = "#1d2125", "#5b636b", "#f1efeb", "#dedbd5"
FORMATS = ("png", "svg", "pdf")
_SIZE = 11
_SCALE = 300 / 72
_GRADIENT = re.compile(r"\bgradient_\d+\b")


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
    paths = [folder / f"{name}.{suffix}" for suffix in FORMATS]
    for path in paths:
        options = {"scale_factor": _SCALE, "ppi": 72} if path.suffix == ".png" else {}
        with atomic_path(path) as temporary:
            styled.save(str(temporary), format=path.suffix[1:], **options)
            if path.suffix == ".svg":
                temporary.write_text(_numbered(temporary.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")
    return paths


def _numbered(svg: str) -> str:
    """The names of gradients counted from 0: the renderer counts those of all figures that a process has drawn."""
    places = {name: f"gradient_{place}" for place, name in enumerate(dict.fromkeys(_GRADIENT.findall(svg)))}
    return _GRADIENT.sub(lambda found: places[found.group()], svg)
