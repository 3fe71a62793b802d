"""Finding the attributions of a whole article by rules, paragraph after paragraph."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace

from pipeline.attributions.attribution import Attribution
from pipeline.attributions.finder import Piece, pieces_of
from pipeline.attributions.labelled import labelled
from pipeline.attributions.rules import ParagraphWords, find_attributions
from pipeline.attributions.running import with_running_quotations
from pipeline.countries.gazetteer import CountryMention
from pipeline.languages.cues import cues
from pipeline.layout.single_marks import with_double_marks
from pipeline.layout.voices import Voice, find_voices


class RulesFinder:
    """Finds attributions with the rules of `pipeline.attributions.rules`.

    Parameters
    ----------
    everywhere : bool, default=False
        Read all paragraphs, not only those that name a country or quote somebody.
    """

    def __init__(self, everywhere: bool = False) -> None:
        self.everywhere = everywhere

    def find(self, text: str, countries: list[CountryMention], language: str) -> Iterator[Attribution]:
        """The attributions of `text` in order; `countries` are those that it names."""
        text = with_double_marks(text)
        pieces = list(pieces_of(text, countries, self.everywhere))
        yield from with_running_quotations(text, pieces, list(self._found(text, pieces, language)))

    def _found(self, text: str, pieces: list[Piece], language: str) -> Iterator[Attribution]:
        lexicon = cues(language)
        open_quotation = False
        voices = find_voices(text)
        labels = [voice for voice in voices if voice.before]
        places = {voice.source.start for voice in voices}
        for piece in pieces:
            quotations = piece.quotations
            goes_on = open_quotation or (bool(quotations) and quotations[0].opens_paragraph)
            words = ParagraphWords(text, piece.start, piece.end, quotations, piece.countries, lexicon, language)
            spoken = labelled(text, labels, piece.start, piece.end)
            here = [spoken] if spoken else _signed(find_attributions(words), voices, piece)
            for attribution in here:
                unnamed = attribution.source is None and attribution.kind == "direct"
                source = attribution.source
                nested = (
                    source is not None
                    and source.start not in places
                    and any(q.start <= source.start < q.end for q in quotations)
                )
                yield replace(attribution, continues=unnamed and goes_on, nested=nested)
                goes_on = goes_on or source is not None
            open_quotation = bool(quotations) and not quotations[-1].closed


def _signed(found: list[Attribution], voices: list[Voice], piece: Piece) -> list[Attribution]:
    """A signature is the source of the quotation before it in its paragraph."""
    first = bisect_left(voices, piece.start, key=lambda voice: voice.source.start)
    for voice in voices[first : bisect_left(voices, piece.end, lo=first, key=lambda voice: voice.source.start)]:
        quoted = [a for a in found if a.kind == "direct" and a.content.end < voice.source.start]
        if quoted and quoted[-1].source is None:
            found[found.index(quoted[-1])] = replace(quoted[-1], source=voice.source)
    return found
