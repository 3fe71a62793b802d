"""Finding the attributions of a whole article with the tagger; judgements and narration are added by the rules.

PolNeAR, from which the tagger learned, has no acts of countries and no statements within statements: those are found
by `pipeline.attributions.rules` in the same paragraphs.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np

from pipeline.attributions.attribution import Attribution
from pipeline.attributions.finder import Piece, pieces_of
from pipeline.attributions.labelled import labelled
from pipeline.attributions.rules import ParagraphWords, add_judged_and_narrated, add_nested
from pipeline.attributions.rules.subjects import antecedent
from pipeline.attributions.running import with_running_quotations
from pipeline.attributions.tagger.contents import ContentReader
from pipeline.attributions.tagger.decoding import best_tags, group, with_voices
from pipeline.attributions.tagger.model import PACKAGED, load_tagger
from pipeline.attributions.tagger.pieces import FIRST_OF_PARAGRAPH, read_pieces, windows
from pipeline.countries.gazetteer import CountryMention
from pipeline.languages.cues import cues
from pipeline.languages.en.inflection import verb_forms
from pipeline.layout.single_marks import with_double_marks
from pipeline.layout.spans import Span
from pipeline.layout.voices import Voice, find_voices


class TaggerFinder:
    """Finds attributions with the tagger in `folder`.

    Parameters
    ----------
    everywhere : bool, default=False
        Read all paragraphs, not only those near a country or a quotation.
    folder : Path
        See `pipeline.attributions.tagger.model.load_tagger`.
    """

    def __init__(self, everywhere: bool = False, folder: Path = PACKAGED) -> None:
        self.everywhere = everywhere
        self.folder = folder

    def find(self, text: str, countries: list[CountryMention], language: str) -> Iterator[Attribution]:
        """The attributions of `text`, paragraph after paragraph; `countries` are those that it names."""
        text = with_double_marks(text)
        paragraphs = list(pieces_of(text, countries, self.everywhere))
        found = list(self._found(text, paragraphs, countries, language))
        yield from with_running_quotations(text, paragraphs, found)

    def _found(
        self, text: str, paragraphs: list[Piece], countries: list[CountryMention], language: str
    ) -> Iterator[Attribution]:
        begins = [p.begin for p in paragraphs]
        found: dict[int, list[Attribution]] = defaultdict(list)
        voices = find_voices(text)
        for attribution in self._tagged(text, paragraphs, voices, countries, language):
            number = max(0, bisect_right(begins, attribution.content.start) - 1)
            if clipped := _after_dateline(attribution, paragraphs[number]):
                found[number].append(clipped)
        lexicon = cues(language)
        labels = [voice for voice in voices if voice.before]
        for number, paragraph in enumerate(paragraphs):
            spoken = labelled(text, labels, paragraph.start, paragraph.end)
            here = [spoken] if spoken else found[number]
            if paragraph.countries:
                words = ParagraphWords(
                    text, paragraph.start, paragraph.end, paragraph.quotations, paragraph.countries, lexicon, language
                )
                here = [_with_antecedent(words, attribution) for attribution in here]
                add_nested(words, here)
                here = add_judged_and_narrated(words, here, of_countries=True)
            yield from here

    def _tagged(
        self,
        text: str,
        paragraphs: list[Piece],
        voices: list[Voice],
        countries: list[CountryMention],
        language: str,
    ) -> Iterator[Attribution]:
        model = load_tagger(self.folder)
        pieces = read_pieces(text, model.tokenizer).within([(p.begin, p.end) for p in paragraphs])
        tags = best_tags(model.scores(pieces, windows(pieces, model.window)), model.transitions)
        tags = with_voices(tags, pieces.starts, voices)
        lexicon = cues(language)
        judgements = verb_forms(lexicon.judgement - lexicon.speech, language)
        reports = verb_forms(lexicon.speech, language).keys() | lexicon.according
        quotations = [q for p in paragraphs for q in p.quotations]
        reader = ContentReader(text, pieces, quotations, judgements.keys(), reports, lexicon.question_words, countries)
        for attribution in group(tags, np.cumsum(pieces.features >= FIRST_OF_PARAGRAPH)):
            yield from reader.attributions(attribution)


def _after_dateline(attribution: Attribution, paragraph: Piece) -> Attribution | None:
    """The attribution without what it has of its paragraph's dateline; ``None`` where it lies in it."""
    source, content = attribution.source, attribution.content
    if content.end <= paragraph.start:
        return None
    if source is not None and paragraph.begin <= source.start < paragraph.start:
        source = Span(paragraph.start, source.end) if source.end > paragraph.start else None
    content = Span(max(content.start, paragraph.start), content.end)
    return replace(attribution, source=source, content=content)


def _with_antecedent(words: ParagraphWords, attribution: Attribution) -> Attribution:
    """The attribution with the phrase that its source stands for where that is "who"."""
    source = attribution.source
    if source is None or words.text[source.start : source.end].lower() not in words.grammar.relatives:
        return attribution
    index = words.at(source.start)
    phrase = antecedent(words, index) if index < len(words) else None
    return replace(attribution, antecedent=words.span(*phrase)) if phrase else attribution
