"""Figures as files: three formats, the same bytes twice, and nothing of an article stops the renderer."""

from __future__ import annotations

import json
from pathlib import Path

import altair as alt
import pytest

from pipeline.evaluate.figure import PALETTE, save_figure, values


def chart(name: str) -> alt.Chart:
    return alt.Chart(values([{"name": name, "n": 1}])).mark_bar().encode(x="n:Q", y="name:N")


def test_a_figure_comes_as_png_svg_and_vega_lite_with_the_same_bytes_each_time(tmp_path: Path) -> None:
    paths = save_figure(chart("a"), tmp_path / "one", "bars")
    again = save_figure(chart("a"), tmp_path / "two", "bars")
    assert [p.name for p in paths] == ["bars.png", "bars.svg", "bars.json"]
    assert [p.read_bytes() for p in paths] == [p.read_bytes() for p in again]
    assert paths[0].read_bytes().startswith(b"\x89PNG") and "<svg" in paths[1].read_text()
    assert json.loads(paths[2].read_text())["$schema"].startswith("https://vega.github.io/schema/vega-lite")


@pytest.mark.parametrize("name", ["\x1b[31mred", "nul\x00", "\ud800", "\ufffe", "‮gnal", "<script>alert(1)</script>"])
def test_no_name_from_an_article_stops_the_renderer_or_is_markup(tmp_path: Path, name: str) -> None:
    _, drawn, _ = save_figure(chart(name), tmp_path, "bars")
    assert "<script" not in drawn.read_text() and "\x1b" not in drawn.read_text()


def _luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_the_first_two_colours_differ_in_grey_print_and_stand_out_on_white() -> None:
    blue, vermilion = (_luminance(c) for c in PALETTE[:2])
    assert abs(blue - vermilion) > 0.04
    assert all(1.05 / (value + 0.05) > 3 for value in (blue, vermilion))
