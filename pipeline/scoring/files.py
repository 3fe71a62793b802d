"""The score stage: files of articles in, a table of scores out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.attributions.methods import method_version
from pipeline.config import PipelineConfig, load_config
from pipeline.extract.parallel import extract_articles
from pipeline.extract.stage import passed_over
from pipeline.ingest import find_files, ingest_files, merge_exact_duplicates
from pipeline.io import SetAside, TableWriter, count_records, read_records
from pipeline.io.tables import require_distinct, require_table_suffix
from pipeline.printable import count
from pipeline.progress import progress
from pipeline.provenance import code_version, file_digest
from pipeline.records import Article, Score, arrow_schema, content_id
from pipeline.scoring.judge import Judge, judge_of
from pipeline.scoring.models import resolve_model
from pipeline.scoring.scoring import ScoreOptions, score_articles


@dataclass(frozen=True, slots=True)
class ScoreReport:
    """What was scored.

    Attributes
    ----------
    out : Path
        The table of scores.
    rows, articles : int
        How many rows it has, and how many articles were read.
    judge : Judge
        Which model scored, and how good it was found to be.
    stances : Counter of (target, stance)
        How many rows there are of each; the stance is ``None`` where the model was not sure enough.
    aside : SetAside
        What could not be read.
    other_languages : int
        Articles that were passed over because they are in none of `languages`.
    languages : sequence of str
    """

    out: Path
    rows: int
    articles: int
    judge: Judge
    stances: Counter[tuple[str, str | None]]
    aside: SetAside
    other_languages: int
    languages: Sequence[str]

    def __str__(self) -> str:
        told = f"{count(self.rows, 'row')} from {count(self.articles, 'article')} → {self.out}"
        aside = [str(self.aside)] if self.aside.rejects else []
        return "\n".join([*aside, told, str(self.judge), *passed_over(self.other_languages, self.languages)])


def score_files(
    inputs: str | Path | Sequence[str | Path],
    out: str | Path,
    model: str | Path | None = None,
    options: ScoreOptions | None = None,
    *,
    rejects: str | Path | None = None,
    workers: int | None = None,
    config: PipelineConfig | None = None,
) -> ScoreReport:
    """Judge the statements of articles toward the countries they are about, and write one row for each.

    Equal articles, model and options give equal bytes, for any number of workers.

    Parameters
    ----------
    inputs : path or sequence of paths
        Article files, folders of them, and tables of articles as `stance ingest` writes them.
    out : path
        Table of scores: ``.parquet``, ``.csv`` or ``.jsonl``.
    model : str or path, optional
        See `pipeline.scoring.resolve_model`; ``score.model`` of the configuration by default.
    options : ScoreOptions, optional
        Which rows are wanted; what it says of versions and batches is filled in here.
    rejects : path, optional
        Where unusable records go; beside `out` by default, and only where there are some.
    workers : int, optional
        Processes; ``compute.workers`` by default.
    config : PipelineConfig, optional
        As `pipeline.load_config` gives it by default.

    Raises
    ------
    PipelineError
        If an input or the model is missing, no article could be read, or a file cannot be written.

    Examples
    --------
    >>> report = score_files("my_articles", "scores.csv")  # doctest: +SKIP
    >>> print(report)  # doctest: +SKIP
    12 rows from 2 articles → scores.csv
    Judged by the package's encoder (1f2e3d4c5b6a).
    """
    config = config or load_config()
    out, asked = Path(out), Path(rejects) if rejects else None
    paths = [Path(path) for path in ([inputs] if isinstance(inputs, str | Path) else inputs)]
    require_table_suffix(out)
    articles = _Articles(paths, config, SetAside.beside(out, asked))
    require_distinct(articles.files, [out, asked])
    asked_model = str(model or config.score.model)
    trained = resolve_model(asked_model, config)
    options = replace(
        options or ScoreOptions(),
        batch_articles=config.score.batch_articles,
        data_version=content_id(*(file_digest(path) for path in articles.files))[:12],
        code_version=code_version(),
    )
    made = {
        "model_version": trained.version,
        "data_version": options.data_version,
        "code_version": options.code_version,
        "extract_method": method_version(config.extract.method),
    }
    extracted = extract_articles(articles, config.extract, workers or config.compute.workers)
    stances: Counter[tuple[str, str | None]] = Counter()
    with TableWriter(out, Score, made) as table:
        for row in score_articles(extracted, trained, options):
            table.write(row)
            stances[row.target, row.stance] += 1
        if articles.aside.rejects:
            articles.aside.write()
        if not articles.read:
            # Raised in here, so that no table is left.
            raise articles.aside.nothing_left(paths)
    return ScoreReport(
        out=out,
        rows=table.rows,
        articles=articles.read,
        judge=judge_of(asked_model, trained, config),
        stances=stances,
        aside=articles.aside,
        other_languages=articles.other_languages,
        languages=config.extract.languages,
    )


class _Articles:
    """The articles of tables and files, counted while they pass."""

    def __init__(self, paths: Sequence[Path], config: PipelineConfig, aside: SetAside) -> None:
        self._tables = [path for path in paths if _is_articles_table(path)]
        others = [path for path in paths if path not in self._tables]
        self._others = find_files(others) if others else []
        self._config = config
        self.files = [*self._tables, *self._others]
        self.aside = aside
        self.read = 0
        self.other_languages = 0

    def __iter__(self) -> Iterator[Article]:
        for article in self._all():
            self.read += 1
            self.other_languages += article.language not in (None, *self._config.extract.languages)
            yield article

    def _all(self) -> Iterator[Article]:
        for path in self._tables:
            yield from progress(read_records(path, Article), "score", count_records(path, Article))
        found = ingest_files(progress(self._others, "score", len(self._others)), self._config.ingest)
        yield from merge_exact_duplicates(self.aside.usable(found))


def _is_articles_table(path: Path) -> bool:
    if path.suffix != ".parquet" or not path.is_file():
        return False
    try:
        return set(arrow_schema(Article).names) <= set(pq.read_schema(path).names)
    except (pa.ArrowException, OSError):
        return False
