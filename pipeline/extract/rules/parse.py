"""One parsed paragraph, as the rules read it."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from pipeline.extract.attributions import Span
from pipeline.extract.cues import Cues
from pipeline.extract.gazetteer import CountryMention
from pipeline.extract.quotations import Quotation

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


class ParagraphParse:
    """A paragraph's parse with its quotations and countries; offsets are those of the paragraph.

    Parameters
    ----------
    doc : spacy.tokens.Doc
        The parse.
    quotations : list of Quotation
        The paragraph's quotations.
    countries : list of CountryMention
        The countries it names.
    lexicon : Cues
        The cues of the language.
    """

    def __init__(self, doc: Doc, quotations: list[Quotation], countries: list[CountryMention], lexicon: Cues) -> None:
        self.doc = doc
        self.text: str = doc.text
        self.lexicon = lexicon
        self.countries = countries
        self.quotes = [Span(q.start, q.end) for q in quotations]
        self._quote_starts = [quote.start for quote in self.quotes]
        self.cue_verbs = [t for t in doc if t.pos_ in ("VERB", "AUX") and t.lemma_.lower() in lexicon.speech]

    def inside_quote(self, token: Token) -> bool:
        """Whether the token stands between quotation marks."""
        index = bisect_right(self._quote_starts, token.idx) - 1
        return index >= 0 and token.idx < self.quotes[index].end

    def names_country(self, span: Span) -> bool:
        """Whether a country itself stands in the span, not only something led or backed by it."""
        return any(span.start <= c.start < span.end and self.text[c.end : c.end + 1] != "-" for c in self.countries)
