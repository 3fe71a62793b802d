"""The articles of a portion, whatever it is read from."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.errors import PipelineError
from pipeline.extract.statements import ExtractedArticle
from pipeline.records import Article, Reject
from pipeline.scoring.cautions import PARSING, Cautions, crash, told
from pipeline.scoring.examples import extracted_of
from pipeline.scoring.isolated_reading import documents_of, rows_of
from pipeline.scoring.job import Job
from pipeline.scoring.shards import Kind, Portion


def records_of(
    portion: Portion, job: Job, number: int = 0, cautions: Cautions | None = None
) -> Iterator[Article | ExtractedArticle | Reject | None]:
    """What one portion holds, in the order of the file; a record that cannot be read does not take others along.

    Parameters
    ----------
    portion : Portion
    job : Job
    number : int, default=0
        Place of the portion in its shard.
    cautions : Cautions, optional

    Yields
    ------
    Article, ExtractedArticle, Reject or None
        An extracted article comes from a table of examples, ``None`` stands for an article that was not asked for.
    """
    cautions = cautions or Cautions()
    if portion.kind is Kind.FILES:
        yield from _of_file(portion, job, number, cautions)
    elif portion.kind is Kind.ARTICLES:
        yield from rows_of(portion, job.selection, number, cautions)
    else:
        others: list[Reject | None] = []
        rows = rows_of(portion, job.selection, number, cautions)
        yield from extracted_of(_examples(rows, others), portion.piece)
        yield from others


def _examples(rows: Iterator[object], others: list[Reject | None]) -> Iterator[object]:
    """The examples among the rows; what could not be read or is not asked for goes to `others`."""
    for row in rows:
        if row is None or isinstance(row, Reject):
            others.append(row)
        else:
            yield row


def _of_file(portion: Portion, job: Job, number: int, cautions: Cautions) -> Iterator[Article | Reject | None]:
    from pipeline.ingest.articles import read_document
    from pipeline.ingest.pages import reset_caches

    # What a library remembers of one page must not change how the next one is read.
    reset_caches()
    config = job.settings.ingest
    for place, document in enumerate(documents_of(portion, config, number, cautions)):
        if isinstance(document, Reject):
            yield document
        elif not cautions.begins(number, place, PARSING):
            yield crash(document.source_path, "the record ends the process that looks for its article")
        else:
            try:
                record = read_document(document, config).record
            except (PipelineError, ImportError):
                raise
            # Whatever is wrong with one page must not end the run.
            except Exception as error:
                yield crash(document.source_path, f"the record cannot be read ({told(error)})")
            else:
                yield record if isinstance(record, Reject) or job.selection.wants(record) else None
