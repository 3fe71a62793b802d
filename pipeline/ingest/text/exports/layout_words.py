"""The labels, codes and lines of exports, as patterns."""

from __future__ import annotations

import re
from functools import cache, cached_property
from importlib.resources import files
from typing import Literal

from pipeline.languages.lexicon import Phrases, WordLists, Words, any_of

Field = Literal["title", "authors", "language", "outlet", "published", "text", "other"]


class LayoutWords(WordLists):
    """See ``exports.yaml``, which says what each list is for."""

    numbered: Phrases
    closed: Phrases
    rulers: Phrases
    page_lines: Phrases
    labels: dict[str, Field]
    text_labels: Words
    summary_labels: Words
    head_labels: Words
    tail_labels: Words
    headings: Words
    short_labels: Words
    dated_labels: Words
    of_texts_too: Words
    lengths: Words
    rights: Phrases
    field_codes: dict[str, Field]
    accession: str
    word_counts: Phrases
    sections: Words
    summaries: Words
    counted_words: str
    reference: str
    certificates: Phrases
    links: Phrases
    citations: Phrases
    hints: str

    @cached_property
    def number_line(self) -> tuple[re.Pattern[str], ...]:
        """A line that opens a document, in each language."""
        return tuple(re.compile(rf"\W*(?:{pattern})\W*", re.IGNORECASE) for pattern in self.numbered)

    @cached_property
    def label(self) -> re.Pattern[str]:
        """A known label, in its group ``label``, and what stands behind it in the line."""
        known = {*self.labels, *self.text_labels, *self.summary_labels, *self.head_labels, *self.tail_labels}
        known |= self.dated_labels
        return re.compile(rf"\s*(?P<label>{any_of(known)})\s*(?::\s*(?P<value>.*)|)", re.IGNORECASE)

    @cached_property
    def code(self) -> re.Pattern[str]:
        """A code of a field, and what stands behind it in the line."""
        return re.compile(rf"(?P<code>{any_of(self.field_codes)})(?:(?P<gap>\s+)(?P<value>\S.*)|\s*)")

    @cached_property
    def closing_line(self) -> re.Pattern[str]:
        """A line that closes a document."""
        return _any_line(self.closed)

    @cached_property
    def ruler(self) -> re.Pattern[str]:
        """A line between two documents."""
        return _any_line(self.rulers)

    @cached_property
    def page_line(self) -> re.Pattern[str]:
        """A line of the printed page."""
        return _any_line(self.page_lines)

    @cached_property
    def rights_line(self) -> re.Pattern[str]:
        """A line about rights."""
        return _any_line(self.rights)

    @cached_property
    def word_count(self) -> re.Pattern[str]:
        """A line that says how many words the document has."""
        return _any_line(self.word_counts)

    @cached_property
    def accession_line(self) -> re.Pattern[str]:
        """The last line of a document."""
        return re.compile(self.accession, re.IGNORECASE)

    @cached_property
    def reference_line(self) -> re.Pattern[str]:
        """The last line of a document, with its number."""
        return re.compile(self.reference, re.IGNORECASE)

    @cached_property
    def counted_line(self) -> re.Pattern[str]:
        """A line with what stands before the number of words, in its group ``before``."""
        return re.compile(rf"(?P<before>.*?\d{{4}}.*?)[\s,•|-]+{self.counted_words}", re.IGNORECASE)

    @cached_property
    def certificate(self) -> re.Pattern[str]:
        """A line that says for whom a document was exported."""
        return _any_line(self.certificates)

    @cached_property
    def link_line(self) -> re.Pattern[str]:
        """A line that stands for a link."""
        return _any_line(self.links)

    @cached_property
    def citation(self) -> re.Pattern[str]:
        """The heading of what says how a document is cited."""
        return _any_line(self.citations)

    @cached_property
    def hint(self) -> re.Pattern[str]:
        """What a page with an export in it says somewhere."""
        return re.compile(self.hints, re.IGNORECASE)


def _any_line(patterns: Phrases) -> re.Pattern[str]:
    return re.compile(rf"\s*(?:{'|'.join(f'(?:{pattern})' for pattern in patterns)})\s*", re.IGNORECASE)


@cache
def layout_words() -> LayoutWords:
    """The words of the layouts, read once."""
    return LayoutWords.read(files("pipeline.ingest.text.exports"), "exports.yaml")
