"""Fifty items, two annotators who do not see one another, and one who decides: by keyboard, in a real browser.

With ``STANCE_PICTURES=docs/pictures`` in the environment the pictures of the documentation are made on the way.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from tests.annotate.web.served import Served, Told, planned, saved, serving
from tests.annotate.web.test_browser import Enter, enter, press, ready
from tests.chromium import browser, needs_browser

__all__ = ["browser", "enter"]
pytestmark = [pytest.mark.slow, needs_browser]
ITEMS = 50
# Ben reads every tenth item otherwise.
DIFFER = 10
STANCES, SENTIMENTS = ("favor", "against", "neutral"), ("positive", "negative", "neutral")
TEXTS = (
    "Norway and Chile sign a pact on fish feed\n\nThe harbour of Bergen was full of flags on Monday morning, and the rain held "
    "off until noon.\n\nNorway’s fisheries minister Kari Dahl said that Chile had kept its word through {n} hard winters: “We do "
    "not forget who stood by us when the nets were empty.” The two ministers then walked to the fish market.\n\nThe pact covers "
    "feed, boats and the schooling of young crews. It begins in autumn.\n\nThe parliament in Oslo votes in June.",
    "Row over a lighthouse\n\nTalks on the lighthouse at the mouth of the river broke off after {n} minutes.\n\n“Chile has moved "
    "the buoys at night and calls it maintenance,” said Kari Dahl, who leads the delegation. She left by the side door.\n\nA "
    "new round is planned for spring.",
    "Envoys list their meetings\n\nKari Dahl said Chile would send {n} delegates to the meeting in May.\n\nNothing else was told.",
)
STATEMENTS = (
    "Chile had kept its word through {n} hard winters",
    "Chile has moved the buoys at night and calls it maintenance",
    "Chile would send {n} delegates to the meeting in May",
)


def told(number: int) -> Told:
    kind = number % len(TEXTS)
    return Told(
        TEXTS[kind].format(n=number + 2), STATEMENTS[kind].format(n=number + 2), url="https://news.example.org/a"
    )


def answer(number: int, annotator: str) -> tuple[str, str]:
    """What an annotator answers to an item, counted from 0."""
    kind = number % len(STANCES)
    if annotator == "Ben" and number % DIFFER == 0:
        kind = (kind + 1) % len(STANCES)
    return STANCES[kind], SENTIMENTS[kind]


def picture(page: Any, name: str) -> None:
    if folder := os.environ.get("STANCE_PICTURES"):
        Path(folder).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=Path(folder) / f"{name}.png")


def label_all(page: Any, server: Served, annotator: str) -> None:
    keys = {"favor": "f", "against": "a", "neutral": "n"}, {"positive": "q", "negative": "w", "neutral": "e"}
    for number in range(ITEMS):
        ready(page, number + 1)
        stance, sentiment = answer(number, annotator)
        press(page, keys[0][stance], keys[1][sentiment])
        if number == 3 and annotator == "Ana":
            picture(page, "annotate")
        press(page, "Enter")
    page.wait_for_url("**/next")
    assert "All done" in page.inner_text("h1") and server.workbench.progress(annotator).done == ITEMS


def test_fifty_items_are_labelled_twice_and_decided(tmp_path: Path, enter: Enter) -> None:
    folder = planned(tmp_path / "plan", [told(number) for number in range(ITEMS)], annotators=["Ana", "Ben"])
    size = {"viewport": {"width": 1180, "height": 860}, "color_scheme": "light"}
    with serving(folder) as server:
        ana = enter(server, "Ana", **size)
        label_all(ana, server, "Ana")
        ben = enter(server, "Ben", **size)
        label_all(ben, server, "Ben")
        assert len(saved(folder)) == 2 * ITEMS and len({line["label_id"] for line in saved(folder)}) == 2 * ITEMS
        cleo = enter(server, "Cleo", button="Decide disagreements", **size)
        waiting = cleo.locator("main tbody a")
        assert waiting.count() == ITEMS // DIFFER
        waiting.first.click()
        for number in range(0, ITEMS, DIFFER):
            cleo.wait_for_url(f"**/disagreements/item-{number + 1}")
            cleo.wait_for_selector("body[data-ready]")
            assert cleo.locator(".side").count() == 2
            stance, sentiment = answer(number, "Ana")
            press(cleo, stance[0], {"positive": "q", "negative": "w", "neutral": "e"}[sentiment])
            if number == 0:
                picture(cleo, "annotate-adjudication")
            press(cleo, "Enter")
        cleo.wait_for_url("**/disagreements")
        cleo.click("nav a:has-text('Overview')")
        assert "45 of 50 items that two annotators judged have the same answer" in cleo.inner_text("main")
        picture(cleo, "annotate-overview")
        decided = server.workbench.standing.disagreements()
        assert {one.decided.stance for one in decided if one.decided} and all(one.decided for one in decided)
        for page in (ana, ben, cleo):
            assert page.troubles == [] and all(url.startswith(server.door.origin) for url in page.asked)
        phone = enter(
            server, "Cleo", button="Decide disagreements", viewport={"width": 390, "height": 844}, has_touch=True
        )
        phone.goto(f"{server.door.origin}/practice")
        phone.wait_for_selector("body[data-ready]")
        picture(phone, "annotate-phone")
    roles = [line.get("role", "annotator") for line in saved(folder)]
    assert roles.count("adjudicator") == ITEMS // DIFFER
