"""The page in a real browser with the network off: it shows Python's numbers, and nothing of an article becomes markup."""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from pipeline.config import load_config
from pipeline.estimate import estimate_prevalence
from pipeline.io import write_records
from pipeline.records import Article
from pipeline.report import read_columns
from pipeline.report.figures.matrix import signed
from pipeline.report.figures.numbers import matrix_csv
from pipeline.report.periods import Unit
from pipeline.report.stage import ReportOptions, run, write_view
from pipeline.report.tables import Cell, matrix, overall, trend
from tests.chromium import browser, needs_browser
from tests.report.scores import article, score_row, two_sides, write_scores

__all__ = ["browser"]
pytestmark = needs_browser
ATTACK = (
    "</script><script>document.title='taken'</script><img src=x onerror=\"document.title='taken'\">"
    "<svg onload=\"document.title='taken'\">"
)
GNAL = "\u202egnal\u2066"


@pytest.fixture
def opened(browser: Any) -> Iterator[Any]:
    """Opens a page from disk, offline, and waits until it is drawn; errors and requests of it are kept."""
    contexts = []

    def open_page(path: Path, address: str = "", **options: Any) -> Any:
        context = browser.new_context(offline=True, **options)
        contexts.append(context)
        page = context.new_page()
        page.troubles = []
        page.asked = []
        page.on("pageerror", lambda error: page.troubles.append(str(error)))
        page.on("console", lambda message: page.troubles.append(message.text) if message.type == "error" else None)
        page.on("request", lambda request: page.asked.append(request.url))
        page.goto(path.as_uri() + address)
        page.wait_for_selector("body[data-state=ready]", timeout=20_000)
        return page

    yield open_page
    for context in contexts:
        context.close()


def made(
    folder: Path, rows: list[dict[str, Any]], articles: list[Article] | None = None, **options: Any
) -> tuple[Path, Path]:
    """The table and the page of some rows."""
    folder.mkdir(parents=True, exist_ok=True)
    scores, out = write_scores(folder / "scores.parquet", rows), folder / "report.html"
    table = None
    if articles:
        table = folder / "articles.parquet"
        write_records(table, Article, articles)
    run(load_config(), scores, out, ReportOptions(**options), articles=table)
    return scores, out


def shown(cell: Cell) -> str:
    return f"{signed(cell.mean)} [{signed(cell.low or 0)}, {signed(cell.high or 0)}]"


def test_the_page_shows_the_numbers_of_python(tmp_path: Path, opened: Any) -> None:
    scores, out = made(tmp_path, two_sides())
    page = opened(out)
    columns = read_columns(scores, 100)
    cells = matrix(columns)
    assert page.inner_text("#overall") == shown(overall(columns))
    for (a, b), cell in cells.items():
        button = page.locator(f'button.cell[data-from="{a}"][data-to="{b}"]')
        assert button.locator(".n").inner_text() == f"{cell.rows}"
        assert button.locator(".tile").inner_text() == ("few" if cell.few() else signed(cell.mean))
    page.evaluate("document.querySelector('#trend details').open = true")
    periods = page.locator(".periods tbody tr").all_inner_texts()
    expected = trend(columns, Unit.week)
    assert [line.split("\t")[0] for line in periods] == list(expected)
    assert [line.split("\t")[2] for line in periods] == [str(cell.rows) for cell in expected.values()]
    assert page.evaluate(
        "stance.download.matrix(stance.matrix.cells(stance.store.rowsOf(stance.address.read(''))))"
    ) == matrix_csv(cells)
    assert "1 statement without a stance" in page.inner_text("#notes") and page.troubles == []


