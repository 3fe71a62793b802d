"""What a researcher gets from real articles, held against two careful readings of each, beside the plainest method."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from pipeline.benchmark.real_errors import real_errors
from pipeline.benchmark.real_figures import measure_readers, measure_rows
from pipeline.benchmark.real_meeting import Meeting, Row
from pipeline.benchmark.real_readings import ReadArticle, read_articles, real_folder
from pipeline.benchmark.real_sentences import sentence_rows
from pipeline.benchmark.report import BenchmarkReport
from pipeline.config import PipelineConfig
from pipeline.errors import PipelineError
from pipeline.extract import extract_articles
from pipeline.ingest import find_files, ingest_files, merge_exact_duplicates
from pipeline.languages import language
from pipeline.model.trained import TrainedModel
from pipeline.progress import progress
from pipeline.records import Article, Reject, Score
from pipeline.scoring import ScoreOptions, score_articles
from pipeline.tasks import STANCES, Task

PIPELINE, BASELINE, READERS = "pipeline", "gazetteer + VADER", "readers"


def benchmark_real(corpora: Path, config: PipelineConfig, model: TrainedModel) -> dict[str, BenchmarkReport]:
    """The figures of `PIPELINE` and `BASELINE`, and how far the `READERS` agree; intervals resample articles.

    Parameters
    ----------
    corpora : Path
        Folder that holds ``real/``, or that folder.
    config : PipelineConfig
    model : TrainedModel

    Raises
    ------
    PipelineError
        If the articles or readings are not there, or one of them cannot be read.
    """
    folder = real_folder(corpora)
    read = read_articles(folder)
    articles = list(merge_exact_duplicates(_usable(folder / "articles", config)))
    return {
        PIPELINE: measured(PIPELINE, read, scored_rows(articles, config, model)),
        BASELINE: measured(BASELINE, read, sentence_rows(articles, language(config.extract.languages[0]))),
        READERS: measure_readers(READERS, read),
    }


def measured(title: str, articles: Sequence[ReadArticle], rows: Iterable[Row]) -> BenchmarkReport:
    """The figures of rows, and what is wrong in them."""
    listed = list(rows)
    meetings = [Meeting.of(article, listed) for article in articles]
    return measure_rows(title, meetings, real_errors(meetings))


def scored_rows(articles: Sequence[Article], config: PipelineConfig, model: TrainedModel) -> Iterator[Row]:
    """What ``stance score --include-domestic`` says of the articles."""
    shown = progress(articles, "benchmark", len(articles))
    extracted = extract_articles(shown, config.extract, config.compute.workers)
    options = ScoreOptions(include_domestic=True, batch_articles=config.score.batch_articles)
    return map(row_of, score_articles(extracted, model, options))


def row_of(score: Score) -> Row:
    """What is compared of a row of scores."""
    said = {stance: getattr(score, column) for stance, column in zip(STANCES, Task.stance.probabilities, strict=True)}
    return Row(
        article=Path(score.source_path).name,
        text=score.text,
        holder=score.speaker_country,
        target=score.target,
        stance=score.stance,
        sentiment=score.sentiment,
        probability=said[score.stance] if score.stance else None,
    )


def _usable(folder: Path, config: PipelineConfig) -> Iterator[Article]:
    """The articles of a folder; readers have read each of them, so none may be left out."""
    for record in ingest_files(find_files([folder]), config.ingest):
        if isinstance(record, Reject):
            raise PipelineError(f"{record.source}: {record.reason}. Mend the file, or `ingest` of the configuration.")
        yield record
