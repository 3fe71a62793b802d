"""The extract stage: articles → statements, each with its examples."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from pipeline.config import ExtractConfig
from pipeline.extract.attributions import Attribution, Span
from pipeline.extract.cues import cues
from pipeline.extract.examples import examples_of
from pipeline.extract.gazetteer import CountryMention, gazetteer
from pipeline.extract.paragraphs import Paragraph, paragraphs
from pipeline.extract.people import People
from pipeline.extract.quotations import Quotation, find_quotations
from pipeline.extract.rules import ParagraphRules
from pipeline.extract.speakers import Speaker, SpeakerResolver
from pipeline.schema import Article, Example, Statement, content_id

# A parser needs memory in proportion to what it reads at once; no sentence of news is longer.
_MAX_PARAGRAPH = 20_000


@dataclass(frozen=True, slots=True)
class ExtractedArticle:
    """One article with its statements and their examples, both in the order of the text."""

    article: Article
    statements: list[Statement]
    examples: list[Example]


def _shift(attribution: Attribution, offset: int) -> Attribution:
    def moved(span: Span | None) -> Span | None:
        return None if span is None else Span(span.start + offset, span.end + offset)

    content = Span(attribution.content.start + offset, attribution.content.end + offset)
    return replace(attribution, content=content, cue=moved(attribution.cue), source=moved(attribution.source))


class StatementExtractor:
    """Finds the statements of articles.

    Parameters
    ----------
    config : ExtractConfig
        ``extract`` of the configuration.

    Notes
    -----
    An article that names no country has no statement toward one, so it is passed over before anything costly is done.
    """

    def __init__(self, config: ExtractConfig) -> None:
        self.config = config

    def extract(self, articles: Iterable[Article]) -> Iterator[ExtractedArticle]:
        """The articles with their statements, one at a time, in the order they came."""
        for article in articles:
            yield self._extract_one(article)

    def _extract_one(self, article: Article) -> ExtractedArticle:
        language = article.language or self.config.languages[0]
        if language not in self.config.languages:
            return ExtractedArticle(article, [], [])
        countries = gazetteer(language).find(article.text)
        if not countries:
            return ExtractedArticle(article, [], [])
        lexicon = cues(language)
        people = People(article.text, countries, language)
        resolver = SpeakerResolver(
            article.text, people, countries, lexicon, self._dateline_country(article.text, countries)
        )
        statements: list[Statement] = []
        for _, attributions in self._attributions(article.text, countries, language):
            statements.extend(self._statements(article, attributions, resolver))
        statements = list({s.statement_id: s for s in statements}.values())
        examples = [example for statement in statements for example in examples_of(article, statement, countries)]
        return ExtractedArticle(article, statements, examples)

    def _attributions(
        self, text: str, countries: list[CountryMention], language: str
    ) -> Iterator[tuple[Paragraph, list[tuple[Attribution, bool]]]]:
        """Each paragraph's attributions, and for each whether it continues the speaker of the paragraph before."""
        from pipeline.extract.parser import load_parser

        parser = load_parser(self.config.spacy_model)
        starts = [c.start for c in countries]
        chosen: list[tuple[Paragraph, list[Quotation], list[CountryMention]]] = []
        for paragraph in paragraphs(text):
            end = min(paragraph.end, paragraph.body + _MAX_PARAGRAPH)
            paragraph = replace(paragraph, end=end)
            quotations = find_quotations(text, paragraph.body, end)
            inside = countries[bisect_left(starts, paragraph.body) : bisect_left(starts, end)]
            if quotations or inside:
                chosen.append((paragraph, quotations, inside))
        docs = parser.pipe((text[p.body : p.end] for p, _, _ in chosen), batch_size=16)
        open_quotation = False
        for (paragraph, quotations, inside), doc in zip(chosen, docs, strict=True):
            offset = paragraph.body
            local_quotes = [replace(q, start=q.start - offset, end=q.end - offset) for q in quotations]
            local_countries = [replace(c, start=c.start - offset, end=c.end - offset) for c in inside]
            rules = ParagraphRules(doc, local_quotes, local_countries, cues(language))
            only_quotation = bool(quotations) and quotations[0].opens_paragraph
            found: list[tuple[Attribution, bool]] = []
            named = False
            for attribution in rules.find():
                continues = attribution.source is None and attribution.kind == "direct"
                continues = continues and (named or open_quotation or only_quotation)
                named = named or attribution.source is not None
                found.append((_shift(attribution, offset), continues))
            open_quotation = bool(quotations) and not quotations[-1].closed
            yield paragraph, found

    def _statements(
        self, article: Article, attributions: list[tuple[Attribution, bool]], resolver: SpeakerResolver
    ) -> Iterator[Statement]:
        for attribution, continues in attributions:
            speaker: Speaker
            if attribution.source is None and attribution.kind == "direct":
                speaker = resolver.previous() if continues else Speaker(None)
                if speaker.name is None:
                    continue
            else:
                speaker = resolver.resolve(attribution.source, attribution.content)
            content = article.text[attribution.content.start : attribution.content.end]
            if not content.strip():
                continue
            cue = attribution.cue
            yield Statement(
                statement_id=content_id(article.article_id, attribution.content.start, attribution.content.end),
                article_id=article.article_id,
                start=attribution.content.start,
                end=attribution.content.end,
                kind=attribution.kind,
                cue=article.text[cue.start : cue.end] if cue else None,
                cue_start=cue.start if cue else None,
                cue_end=cue.end if cue else None,
                speaker=speaker.name,
                speaker_role=speaker.role,
                speaker_start=attribution.source.start if attribution.source else None,
                speaker_end=attribution.source.end if attribution.source else None,
                speaker_country=speaker.country,
                speaker_country_source=speaker.country_source,
                content=content,
            )

    def _dateline_country(self, text: str, countries: list[CountryMention]) -> str | None:
        for paragraph in paragraphs(text):
            if paragraph.body > paragraph.start:
                inside = [c for c in countries if paragraph.start <= c.start < paragraph.body]
                return inside[0].country if inside else None
        return None
