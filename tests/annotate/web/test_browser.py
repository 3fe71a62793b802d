"""The page in a real browser that reaches nothing but the server: labelled by keyboard, read by ear, on a phone, with the server away."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.annotate.web.served import Served, Told, plain, planned, saved, serving
from tests.chromium import browser, needs_browser

__all__ = ["browser"]
pytestmark = needs_browser
ATTACK = "</script><script>document.title='taken'</script><img src=x onerror=\"document.title='taken'\"><svg onload=\"document.title='taken'\">"
HOSTILE = Told(
    f"{ATTACK}\n\nKari Dahl said: “{ATTACK} Chile.”",
    f"{ATTACK} Chile",
    outlet=ATTACK,
    url="javascript:document.title='taken'",
)
ARABIC = Told(
    "عنوان\n\nقال علي: «نشكر تشيلي على مساعدتها» أمس.\n\nنهاية.",
    "نشكر تشيلي على مساعدتها",
    "علي",
    named="تشيلي",
    cue="قال",
)
EMOJI = Told(
    "Title\r\n\r\nKari Dahl said: “Chile has 👩‍🚀 helped us e\u0301normously.” She left.\r\n\r\nIt rained.\r\n\r\nIt snowed.\r\n\r\nThe end.",
    "Chile has 👩‍🚀 helped us e\u0301normously.",
)
Enter = Callable[..., Any]


@pytest.fixture
def enter(browser: Any) -> Iterator[Enter]:
    """Opens the first address as an annotator does, and waits for the first item; troubles and requests are kept."""
    contexts = []

    def entered(server: Served, annotator: str = "Ana", *, button: str = "Label", **options: Any) -> Any:
        context = browser.new_context(**options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.troubles, page.asked = [], []
        page.on("pageerror", lambda error: page.troubles.append(str(error)))
        page.on("console", lambda message: page.troubles.append(message.text) if message.type == "error" else None)
        page.on("request", lambda request: page.asked.append(request.url))
        page.goto(server.door.address)
        assert "token" not in page.url
        page.fill("[name=annotator]", annotator)
        page.click(f"button:has-text('{button}')")
        page.wait_for_url("**/item/**" if button == "Label" else "**/disagreements")
        if button == "Label":
            ready(page)
        return page

    yield entered
    for context in contexts:
        context.close()


def ready(page: Any, item: int | None = None) -> None:
    """Waits until an item can be judged."""
    if item is not None:
        page.wait_for_url(f"**/item/item-{item}")
    page.wait_for_selector("body[data-ready]")


def press(page: Any, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return planned(tmp_path / "plan", [plain(number) for number in range(1, 6)])


def answers(folder: Path) -> list[tuple[str, str | None, str | None, list[str]]]:
    """What the store holds, withdrawn lines left out."""
    lines = saved(folder)
    gone = {line.get("withdraws") for line in lines}
    kept = [line for line in lines if "withdraws" not in line and line["label_id"] not in gone]
    return [(line["example_id"], line.get("stance"), line.get("sentiment"), line.get("flags", [])) for line in kept]


def test_items_are_labelled_by_keyboard_alone(folder: Path, enter: Enter) -> None:
    with serving(folder) as server:
        page = enter(server)
        press(page, "f", "q", "Enter")
        ready(page, 2)
        press(page, "2", "w", "d", "Enter")
        ready(page, 3)
        press(page, "s")
        ready(page, 4)
        press(page, "x", "Enter")
        ready(page, 5)
        press(page, "u")
        ready(page, 4)
        assert page.is_checked("[value=no_statement]")
        press(page, "u")
        ready(page, 3)
        press(page, "n", "e", "c")
        page.keyboard.type("a fine note")
        press(page, "Escape", "Enter")
        ready(page, 4)
        assert answers(folder) == [
            ("item-1", "favor", "positive", []),
            ("item-2", "against", "negative", ["unsure"]),
            ("item-3", "neutral", "neutral", []),
        ]
        assert saved(folder)[-1]["note"] == "a fine note" and saved(folder)[-1]["seconds"] >= 0
        assert len(saved(folder)) == 7 and page.troubles == []
        assert all(url.startswith(server.door.origin) for url in page.asked)


@pytest.mark.slow
def test_without_an_answer_nothing_is_saved_and_the_page_says_what_is_missing(folder: Path, enter: Enter) -> None:
    with serving(folder) as server:
        page = enter(server)
        press(page, "Enter")
        assert "Choose a stance" in page.inner_text("#trouble")
        press(page, "f", "Enter")
        assert "Choose a sentiment" in page.inner_text("#trouble") and answers(folder) == []


@pytest.mark.slow
def test_a_half_made_answer_and_the_item_survive_a_reload(folder: Path, enter: Enter) -> None:
    with serving(folder) as server:
        page = enter(server)
        press(page, "f", "q", "Enter")
        ready(page, 2)
        press(page, "a", "b", "}")
        page.reload()
        ready(page, 2)
        assert page.is_checked("[name=stance][value=against]") and page.is_checked("[value=wrong_border]")
        assert page.inner_text("#words").startswith("kept its word 2")
        page.goto(f"{server.door.origin}/")
        ready(page, 2)


@pytest.mark.slow
def test_a_judgement_waits_in_the_browser_while_the_server_is_away(folder: Path, enter: Enter) -> None:
    with serving(folder) as server:
        page = enter(server)
        port = server.door.port
    press(page, "f", "q", "Enter")
    page.wait_for_selector("#unsaved:has-text('Not saved yet: 1 judgement')")
    assert answers(folder) == []
    with serving(folder, port) as server:
        # The run has new secrets: until its address is opened, the judgement goes on waiting.
        page.click("#unsaved button:has-text('Try again now')")
        page.wait_for_selector("#unsaved:has-text('started anew')")
        other = page.context.new_page()
        other.goto(server.door.address)
        # The second tab sends what the first left.
        other.wait_for_url("**/item/**")
        page.wait_for_selector("#unsaved", state="hidden")
        assert answers(folder) == [("item-1", "favor", "positive", [])] and len(saved(folder)) == 1


@pytest.mark.slow
def test_what_waits_survives_a_reload_and_is_saved_once(folder: Path, enter: Enter) -> None:
    with serving(folder) as server:
        page = enter(server)
        # The answer of the server is lost, not the judgement.
        page.route("**/judge", lambda route: (route.fetch(), route.abort())[1])
        press(page, "a", "w", "Enter")
        page.wait_for_selector("#unsaved:has-text('Not saved yet')")
        page.unroute("**/judge")
        page.reload()
        page.wait_for_url("**/item/item-2")
        page.wait_for_selector("#unsaved", state="hidden")
        assert answers(folder) == [("item-1", "against", "negative", [])] and len(saved(folder)) == 1
        assert page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('stance-unsaved')).length") == 0


def unheard(page: Any) -> None:
    """The server saves, and its answers are lost."""
    page.route("**/judge", lambda route: (route.fetch(), route.abort())[1])


@pytest.mark.slow
def test_an_answer_corrected_after_a_lost_confirmation_is_the_one_that_counts(folder: Path, enter: Enter) -> None:
    with serving(folder) as server:
        page = enter(server)
        unheard(page)
        press(page, "f", "q", "Enter")
        page.wait_for_selector("#unsaved:has-text('Not saved yet: 1 judgement')")
        press(page, "a", "w", "Enter")
        page.wait_for_selector("#unsaved:has-text('against, negative')")
        page.unroute("**/judge")
        ready(page, 2)
        page.wait_for_selector("#unsaved", state="hidden")
        label = server.workbench.judged("item-1", "Ana")
        assert label is not None and (label.stance, label.sentiment) == ("against", "negative")
        assert len(saved(folder)) == 2 and page.locator("dialog.conflict").count() == 0


@pytest.mark.slow
def test_a_late_confirmation_does_not_take_away_what_was_changed_since(folder: Path, enter: Enter) -> None:
    with serving(folder) as server:
        page = enter(server)
        unheard(page)
        press(page, "f", "q", "Enter")
        page.wait_for_selector("#unsaved:has-text('Not saved yet: 1 judgement')")
        press(page, "a")
        page.unroute("**/judge")
        page.wait_for_selector("#trouble:has-text('You changed it since')")
        assert page.url.endswith("item-1") and page.is_checked("[name=stance][value=against]")
        press(page, "Enter")
        ready(page, 2)
        label = server.workbench.judged("item-1", "Ana")
        assert label is not None and (label.stance, label.sentiment) == ("against", "positive")


@pytest.mark.slow
def test_a_full_disk_is_told_and_nothing_is_lost(folder: Path, enter: Enter, monkeypatch: pytest.MonkeyPatch) -> None:
    from pipeline.annotate.store import NotSavedError

    def refuse(*_: object) -> None:
        raise NotSavedError("annotations.jsonl: the disk is full.")

    with serving(folder) as server:
        page = enter(server)
        with monkeypatch.context() as patch:
            patch.setattr(server.workbench, "record", refuse)
            press(page, "a", "w", "Enter")
            page.wait_for_selector("#unsaved:has-text('the disk is full')")
        page.click("#unsaved button:has-text('Try again now')")
        ready(page, 2)
        assert answers(folder) == [("item-1", "against", "negative", [])]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("choice", "stance"), [("Keep the saved one", "favor"), ("Save the one here instead", "against")]
)
def test_two_tabs_on_one_item_ask_which_answer_counts(folder: Path, enter: Enter, choice: str, stance: str) -> None:
    with serving(folder) as server:
        page = enter(server)
        other = page.context.new_page()
        other.goto(page.url)
        ready(other)
        press(other, "f", "q", "Enter")
        ready(other, 2)
        press(page, "a", "w", "Enter")
        page.wait_for_selector("dialog.conflict:has-text('Saved there: favor, positive')")
        page.click(f"dialog.conflict button:has-text('{choice}')")
        ready(page, 2)
        label = server.workbench.judged("item-1", "Ana")
        assert label is not None and label.stance == stance and page.locator("#unsaved").is_hidden()


@pytest.mark.slow
def test_words_are_selected_as_they_are_seen(tmp_path: Path, enter: Enter) -> None:
    folder = planned(tmp_path / "plan", [EMOJI])
    with serving(folder) as server:
        page = enter(server)
        page.click("summary:has-text('Mend borders')")
        select = """([first, last]) => {
            const pieces = [...document.querySelectorAll("[data-piece]")];
            const at = (words) => pieces.find((piece) => piece.textContent === words).firstChild;
            getSelection().setBaseAndExtent(at(first), 0, at(last), at(last).length);
        }"""
        page.evaluate(select, ["has", "e\u0301normously"])
        page.click("button:has-text('Selection is the statement')")
        page.evaluate(select, ["She", "She"])
        page.click("button:has-text('Selection is the speaker')")
        page.select_option("#speaker-country", "PER")
        assert "She’s position" in page.inner_text("h1")
        press(page, "f", "q")
        page.click("button:has-text('Save and go on')")
        page.wait_for_url("**/next")
        (line,) = saved(folder)
        assert (
            line["text"] == "has 👩‍🚀 helped us e\u0301normously"
            and EMOJI.text[line["start"] : line["end"]] == line["text"]
        )
        assert line["speaker"] == "She" and line["speaker_country"] == "PER"
        assert line["flags"] == ["wrong_speaker", "wrong_border"]
        page.goto(f"{server.door.origin}/item/item-1")
        ready(page)
        assert page.inner_text("#words") == line["text"] and page.locator("#text .speaker").all_inner_texts() == ["She"]


@pytest.mark.slow
def test_borders_move_by_keys_and_a_missed_statement_is_added(folder: Path, enter: Enter) -> None:
    with serving(folder) as server:
        page = enter(server)
        press(page, "}", "[", "[", "[")
        assert page.inner_text("#words") == "kept its word"
        press(page, "{", "m")
        page.wait_for_selector("#missed[open]")
        assert page.inner_text("#missed [data-words]") == "Chile kept its word"
        page.select_option("#missed-target", "PER")
        page.click("#missed button:has-text('Add it')")
        page.wait_for_url("**/item/added-*")
        ready(page)
        assert "Kari Dahl’s position toward Peru" in page.inner_text("h1")
        press(page, "a", "e", "Enter")
        ready(page)
        (line,) = saved(folder)
        assert (line["text"], line["target"], line["speaker"]) == ("Chile kept its word", "PER", "Kari Dahl")


@pytest.mark.slow
def test_answers_are_saved_at_once_where_one_wants_it_and_keys_can_be_turned_off(folder: Path, enter: Enter) -> None:
    with serving(folder) as server:
        page = enter(server)
        page.click("summary:has-text('Settings')")
        page.check("#advance")
        press(page, "f", "q")
        ready(page, 2)
        page.click("summary:has-text('Settings')")
        page.check("#keys-off")
        press(page, "a", "w", "s")
        page.wait_for_timeout(200)
        assert page.url.endswith("item-2") and not page.is_checked("[name=stance][value=against]")


@pytest.mark.slow
def test_hostile_articles_are_text(tmp_path: Path, enter: Enter) -> None:
    with serving(planned(tmp_path / "plan", [HOSTILE])) as server:
        page = enter(server)
        assert page.title() == "1 of 1 · Chile" and ATTACK in page.inner_text("#words")
        assert page.locator("main img, main svg, main script").count() == 0
        assert page.locator("main a[href^=javascript]").count() == 0
        page.keyboard.press("v")
        press(page, "f", "q", "Enter")
        page.wait_for_url("**/next")
        for path in ("mine", "overview"):
            page.goto(f"{server.door.origin}/{path}")
            assert "taken" not in page.title() and page.locator("main img, main svg").count() == 0
        assert page.troubles == []


@pytest.mark.slow
def test_scripts_from_right_to_left_run_so(tmp_path: Path, enter: Enter) -> None:
    with serving(planned(tmp_path / "plan", [ARABIC])) as server:
        page = enter(server)
        for place in ("#text p:has(.statement)", "#words"):
            assert page.locator(place).evaluate("e => getComputedStyle(e).direction") == "rtl"
        left = page.locator("#text .statement-first").bounding_box()["x"]
        assert left > page.locator("#text .statement-last").bounding_box()["x"]


@pytest.mark.slow
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 390, 1200])
def test_nothing_is_wider_than_the_window(folder: Path, enter: Enter, scheme: str, width: int) -> None:
    with serving(folder) as server:
        page = enter(server, viewport={"width": width, "height": 800}, color_scheme=scheme, has_touch=width < 1000)
        for path in ("item/item-1", "practice", "mine", "review", "disagreements", "overview", "codebook", "start"):
            page.goto(f"{server.door.origin}/{path}")
            for summary in page.locator("summary").all():
                summary.click()
            assert page.evaluate("document.documentElement.scrollWidth") <= width, path


NAMELESS = """() => [...document.querySelectorAll("button, a[href], input:not([type=hidden]), select, textarea, progress, dialog")]
    .filter((e) => !(e.getAttribute("aria-label") || e.getAttribute("aria-labelledby") || (e.labels && e.labels.length)
        || e.textContent.trim())).map((e) => e.outerHTML)"""
TWICE = """() => { const seen = [...document.querySelectorAll("[id]")].map((e) => e.id);
    return seen.filter((id, place) => seen.indexOf(id) !== place); }"""
# Relative luminance and contrast of the Web Content Accessibility Guidelines 2.2, success criterion 1.4.3.
FAINT = """() => {
    const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
    const rgb = (color) => { canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = color; canvas.fillRect(0, 0, 1, 1); return canvas.getImageData(0, 0, 1, 1).data; };
    const light = (color) => { const [r, g, b] = [...rgb(color)].slice(0, 3).map((v) => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
        return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
    const ground = (e) => { for (; e; e = e.parentElement) { const c = getComputedStyle(e).backgroundColor; if (rgb(c)[3] > 250) return c; } return "white"; };
    return [...document.querySelectorAll("body *")].filter((e) => e.checkVisibility() && [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim()))
        .filter((e) => { const [a, b] = [light(getComputedStyle(e).color), light(ground(e))].sort((x, y) => y - x); return (a + 0.05) / (b + 0.05) < 4.5; })
        .map((e) => e.outerHTML.slice(0, 120));
}"""


@pytest.mark.slow
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_those_who_hear_the_page_or_see_little_can_use_it(folder: Path, enter: Enter, scheme: str) -> None:
    with serving(folder) as server:
        page = enter(server, color_scheme=scheme)
        for path in ("item/item-1", "practice", "mine", "review", "disagreements", "overview", "codebook", "start"):
            page.goto(f"{server.door.origin}/{path}")
            for summary in page.locator("summary").all():
                summary.click()
            assert page.evaluate(NAMELESS) == [], path
            assert page.evaluate(TWICE) == [], path
            assert page.evaluate(FAINT) == [], path
            assert page.locator("h1").count() == 1 and page.locator("main").count() == 1
            assert page.evaluate("document.documentElement.lang") == "en"
        page.goto(f"{server.door.origin}/item/item-1")
        ready(page)
        press(page, "f")
        page.wait_for_selector("#said:has-text('favor')", state="attached")
        press(page, "?")
        page.wait_for_selector("#help[open]")
        assert page.evaluate("document.activeElement.textContent") == "Close"
        press(page, "Escape")
        page.wait_for_selector("#help", state="hidden")


@pytest.mark.slow
def test_the_tab_key_reaches_all_that_the_mouse_does(folder: Path, enter: Enter) -> None:
    with serving(folder) as server:
        page = enter(server)
        reached = set()
        for _ in range(60):
            page.keyboard.press("Tab")
            reached.add(
                page.evaluate(
                    "document.activeElement.name || document.activeElement.dataset.act || document.activeElement.type || document.activeElement.tagName"
                )
            )
        assert {
            "stance",
            "sentiment",
            "flags",
            "article",
            "missed",
            "skip",
            "undo",
            "submit",
            "SUMMARY",
            "A",
        } <= reached


@pytest.mark.slow
def test_a_practice_round_tells_what_was_right(folder: Path, enter: Enter) -> None:
    with serving(folder) as server:
        page = enter(server)
        page.click("nav a:has-text('Practice')")
        page.wait_for_selector("body[data-ready]")
        first = page.url
        practice = server.workbench.codebook.practice[0]
        press(page, {"favor": "f", "against": "a", "neutral": "n"}[str(practice.stance)])
        press(page, {"positive": "q", "negative": "w", "neutral": "e"}[str(practice.sentiment)], "Enter")
        page.wait_for_selector("#feedback.good")
        assert practice.feedback in page.inner_text("#feedback")
        press(page, "Enter")
        page.wait_for_url(lambda address: address != first)
        assert saved(folder) == []
