"""A web page → title, date, authors, outlet, language, address and paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from pipeline.ingest.fields.dates import is_date_line, iso_date
from pipeline.ingest.pages.addresses import canonical_address, saved_from
from pipeline.ingest.pages.body import body_lines
from pipeline.ingest.pages.layout_tables import lines_in_layout
from pipeline.ingest.pages.markup import visible_text
from pipeline.ingest.pages.metadata import stated_in_head, without_outlet
from pipeline.ingest.pages.opening import Opening, dates_marked, opening
from pipeline.ingest.pages.page_data import stated_in_page_data
from pipeline.ingest.pages.stated import Stated
from pipeline.ingest.pages.time_stamps import without_time_stamps
from pipeline.ingest.pages.tree import read_page, without_what_is_never_text
from pipeline.ingest.pages.written_body import lines_of_data
from pipeline.ingest.text.boilerplate import dates_named_in, outlet_named_in, split_boilerplate, tells_of_more
from pipeline.ingest.text.bylines import authors_in_line, split_authors
from pipeline.ingest.text.datelines import dateline_outlet
from pipeline.languages import Language

# An article with fewer than two thirds of the words that its page counts, and clearly so, is cut.
_CUT_SHARE, _CUT_WORDS = 1.5, 100
# Where less is found in the markup, the data for scripts are looked at.
_LEAST_ARTICLE = 250
_LONGEST_TITLE = 300
_ALIKE = 0.5
_WORDS_OF_TITLE = 3


@dataclass(frozen=True, slots=True)
class ParsedPage:
    """What a page says of its article, and its paragraphs without title and boilerplate.

    Attributes
    ----------
    published_source : {"page", "guess"}, optional
        Whether the page states the date as that of its article, or it is one of the dates somewhere in it.
    unread_date : str, optional
        The date that the page states, where it could not be read.
    language : str, optional
        The page's own tag of its language, as written.
    canonical : str, optional
        The address that the page gives as its own.
    truncated : bool
        Whether the page gives only the beginning of its article.
    left_out : list of str
        Lines that the page gives among its text and that are no part of the article.
    """

    title: str | None
    published: str | None
    authors: list[str]
    outlet: str | None
    paragraphs: list[str]
    published_source: str | None = None
    unread_date: str | None = None
    language: str | None = None
    canonical: str | None = None
    truncated: bool = False
    left_out: list[str] = field(default_factory=list)


def parse_web_page(
    html: str, language: Language, url: str | None = None, *, guess_dates: bool = False, date_order: str = "DMY"
) -> ParsedPage | None:
    """Take a page apart; ``None`` where no article text is found in it.

    The body is found by trafilatura (Barbaresi 2021, ACL demo), lines that it lets through are left out by the patterns
    that plain text is cleaned with, and a lead that stands between the headline and the body is put back. Title, date,
    authors, outlet, language and address are those that the page states.

    Parameters
    ----------
    html : str
        The page.
    language : Language
        Whose dates, bylines and boilerplate are known.
    url : str, optional
        Where it was found.
    guess_dates : bool
        Whether any date in a page that states none is taken for the date of its article.
    date_order : {"DMY", "MDY"}
        How all-figures dates are read.
    """
    page = read_page(html)
    if page is None:
        return None
    tree = page.tree
    stated = stated_in_head(tree)
    marked = list(dates_marked(tree))
    cleaned = without_what_is_never_text(tree)
    lines = body_lines(cleaned)
    if sum(map(len, lines)) < _LEAST_ARTICLE:
        stated = stated.then(stated_in_page_data(cleaned, stated.titles))
    lines = lines_of_data(stated.bodies, lines, cleaned) or lines
    title, outlet = _title(tree, stated)
    if in_layout := lines_in_layout(cleaned, lines):
        lines = in_layout
        title = _shown_title(title, lines[0])
    header, lines = _header(lines, {title, *stated.titles}, language)
    opened = opening(tree, title, lines, language)
    lines = [lead for lead in opened.leads if not any(lead in line for line in lines[:4])] + lines
    lines, stamps = without_time_stamps(lines)
    paragraphs, left_out = split_boilerplate(lines, language)
    left_out = [*stamps, *left_out]
    if not paragraphs:
        return None
    dates = [*stated.published, *marked, *opened.published, *(line for line in header if is_date_line(line, language))]
    dates += dates_named_in(left_out, language)
    published = next((iso for date in dates if (iso := iso_date(date, language, date_order))), None)
    source = "page" if published else None
    if not published and guess_dates and (published := _guessed_date(html, url)):
        source = "guess"
    saved = None if url else saved_from(html)
    canonical = canonical_address(stated.canonical, stated.addresses, url or saved, stated.base) or saved
    outlet = outlet or _outlet(paragraphs, left_out, canonical or url, language)
    return ParsedPage(
        title,
        published,
        _authors(stated, opened, header, outlet, language),
        outlet,
        paragraphs,
        source,
        None if source == "page" else next(iter(dates), None),
        next(iter(stated.languages), None),
        canonical,
        not page.whole or tells_of_more(left_out, language) or _is_cut(stated.words, paragraphs),
        left_out,
    )


def _header(lines: list[str], titles: set[str | None], language: Language) -> tuple[list[str], list[str]]:
    """Lines before the body that repeat the title or are a date or byline, and the rest."""
    known = {_key(title) for title in titles if title}
    end = 0
    for line in lines:
        if not (_key(line) in known or is_date_line(line, language) or authors_in_line(line, language)):
            break
        end += 1
    return lines[:end], lines[end:]


def _title(tree: HtmlElement, stated: Stated) -> tuple[str | None, str | None]:
    """The title as the page shows it, else as it states it; and the outlet as it states it, or as its title names it."""
    headings = [text for heading in tree.iter("h1") if 0 < len(text := visible_text(heading)) <= _LONGEST_TITLE]
    outlet = next(iter(stated.outlets), None)
    titles = []
    for written in stated.titles:
        title, named = without_outlet(written, [*headings, *stated.titles], stated.outlets)
        outlet = outlet or named
        titles.append(title)
    shown = [heading for heading in headings if any(_are_alike(heading, title) for title in titles)]
    if not titles and len(headings) == 1:
        shown = headings
    return next(iter([*shown, *titles]), None), outlet


def _shown_title(title: str | None, first: str) -> str | None:
    """The title as the first line shows it, where the page states it with its outlet before or behind."""
    if not title or len(first.split()) < _WORDS_OF_TITLE:
        return title
    stated, shown = f" {_key(title)} ", f" {_key(first)} "
    return first if stated.startswith(shown) or stated.endswith(shown) else title


def _outlet(paragraphs: list[str], left_out: list[str], url: str | None, language: Language) -> str | None:
    named = dateline_outlet(paragraphs[0], language) or outlet_named_in(left_out, language)
    if named or not url:
        return named
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.") or None
    except ValueError:
        return None


def _authors(stated: Stated, opened: Opening, header: list[str], outlet: str | None, language: Language) -> list[str]:
    for names in stated.authors:
        found = [
            author
            for name in names
            for part in name.split(";")
            if (plain := _without_prefix(part.strip(), language))
            for author in split_authors(plain, language) or [plain]
        ]
        if found := _others(found, outlet):
            return found
    for line in [*opened.bylines, *header]:
        if not is_date_line(line, language) and (
            found := _others(split_authors(_without_prefix(line, language), language), outlet)
        ):
            return found
    return []


def _others(names: Iterable[str], outlet: str | None) -> list[str]:
    return [name for name in dict.fromkeys(names) if name.casefold() != (outlet or "").casefold()]


def _without_prefix(byline: str, language: Language) -> str:
    prefix = language.boilerplate.byline_prefix.match(byline)
    return byline[prefix.end() :] if prefix else byline


def _guessed_date(html: str, url: str | None) -> str | None:
    from htmldate import find_date

    found = find_date(html, url=url, extensive_search=True, original_date=True)
    return str(found) if found else None


def _is_cut(words: int | None, paragraphs: list[str]) -> bool:
    found = sum(len(paragraph.split()) for paragraph in paragraphs)
    return words is not None and words > found * _CUT_SHARE + _CUT_WORDS


def _key(text: str) -> str:
    return re.sub(r"\W+", " ", text).strip().casefold()


def _are_alike(first: str, second: str) -> bool:
    one, other = set(_key(first).split()), set(_key(second).split())
    return bool(one and other) and len(one & other) >= _ALIKE * min(len(one), len(other))
