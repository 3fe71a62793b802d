"""The models that recipes made, side by side: ``python recipes/leaderboard.py`` writes LEADERBOARD.md from ``*/results/*.json``.

``--record encoder`` first writes the result file of what ships now, from the files of figures in ``benchmarks/results``.
"""

from __future__ import annotations

import argparse
import json
import subprocess
from pathlib import Path
from typing import Any

from figures import figure
from ship import PROJECT, RECIPES, SHIPPED, interval, version_of

from pipeline.io import write_json, write_text

# Recipe → column → where its figure is, for what ships.
COLUMNS = {
    "encoder": {
        "dse valid": "dse-valid/models/encoder/macro_f1",
        "… new sentences": "dse-valid/models/encoder/macro_f1_new_sentences",
        "newsmtsc rw": "newsmtsc-devtest_rw/models/encoder/macro_f1",
        "held out, differing targets": "newsmtsc-held-out/models/encoder/f1_disagreeing",
        "behaviour": "behaviour/models/encoder/all",
        "blind": "behaviour-blind/models/encoder/all",
    },
    "tagger": {
        "content F1": "polnear-dev-tagger/content_f1",
        "recall of quotations": "polnear-dev-tagger/content_recall_quoted",
        "speaker right": "polnear-dev-tagger/speaker_accuracy",
    },
}
_HEAD = """# Leaderboard

Written by `python recipes/leaderboard.py` from `recipes/*/results/*.json`, the newest model first; 95 % intervals. Settings were chosen on
these parts, so all figures are a little too good; no test part was read.
"""


def record(recipe: str) -> Path:
    """Write the result file of what ships."""
    version = version_of(recipe)
    head = subprocess.run(
        ["git", "log", "-1", "--format=%h %as"], cwd=PROJECT, capture_output=True, text=True, check=True
    )
    commit, date = head.stdout.split()
    size = sum((PROJECT / target).stat().st_size for target in SHIPPED[recipe].files.values()) / 1e6
    path = RECIPES / recipe / "results" / f"{version}.json"
    figures = {column: figure(address) for column, address in COLUMNS[recipe].items()}
    write_json(
        path, {"model": version, "measured": date, "commit": commit, "megabytes": round(size, 1), "figures": figures}
    )
    return path


def table(recipe: str) -> str:
    """The models of a recipe as a table."""
    results: list[dict[str, Any]] = [
        json.loads(path.read_text(encoding="utf-8")) for path in sorted((RECIPES / recipe / "results").glob("*.json"))
    ]
    results.sort(key=lambda result: (result["measured"], result["model"]), reverse=True)
    columns = list(COLUMNS[recipe])
    lines = [
        f"| model | measured | commit | MB | {' | '.join(columns)} |",
        f"|---|---|---|---|{'---|' * len(columns)}",
    ]
    for result in results:
        told = [interval(result["figures"][column]) if column in result["figures"] else "–" for column in columns]
        first = (result["model"], result["measured"], result["commit"], str(result["megabytes"]))
        lines.append(f"| {' | '.join([*first, *told])} |")
    return "\n".join(lines) + "\n"


def leaderboard() -> str:
    """The whole page."""
    return _HEAD + "".join(f"\n## {recipe.capitalize()}\n\n{table(recipe)}" for recipe in COLUMNS)


def main() -> None:
    """Record, if asked to, and write the page."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--record", choices=COLUMNS, help="first write the result file of what ships")
    if recipe := parser.parse_args().record:
        print(record(recipe).relative_to(PROJECT))
    write_text(RECIPES / "LEADERBOARD.md", leaderboard())


if __name__ == "__main__":
    main()
