"""The score stage: files of articles in, a table of scores out, exactly once."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from pipeline.config import PipelineConfig, load_config
from pipeline.io.tables import require_table_suffix
from pipeline.scoring.destination import Destination
from pipeline.scoring.engine import require_engine
from pipeline.scoring.job import Job
from pipeline.scoring.judge import judge_of
from pipeline.scoring.making import TableInMaking
from pipeline.scoring.models import model_folder, resolve_model
from pipeline.scoring.outcome import ScoreReport
from pipeline.scoring.places import is_address
from pipeline.scoring.run import ScoreRun
from pipeline.scoring.scoring import ScoreOptions

__all__ = ["ScoreReport", "score_files"]


def score_files(
    inputs: str | Path | Sequence[str | Path],
    out: str | Path,
    model: str | Path | None = None,
    options: ScoreOptions | None = None,
    *,
    rejects: str | Path | None = None,
    workers: int | None = None,
    config: PipelineConfig | None = None,
    run: ScoreRun | None = None,
) -> ScoreReport:
    """Judge the statements of articles toward the countries they are about, and write one row for each.

    Equal articles, model and options give equal bytes, for any number of workers, any engine, and however often the run was
    interrupted: what was judged is kept beside `out`, and the same call goes on from there. A text that comes several times
    is judged where it comes first.

    Parameters
    ----------
    inputs : path or sequence of paths
        Article files, folders of them and addresses, tables of articles as `stance ingest` writes them, and tables of
        examples as `stance extract` writes them.
    out : path
        Table of scores: ``.parquet``, ``.csv`` or ``.jsonl``, or a folder for a dataset of Parquet files; a path or an
        address such as ``s3://bucket/scores.parquet``.
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
    run : ScoreRun, optional
        Where and how the work is done.

    Raises
    ------
    PipelineError
        If an input or the model is missing, no article could be read, a file cannot be written, `out` was made otherwise,
        or another process is making it.

    Examples
    --------
    >>> report = score_files("my_articles", "scores.csv")  # doctest: +SKIP
    >>> print(report)  # doctest: +SKIP
    12 rows from 2 articles → scores.csv
    Judged by the package's encoder (1f2e3d4c5b6a).
    """
    config = config or load_config()
    run = run or ScoreRun()
    places = [os.fspath(place) for place in ([inputs] if isinstance(inputs, str | Path) else inputs)]
    destination = Destination.of(os.fspath(out), run.partition)
    require_engine(run.engine)
    if rejects is not None and not is_address(os.fspath(rejects)):
        require_table_suffix(Path(rejects))
    asked_model = str(model or config.score.model)
    trained = resolve_model(asked_model, config)
    options = options or ScoreOptions()
    job = Job.of(model_folder(asked_model, config), trained, config, options, run, destination.parts)
    table = TableInMaking(
        places,
        destination,
        job,
        run,
        workers or run.workers or config.compute.workers,
        os.fspath(rejects) if rejects else None,
    )
    return table.made(judge_of(asked_model, trained, config))
