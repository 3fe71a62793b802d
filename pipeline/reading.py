"""A text, read once: what can be seen of it before anybody is said to have said anything."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar, cast

from pipeline.countries.datelines import dateline_places
from pipeline.countries.gazetteer import CountryMention, gazetteer, mentions_within
from pipeline.countries.references import with_references
from pipeline.languages import Language
from pipeline.layout.guillemets import with_curly_marks
from pipeline.layout.paragraphs import Paragraph, paragraphs
from pipeline.layout.quotations import Quotation, find_quotations
from pipeline.layout.sentences import sentence_starts
from pipeline.layout.single_marks import with_double_marks
from pipeline.layout.voices import Voice, find_voices

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class ReadParagraph:
    """A paragraph with what stands in it, dateline excluded.

    Attributes
    ----------
    start, end : int
        Its characters in the text.
    body : int
        Where it begins after its dateline.
    quotations : list of Quotation
    countries : list of CountryMention
        References to countries included.
    """

    start: int
    end: int
    body: int
    quotations: list[Quotation]
    countries: list[CountryMention]


class Reading:
    """What is known of one text; each part is made when it is first asked for, and kept.

    Parameters
    ----------
    text : str
        An article. All offsets refer to it.
    language : Language
    day : str, optional
        When it was published (ISO 8601), for facts that change with time.

    Examples
    --------
    >>> from pipeline.languages import language
    >>> reading = Reading("“Peru is a friend,” Chile's minister said.", language("en"))
    >>> [mention.country for mention in reading.countries], reading.text[slice(*reading.quotations[0].span)]
    (['PER', 'CHL'], 'Peru is a friend,')
    """

    def __init__(self, text: str, language: Language, day: str | None = None) -> None:
        self.text = text
        self.language = language
        self.day = day
        self._made: dict[Hashable, Any] = {}

    @cached_property
    def named(self) -> list[CountryMention]:
        """The countries and organisations that the text names, in order."""
        return gazetteer(self.language).find(self.text)

    @cached_property
    def names_a_country(self) -> bool:
        """Whether any of those is a country."""
        codes = gazetteer(self.language).codes()
        return any(mention.country in codes for mention in self.named)

    @cached_property
    def countries(self) -> list[CountryMention]:
        """Those that are named, and the phrases that mean one of them ("the country"), in order."""
        return with_references(self.text, self.named, self.sentence_bodies, self.language)

    @cached_property
    def paragraph_bounds(self) -> list[Paragraph]:
        """Where the paragraphs are."""
        return list(paragraphs(self.text, dateline_places(self.language)))

    @cached_property
    def marked(self) -> str:
        """The text with single marks that quote, and guillemets that point inward, as curly double ones; as long as the text."""
        return with_double_marks(with_curly_marks(self.text), self.paragraph_bounds, self.language)

    @cached_property
    def paragraphs(self) -> list[ReadParagraph]:
        """The paragraphs in order."""
        return [
            ReadParagraph(
                paragraph.start,
                paragraph.end,
                paragraph.body,
                find_quotations(self.marked, paragraph.body, paragraph.end),
                mentions_within(self.countries, paragraph.body, paragraph.end),
            )
            for paragraph in self.paragraph_bounds
        ]

    @cached_property
    def sentences(self) -> list[int]:
        """Where each sentence begins, in order; one never reaches over a paragraph, and a dateline belongs to the first."""
        starts: list[int] = []
        for paragraph in self.paragraph_bounds:
            _, *later = sentence_starts(self.marked, paragraph.body, paragraph.end, self.language.grammar)
            starts += [paragraph.start, *later]
        return starts

    @cached_property
    def sentence_bodies(self) -> list[int]:
        """Where each sentence begins behind a dateline before it."""
        bodies = {paragraph.start: paragraph.body for paragraph in self.paragraph_bounds}
        return [bodies.get(start, start) for start in self.sentences]

    def sentences_of(self, paragraph: ReadParagraph) -> list[int]:
        """Where the sentences of a paragraph's body begin."""
        first = bisect_right(self.sentences, paragraph.start)
        return [paragraph.body, *self.sentences[first : bisect_left(self.sentences, paragraph.end, lo=first)]]

    def sentence_before(self, position: int) -> str | None:
        """The sentence before the one in which a character stands, ``None`` where there is none."""
        number = bisect_right(self.sentences, position) - 1
        return self.text[self.sentences[number - 1] : self.sentences[number]].strip() if number > 0 else None

    @cached_property
    def quotations(self) -> list[Quotation]:
        """The quotations of all paragraphs in order."""
        return [quotation for paragraph in self.paragraphs for quotation in paragraph.quotations]

    @cached_property
    def voices(self) -> list[Voice]:
        """Labels of turns and signatures under quotations, in order; no dateline is a label."""
        places = {paragraph.start for paragraph in self.paragraph_bounds if paragraph.body > paragraph.start}
        voices = find_voices(self.marked, self.language.layout, self.language.roles.titles)
        return [voice for voice in voices if voice.source.start not in places]

    def once(self, make: Callable[[Reading], T]) -> T:
        """What `make` makes of this reading, made once: how a later room adds what it reads, such as `People`."""
        if make not in self._made:
            self._made[make] = make(self)
        return cast(T, self._made[make])
