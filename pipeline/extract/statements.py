"""The extract stage: articles → statements, each with its examples."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pipeline.attributions.attribution import Attribution
from pipeline.attributions.methods import make_finder
from pipeline.attributions.mode import mode_of
from pipeline.config import ExtractConfig
from pipeline.countries.gazetteer import gazetteer, known_codes
from pipeline.countries.references import with_references
from pipeline.extract.examples import examples_of
from pipeline.people.speakers import Speaker, SpeakerResolver, resolver_of
from pipeline.records import Article, Example, Statement, content_id


@dataclass(frozen=True, slots=True)
class ExtractedArticle:
    """One article with its statements and their examples, both in the order of the text."""

    article: Article
    statements: list[Statement]
    examples: list[Example]


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
        self._finder = make_finder(config.method)

    def extract(self, articles: Iterable[Article]) -> Iterator[ExtractedArticle]:
        """The articles with their statements, one at a time, in the order they came."""
        for article in articles:
            yield self._extract_one(article)

    def _extract_one(self, article: Article) -> ExtractedArticle:
        language = article.language or self.config.languages[0]
        if language not in self.config.languages:
            return ExtractedArticle(article, [], [])
        named = gazetteer(language).find(article.text)
        if not any(mention.country in known_codes(language) for mention in named):
            return ExtractedArticle(article, [], [])
        countries = with_references(article.text, named, language)
        resolver = resolver_of(article.text, countries, language, article.url or article.outlet)
        statements: list[Statement] = []
        for attribution in self._finder.find(article.text, countries, language):
            statements.extend(self._statements(article, attribution, resolver))
        statements = list({s.statement_id: s for s in statements}.values())
        examples = [
            example
            for statement in statements
            for example in examples_of(article, statement, countries, resolver.people)
        ]
        return ExtractedArticle(article, statements, examples)

    def _statements(self, article: Article, attribution: Attribution, resolver: SpeakerResolver) -> Iterator[Statement]:
        speaker: Speaker
        if attribution.source is None and attribution.cue is None and attribution.kind == "direct":
            speaker = resolver.previous() if attribution.continues else Speaker(None)
            if speaker.name is None:
                return
        else:
            source = attribution.antecedent or attribution.source
            speaker = resolver.resolve(source, attribution.content, remember=not attribution.nested)
        content = article.text[attribution.content.start : attribution.content.end]
        if not content.strip():
            return
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
            mode=mode_of(article.text, attribution, article.language or self.config.languages[0]),
        )
