"""A page → its article: what belongs to the text and what does not."""

from __future__ import annotations

import pytest

from pipeline.ingest.pages import parse_web_page
from pipeline.languages import language
from tests.ingest.pages.news_page import FIRST, LAST, PARAGRAPHS, QUOTED, TITLE, news_page, parsed

PAGE = """<!doctype html><html lang="en"><head><title>Bridge reopens - Delta Courier</title>
<meta property="og:site_name" content="Delta Courier"><meta property="og:title" content="Bridge reopens after talks">
<meta property="article:published_time" content="2020-05-06T08:00:00Z"><meta name="author" content="Wanjiru Otieno"></head>
<body><nav><a href="/">Home</a> <a href="/world">World</a></nav><div class="cookie">We use cookies to improve.</div>
<article><h1>Bridge reopens after talks</h1><p>By Wanjiru Otieno</p>
<p>Officials from Kenya and Uganda reopened the border bridge on Wednesday after a year of talks between the two sides.</p>
<p>“Uganda has kept every promise it made to us,” said the Kenyan transport minister, Joram Kiptoo, at the ceremony.</p>
<p>The bridge had been closed since the floods of last year, and traders on both banks had asked for it to open.</p></article>
<section id="comments"><h2>Comments</h2><p>This is a terrible idea, says a reader who should not be in the text.</p></section>
<footer>© 2020 Delta Courier</footer></body></html>"""


def test_article_and_metadata_come_out_and_the_page_around_it_does_not() -> None:
    page = parsed(PAGE)
    assert page.title == "Bridge reopens after talks"
    assert (page.published, page.authors, page.outlet) == ("2020-05-06", ["Wanjiru Otieno"], "Delta Courier")
    assert (page.published_source, page.language, page.truncated) == ("page", "en", False)
    assert page.paragraphs == PARAGRAPHS


def test_a_page_without_text_is_no_article() -> None:
    for html in ("<html><body><nav>Home</nav></body></html>", "", "   ", "<html></html>", "<>", "\x00\x00"):
        assert parse_web_page(html, language("en")) is None


def test_broken_html_is_read_as_far_as_it_goes() -> None:
    broken = PAGE.replace("</p>", "").replace("</article>", "").replace("</html>", "<div <p")
    assert any("Uganda has kept every promise" in paragraph for paragraph in parsed(broken).paragraphs)


def test_a_fragment_without_html_element_is_read() -> None:
    assert parsed("".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)).paragraphs == PARAGRAPHS


@pytest.mark.parametrize(
    "foreign",
    [
        '<figure><img src="a.jpg"><figcaption>The old bridge in spring. Photograph: Tom Reed</figcaption></figure>',
        '<div class="wp-caption"><img src="a.jpg"><p class="wp-caption-text">The old bridge in spring, seen from a boat.</p></div>',
        '<p class="image-credit">Foreign picture by Tom Reed, who took it from a boat.</p>',
        '<span class="visually-hidden">Foreign words for those who hear the page.</span>',
        '<div class="share-bar"><a href="#f">Share this foreign story</a><a href="#t">Tweet</a></div>',
        '<div class="related-stories"><h4>More on this story</h4><ul><li><a href="/a">Foreign harvest is late</a></li></ul></div>',
        '<div class="newsletter-box"><p>Sign up to our foreign newsletter to get the best of the week.</p></div>',
        '<div class="cookie-banner"><p>We use foreign cookies to give you the best of this site.</p></div>',
        '<aside class="teaser"><h3><a href="/x">Foreign mill burns</a></h3><p>A foreign mill burnt down in the night.</p></aside>',
        '<p><strong>Read more:</strong> <a href="/r">Foreign railway is late again</a></p>',
        '<p class="block-time"><time datetime="2020-05-06T12:05">12.05 GMT foreign</time></p>',
        "<script>var foreign = '<p>A foreign paragraph that is long enough to be taken for text.</p>';</script>",
    ],
)
def test_what_stands_around_a_text_does_not_come_through(foreign: str) -> None:
    body = f"<p>{FIRST}</p>{foreign}<p>{QUOTED}</p><p>{LAST}</p>"
    assert parsed(news_page(body=body)).paragraphs == PARAGRAPHS


