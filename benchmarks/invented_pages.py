"""News pages made up by a seed, with what surrounds an article on real ones; their true title and body are known.

Five layouts, 60 to 150 KB each: an article element, a content area by its class, a lead outside the article element,
a live blog, and text set with line breaks alone.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from dataclasses import dataclass
from html import escape

COUNTRIES = ["Kenya", "Uganda", "Norway", "Chile", "Peru", "Vietnam", "Laos", "Ghana", "Togo", "Denmark"]
PLACES = ["the river town", "the eastern district", "the old harbour", "the hill villages", "the northern valley"]
PEOPLE = ["Wanjiru Otieno", "Joram Kiptoo", "Ada Lindqvist", "Rosa Quispe", "Minh Tran", "Kofi Mensah", "Elin Dahl"]
POSTS = ["minister", "envoy", "mayor", "harbour master", "union leader", "engineer", "spokeswoman", "farmer"]
NOUNS = ["bridge", "harvest", "railway", "ferry", "border post", "dam", "school", "market", "road", "treaty", "mill"]
VERBS = ["closed", "opened", "repaired", "measured", "painted", "blocked", "inspected", "rented", "moved", "sold"]
TIMES = ["on Monday", "last week", "after the rains", "before the vote", "this spring", "in the early morning"]
FILLERS = ["although few had asked for it", "which surprised the traders there", "as it has done for many years",
           "because the old rules had run out", "while a small crowd looked on", "without saying who would pay"]  # fmt: skip
OUTLETS = ["Lake Herald", "Delta Courier", "Fjord Posten", "Harbour Gazette"]


@dataclass(frozen=True, slots=True)
class InventedPage:
    """A page, and what a reader would say its title and its text are."""

    html: str
    title: str
    paragraphs: list[str]

    @property
    def body(self) -> str:
        """The true text without the title."""
        return "\n".join(self.paragraphs)


class Words:
    """Sentences and headlines drawn by a seed."""

    def __init__(self, draw: random.Random, abroad: bool) -> None:
        self.draw = draw
        self.abroad = abroad

    def one(self, words: list[str]) -> str:
        return self.draw.choice(words)

    def place(self) -> str:
        return self.one(COUNTRIES) if self.abroad and self.draw.random() < 0.5 else self.one(PLACES)

    def sentence(self) -> str:
        first = f"the {self.one(POSTS)} of {self.place()} said that the {self.one(NOUNS)} had been {self.one(VERBS)}"
        last = f"{self.one(TIMES)}, {self.one(FILLERS)}, and that {self.draw.randint(3, 900)} families were told of it."
        text = f"{first} {last}"
        return text[0].upper() + text[1:]

    def quotation(self) -> str:
        person = self.one(PEOPLE)
        return f"“We have never {self.one(VERBS)} a {self.one(NOUNS)} in {self.place()} before,” said {person}, a {self.one(POSTS)}."

    def paragraph(self) -> str:
        made = [self.sentence() for _ in range(self.draw.randint(1, 3))]
        if self.draw.random() < 0.4:
            made.insert(0, self.quotation())
        return " ".join(made)

    def headline(self) -> str:
        return f"{self.one(NOUNS).capitalize()} {self.one(VERBS)} {self.one(TIMES)} in {self.place()}, says {self.one(POSTS)}"


def _links(words: Words, number: int) -> str:
    return "".join(
        f'<li class="menu-item item-{i}"><a class="nav-link u-pad-{i % 7}" href="/section/{i}/{words.draw.randint(1, 9999)}">'
        f"<span>{escape(words.headline())}</span></a></li>"
        for i in range(number)
    )


def _script(words: Words, size: int) -> str:
    line = "window.q=window.q||[];window.q.push({slot:'%d',if(a<b){return '<div>'+a+'</div>'}});"
    return "<script>" + "".join(line % words.draw.randint(0, 10**9) for _ in range(size // len(line))) + "</script>"


def _style(words: Words, size: int) -> str:
    rules = (f".u-{words.draw.randint(0, 10**6)}{{margin:0 {i % 9}px;color:#{i % 999:03}}}" for i in range(size // 40))
    return f"<style>{''.join(rules)}</style>"


def _comments(words: Words) -> str:
    made = "".join(
        f'<li class="comment depth-1" id="comment-{i}"><div class="comment-author">reader{i}</div>'
        f'<div class="comment-body"><p>{escape(words.paragraph())}</p></div></li>'
        for i in range(words.draw.randint(0, 18))
    )
    return (
        f'<section id="comments" class="comments-area"><h2>Comments</h2><ol class="comment-list">{made}</ol></section>'
    )


def _head(words: Words, title: str, outlet: str, author: str) -> str:
    facts = {
        "@context": "https://schema.org", "@type": "NewsArticle", "headline": title, "datePublished": "2020-05-06T08:00:00Z",
        "author": {"@type": "Person", "name": author}, "publisher": {"@type": "Organization", "name": outlet},
    }  # fmt: skip
    metas = "".join(f'<meta name="x-tag-{i}" content="{words.draw.randint(0, 10**9)}">' for i in range(30))
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{escape(title)} - {outlet}</title>{metas}'
        f'<meta property="og:title" content="{escape(title)}"><meta property="og:site_name" content="{outlet}">'
        f'<script type="application/ld+json">{json.dumps(facts)}</script>'
        f"{_style(words, words.draw.randint(8_000, 20_000))}{_script(words, words.draw.randint(15_000, 40_000))}</head>"
    )


def _caption(words: Words) -> str:
    return (
        f'<figure class="image"><picture><img src="/i/{words.draw.randint(1, 999)}.jpg" alt=""></picture><figcaption>'
        f"The {words.one(NOUNS)} in {words.place()}, pictured in 2017. Photograph: {words.one(PEOPLE)}</figcaption></figure>"
    )


def _related(words: Words) -> str:
    boxes = "".join(
        f'<div class="card"><h3><a href="/a/{i}">{escape(words.headline())}</a></h3></div>' for i in range(4)
    )
    return f'<div class="related-stories"><h4>More on this story</h4>{boxes}</div>'


def _teasers(words: Words) -> str:
    cards = "".join(
        f'<div class="grid-item"><div class="card"><a href="/b/{i}"><img src="/t/{i}.jpg" alt=""></a><div class="card-text">'
        f'<h3><a href="/b/{i}">{escape(words.headline())}</a></h3><p class="card-summary">{escape(words.sentence()[:90])}</p>'
        f'<span class="label">{i % 9} hours ago</span></div></div></div>'
        for i in range(24)
    )
    return f'<section class="latest"><h2>Latest</h2><div class="grid">{cards}</div></section>'


def _share() -> str:
    names = ("Facebook", "Twitter", "WhatsApp", "Email")
    return '<div class="share-bar">' + "".join(f'<a class="share" href="#{n}">{n}</a>' for n in names) + "</div>"


def _inline(words: Words, text: str) -> str:
    made = escape(text)
    if words.draw.random() < 0.3:
        made = made.replace("families", '<a href="/topic/families">families</a>', 1)
    return made.replace("never", "<em>never</em>", 1)


def _body(words: Words, paragraphs: list[str]) -> str:
    made = []
    for number, text in enumerate(paragraphs):
        element = "blockquote" if number == 3 else "p"
        inner = f"<p>{_inline(words, text)}</p>" if element == "blockquote" else _inline(words, text)
        made.append(f'<{element} class="text-block">{inner}</{element}>')
        if number == 1:
            made.append(_caption(words))
        if number == 4:
            made.append(_related(words))
        if number % 5 == 4:
            made.append(f'<div class="ad-slot" id="ad-{number}"><script>show({number})</script></div>')
    return "".join(made)


Layout = Callable[[Words, str, list[str], str], str]


def _article_element(words: Words, title: str, paragraphs: list[str], author: str) -> str:
    return (
        f'<main><article><header><h1>{escape(title)}</h1><p class="byline">By {author}</p><time datetime="2020-05-06">'
        f"6 May 2020</time>{_share()}</header>{_body(words, paragraphs)}</article></main>"
    )


def _content_area(words: Words, title: str, paragraphs: list[str], author: str) -> str:
    return (
        f'<div class="wrap"><div class="story"><h1 class="headline">{escape(title)}</h1><div class="byline-box">{author}</div>'
        f'<div class="article-body" itemprop="articleBody">{_body(words, paragraphs)}</div>{_share()}</div></div>'
    )


def _lead_outside(words: Words, title: str, paragraphs: list[str], author: str) -> str:
    return (
        f'<main><header class="top"><h1>{escape(title)}</h1><p class="standfirst">{escape(paragraphs[0])}</p>{_share()}'
        f'<p class="byline">{author}</p></header><article class="page">{_body(words, paragraphs[1:])}</article></main>'
    )


def _live_blog(words: Words, title: str, paragraphs: list[str], author: str) -> str:
    posts = "".join(
        f'<div class="block"><p class="block-time"><time datetime="2020-05-06T1{i % 10}:05">1{i % 10}.05 GMT</time></p>'
        f"<p>{_inline(words, text)}</p></div>"
        for i, text in enumerate(paragraphs)
    )
    return f'<article id="live"><h1>{escape(title)}</h1>{posts}{_caption(words)}</article>'


def _line_breaks(words: Words, title: str, paragraphs: list[str], author: str) -> str:
    text = "<br><br>".join(escape(text) for text in paragraphs)
    return f'<div id="content"><h1>{escape(title)}</h1><div class="story-content">{text}</div></div>'


LAYOUTS: tuple[Layout, ...] = (_article_element, _content_area, _lead_outside, _live_blog, _line_breaks)


def invented_page(seed: int, *, abroad: bool = True, least: int = 60_000) -> InventedPage:
    """The page of a seed, at least so many characters long; `abroad` pages name countries."""
    words = Words(random.Random(seed), abroad)
    title, author, outlet = words.headline(), words.one(PEOPLE), words.one(OUTLETS)
    paragraphs = [words.paragraph() for _ in range(words.draw.randint(8, 24))]
    inner = LAYOUTS[seed % len(LAYOUTS)](words, title, paragraphs, author)
    html = (
        f'{_head(words, title, outlet, author)}<body class="single"><div class="cookie-banner"><p>We use cookies to give you '
        f"the best of this site. Accept them all or choose which.</p></div><header><nav><ul>{_links(words, 90)}</ul></nav>"
        f'</header>{inner}{_teasers(words)}<aside class="sidebar"><h3>Most read</h3><ol>{_links(words, 12)}</ol></aside>{_comments(words)}'
        f"<footer><ul>{_links(words, 60)}</ul><p>© 2020 {outlet}. All rights reserved.</p></footer>"
    )
    html += _script(words, max(5_000, least - len(html))) + "</body></html>"
    return InventedPage(html, title, paragraphs)
