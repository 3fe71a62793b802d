"""The whole way of a label: fifty examples of a study, two annotators at the page, one who decides, then gold, a model and a comparison."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import mlflow
import pytest
from typer.testing import CliRunner

from pipeline.annotate import stage
from pipeline.annotate.drawing import DrawOptions
from pipeline.cli import app
from pipeline.config import load_config
from pipeline.label import load_gold
from tests.annotate.web.served import served
from tests.annotate.web.test_browser import Enter, enter, press
from tests.chromium import browser, needs_browser

__all__ = ["browser", "enter"]
pytestmark = [pytest.mark.slow, needs_browser]
ITEMS, DIFFER = 50, 10
KEYS = {"favor": "f", "against": "a", "neutral": "n"}
SENTIMENT_KEYS = {"positive": "q", "negative": "w", "neutral": "e"}
OTHER = {"favor": "against", "against": "neutral", "neutral": "favor"}


def run(*arguments: str) -> str:
    result = CliRunner().invoke(app, list(arguments), catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.output


def test_fifty_examples_are_labelled_decided_learned_from_and_compared(study: Path, enter: Enter) -> None:
    config = load_config()
    known = {row["example_id"]: row for part in load_gold(config.paths.gold).values() for row in part}
    for labels in config.paths.labels.glob("*.jsonl"):
        labels.unlink()
    drawn = DrawOptions(items=ITEMS, double_share=1.0)
    opened = stage.run(config, None, drawn, annotators=["Ana", "Ben"])
    with opened.workbench as workbench, served(workbench, "study") as server:
        for annotator in ("Ana", "Ben"):
            page = enter(server, annotator)
            for number in range(ITEMS):
                page.wait_for_selector("body[data-ready]")
                item = page.url.rpartition("/")[2]
                gold = known.get(item, {"stance": "neutral", "sentiment": "neutral"})
                differs = annotator == "Ben" and number % DIFFER == 0
                stance = OTHER[gold["stance"]] if differs else gold["stance"]
                press(page, KEYS[stance], SENTIMENT_KEYS[gold["sentiment"]], "Enter")
                page.wait_for_url(lambda url, item=item: not url.endswith(item))
        cleo = enter(server, "Cleo", button="Decide disagreements")
        cleo.locator("main tbody a").first.click()
        for _ in range(ITEMS // DIFFER):
            cleo.wait_for_selector("body[data-ready]")
            item = cleo.url
            press(cleo, "f", "q", "Enter")
            cleo.wait_for_url(lambda url, item=item: url != item)
        assert all(one.decided and one.decided.stance == "favor" for one in workbench.standing.disagreements())
    lines = [json.loads(line) for line in (config.paths.labels / stage.STORE).read_text(encoding="utf-8").splitlines()]
    assert len(lines) == 2 * ITEMS + ITEMS // DIFFER
    assert {line["queue"] for line in lines} == {"random"} and all(
        0 < line["sampling_probability"] < 1 for line in lines
    )
    assert "45 of 50" in run("agreement") or "0.9" in run("agreement")
    run("label")
    gold = [row for part in load_gold(config.paths.gold).values() for row in part]
    assert len(gold) == ITEMS
    by_cleo = [row for row in gold if row["label_source"] == "Cleo"]
    assert len(by_cleo) == ITEMS // DIFFER and {row["stance"] for row in by_cleo} == {"favor"}
    assert {row["label_source"] for row in gold} == {"Ana+Ben", "Cleo"}
    shutil.rmtree(config.paths.evaluation)
    run("train")
    run("evaluate")
    mlflow.set_tracking_uri(f"sqlite:///{study}/mlflow.db")
    runs = mlflow.search_runs(search_all_experiments=True, order_by=["start_time"])
    names = list(runs["tags.mlflow.runName"])
    assert len(names) == 2
    compared = run("compare", *names, "--on", "intersection")
    assert names[0] in compared and names[1] in compared
