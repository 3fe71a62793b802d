"""The whole path of one row of scores: from the page over article, statement and passage to the probabilities."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.config import ExtractConfig, IngestConfig, PipelineConfig, load_config
from pipeline.errors import PipelineError
from pipeline.extract.statements import ExtractedArticle, StatementExtractor
from pipeline.masking import mask_example
from pipeline.printable import printable
from pipeline.records import Article, Example, Score, Statement
from pipeline.scoring.destination import SUMMARY
from pipeline.scoring.manifest import read_summary
from pipeline.scoring.places import is_address
from pipeline.scoring.shards import Kind
from pipeline.scoring.tables import kind_of_table
from pipeline.tasks import Task

_AROUND = 120


@dataclass(frozen=True, slots=True)
class RowPath:
    """One row, and what it was made from as far as that is still there.

    Attributes
    ----------
    row : dict
        A row of the table of scores.
    article : Article, optional
        Read anew from where it came from.
    statement : Statement, optional
    example : Example, optional
        Extracted anew, with the configuration that the table was made with.
    missing : str
        What could not be looked up, and why.
    """

    row: Mapping[str, Any]
    article: Article | None
    statement: Statement | None
    example: Example | None
    missing: str = ""

    def __str__(self) -> str:
        row = self.row
        holder = " ".join(
            filter(None, [row["speaker"], f"({row['speaker_country']})" if row["speaker_country"] else ""])
        )
        lines = [f"{holder or 'Somebody'} → {row['target']}: {row['stance'] or 'not sure'}", ""]
        about = [f"{row['outlet'] or 'outlet unknown'}, {row['published'] or 'date unknown'}"]
        lines.append(_line("page", f"{row['source_path']} ({about[0]})"))
        lines += self._of_article()
        lines.append(
            _line("statement", f"characters {row['start']} to {row['end']}, {row['kind']}: {printable(row['text'])}")
        )
        lines += self._of_statement()
        if self.example:
            if self.example.masked_context:
                lines.append(_line("read behind", printable(self.example.masked_context)))
            lines.append(_line("passage", printable(mask_example(self.example))))
        if row.get("p_reported") is not None:
            lines.append(_line("is held", f"with probability {row['p_reported']:.3f}"))
        for task in Task:
            told = ", ".join(
                f"{label} {row[name]:.3f}" for label, name in zip(task.labels, task.probabilities, strict=True)
            )
            lines.append(_line(task.value, told))
            if reason := row.get(f"{task}_explanation"):
                lines.append(_line("", f"decided by {reason}"))
        if row.get("copied_from"):
            lines.append(_line("copied", f"from the example {row['copied_from']}, whose article is nearly the same"))
        lines.append(
            _line(
                "made by",
                f"model {row['model_version']}, data {row['data_version']}, code {row['code_version']}, configuration {row['config_version']}",
            )
        )
        return "\n".join([*lines, *([self.missing] if self.missing else [])])

    def _of_article(self) -> list[str]:
        row = self.row
        title = f": {printable(row['title'])}" if row["title"] else ""
        size = f", {len(self.article.text):,} characters, language {self.article.language}" if self.article else ""
        return [_line("article", f"{row['article_id']}{size}{title}")]

    def _of_statement(self) -> list[str]:
        row, lines = self.row, []
        if self.article and self.article.text[row["start"] : row["end"]] == row["text"]:
            before = self.article.text[max(0, row["start"] - _AROUND) : row["start"]]
            after = self.article.text[row["end"] : row["end"] + _AROUND]
            lines.append(_line("", f"… {printable(before)} [ {printable(row['text'])} ] {printable(after)} …"))
        if row["cue"]:
            lines.append(_line("cue", str(row["cue"])))
        role = f", {row['speaker_role']}" if row["speaker_role"] else ""
        lines.append(_line("speaker", f"{row['speaker'] or 'nobody named'}{role}"))
        source = f", known by: {row['speaker_country_source']}" if row["speaker_country_source"] else ""
        lines.append(_line("country", f"{row['speaker_country'] or 'unknown'}{source}"))
        if self.example and self.article:
            named = [m for m in self.example.mentions if m.role == "target"]
            told = "; ".join(f"“{self.article.text[m.start : m.end]}” at {m.start}" for m in named)
            lines.append(_line("target", f"{row['target']}, named {told}" if told else str(row["target"])))
        return lines


def _line(name: str, told: str) -> str:
    return f"{name:11} {told}"


def path_of_row(row_id: str, scores: str, config: PipelineConfig | None = None) -> RowPath:
    """The path of a row.

    Parameters
    ----------
    row_id : str
        Its `example_id`, or its `statement_id` where that has one row.
    scores : str
        The table that `stance score` wrote.
    config : PipelineConfig, optional
        For a table that does not say with which it was made.

    Raises
    ------
    PipelineError
        If there is no such table or row.
    """
    row = _row(row_id, scores)
    summary = read_summary(f"{scores.rstrip('/')}{SUMMARY}") or {}
    whole = config or load_config()
    told = json.loads(summary.get("about", {}).get("config", "{}"))
    ingest, extract = whole.ingest, whole.extract
    if told:
        ingest = IngestConfig.model_validate({**ingest.model_dump(), **told["ingest"]})
        extract = ExtractConfig.model_validate(told["extract"])
    inputs = [_from_here(place, scores) for place in summary.get("inputs", [])]
    article = next(_candidates(row, inputs, ingest), None)
    if article is None:
        missing = f"The article is no longer found at {row['source_path']}, so it and its passage are not shown."
        return RowPath(row, None, None, None, missing)
    extracted = next(StatementExtractor(extract).extract([article]))
    # A copied row is told by what it was copied from.
    example = _find(extracted, row)
    statement = next((s for s in extracted.statements if example and s.statement_id == example.statement_id), None)
    missing = (
        ""
        if example
        else "The statement is not found again in the article: it, the tool or the configuration has changed."
    )
    return RowPath(row, article, statement, example, missing)


def _from_here(place: str, scores: str) -> str:
    """An input, which a manifest calls from where its table is."""
    return place if is_address(place) or is_address(scores) else (Path(scores.rstrip("/")).parent / place).as_posix()


def _find(extracted: ExtractedArticle, row: Mapping[str, Any]) -> Example | None:
    return next((example for example in extracted.examples if example.example_id == row["example_id"]), None)


def _row(row_id: str, scores: str) -> dict[str, Any]:
    import pyarrow.dataset as ds

    suffix = Path(scores).suffix
    if not is_address(scores) and not Path(scores).exists():
        raise PipelineError(f"{scores}: no such table. Name the one that `stance score` wrote with --scores.")
    if suffix in (".csv", ".jsonl"):
        from pipeline.io.readers import read_frame

        frame = read_frame(Path(scores))
        table = _typed(frame[(frame.example_id == row_id) | (frame.statement_id == row_id)].to_dict("records"))
    else:
        data = ds.dataset(scores, format="parquet", partitioning="hive" if Path(scores).is_dir() else None)
        asked = (ds.field("example_id") == row_id) | (ds.field("statement_id") == row_id)
        table = data.to_table(filter=asked).to_pylist()
    exact = [row for row in table if row["example_id"] == row_id] or table
    if len(exact) != 1:
        if exact:
            several = ", ".join(f"{row['example_id']} ({row['target']})" for row in exact)
            raise PipelineError(f"{scores}: the statement {row_id} has several rows; name one of {several}.")
        raise PipelineError(f"{scores}: has no row {row_id}. Give the example_id of a row.")
    return _complete(exact[0])


def _complete(row: Mapping[str, Any]) -> dict[str, Any]:
    """The row with all columns, those that name folders of a dataset among them."""
    from pipeline.records import arrow_schema

    return {**dict.fromkeys(arrow_schema(Score).names), **row}


def _typed(rows: Sequence[Mapping[Any, Any]]) -> list[dict[str, Any]]:
    """Cells as they are written in a text file, with the types that the columns have."""
    import pyarrow as pa

    from pipeline.records import arrow_schema

    types = {field.name: field.type for field in arrow_schema(Score)}

    def cell(name: str, value: Any) -> Any:
        kind = types.get(name, pa.string())
        if value is None or value == "" or value != value:
            return None
        if pa.types.is_floating(kind):
            return float(value)
        return int(value) if pa.types.is_integer(kind) else value

    return [{str(name): cell(str(name), value) for name, value in row.items()} for row in rows]


def _candidates(row: Mapping[str, Any], inputs: Sequence[str], config: IngestConfig) -> Iterator[Article]:
    """The article of a row, from a table of articles among the inputs or from its file."""
    import pyarrow.parquet as pq

    for place in inputs:
        if not is_address(place) and kind_of_table(place) is Kind.ARTICLES:
            for found in pq.read_table(place, filters=[("article_id", "==", row["article_id"])]).to_pylist():
                names = Article.__dataclass_fields__
                yield Article(**{name: value for name, value in found.items() if name in names})
    yield from _from_file(row, config)


def _from_file(row: Mapping[str, Any], config: IngestConfig) -> Iterator[Article]:
    from pipeline.ingest.articles import articles_of_piece
    from pipeline.ingest.sources import find_sources
    from pipeline.ingest.sources.source import Piece

    name = str(row["source_path"])
    place = name.partition("!")[0] if "!" in name else name.rpartition("#")[0] or name
    place = place if is_address(place) or Path(place).exists() else name
    if not is_address(place) and not Path(place).is_file():
        return
    for source in find_sources([place]).sources:
        for record in articles_of_piece(Piece(source), config):
            if isinstance(record, Article) and record.article_id == row["article_id"]:
                yield record
