"""The articles of examples and scores: from a table of articles, or from the files that were scored."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pipeline.config import PipelineConfig
from pipeline.errors import PipelineError
from pipeline.records import Article, arrow_schema

if TYPE_CHECKING:
    from pipeline.ingest import Source


def find_articles(wanted: Mapping[str, str], config: PipelineConfig, given: Path | None = None) -> dict[str, Article]:
    """Articles by their ids; one whose text is not there, or no longer the same, is left out.

    Parameters
    ----------
    wanted : mapping of str to str
        Ids, each with the file that it was read from, ``""`` where unknown.
    config : PipelineConfig
    given : Path, optional
        A table of articles, or a file or folder of them.

    Raises
    ------
    PipelineError
        If `given` is missing or is no such table.
    """
    if given is not None:
        found = _from(given, wanted, config)
        if not found and wanted:
            raise PipelineError(
                f"--articles: {given} holds none of the {len(wanted):,} articles that are needed. Name the articles of this "
                "table; a text that was changed since is another article."
            )
        return found
    table = config.paths.articles
    found = _from(table, wanted, config) if table.is_file() else {}
    from pipeline.ingest.sources import named_sources

    files = named_sources(wanted[article_id] for article_id in wanted if article_id not in found)
    return found | _read(files, wanted, config)


def _from(path: Path, wanted: Mapping[str, str], config: PipelineConfig) -> dict[str, Article]:
    if path.suffix == ".parquet" and path.is_file():
        try:
            names = pq.read_schema(path).names
            if set(arrow_schema(Article).names) <= set(names):
                chosen = pc.field("article_id").isin(list(wanted))
                rows = pq.read_table(path, columns=arrow_schema(Article).names, filters=chosen).to_pylist()
                return {row["article_id"]: Article(**row) for row in rows}
        except (pa.ArrowException, OSError) as error:
            raise PipelineError(f"{path}: not a readable table of articles ({error}). Make it again.") from error
    from pipeline.ingest import find_files

    return _read(find_files([path]), wanted, config)


def _read(files: list[Source], wanted: Mapping[str, str], config: PipelineConfig) -> dict[str, Article]:
    if not files:
        return {}
    from pipeline.ingest import ingest_files
    from pipeline.progress import progress

    read: Iterable[object] = ingest_files(progress(files, "articles", len(files)), config.ingest)
    found: dict[str, Article] = {}
    for article in read:
        if isinstance(article, Article) and article.article_id in wanted:
            found.setdefault(article.article_id, article)
    return found
