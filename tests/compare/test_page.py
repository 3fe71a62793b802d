"""The page of a comparison in a real browser, where one is installed."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import html

from pipeline.compare.comparison import compare
from pipeline.compare.report import render
from tests.compare.simulation import run, two_runs
from tests.compare.test_comparison import FAST, gold

BROWSER = next(
    (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), ""
)
QUIET = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--virtual-time-budget=2000",
)  # fmt: skip
ATTACK = "<img src=x onerror=\"document.title='taken'\"><script>document.title='taken'</script><svg onload=\"document.title='taken'\">"


def shown(page: Path, profile: Path) -> html.HtmlElement:
    """What the browser makes of the page, after its scripts have run."""
    command = [BROWSER, *QUIET, f"--user-data-dir={profile}", "--dump-dom", page.as_uri()]
    return html.fromstring(subprocess.run(command, capture_output=True, text=True, check=True, timeout=120).stdout)


@pytest.mark.slow
@pytest.mark.skipif(not BROWSER, reason="no Chromium or Chrome is installed")
def test_what_an_article_says_is_text_on_the_page(tmp_path: Path) -> None:
    one, two = two_runs(9, articles=10)
    one, two = ([replace(p, text=ATTACK, outlet=ATTACK) for p in said] for said in (one, two))
    comparison = compare(
        [run("old", one, gold={"train": [gold(1)]}), run("new", two, gold={"train": [replace(gold(2), text=ATTACK)]})], FAST
    )  # fmt: skip
    page = tmp_path / "comparison.html"
    page.write_text(render(comparison, "html"), encoding="utf-8")
    dom = shown(page, tmp_path / "profile")
    assert dom.findtext(".//title") == "Comparison of old and new"
    assert not dom.xpath("//script | //img") and len(dom.xpath("//figure")) == len(dom.xpath("//figure/svg")) == 2
    cells = [cell.text_content() for cell in dom.xpath("//td")]
    assert ATTACK in cells and "macro-F1" in cells


@pytest.mark.skipif(not BROWSER, reason="no Chromium or Chrome is installed")
def test_the_browser_of_these_tests_does_run_scripts(tmp_path: Path) -> None:
    page = tmp_path / "attacked.html"
    page.write_text(f"<!doctype html><title>safe</title>{ATTACK}", encoding="utf-8")
    assert shown(page, tmp_path / "profile").findtext(".//title") == "taken"
