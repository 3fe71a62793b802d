"""The extract stage: articles → statements, each with its examples."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from pipeline.attributions.attribution import Attribution
from pipeline.attributions.methods import make_finder
from pipeline.config import JUDGED, ExtractConfig
from pipeline.extract.composition import composed_statement
from pipeline.extract.examples import examples_of
from pipeline.extract.judged import Wanted, judged_statements
from pipeline.extract.reporter import shipped_reporter
from pipeline.languages import language
from pipeline.people.home import HOME, home_country
from pipeline.people.speaker import NOBODY
from pipeline.people.speakers import SpeakerResolver
from pipeline.reading import Reading
from pipeline.records import Article, Example, Statement, content_id


@dataclass(frozen=True, slots=True)
class ExtractedArticle:
    """One article with its statements and their examples, both in the order of the text."""

    article: Article
    statements: list[Statement]
    examples: list[Example]


def anything(example: Example) -> bool:
    """Every example is asked for."""
    return True


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

    def extract(self, articles: Iterable[Article], wanted: Wanted = anything) -> Iterator[ExtractedArticle]:
        """The articles with their statements, one at a time, in the order they came.

        Parameters
        ----------
        articles : iterable of Article
        wanted : callable, optional
            Whether an example is asked for; of others nothing is judged, and they are left out.
        """
        for article in articles:
            yield self._extract_one(article, wanted)

    def _extract_one(self, article: Article, wanted: Wanted) -> ExtractedArticle:
        code = article.language or self.config.languages[0]
        if code not in self.config.languages:
            return ExtractedArticle(article, [], [])
        reading = Reading(article.text, language(code), article.published)
        if not reading.names_a_country:
            return ExtractedArticle(article, [], [])
        speakers = SpeakerResolver(reading, article.url or article.outlet)
        if self.config.pairs == JUDGED:
            both = list(
                judged_statements(
                    article,
                    reading,
                    self._finder.find(reading),
                    speakers,
                    shipped_reporter(),
                    self.config.min_reported,
                    wanted,
                )
            )
            held = list({statement.statement_id: statement for statement, _ in both}.values())
            return ExtractedArticle(article, held, list({e.example_id: e for _, e in both}.values()))
        found = (_statement(article, reading, a, speakers) for a in self._finder.find(reading))
        statements = list({s.statement_id: s for s in found if s is not None}.values())
        examples = [e for statement in statements for e in examples_of(article, statement, reading) if wanted(e)]
        return ExtractedArticle(article, statements, examples)


def _statement(
    article: Article, reading: Reading, attribution: Attribution, speakers: SpeakerResolver
) -> Statement | None:
    """The statement that an attribution is, ``None`` where it has no words or nobody says it."""
    cue, source, content = attribution.cue, attribution.source, attribution.content
    if source is None and cue is None and attribution.kind == "direct":
        speaker = speakers.previous() if attribution.continues else NOBODY
        if speaker.name is None:
            return None
    else:
        speaker = speakers.resolve(attribution.antecedent or source, content, remember=not attribution.nested)
    if speaker.name is not None and speaker.country is None and (home := reading.once(home_country)):
        speaker = replace(speaker, country=home, country_source=HOME)
    if not article.text[content.start : content.end].strip():
        return None
    statement_id = content_id(article.article_id, content.start, content.end)
    return composed_statement(statement_id, article, reading, content, attribution, speaker, source)
