"""Who takes which stance toward which country, in the news.

The stages as functions, for notebooks and for the command line alike::

    from pipeline import score
    score(["We thank Norway for its loyal support."], ["NOR"])
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pipeline.config import load_config as load_config
    from pipeline.errors import PipelineError as PipelineError
    from pipeline.estimate.prevalence import estimate_prevalence as estimate_prevalence
    from pipeline.evaluate.model import evaluate_model as evaluate_model
    from pipeline.extract.parallel import extract_articles as extract_articles
    from pipeline.extract.statements import StatementExtractor as StatementExtractor
    from pipeline.ingest.articles import ingest_files as ingest_files
    from pipeline.ingest.exact_copies import merge_exact_duplicates as merge_exact_duplicates
    from pipeline.ingest.sources.finding import find_files as find_files
    from pipeline.label.gold import aggregate_labels as aggregate_labels
    from pipeline.scoring.datasets_in_out import score_dataset as score_dataset
    from pipeline.scoring.estimator import StanceScorer as StanceScorer
    from pipeline.scoring.files import score_files as score_files
    from pipeline.scoring.frames import score_frame as score_frame
    from pipeline.scoring.models import resolve_model as resolve_model
    from pipeline.scoring.outcome import ScoreReport as ScoreReport
    from pipeline.scoring.run import ScoreRun as ScoreRun
    from pipeline.scoring.scoring import ScoreOptions as ScoreOptions
    from pipeline.scoring.scoring import score_articles as score_articles
    from pipeline.scoring.texts import score as score
    from pipeline.train.training import train_model as train_model

# Where each public name lives; loaded on first use, because `stance --help` must not wait for scikit-learn.
_HOME = {
    "PipelineError": "pipeline.errors",
    "ScoreOptions": "pipeline.scoring.scoring",
    "ScoreReport": "pipeline.scoring.outcome",
    "ScoreRun": "pipeline.scoring.run",
    "StanceScorer": "pipeline.scoring.estimator",
    "StatementExtractor": "pipeline.extract.statements",
    "aggregate_labels": "pipeline.label.gold",
    "estimate_prevalence": "pipeline.estimate.prevalence",
    "evaluate_model": "pipeline.evaluate.model",
    "extract_articles": "pipeline.extract.parallel",
    "find_files": "pipeline.ingest.sources.finding",
    "ingest_files": "pipeline.ingest.articles",
    "load_config": "pipeline.config",
    "merge_exact_duplicates": "pipeline.ingest.exact_copies",
    "resolve_model": "pipeline.scoring.models",
    "score": "pipeline.scoring.texts",
    "score_articles": "pipeline.scoring.scoring",
    "score_dataset": "pipeline.scoring.datasets_in_out",
    "score_files": "pipeline.scoring.files",
    "score_frame": "pipeline.scoring.frames",
    "train_model": "pipeline.train.training",
}
__all__ = [*_HOME]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'pipeline' has no attribute {name!r}")
    return getattr(importlib.import_module(_HOME[name]), name)


def __dir__() -> list[str]:
    return sorted(_HOME)
