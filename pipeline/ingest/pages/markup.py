"""How web pages mark what they hold: the lists of ``markup.yaml``, and the marks of one element."""

from __future__ import annotations

import re
from functools import cache, cached_property, lru_cache
from importlib.resources import files

from lxml.html import HtmlElement

from pipeline.languages.lexicon import Phrases, WordLists, Words

_MARKS_KEPT = 10_000
# Between the words of a mark that is written without hyphens.
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z][a-z])")


class Markup(WordLists):
    """Names and patterns by which pages mark an article's parts; see ``markup.yaml``."""

    title: Phrases
    published: Phrases
    authors: Phrases
    outlet: Phrases
    language: Phrases
    article_types: Words
    beside: Phrases
    frame_roles: Words
    never_text: Phrases
    comments: Phrases
    rubrics_of_comments: Phrases
    may_be_marked: Phrases
    insets: Phrases
    keywords: Phrases
    biographies: Phrases
    pictures: Phrases
    lead: Phrases
    date: Phrases
    byline: Phrases
    kinds_of_sites: Words
    notes_of_saving: Phrases
    page_data: Words
    one_of_many: Phrases

    @cached_property
    def is_beside(self) -> re.Pattern[str]:
        """Marks of what stands beside the article."""
        return _either(self.beside)

    @cached_property
    def is_never_text(self) -> re.Pattern[str]:
        """Marks of captions, credits and words for screen readers."""
        return _either(self.never_text)

    @cached_property
    def is_comments(self) -> re.Pattern[str]:
        """Marks of what readers wrote."""
        return _either(self.comments)

    @cached_property
    def may_set_apart(self) -> re.Pattern[str]:
        """Any of the four below."""
        return _either((*self.insets, *self.keywords, *self.biographies, *self.pictures))

    @cached_property
    def is_inset(self) -> re.Pattern[str]:
        """Marks of other stories, sharing and subscriptions within a text."""
        return _either(self.insets)

    @cached_property
    def is_keywords(self) -> re.Pattern[str]:
        """Marks of an article's keywords."""
        return _either(self.keywords)

    @cached_property
    def is_biography(self) -> re.Pattern[str]:
        """Marks of what is said of an author."""
        return _either(self.biographies)

    @cached_property
    def is_picture(self) -> re.Pattern[str]:
        """Marks of a picture with its words."""
        return _either(self.pictures)

    @cached_property
    def is_lead(self) -> re.Pattern[str]:
        """Marks of a lead."""
        return _either(self.lead)

    @cached_property
    def is_date(self) -> re.Pattern[str]:
        """Marks of the date of the article."""
        return _either(self.date)

    @cached_property
    def is_byline(self) -> re.Pattern[str]:
        """Marks of its authors."""
        return _either(self.byline)

    @cached_property
    def saved_from(self) -> re.Pattern[str]:
        """The address that a program noted when it saved a page, in the group ``address``."""
        notes = "|".join(self.notes_of_saving)
        return re.compile(rf"<!--\s*(?:{notes})(?P<address>https?://[^\s<>]+)")


def _either(patterns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)


@cache
def markup() -> Markup:
    """The lists, read once."""
    return Markup.read(files("pipeline.ingest.pages"), "markup.yaml")


def marks(element: HtmlElement) -> str:
    """The class, id, itemprop and rel of an element, as one string; empty where it has none."""
    get = element.get
    # Written out, since it is asked of every element of a page, most of which have a class at most.
    styled, named, stated, related = get("class"), get("id"), get("itemprop"), get("rel")
    if named or stated or related:
        return " ".join(value for value in (styled, named, stated, related) if value)
    return styled or ""


@lru_cache(_MARKS_KEPT)
def tells_comments(marked: str) -> bool:
    """Whether marks speak of what readers wrote, or of a rubric of that name."""
    lists, plain = markup(), marked.casefold()
    return any(name in plain for name in lists.rubrics_of_comments) or lists.is_comments.search(marked) is not None


@lru_cache(_MARKS_KEPT)
def tells_never_text(marked: str) -> bool:
    """Whether marks are those of what is never text; most marks of a page are there many times."""
    return markup().is_never_text.search(marked) is not None


@lru_cache(_MARKS_KEPT)
def set_apart(marked: str) -> str | None:
    """Marks that may be those of an inset, with hyphens between the words of camel case; ``None`` where they are not."""
    parted = _CAMEL.sub("-", marked)
    return parted if markup().may_set_apart.search(parted) else None


def visible_text(element: HtmlElement) -> str:
    """The text in an element with single spaces."""
    return " ".join(str(element.text_content()).split())