@pytest.mark.parametrize(
    "marks", ['id="comments"', 'class="comments-area"', 'class="post-comments"', 'id="disqus_thread"']
)
def test_what_readers_wrote_does_not_come_through(marks: str) -> None:
    comments = "".join(
        f"<p>A reader says for the {n}th time that this is a terrible idea for the town.</p>" for n in range(30)
    )
    for page in (
        news_page(after=f"<div {marks}>{comments}</div>"),
        news_page(body=f"<p>{FIRST}</p><p>{QUOTED}</p><p>{LAST}</p><div {marks}>{comments}</div>"),
    ):
        assert parsed(page).paragraphs == PARAGRAPHS


def test_an_article_that_is_itself_a_comment_is_read() -> None:
    page = news_page().replace("<article>", '<div class="comment-article"><article>')
    assert parsed(page).paragraphs == PARAGRAPHS


def test_paragraph_breaks_and_blockquotes_come_through() -> None:
    body = f"<p>{FIRST}</p><blockquote><p>{QUOTED}</p></blockquote><p>{LAST}<br><br>And so it opened.</p><ul><li>The bridge is 40 metres long.</li></ul>"
    page = parsed(news_page(body=body))
    assert page.paragraphs == [FIRST, QUOTED, LAST, "And so it opened.", "The bridge is 40 metres long."]


def test_paragraphs_that_only_line_breaks_part_are_all_there() -> None:
    page = news_page().replace("<article>", '<div class="story-content">').replace("</article>", "</div>")
    page = page.replace("<p>", "").replace("</p>", "<br><br>")
    assert parsed(page).paragraphs == PARAGRAPHS


def test_the_headline_is_not_repeated_in_the_body() -> None:
    assert (
        parsed(news_page(body=f"<h2>{TITLE}</h2><p>{FIRST}</p><p>{QUOTED}</p><p>{LAST}</p>")).paragraphs == PARAGRAPHS
    )


def test_quotation_marks_stay_as_they_are() -> None:
    quoted = (
        '«Nous sommes prêts», "ready", ‘so’ and “thus”, said Joram Kiptoo of Kenya, who has spoken of it often before.'
    )
    assert quoted in parsed(news_page(body=f"<p>{FIRST}</p><p>{quoted}</p><p>{LAST}</p>")).paragraphs


def test_a_lead_between_headline_and_article_is_kept() -> None:
    lead = "Traders on both banks may cross again, but the toll that Kenya asks for is disputed"
    for opening in (
        f'<p class="standfirst">{lead}</p>',
        f'<div class="article-lead"><span>{lead}</span></div>',
        f'<h2 class="subtitle">{lead}</h2>',
        f'<p itemprop="description">{lead}</p>',
        f"<p>{lead}.</p>",
        f'<div class="intro"><p>{lead}</p><p class="byline">By Wanjiru Otieno</p><time>6 May 2020</time></div>',
    ):
        page = parsed(news_page(opening=opening))
        assert page.paragraphs[0].rstrip(".") == lead, opening
        assert page.paragraphs[1:] == PARAGRAPHS


@pytest.mark.parametrize(
    "opening",
    [
        '<p class="byline">By Wanjiru Otieno and Kofi Mensah, who report from Kisumu for us.</p>',
        '<figure><img src="a"><figcaption>The bridge was closed for a year after the floods of 2019.</figcaption></figure>',
        '<div class="share-tools"><p>Share this story with all of your friends and your neighbours today.</p></div>',
        '<p><a href="/more">The harvest of the valley is late again this year, farmers say.</a></p>',
        '<div class="lead-image"><figure><img src="a"><figcaption>The bridge was closed, says this caption.</figcaption></figure></div>',
        '<div class="intro"><img src="a.jpg"> The bridge was closed for a year, says this other caption.</div>',
        "<ul><li>The railway of the valley is late again this year, say those who wait.</li></ul>",
        "<p>World</p>",
    ],
)
def test_what_else_stands_below_a_headline_is_no_lead(opening: str) -> None:
    assert parsed(news_page(opening=opening)).paragraphs == PARAGRAPHS