def test_a_click_leads_from_a_number_to_the_words_in_their_passage(tmp_path: Path, opened: Any) -> None:
    text = "Title 😀\n\nKari Dahl said in Oslo: “Chile has helped us.” She left.\n\nThe end of it."
    words = "Chile has helped us."
    start = text.index(words)
    told = article(text, url="https://news.example.org/a-b?c=1")
    row = score_row(
        article_id=told.article_id,
        text=words,
        start=start,
        end=start + len(words),
        stance_explanation="helped +0.40; left -0.10",
    )
    _, out = made(tmp_path / "a b č", [row], [told], min_articles=2)
    page = opened(out, "#show=from%3DNOR")
    page.click("dialog button:has-text('Read it in its passage')")
    page.wait_for_selector("dialog .passage .text mark")
    marks = {
        name: page.locator(f"dialog .text mark.{name}").all_inner_texts()
        for name in ("statement", "speaker", "cue", "target")
    }
    assert "".join(marks["statement"]) == words and marks["speaker"] == ["Kari Dahl"] and marks["cue"] == ["said"]
    assert marks["target"] == ["Chile"]
    assert (
        page.get_attribute("dialog .passage a", "href")
        == "https://news.example.org/a-b?c=1#:~:text=Chile%20has%20helped%20us."
    )
    assert "The end of it" not in page.inner_text("dialog .text")
    page.click("dialog button:has-text('Whole article')")
    assert "The end of it" in page.inner_text("dialog .text")
    page.click("dialog summary:has-text('What decided')")
    assert "helped +0.40" in page.inner_text("dialog .reasons") and "−0.10" in page.inner_text("dialog .reasons")
    page.keyboard.press("Escape")
    page.wait_for_url(lambda address: not urlsplit(address).fragment)
    assert not page.locator("dialog").is_visible()
    assert page.troubles == [] and all(url.startswith("file:") for url in page.asked)


def test_hostile_articles_are_text(tmp_path: Path, opened: Any) -> None:
    told = article(f"{ATTACK}\n\n{ATTACK} {GNAL}", name="javascript:alert(1)", url="javascript:document.title='taken'")
    names = ("text", "speaker", "speaker_role", "cue", "title", "outlet", "kind", "stance_explanation")
    row = score_row(
        article_id=told.article_id, source_path="javascript:document.title='taken'", start=0, end=len(ATTACK), example_id=ATTACK,
        model_version=ATTACK, published=ATTACK, **dict.fromkeys(names, ATTACK),
    )  # fmt: skip
    other = row | {"text": GNAL, "speaker": GNAL, "example_id": GNAL, "stance": "against", "stance_explanation": None}
    scores, out = made(tmp_path, [row, other], [told], min_articles=2, title=ATTACK)
    page = opened(out, f"#words={'%3Cscript'}&show=all")
    page.click("dialog button:has-text('Read it in its passage')")
    page.wait_for_selector("dialog .passage .text mark")
    assert page.title() == ATTACK and page.inner_text("h1") == ATTACK
    assert page.inner_text("dialog blockquote") == ATTACK
    assert page.locator("img, svg[onload], body script:not(#about ~ script, #about)").count() == 0
    assert not [
        link
        for link in page.locator("a").evaluate_all("links => links.map(a => a.href)")
        if "javascript" in link.split(":")[0]
    ]
    assert page.troubles == []
    for address in ("#from=%3Cscript%3E&to=%E0%A4%A", "#show=%3Cimg%3E&pair=<b>,<i>", "#kind=" + "A" * 5000):
        assert opened(out, address).troubles == []
    assert (
        page.evaluate(
            "(() => { try { document.body.innerHTML = '<b>'; return 'set'; } catch { return 'refused'; } })()"
        )
        == "refused"
    )
    assert "--view" in page.inner_text("#command") and scores.name in page.inner_text("#command")


