"""The words by which a page is laid out: what is no part of the article, labels of turns, apostrophes, dates."""

from __future__ import annotations

import re
from functools import cached_property
from typing import ClassVar, Protocol

from pipeline.languages.lexicon import Phrases, WordLists, Words, any_of


class Dates(Protocol):
    """How a language writes dates; a module ``dates`` in its folder, where it has one."""

    DATE: str
    DATE_LINE: str


class Layout(WordLists):
    """Words by which a text is laid out; see ``layout.yaml``."""

    disjoint: ClassVar = (("question_labels", "answer_labels"),)

    question_labels: Words
    answer_labels: Words
    turn_notes: Words
    cut_words: Words
    decade_endings: Words
    genitive_endings: Words
    name_particles: Words
    byline_joining: Words
    byline_places: Words
    no_places: Words


class Boilerplate(WordLists):
    """What surrounds the text of an article on a page; see ``boilerplate.yaml``."""

    end_of_article: Words
    link_lists: Words
    dropped_lines: Phrases
    notices: Phrases
    notice_offers: Phrases
    outlet_lines: Phrases
    published_lines: Phrases
    byline_prefixes: Words

    @cached_property
    def dropped(self) -> re.Pattern[str]:
        """A line that is no part of the article."""
        return _one_of(self.dropped_lines)

    @cached_property
    def notice(self) -> re.Pattern[str]:
        """A sentence that says that the text is for subscribers."""
        return _one_of(self.notices)

    @cached_property
    def notice_offer(self) -> re.Pattern[str]:
        """A sentence that goes with a notice."""
        return _one_of(self.notice_offers)

    @cached_property
    def outlets(self) -> tuple[re.Pattern[str], ...]:
        """Lines that name the outlet, in their group ``outlet``."""
        return tuple(re.compile(pattern) for pattern in self.outlet_lines)

    @cached_property
    def published(self) -> tuple[re.Pattern[str], ...]:
        """Lines that say when the article was published, in their group ``date``."""
        return tuple(re.compile(pattern) for pattern in self.published_lines)

    @cached_property
    def byline_prefix(self) -> re.Pattern[str]:
        """What stands before the names of a byline."""
        return re.compile(rf"^(?:{any_of(self.byline_prefixes)})\s*:?\s+(?=\S)", re.IGNORECASE)


def _one_of(patterns: Phrases) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns) or r"(?!)", re.IGNORECASE)
