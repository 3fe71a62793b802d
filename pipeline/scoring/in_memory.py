"""Articles that a program has in memory, one after the other → rows of scores, each with the place of its article."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from pipeline.config import PipelineConfig, load_config
from pipeline.errors import PipelineError
from pipeline.extract.parallel import extract_articles
from pipeline.ingest.articles import parse_document
from pipeline.ingest.readers.records import record_document
from pipeline.provenance import code_version
from pipeline.records import Article, Reject, Score, arrow_schema, as_row, content_id
from pipeline.scoring.job import config_version
from pipeline.scoring.judge import tell_once
from pipeline.scoring.models import resolve_model
from pipeline.scoring.scoring import ScoreOptions, score_articles

# Where a row stands takes the place of the file in which an article of a program does not stand.
_FILE = "source_path"
COLUMNS = tuple(name for name in arrow_schema(Score).names if name != _FILE)


@dataclass(frozen=True, slots=True)
class PlacedScores:
    """Rows of scores.

    Attributes
    ----------
    rows : list of dict
        With the columns `COLUMNS`.
    places : list of int of shape (n_rows,)
        The place of each row's article among those that were given, from 0.
    """

    rows: list[dict[str, Any]]
    places: list[int]


def score_records(
    records: Iterable[tuple[Any, Mapping[str, Any]]],
    kind: str,
    model: str | Path = "auto",
    options: ScoreOptions | None = None,
    config: PipelineConfig | None = None,
) -> PlacedScores:
    """Judge the statements of articles; few of them are in memory at a time.

    Parameters
    ----------
    records : iterable of (label, mapping)
        What the caller calls each article, and its fields under the names that files may use.
    kind : str
        What holds them, for messages: ``frame``.
    model, options, config
        See `pipeline.scoring.score_frame`.

    Raises
    ------
    PipelineError
        If no record has a usable text.

    Warns
    -----
    UserWarning
        Of the records that have none, with the label of the first; they are left out.
    """
    config = config or load_config()
    trained = resolve_model(str(model), config)
    tell_once(str(model), trained, config)
    options = options or ScoreOptions()
    options = replace(
        options,
        batch_articles=config.score.batch_articles,
        code_version=code_version(),
        config_version=config_version(config, options),
    )
    articles = _Articles(records, kind, config)
    extracted = extract_articles(articles, config.extract, wanted=options.wants)
    found = [as_row(row) for row in score_articles(extracted, trained, options)]
    articles.tell_of_rejects()
    version = content_id(*articles.ids)[:12]
    places = [int(row.pop(_FILE)) for row in found]
    return PlacedScores([row | {"data_version": version} for row in found], places)


@dataclass
class _Articles:
    """The articles of records, made while they are taken."""

    records: Iterable[tuple[Any, Mapping[str, Any]]]
    kind: str
    config: PipelineConfig
    ids: list[str] = field(default_factory=list)
    rejects: int = 0
    first_reject: str = ""

    def __iter__(self) -> Iterator[Article]:
        for place, (label, record) in enumerate(self.records):
            article = self._article(label, record)
            if isinstance(article, Reject):
                self.first_reject = self.first_reject or f"row {label!r}: {article.reason.rstrip('.')}"
                self.rejects += 1
                continue
            self.ids.append(article.article_id)
            # Two rows may hold one text and so one article id; where they stand tells them apart.
            yield replace(article, source_path=str(place))

    def _article(self, label: Any, record: Mapping[str, Any]) -> Article | Reject:
        named = {str(key): value for key, value in record.items()}
        document = record_document(named, self.kind, f"row {label}", self.config.ingest)
        return document if isinstance(document, Reject) else parse_document(document, self.config.ingest)

    def tell_of_rejects(self) -> None:
        """Warn of what was left out.

        Raises
        ------
        PipelineError
            If that was all.
        """
        if not self.rejects:
            return
        if not self.ids:
            raise PipelineError(f"No row of the {self.kind} has a usable text. The first, {self.first_reject}.")
        others = f", the first of {self.rejects} such rows" if self.rejects > 1 else ""
        warnings.warn(f"Left out: {self.first_reject}{others}.", stacklevel=5)
