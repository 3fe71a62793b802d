"""The pictures of docs/report.md, made from the embedded sample in headless Chromium.

    python scripts/report_pictures.py

The sample is scored first, which takes minutes, unless ``scores.parquet`` is there. Needs playwright and Chromium.
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from pipeline.config import load_config
from pipeline.report.stage import ReportOptions, run
from pipeline.scoring import ScoreOptions, score_files

PICTURES = Path("docs/pictures")
SCORES = Path("scores.parquet")
LABELS = Path("data/labels/author-3.jsonl")
# The sample has few articles on each pair of countries.
MIN_ARTICLES = 2


def statements(page: Page) -> None:
    """Opens the passage of the surest statement toward a country."""
    page.evaluate("location.hash = '#to=CHN&show=all'")
    page.wait_for_selector("dialog .statement")
    page.locator("dialog .statement button.link").first.click()
    page.wait_for_selector("dialog mark")


def main() -> None:
    """Makes both pictures."""
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        if not SCORES.exists():
            score_files("data/raw", SCORES, "linear", ScoreOptions(explain=True))
        out = Path(scratch) / "report.html"
        run(load_config(), SCORES, out, ReportOptions(min_articles=MIN_ARTICLES), labels=LABELS)
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1160, "height": 1500}, color_scheme="light")
        page.goto(out.as_uri() + "#pair=USA,CAN")
        page.wait_for_selector("body[data-state=ready]")
        PICTURES.mkdir(exist_ok=True)
        page.screenshot(path=PICTURES / "report.png")
        page.set_viewport_size({"width": 1000, "height": 760})
        statements(page)
        page.screenshot(path=PICTURES / "report-statements.png")
        browser.close()


if __name__ == "__main__":
    main()