def test_the_download_is_what_the_command_writes(tmp_path: Path, opened: Any) -> None:
    rows = [*two_sides(), score_row(text='=cmd()|" /C calc"!A0,\nnext', speaker="+Ana", outlet="@b", example_id="f")]
    scores, out = made(tmp_path, rows)
    for view in ("", "from=NOR&to=CHL", "outlet=%40b", "stance=favor,neutral&since=2024-05-01", "words=THANK"):
        page = opened(out, f"#{view}")
        with page.expect_download() as download:
            page.click("#save")
        again = tmp_path / "again.csv"
        write_view(scores, again, view, ReportOptions(overwrite=True))
        data = Path(download.value.path()).read_bytes()
        assert data == again.read_bytes()
        assert page.inner_text("#command").endswith(f"--view '{view}' --out statements.csv")
        assert page.inner_text("#seen").split()[0] == str(len(list(csv.reader(io.StringIO(data.decode())))) - 1)


def test_filters_stand_in_the_address_and_come_back(tmp_path: Path, opened: Any) -> None:
    _, out = made(tmp_path, two_sides())
    page = opened(out)
    page.select_option("#from", "NOR")
    page.click("#kinds .toggle")
    page.click("button.cell")
    assert page.evaluate("location.hash") == "#from=NOR&kind=direct&pair=NOR%2CCHL"
    assert "Norway → Chile" in page.inner_text("#chosen")
    page.go_back()
    page.go_back()
    assert page.evaluate("location.hash") == "#from=NOR" and "13 of 26" in page.inner_text("#seen")
    page.click("#reset")
    assert page.inner_text("#seen") == "26 statements"


def test_the_keyboard_reaches_every_cell_and_a_reader_hears_it(tmp_path: Path, opened: Any) -> None:
    _, out = made(tmp_path, two_sides())
    page = opened(out)
    assert page.locator("button.cell[tabindex='0']").count() == 1
    page.focus("button.cell[data-from='NOR'][data-to='CHL']")
    page.keyboard.press("ArrowDown")
    heard = page.evaluate("document.activeElement.getAttribute('aria-label')")
    assert heard == "Peru toward Chile: too few: 1 statement in 1 article"
    page.keyboard.press("ArrowUp")
    label = page.evaluate("document.activeElement.getAttribute('aria-label')")
    assert label.startswith("Norway toward Chile: mean stance +0.75, 95 percent interval") and "12 articles" in label
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.textContent") == "Norway and Chile"
    nameless = "e => e.filter(b => !(b.textContent.trim() || b.getAttribute('aria-label'))).length"
    assert page.locator("button").evaluate_all(nameless) == 0
    unlabelled = "e => e.filter(i => !i.labels.length).length"
    assert page.locator("select, input").evaluate_all(unlabelled) == 0


def test_corrected_shares_stand_beside_raw_ones_where_the_view_is_a_group_with_labels(
    tmp_path: Path, opened: Any
) -> None:
    scores, labels, out = tmp_path / "s.parquet", tmp_path / "labels.csv", tmp_path / "r.html"
    rows = two_sides(40)
    write_scores(scores, rows)
    judged = [row for row in rows if row["target"] == "NOR"][:30]
    write_scores(
        labels,
        [{"example_id": row["example_id"], "stance": ("against", "favor")[n % 2]} for n, row in enumerate(judged)],
    )
    made_of = run(load_config(), scores, out, labels=labels)
    assert made_of.labelled_rows == 30
    page = opened(out, "#to=NOR")
    favor = page.locator("#summary tbody tr").first.inner_text().split("\t")
    shares = estimate_prevalence(scores, labels, "target").shares
    share = next(s for s in shares if s.group == ("NOR",) and s.label == "favor")
    assert favor[0] == "favor" and favor[2].startswith(f"{100 * (share.share or 0):.1f} [")
    for address in ("#to=CHL", "#to=NOR&kind=indirect"):
        assert opened(out, address).inner_text("#summary").count("Raw:") == 1


def test_the_skip_link_keeps_the_view(tmp_path: Path, opened: Any) -> None:
    _, out = made(tmp_path, two_sides())
    page = opened(out, "#from=NOR")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main-title" and page.evaluate("location.hash") == "#from=NOR"


