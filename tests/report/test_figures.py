"""Pictures for a paper: the same bytes each time, whatever the table says, with a caption that says what they are."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.errors import PipelineError
from pipeline.report.figures.stage import run
from pipeline.report.figures.style import AGAINST, BETWEEN, FAVOR
from pipeline.report.stage import ReportOptions
from tests.report.scores import score_row, two_sides, write_scores


def digests(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_figures_are_the_same_bytes_twice(tmp_path: Path) -> None:
    scores = write_scores(tmp_path / "s.parquet", two_sides())
    for name in ("one", "two"):
        run(scores, tmp_path / name)
    one, two = digests(tmp_path / "one"), digests(tmp_path / "two")
    assert [name for name in one if one[name] != two[name]] == []


@pytest.mark.slow
def test_figures_are_the_same_bytes_in_any_time_zone_and_home(tmp_path: Path) -> None:
    scores = write_scores(tmp_path / "s.parquet", two_sides())
    run(scores, tmp_path / "one")
    script = "from pathlib import Path; from pipeline.report.figures.stage import run; import sys; run(Path(sys.argv[1]), Path(sys.argv[2]))"
    elsewhere = os.environ | {
        "TZ": "Pacific/Auckland",
        "HOME": str(tmp_path),
        "FONTCONFIG_FILE": os.devnull,
        "LANG": "C",
    }
    subprocess.run([sys.executable, "-c", script, scores, tmp_path / "two"], env=elsewhere, check=True)
    one, two = digests(tmp_path / "one"), digests(tmp_path / "two")
    assert list(one) == [
        f"{kind}.{suffix}" for kind in ("matrix", "trend") for suffix in ("csv", "md", "pdf", "png", "svg")
    ]
    assert [name for name in one if one[name] != two[name]] == []
    assert one["matrix.png"].startswith(b"\x89PNG") and one["matrix.pdf"].startswith(b"%PDF")


def test_letters_are_of_the_font_that_the_renderer_carries(tmp_path: Path) -> None:
    rows = [row | {"model_version": "模型\u202e"} for row in two_sides()]
    run(write_scores(tmp_path / "北 s.parquet", rows), tmp_path)
    for kind in ("matrix", "trend"):
        drawn = (tmp_path / f"{kind}.svg").read_text()
        assert {part.split('"')[0] for part in drawn.split('font-family="')[1:]} == {"Liberation Sans"}
        assert "模" not in drawn and "model ??" in drawn and 'opacity="0"' not in drawn
    assert "模型" in (tmp_path / "matrix.md").read_text()


def test_a_caption_says_of_what_how_many_how_sure_and_by_which_model(tmp_path: Path) -> None:
    run(
        write_scores(tmp_path / "s.parquet", two_sides()),
        tmp_path,
        ReportOptions(sample=20),
        view="stance=favor,against",
    )
    for kind in ("matrix", "trend"):
        caption = (tmp_path / f"{kind}.md").read_text()
        for part in (
            "Mean stance",
            "95 % interval",
            "n = ",
            "a random sample of 26 rows",
            "view stance=favor,against",
            "model m1, data d1",
            "fewer than 10",
        ):
            assert part in caption, caption


def test_what_cannot_be_drawn_is_said(tmp_path: Path) -> None:
    rows = [row | {"published": None} for row in two_sides()]
    report = run(write_scores(tmp_path / "s.parquet", rows), tmp_path / "f")
    assert "no trend" in str(report) and not (tmp_path / "f/trend.png").exists()
    with pytest.raises(PipelineError, match="is there already"):
        run(tmp_path / "s.parquet", tmp_path / "f")
    with pytest.raises(PipelineError, match="no row of this view has a stance"):
        run(write_scores(tmp_path / "n.parquet", [score_row(None)]), tmp_path / "g")
    rows = [row | {"speaker_country": None} for row in two_sides()]
    assert "no matrix" in str(run(write_scores(tmp_path / "t.parquet", rows), tmp_path / "h"))


def test_one_country_and_one_day_can_be_drawn(tmp_path: Path) -> None:
    rows = [score_row(article_id=str(n), example_id=str(n), speaker_country="CHL", target="CHL") for n in range(12)]
    assert len(run(write_scores(tmp_path / "s.parquet", rows), tmp_path / "f").files) == 10


def _lightness(colour: str) -> float:
    return sum(w * int(colour[i : i + 2], 16) for w, i in ((0.2126, 1), (0.7152, 3), (0.0722, 5)))


def test_both_ends_of_the_scale_are_darker_than_its_middle_and_no_red_stands_against_green() -> None:
    assert _lightness(BETWEEN) > 1.5 * max(_lightness(AGAINST), _lightness(FAVOR))
    blue = [int(colour[5:7], 16) - int(colour[1:3], 16) for colour in (AGAINST, FAVOR)]
    assert blue[0] < -100 and blue[1] > 100, json.dumps(blue)
