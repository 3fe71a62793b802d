"""Blocks within a text that are no part of it, by their marks; and text that such a mark does not make one."""

from __future__ import annotations

import pytest

from tests.ingest.pages.news_page import FIRST, LAST, PARAGRAPHS, QUOTED, news_page, parsed

FOREIGN = "A foreign mill burnt down in the night, and a second foreign mill was saved by those who live beside it."
BIOGRAPHY = (
    "Foreign Correspondent has written of rivers and bridges for this paper for twelve years, and of mills for two others "
    "before, and lives in a town by the sea with two foreign dogs."
)


def paragraphs_with(inset: str) -> list[str]:
    return parsed(news_page(body=f"<p>{FIRST}</p>{inset}<p>{QUOTED}</p><p>{LAST}</p>")).paragraphs


@pytest.mark.parametrize(
    "inset",
    [
        f'<div class="inline-article-recirc"><h4>More foreign news</h4><ul><li>{FOREIGN}</li></ul></div>',
        f'<div class="next-articles"><div class="story"><h3>A foreign mill</h3><p>{FOREIGN}</p></div></div>',
        f'<div class="group text-g-other-opinion-columns"><h2>Other columns</h2><p class="standfirst">{FOREIGN}</p></div>',
        f'<section class="widget mostPopular"><p>{FOREIGN}</p></section>',
        f'<div class="RelatedCoverage-container-3An"><p>{FOREIGN}</p></div>',
        f'<div class="newsletter newsletter--inline"><p>{FOREIGN}</p></div>',
        f'<div class="slideShow"><ul><li>1 of 5</li><li>Fullscreen</li></ul><p>{FOREIGN}</p></div>',
        f'<div class="module-sponsored-ads sponsored"><p>{FOREIGN}</p></div>',
    ],
)
def test_other_stories_subscriptions_and_advertisements_by_their_marks_do_not_come_through(inset: str) -> None:
    assert paragraphs_with(inset) == PARAGRAPHS


@pytest.mark.parametrize("marks", ["author-mini-bio", "authorPopup authorPopup-x", "author-box", "about-the-author"])
def test_a_biography_of_the_author_does_not_come_through(marks: str) -> None:
    assert paragraphs_with(f'<div class="{marks}"><p>{BIOGRAPHY}</p></div>') == PARAGRAPHS
    opening = (
        f'<p class="byline">By Wanjiru Otieno</p><div class="{marks}"><div class="info"><p>{BIOGRAPHY}</p></div></div>'
    )
    page = parsed(news_page(opening=opening))
    assert (page.paragraphs, page.authors) == (PARAGRAPHS, ["Wanjiru Otieno"])


def test_a_short_line_in_the_box_of_an_author_is_a_byline() -> None:
    assert parsed(news_page(opening='<div class="author-box byline">By Wanjiru Otieno</div>')).authors == [
        "Wanjiru Otieno"
    ]


@pytest.mark.parametrize("marks", ["foto", "image on-image", "mod-inline image image-right", "object-picture"])
def test_words_in_the_block_of_a_picture_do_not_come_through(marks: str) -> None:
    assert (
        paragraphs_with(f'<div class="{marks}"><img src="a.jpg"><p>The foreign mill in spring.</p></div>') == PARAGRAPHS
    )


def test_a_block_that_has_text_and_a_picture_stays() -> None:
    for marks in ("text-and-image", "has-image", "paragraph--with-photo"):
        block = f'<div class="{marks}"><img src="a.jpg"><p>{FOREIGN}</p></div>'
        assert FOREIGN in paragraphs_with(block), marks
    assert FOREIGN in paragraphs_with(f'<div class="image"><p>{FOREIGN}</p></div>')


def test_what_readers_wrote_in_other_languages_does_not_come_through() -> None:
    for marks in ('id="comentarios"', 'id="sf_comment_list"', 'class="commentaires"', 'id="kommentare"'):
        comments = "".join(f"<p>A reader says for the {n}th time that this is a terrible idea.</p>" for n in range(9))
        assert parsed(news_page(after=f"<div {marks}>{comments}</div>")).paragraphs == PARAGRAPHS, marks


def test_keywords_are_left_out_where_they_are_links() -> None:
    links = "".join(
        f'<a href="/topic/{word}">{word} of the foreign valley</a> ' for word in ("rivers", "mills", "floods")
    )
    assert paragraphs_with(f'<p class="topics">Topics: {links}</p>') == PARAGRAPHS
    assert FOREIGN in paragraphs_with(f'<p class="topics">{FOREIGN}</p>')


def test_a_mark_on_most_of_the_text_means_something_else() -> None:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    for marks in ("related", "newsletter", "advert-content-wrap", "story sharing"):
        assert parsed(news_page(body=f'<div class="{marks}">{body}</div>')).paragraphs == PARAGRAPHS, marks


def test_what_lies_behind_a_way_to_read_more_stays() -> None:
    page = news_page(
        body=f'<p>{FIRST}</p><div class="read-more"><a href="#">Read more</a><p>{QUOTED}</p><p>{LAST}</p></div>'
    )
    assert QUOTED in parsed(page).paragraphs


def test_what_has_the_role_of_a_frame_does_not_come_through() -> None:
    for role in ("complementary", "navigation", "dialog", "contentinfo"):
        frame = f'<div role="{role}"><p>{FOREIGN}</p></div>'
        assert parsed(news_page(after=frame)).paragraphs == PARAGRAPHS, role
        assert paragraphs_with(frame) == PARAGRAPHS, role
