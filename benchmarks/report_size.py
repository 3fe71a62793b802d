"""How large the page of a report is, and how long a browser takes until it can be read: 100,000 invented rows.

    python benchmarks/report_size.py [--rows 100000] [--json benchmarks/results/report.json] [--keep FOLDER]

The time is from the start of navigation until everything is drawn, in headless Chromium with the network off; the median of five
fresh pages. Needs playwright and Chromium; without them the size is printed alone.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import tempfile
import time
from pathlib import Path

import numpy as np
import pandas as pd

from pipeline.config import load_config
from pipeline.io import write_json
from pipeline.records import KINDS, SENTIMENTS, STANCES
from pipeline.report.stage import ReportOptions, run

COUNTRIES = (
    "USA",
    "CHN",
    "RUS",
    "GBR",
    "FRA",
    "DEU",
    "IND",
    "BRA",
    "ZAF",
    "NGA",
    "KEN",
    "EGY",
    "ISR",
    "IRN",
    "TUR",
    "SAU",
    "JPN",
    "KOR",
    "AUS",
    "CAN",
    "MEX",
    "ARG",
    "CHL",
    "PER",
    "COL",
    "NOR",
    "SWE",
    "FIN",
    "POL",
    "UKR",
)
SYLLABLES = (
    "ka",
    "lo",
    "mi",
    "ren",
    "tas",
    "vo",
    "du",
    "shi",
    "pel",
    "gra",
    "ne",
    "or",
    "ba",
    "tin",
    "fu",
    "ze",
    "wa",
    "chi",
    "mon",
    "ler",
    "ya",
    "so",
    "pri",
    "dok",
)
ROWS_AN_ARTICLE = 9
TRIES = 5


def invented_words(generator: np.random.Generator, number: int) -> np.ndarray:
    lengths = generator.integers(1, 5, number)
    return np.array(["".join(generator.choice(SYLLABLES, length)) for length in lengths])


def invented_scores(rows: int, seed: int = 0) -> pd.DataFrame:
    """Scores of nobody: words, names and outlets are syllables, drawn with the frequencies that words have (Zipf 1949)."""
    generator = np.random.default_rng(seed)
    words = invented_words(generator, 12_000)
    frequency = 1 / np.arange(1, len(words) + 1)
    drawn = words[generator.choice(len(words), rows * 14, p=frequency / frequency.sum())].reshape(rows, 14)
    lengths = generator.integers(6, 15, rows)
    articles = np.sort(generator.integers(0, max(1, rows // ROWS_AN_ARTICLE), rows))
    speakers = np.array(
        [
            f"{a.title()} {b.title()}"
            for a, b in zip(invented_words(generator, 9000), invented_words(generator, 9000), strict=True)
        ]
    )
    weight = 1 / np.arange(1, len(COUNTRIES) + 1)
    speaker = generator.choice(len(speakers), rows, p=(w := 1 / np.arange(1, len(speakers) + 1) ** 0.8) / w.sum())
    home_number = generator.choice(len(COUNTRIES), len(speakers), p=weight / weight.sum())[speaker]
    target_number = generator.choice(len(COUNTRIES), rows, p=weight / weight.sum())
    target_number = np.where(target_number == home_number, (target_number + 1) % len(COUNTRIES), target_number)
    home, target = np.array(COUNTRIES)[home_number], np.array(COUNTRIES)[target_number]
    leaning = generator.normal(0, 0.7, (len(COUNTRIES), len(COUNTRIES)))
    lean = leaning[home_number, target_number]
    lean += 0.4 * generator.normal(0, 1, articles.max() + 1)[articles]
    odds = np.exp(np.stack([lean, -lean, np.full(rows, 0.3)], axis=1) + generator.normal(0, 1, (rows, 3)))
    probabilities = (odds / odds.sum(axis=1, keepdims=True)).round(6)
    sentiment = generator.dirichlet([1, 1, 1], rows).round(6)
    of_article = generator.integers(0, 25, articles.max() + 1)[articles]
    outlets = np.array([f"{w.title()} Post" for w in invented_words(generator, 25)])
    days = np.datetime64("2019-01-01") + generator.integers(0, 1800, articles.max() + 1)[articles]
    frame = pd.DataFrame(
        {
            "example_id": [f"{number:016x}" for number in generator.integers(0, 2**63, rows)],
            "article_id": [f"{number:016x}" for number in articles],
            "source_path": [f"articles/{number:06d}.txt" for number in articles],
            "outlet": outlets[of_article],
            "title": [" ".join(row).capitalize() for row in drawn[articles % rows, :8]],
            "published": days.astype(str),
            "kind": np.array(KINDS)[generator.integers(0, len(KINDS), rows)],
            "cue": words[generator.integers(0, 200, rows)],
            "speaker": speakers[speaker],
            "speaker_role": None,
            "speaker_country": home,
            "target": target,
            "domestic": False,
            "start": generator.integers(0, 4000, rows),
            "text": [" ".join(row[:length]) for row, length in zip(drawn, lengths, strict=True)],
            "stance": np.array(STANCES)[probabilities.argmax(axis=1)],
            **{name: probabilities[:, i] for i, name in enumerate(("p_favor", "p_against", "p_neutral"))},
            "sentiment": np.array(SENTIMENTS)[sentiment.argmax(axis=1)],
            **{name: sentiment[:, i] for i, name in enumerate(("p_positive", "p_negative", "p_neutral_sentiment"))},
            "model_version": "invented",
            "data_version": "invented",
            "code_version": "invented",
            "mode": "assertion",
        }
    )
    frame["end"] = frame["start"] + frame["text"].str.len()
    return frame


def milliseconds_until_ready(page: Path) -> float | None:
    """The median over fresh pages, or ``None`` where there is no browser."""
    browser_path = shutil.which("chromium") or shutil.which("google-chrome")
    try:
        from playwright.sync_api import sync_playwright
    except ModuleNotFoundError:
        return None
    if browser_path is None:
        return None
    times = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path, args=["--no-sandbox"])
        for _ in range(TRIES):
            context = browser.new_context(offline=True, viewport={"width": 1280, "height": 900})
            opened = context.new_page()
            opened.goto(page.as_uri())
            opened.wait_for_selector("body[data-state=ready]", timeout=60_000)
            times.append(opened.evaluate("performance.getEntriesByName('stance-ready')[0].startTime"))
            context.close()
        browser.close()
    return statistics.median(times)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--json", type=Path, help="file of figures to write")
    parser.add_argument("--keep", type=Path, help="folder for the table and the page")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = arguments.keep or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        scores, out = folder / "scores.parquet", folder / "report.html"
        invented = invented_scores(arguments.rows)
        invented.to_parquet(scores)
        began = time.perf_counter()
        made = run(load_config(), scores, out, ReportOptions(overwrite=True))
        seconds = time.perf_counter() - began
        ready = milliseconds_until_ready(out)
    shown = "no browser" if ready is None else f"ready in {ready / 1000:.2f} s"
    print(f"{made.rows:,} rows: {made.megabytes:.1f} MB, made in {seconds:.1f} s, {shown}")
    if arguments.json:
        write_json(
            arguments.json,
            {
                "rows": made.rows,
                "megabytes": round(made.megabytes, 2),
                "made_in_seconds": round(seconds, 1),
                "ready_in_seconds": None if ready is None else round(ready / 1000, 2),
            },
        )


if __name__ == "__main__":
    main()
