"""The texts of the scored articles: from a table of articles, or from the files that were scored."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pyarrow.parquet as pq

from pipeline.config import PipelineConfig
from pipeline.errors import PipelineError
from pipeline.ingest import find_files, ingest_files
from pipeline.ingest.sources import named_sources
from pipeline.io import read_records
from pipeline.progress import progress
from pipeline.records import Article, arrow_schema
from pipeline.report.columns import ScoreColumns


@dataclass(frozen=True, slots=True)
class FoundArticles:
    """The scored articles whose texts were found, by their ids.

    Attributes
    ----------
    texts : dict of str to Article
    source : Path or None
        The table, file or folder that was asked; ``None`` where the files that the scores name were.
    read : int
        How many articles `source` holds: those without a statement have no row in the scores.
    """

    texts: dict[str, Article]
    source: Path | None = None
    read: int = 0


def find_articles(columns: ScoreColumns, config: PipelineConfig, given: Path | None = None) -> FoundArticles:
    """The scored articles; those whose text is not there, or no longer the same, are left out.

    Parameters
    ----------
    columns : ScoreColumns
    config : PipelineConfig
    given : Path, optional
        A table of articles, or a file or folder that was scored. By default the table of the study, where it holds these
        articles, else the files that the scores name.

    Raises
    ------
    PipelineError
        If `given` is missing or holds none of the articles.
    """
    wanted = set(columns.articles["article_id"])
    if given is not None:
        found = _found(given, config, wanted)
        if not found.texts:
            raise PipelineError(
                f"--articles: {given} holds none of the {len(wanted):,} articles of {columns.path}. Name the articles that "
                "were scored; a text that was changed since is another article."
            )
        return found
    table = config.paths.articles
    if table.is_file() and (found := _found(table, config, wanted)).texts:
        return found
    files = named_sources(map(str, columns.articles["source_path"]))
    return FoundArticles(_wanted(ingest_files(progress(files, "articles", len(files)), config.ingest), wanted))


def _found(source: Path, config: PipelineConfig, wanted: set[str]) -> FoundArticles:
    seen: set[str] = set()

    def articles() -> Iterator[Article]:
        for record in _read(source, config):
            if isinstance(record, Article):
                seen.add(record.article_id)
                yield record

    texts = _wanted(articles(), wanted)
    return FoundArticles(texts, source, len(seen))


def _read(path: Path, config: PipelineConfig) -> Iterator[object]:
    if path.suffix == ".parquet" and path.is_file() and set(arrow_schema(Article).names) <= _names(path):
        return read_records(path, Article)
    files = find_files([path])
    return ingest_files(progress(files, "articles", len(files)), config.ingest)


def _names(path: Path) -> set[str]:
    try:
        return set(pq.read_schema(path).names)
    except (OSError, ValueError) as error:
        raise PipelineError(f"{path}: not a readable Parquet file ({error}). Make it again.") from error


def _wanted(articles: Iterable[object], wanted: set[str]) -> dict[str, Article]:
    found: dict[str, Article] = {}
    for article in articles:
        if isinstance(article, Article) and article.article_id in wanted:
            known = found.setdefault(article.article_id, article)
            if known.url is None and article.url:
                found[article.article_id] = article
    return found
