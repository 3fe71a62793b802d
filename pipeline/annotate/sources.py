"""What may be labelled: examples of a study, a scored table, a table of articles, or files of articles."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pipeline.annotate.found_articles import find_articles
from pipeline.annotate.target_mentions import target_mentions
from pipeline.arrays import FloatArray
from pipeline.config import PipelineConfig
from pipeline.errors import PipelineError
from pipeline.io import read_records
from pipeline.printable import count
from pipeline.records import Article, Example, Statement, arrow_schema
from pipeline.study_folder import study_folder
from pipeline.tasks import Task

LIGHT = ("example_id", "article_id", "target", "speaker_country", "domestic")


@dataclass(frozen=True, slots=True)
class Found:
    """An example with its article, and its statement where that is known."""

    example: Example
    article: Article
    statement: Statement | None


@dataclass(frozen=True, slots=True)
class Source:
    """All examples of an input, of which only the chosen ones are read whole.

    Attributes
    ----------
    name : str
        The input as the plan tells of it, see `source_name`.
    ids, targets, holders, domestic : sequences of shape (n,)
    whole : callable
        Ids → the examples with their articles, those whose article is not there left out.
    probabilities : FloatArray of shape (n, 3) or None
        What a model says of the stance, where the input holds it.
    """

    name: str
    ids: Sequence[str]
    targets: Sequence[str]
    holders: Sequence[str | None]
    domestic: Sequence[bool]
    whole: Callable[[Sequence[str]], list[Found]]
    probabilities: FloatArray | None = field(default=None)


def source_name(path: Path) -> str:
    """How the plan calls an input: by its path, from the study's folder where it lies in it."""
    whole, study = path.resolve(), study_folder()
    return (whole.relative_to(study) if whole.is_relative_to(study) else whole).as_posix()


def read_source(path: Path, config: PipelineConfig, articles: Path | None = None) -> Source:
    """The examples of an input, which is told by what it holds.

    Parameters
    ----------
    path : Path
        A table of examples, of scores or of articles, or files or a folder of articles.
    config : PipelineConfig
    articles : Path, optional
        Where the articles of examples and scores are; ``paths.articles`` and the files that scores name by default.

    Raises
    ------
    PipelineError
        If there is no such input, or it holds nothing to label.
    """
    if not path.exists():
        raise PipelineError(
            f"{path}: no such file or folder. Name a table of scores or examples, or a folder of articles."
        )
    columns = _columns(path)
    if set(arrow_schema(Example).names[:14]) <= columns:
        return _examples(path, config, articles)
    if {"example_id", "start", "end", *Task.stance.probabilities} <= columns:
        return _scores(path, config, articles)
    return _extracted(path, config, columns)


def _columns(path: Path) -> set[str]:
    if path.is_dir() or path.suffix not in (".parquet", ".csv", ".jsonl"):
        return set()
    if path.suffix == ".parquet":
        try:
            return set(pq.read_schema(path).names)
        except (pa.ArrowException, OSError) as error:
            raise PipelineError(f"{path}: not a readable Parquet file ({error}). Make it again.") from error
    from pipeline.estimate.scored import scored_columns

    return set(scored_columns(path))


def _examples(path: Path, config: PipelineConfig, articles: Path | None) -> Source:
    if path.suffix != ".parquet":
        raise PipelineError(
            f"{path}: examples are read from the Parquet table that `stance extract` writes. Name that one."
        )
    light = pq.read_table(path, columns=list(LIGHT))

    def whole(ids: Sequence[str]) -> list[Found]:
        found = _rows(path, Example, "example_id", ids)
        texts = find_articles({e.article_id: "" for e in found}, config, articles)
        beside = path.parent / config.paths.statements.name
        wanted = [e.statement_id for e in found]
        statements = (
            {s.statement_id: s for s in _rows(beside, Statement, "statement_id", wanted)} if beside.is_file() else {}
        )
        return [
            Found(example, texts[example.article_id], statements.get(example.statement_id))
            for example in found
            if example.article_id in texts
        ]

    return _source(path, light, whole, None)


