"""One paragraph as words: what the rules read instead of a parse. All look-ups take constant or logarithmic time."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import pairwise

from pipeline.attributions.attribution import trimmed
from pipeline.countries.gazetteer import mentions_within
from pipeline.layout.spans import Span
from pipeline.layout.words import WORDS_AND_MARKS
from pipeline.reading import Reading, ReadParagraph

_LONGEST_PHRASE = 60


class ParagraphWords:
    """A paragraph's words with its sentences, quotations, countries and cue verbs; offsets are those of the text."""

    def __init__(self, reading: Reading, paragraph: ReadParagraph) -> None:
        text, start, end = reading.marked, paragraph.body, paragraph.end
        self.text, self.countries = text, paragraph.countries
        self.lexicon, self.grammar = reading.language.cues, reading.language.grammar
        self.quotes = [quotation.span for quotation in paragraph.quotations]
        self._quote_starts = [quote.start for quote in self.quotes]
        self.spans = [found.span() for found in WORDS_AND_MARKS.finditer(text, start, end)]
        self.starts = [s for s, _ in self.spans]
        self.lower = [text[s:e].lower().replace("’", "'") for s, e in self.spans]
        cuts = [self.at(first) for first in [*reading.sentences_of(paragraph), end]]
        self.sentences = [(a, b) for a, b in pairwise(cuts) if b > a]
        self._sentence_starts = [s for s, _ in self.sentences]
        self._verbs = reading.language.verb_forms(self.lexicon.speech | self.lexicon.judgement | self.lexicon.act_verbs)
        self.according = [
            i
            for i, (word, after) in enumerate(pairwise(self.lower))
            if word in self.lexicon.according and after in self.lexicon.according_with
        ]
        self.verbs = [i for i, word in enumerate(self.lower) if word in self._verbs]

    @classmethod
    def of(cls, reading: Reading, paragraph: ReadParagraph) -> ParagraphWords:
        """The words of a paragraph, made once for all who ask of it before another one is asked of."""
        return reading.once(_LastParagraph).words(paragraph)

    def __len__(self) -> int:
        return len(self.spans)

    def sentence(self, index: int) -> tuple[int, int]:
        """The range of words of the sentence that holds the word `index`."""
        return self.sentences[max(0, bisect_right(self._sentence_starts, index) - 1)]

    def are_together(self, position: int, later: int) -> bool:
        """Whether two characters stand in one sentence."""
        return self.sentence(self.at(position)) == self.sentence(self.at(later))

    def at(self, position: int) -> int:
        """Index of the first word that begins at or after a character."""
        return bisect_left(self.starts, position)

    def verb(self, index: int) -> tuple[str, str]:
        """Lemma and form of the cue verb at `index`."""
        return self._verbs[self.lower[index]]

    def form(self, index: int) -> str | None:
        """Form of the cue verb at `index`, ``None`` where there is none."""
        found = self._verbs.get(self.lower[index])
        return found[1] if found else None

    def quote_around(self, index: int) -> Span | None:
        """The quotation in which the word stands, or ``None``."""
        position = self.starts[index]
        found = bisect_right(self._quote_starts, position) - 1
        return self.quotes[found] if found >= 0 and position < self.quotes[found].end else None

    def is_capital(self, index: int) -> bool:
        """Whether the word begins with a capital."""
        return self.text[self.starts[index]].isupper()

    def is_word(self, index: int) -> bool:
        """Whether there is a word, not a mark, at `index`."""
        return 0 <= index < len(self.spans) and (self.text[self.starts[index]].isalnum())

    def stands_free(self, index: int) -> bool:
        """Whether white space stands on both sides of the word or mark: "Chile - a neighbour", not "Guinea-Bissau"."""
        start, end = self.spans[index]
        return self.text[start - 1 : start].isspace() and self.text[end : end + 1].isspace()

    def is_adverb(self, index: int) -> bool:
        """Whether the word is an adverb, by list or by its ending."""
        word = self.lower[index]
        return word in self.grammar.adverbs or (
            self.grammar.ends_as(word, self.grammar.adverb_endings) and len(word) > 4 and not self.is_capital(index)
        )

    def span(self, first: int, last: int) -> Span:
        """Characters of the words ``first:last``."""
        return Span(self.starts[first], self.spans[last - 1][1])

    def trimmed(self, span: Span) -> Span:
        """The span without what is loose at its ends, see `trimmed`."""
        return trimmed(self.text, span, self.grammar)

    def ends_country(self, index: int) -> bool:
        """Whether what means a country ends with the word at `index`."""
        end = self.spans[index][1]
        return any(mention.end == end for mention in mentions_within(self.countries, end - _LONGEST_PHRASE, end))

    def names_country(self, span: Span) -> bool:
        """Whether a country itself stands in the span, not only something led or backed by it."""
        return any(self.text[c.end : c.end + 1] != "-" for c in mentions_within(self.countries, span.start, span.end))


class _LastParagraph:
    """Keeps the words of one paragraph, since a long article's would fill the memory."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._kept: tuple[ReadParagraph, ParagraphWords] | None = None

    def words(self, paragraph: ReadParagraph) -> ParagraphWords:
        """The words of a paragraph, those kept where it is the same."""
        if self._kept is None or self._kept[0] is not paragraph:
            self._kept = paragraph, ParagraphWords(self._reading, paragraph)
        return self._kept[1]