def test_a_lead_that_the_body_repeats_is_there_once() -> None:
    assert parsed(news_page(opening=f'<p class="lead">{FIRST}</p>')).paragraphs == PARAGRAPHS


def test_a_notice_for_subscribers_is_left_out_and_says_that_the_text_is_cut() -> None:
    notice = '<div class="paywall"><p>Subscribe to continue reading. Already a subscriber? Log in to read the full story.</p></div>'
    page = parsed(news_page(body=f"<p>{FIRST}</p><p>{QUOTED}</p><p>{LAST}</p>{notice}"))
    assert page.paragraphs == PARAGRAPHS
    assert page.truncated


def test_an_article_much_shorter_than_its_page_counts_is_cut() -> None:
    count = '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "%s", "wordCount": %d}</script>'
    assert parsed(news_page(head=count % (TITLE, 900))).truncated
    assert not parsed(news_page(head=count % (TITLE, 60))).truncated


def test_the_result_does_not_depend_on_the_pages_before() -> None:
    page = news_page(opening='<p class="standfirst">Traders on both banks may cross again from today on.</p>')
    alone = parsed(page)
    for _ in range(6):
        # The same paragraphs on many pages, which a comparison with earlier pages would leave out.
        assert parsed(page) == alone
        parse_web_page(PAGE, language("en"))
    assert parsed(page) == alone


def test_the_text_of_a_whole_page_in_one_paragraph_is_no_opinion_to_stop_at() -> None:
    menu = "".join(f"<div><a href='/{n}'>Foreign section {n}</a></div>" for n in range(300))
    text = "<br><br>".join([*PARAGRAPHS] * 3)
    page = f"<html><head><title>{TITLE}</title></head><body><div>{menu}</div><div id='story-view'>{text}</div></body></html>"
    assert not any("Foreign section" in paragraph for paragraph in parsed(page).paragraphs)


def test_what_a_version_for_printing_says_of_itself_does_not_come_through_and_dates_the_article() -> None:
    above = "<p>Printed from: https://lake.example/a</p><p>This article was published on 6 May 2020, URL: https://lake.example/a</p>"
    body = above + "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS) + "<p>Printed on: 7 May 2020</p>"
    page = parsed(news_page(body=body))
    assert page.paragraphs == PARAGRAPHS
    assert (page.published, page.published_source) == ("2020-05-06", "page")


@pytest.mark.parametrize(
    "shown",
    [
        "",
        '<div id="app">Please wait.</div>',
        f"<article><p>{FIRST}</p></article>",
        f"<article><p>{FIRST}</p><p>{QUOTED}</p><p>{LAST}</p></article>",
    ],
)
def test_an_article_for_those_who_run_no_scripts_is_read_whole_and_once(shown: str) -> None:
    fees = "The fees on lorries, which both sides had raised during the year, stay as they are until the autumn."
    text = f"<p>{FIRST}</p><blockquote>{QUOTED}</blockquote><ul><li>{fees}</li><li>{fees} Traders agree.</li></ul><p>{LAST}</p>"
    page = parsed(
        f'<html lang="en"><head><title>{TITLE}</title></head><body>{shown}'
        f"<noscript><h1>{TITLE}</h1><p>By Wanjiru Otieno</p><p>6 May 2020</p>{text}</noscript></body></html>"
    )
    assert (page.title, page.published, page.authors) == (TITLE, "2020-05-06", ["Wanjiru Otieno"])
    assert page.paragraphs == [FIRST, QUOTED, fees, f"{fees} Traders agree.", LAST]


def test_a_picture_or_notice_for_those_who_run_no_scripts_is_no_text() -> None:
    notice = (
        "<noscript><p>Please switch on scripts to see the bridge from above, in spring and in autumn.</p></noscript>"
    )
    picture = '<noscript><img src="a.jpg" alt="The bridge"></noscript>'
    body = f"{notice}<p>{FIRST}</p>{picture}<p>{QUOTED}</p><p>{LAST}</p>"
    assert parsed(news_page(body=body)).paragraphs == PARAGRAPHS