def _scores(path: Path, config: PipelineConfig, articles: Path | None) -> Source:
    from pipeline.estimate.scored import probabilities, read_scores, scored_columns

    present = scored_columns(path)
    wanted = [
        "example_id", "statement_id", "article_id", "source_path", "target", "speaker", "speaker_country", "kind", "cue",
        "domestic", "headline", "alleged", "organisation", "start", "end", "text",
    ]  # fmt: skip
    names = [name for name in wanted if name in present]
    parts, judged, rows = [], [], 0
    for batch in read_scores(path, [*names, *Task.stance.probabilities]):
        judged.append(probabilities(path, batch, Task.stance, rows))
        parts.append(batch.select(names))
        rows += batch.num_rows
    if not rows:
        raise PipelineError(f"{path}: holds no rows, so there is nothing to label.")
    table = pa.concat_tables(parts)

    def whole(ids: Sequence[str]) -> list[Found]:
        chosen = table.filter(pc.is_in(table["example_id"], pa.array(list(ids), pa.string()))).to_pylist()
        texts = find_articles({row["article_id"]: row.get("source_path") or "" for row in chosen}, config, articles)
        return [
            Found(_example(row, texts[row["article_id"]]), texts[row["article_id"]], None)
            for row in chosen
            if row["article_id"] in texts
        ]

    return _source(path, table, whole, np.concatenate(judged))


def _source(
    path: Path,
    light: pa.Table,
    whole: Callable[[Sequence[str]], list[Found]],
    judged: FloatArray | None,
) -> Source:
    names = light.column_names
    nothing: list[Any] = [None] * light.num_rows
    domestic = light["domestic"].to_pylist() if "domestic" in names else nothing
    return Source(
        name=source_name(path),
        ids=light["example_id"].to_pylist(),
        targets=light["target"].to_pylist(),
        holders=light["speaker_country"].to_pylist() if "speaker_country" in names else nothing,
        domestic=[_is_true(value) for value in domestic],
        whole=whole,
        probabilities=judged,
    )


def _is_true(value: Any) -> bool:
    return str(value).lower() == "true"


def _example(row: dict[str, Any], article: Article) -> Example:
    """The example that a score row came from, as far as the row tells; the target is looked for in the article."""
    return Example(
        example_id=row["example_id"],
        statement_id=row.get("statement_id") or "",
        article_id=row["article_id"],
        target=row["target"],
        domestic=_is_true(row.get("domestic")),
        text=row["text"],
        text_start=row["start"],
        mentions=target_mentions(article.text, row["target"], article.language, article.published),
        kind=row.get("kind") or "",
        cue=row.get("cue"),
        speaker=row.get("speaker"),
        speaker_country=row.get("speaker_country"),
        context=None,
        title=article.title,
        duplicate_group=article.duplicate_group,
        start=row["start"],
        end=row["end"],
        headline=_is_true(row.get("headline")),
        alleged=_is_true(row.get("alleged")),
        organisation=_is_true(row.get("organisation")),
    )


def _extracted(path: Path, config: PipelineConfig, columns: set[str]) -> Source:
    from pipeline.extract.parallel import extract_articles
    from pipeline.ingest import find_files, ingest_files, merge_exact_duplicates
    from pipeline.io.rejects import SetAside
    from pipeline.progress import progress

    aside = SetAside(Path(f"{path.resolve().name}.rejects.jsonl"))
    articles: Iterable[Article]
    if set(arrow_schema(Article).names) <= columns and path.suffix == ".parquet":
        articles = read_records(path, Article)
    else:
        files = find_files([path])
        articles = merge_exact_duplicates(aside.usable(ingest_files(progress(files, "articles"), config.ingest)))
    found: dict[str, Found] = {}
    for extracted in extract_articles(progress(articles, "statements"), config.extract, config.compute.workers):
        statements = {statement.statement_id: statement for statement in extracted.statements}
        for example in extracted.examples:
            found.setdefault(
                example.example_id, Found(example, extracted.article, statements.get(example.statement_id))
            )
    if aside.rejects:
        told = f"{count(len(aside.rejects), 'record')} could not be read; the first, {aside.rejects[0].source}: {aside.rejects[0].reason}"
        print(f"{path}: {told}. `stance ingest` lists them all.", file=sys.stderr)
    if not found:
        first = f" {aside.rejects[0].source}: {aside.rejects[0].reason}." if aside.rejects else ""
        raise PipelineError(
            f"{path}: no statement toward a country was found in it, so there is nothing to label.{first}"
        )
    examples = [one.example for one in found.values()]
    return Source(
        name=source_name(path),
        ids=list(found),
        targets=[example.target for example in examples],
        holders=[example.speaker_country for example in examples],
        domestic=[example.domestic for example in examples],
        whole=lambda ids: [found[example_id] for example_id in ids if example_id in found],
    )


def _rows(path: Path, record: type[Any], column: str, ids: Sequence[str]) -> list[Any]:
    """The records with these ids, read whole only where they are wanted."""
    names = pq.read_schema(path).names
    wanted = [name for name in arrow_schema(cast(Any, record)).names if name in names]
    table = pq.read_table(path, columns=wanted, filters=pc.field(column).isin(list(ids)))
    return [record(**row) for row in table.to_pylist()]