def test_scripts_from_right_to_left_run_so(tmp_path: Path, opened: Any) -> None:
    _, out = made(tmp_path, [score_row(text="\u0646\u0634\u0643\u0631 \u062a\u0634\u064a\u0644\u064a")])
    quote = opened(out, "#show=all").locator("dialog blockquote")
    assert quote.evaluate("e => getComputedStyle(e).direction") == "rtl"


def test_what_is_printed_has_no_controls(tmp_path: Path, opened: Any) -> None:
    _, out = made(tmp_path, two_sides())
    page = opened(out, color_scheme="dark")
    page.emulate_media(media="print")
    assert not page.locator("#bar").is_visible() and not page.locator("#save").is_visible()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [400, 1200])
def test_nothing_is_wider_than_the_window(tmp_path: Path, opened: Any, scheme: str, width: int) -> None:
    _, out = made(tmp_path, two_sides())
    page = opened(out, "#pair=NOR,CHL", viewport={"width": width, "height": 800}, color_scheme=scheme)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_page_says_what_it_lacks(tmp_path: Path, opened: Any) -> None:
    rows = [
        score_row(None, speaker_country=None, published=None, article_id=str(n), example_id=str(n)) for n in range(3)
    ]
    _, out = made(tmp_path, rows)
    page = opened(out, "#show=all")
    assert "no statements" in page.inner_text("#summary") or "No statement" in page.inner_text("#summary")
    assert "no trend" in page.inner_text("#trend") and "Passages are not here" in page.inner_text("#notes")
    page.click("dialog button:has-text('Read it in its passage')")
    assert "Passages are not here" in page.inner_text("dialog .passage")
    assert page.troubles == []


def test_texts_that_were_lost_are_told_of(tmp_path: Path, opened: Any) -> None:
    told = article("Title\n\nTwelve signs of it.")
    _, out = made(tmp_path, [score_row(article_id=told.article_id, start=7, end=19)], [told])
    shutil.rmtree(tmp_path / "report_texts")
    page = opened(out, "#show=all")
    page.click("dialog button:has-text('Read it in its passage')")
    page.wait_for_selector("dialog .notice")
    assert "keep the folder “report_texts” beside this page" in page.inner_text("dialog .notice")


def test_a_sample_is_marked_and_the_command_makes_it_again(tmp_path: Path, opened: Any) -> None:
    _, out = made(tmp_path, two_sides(), sample=10, seed=3)
    page = opened(out)
    assert "A random sample: 10 of 26 rows (seed 3)" in page.inner_text("#notes")
    assert "--sample 10 --seed 3" in page.inner_text("#command")


def test_the_means_of_the_page_are_those_of_python_for_any_view(tmp_path: Path, opened: Any) -> None:
    from pipeline.report.means import mean_difference
    from pipeline.report.view import read_view, seen

    scores, out = made(tmp_path, two_sides(40))
    page, columns = opened(out), read_columns(scores, 1000)
    for view in ("", "from=NOR", "kind=indirect", "outlet=Lago%20Post", "since=2024-05-01"):
        cell = overall(columns, seen(columns, read_view(view)))
        found = json.loads(
            page.evaluate(f"JSON.stringify(stance.means.of(stance.store.rowsOf(stance.address.read({view!r}))))")
        )
        assert found["mean"] == pytest.approx(cell.mean) and found["low"] == pytest.approx(cell.low, abs=1e-7)
        assert found["high"] == pytest.approx(cell.high, abs=1e-7) and found["articles"] == cell.articles
    sides = [seen(columns, read_view(view)) & (columns.stance < 3) for view in ("from=NOR&to=CHL", "from=CHL&to=NOR")]
    gap = mean_difference(*((columns.values[side], columns.article[side]) for side in sides))
    found = page.evaluate(
        "(() => { const all = stance.store.rowsOf(stance.address.read(''));"
        "return stance.means.difference(stance.pair.direction(all, 'NOR', 'CHL'), stance.pair.direction(all, 'CHL', 'NOR')); })()"
    )
    assert (found["value"], found["low"], found["high"]) == pytest.approx((gap.value, gap.low, gap.high), abs=1e-7)
