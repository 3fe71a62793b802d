"""One paragraph as words: what the rules read instead of a parse. All look-ups take constant or logarithmic time."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from pipeline.countries.gazetteer import CountryMention, mentions_within
from pipeline.languages.cues import Cues
from pipeline.languages.en.inflection import verb_forms
from pipeline.languages.lexicon import knowledge_yaml
from pipeline.layout.quotations import Quotation
from pipeline.layout.spans import Span

_WORD = re.compile(r"[^\W_]+(?:[’'.&-][^\W_]+)*|\S")
_SENTENCE_END = re.compile(r"[.!?…][”\"'’»)\]]*\s+(?=[“\"‘«(\[]?[^\W\d_a-z])|[.!?…][”\"»]+\s+(?=[“\"«])")
_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Gen|Col|Lt|Maj|Capt|Sgt|Gov|Sen|Rep|St|Prof|Jr|Sr|vs|No|Adm|Brig|Hon|Rev)|\b[A-Z])\.$"
)
_TITLE_LENGTH = 6


@dataclass(frozen=True)
class Grammar:
    """Closed classes of a language's words, see ``grammar.yaml``."""

    determiners: frozenset[str]
    possessives: frozenset[str]
    pronouns: frozenset[str]
    relatives: frozenset[str]
    auxiliaries: frozenset[str]
    modals: frozenset[str]
    be: frozenset[str]
    adverbs: frozenset[str]
    prepositions: frozenset[str]
    subordinators: frozenset[str]
    conjunctions: frozenset[str]
    time_words: frozenset[str]


@cache
def grammar(language: str = "en") -> Grammar:
    """The closed classes of `language`, read once."""
    entries = knowledge_yaml("grammar.yaml", language)
    return Grammar(**{name: frozenset(entries[name]) for name in Grammar.__dataclass_fields__})


class ParagraphWords:
    """A paragraph's words with its sentences, quotations, countries and cue verbs; offsets are those of the text.

    Parameters
    ----------
    text : str
        The article.
    start, end : int
        The paragraph's characters.
    quotations : list of Quotation
        The paragraph's quotations.
    countries : list of CountryMention
        The countries it names.
    lexicon : Cues
        The cues of the language.
    """

    def __init__(
        self,
        text: str,
        start: int,
        end: int,
        quotations: list[Quotation],
        countries: list[CountryMention],
        lexicon: Cues,
        language: str = "en",
    ) -> None:
        self.text, self.start, self.end = text, start, end
        self.lexicon, self.grammar, self.countries = lexicon, grammar(language), countries
        self.quotes = [Span(q.start, q.end) for q in quotations]
        self._quote_starts = [quote.start for quote in self.quotes]
        self.spans = [found.span() for found in _WORD.finditer(text, start, end)]
        self.starts = [s for s, _ in self.spans]
        self.lower = [text[s:e].lower().replace("’", "'") for s, e in self.spans]
        self.sentences = self._sentences()
        self._sentence_starts = [s for s, _ in self.sentences]
        self._verbs = verb_forms(lexicon.speech | lexicon.judgement | lexicon.act_verbs, language)
        self.according = [
            i for i, word in enumerate(self.lower[:-1]) if word in lexicon.according and self.lower[i + 1] == "to"
        ]
        self.verbs = [i for i, word in enumerate(self.lower) if word in self._verbs]

    def _sentences(self) -> list[tuple[int, int]]:
        """Ranges of words; a sentence end between quotation marks counts only where the marks close with it."""
        bounds = [self.start]
        for found in _SENTENCE_END.finditer(self.text, self.start, self.end):
            stop = found.start() + 1
            if self.text[found.start()] == "." and _ABBREVIATION.search(self.text, max(self.start, stop - 8), stop):
                continue
            bounds.append(found.end())
        bounds.append(self.end)
        cuts = [bisect_left(self.starts, b) for b in bounds]
        return [(a, b) for a, b in pairwise(cuts) if b > a]

    def __len__(self) -> int:
        return len(self.spans)

    def sentence(self, index: int) -> tuple[int, int]:
        """The range of words of the sentence that holds the word `index`."""
        return self.sentences[max(0, bisect_right(self._sentence_starts, index) - 1)]

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

    def is_adverb(self, index: int) -> bool:
        """Whether the word is an adverb, by list or by its ending."""
        word = self.lower[index]
        return word in self.grammar.adverbs or (word.endswith("ly") and len(word) > 4 and not self.is_capital(index))

    def span(self, first: int, last: int) -> Span:
        """Characters of the words ``first:last``."""
        return Span(self.starts[first], self.spans[last - 1][1])

    def names_country(self, span: Span) -> bool:
        """Whether a country itself stands in the span, not only something led or backed by it."""
        return any(self.text[c.end : c.end + 1] != "-" for c in mentions_within(self.countries, span.start, span.end))
