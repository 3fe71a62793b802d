"""Who takes which stance toward which country, in the news.

The stages as functions, for notebooks and for the command line alike::

    from pipeline import score
    score(["We thank Norway for its loyal support."], ["NOR"])
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pipeline.config import load_config
    from pipeline.errors import PipelineError
    from pipeline.estimate.prevalence import estimate_prevalence
    from pipeline.evaluate.model import evaluate_model
    from pipeline.extract.parallel import extract_articles
    from pipeline.extract.statements import StatementExtractor
    from pipeline.ingest.articles import ingest_files, merge_exact_duplicates
    from pipeline.ingest.sources import find_files
    from pipeline.label.gold import aggregate_labels
    from pipeline.scoring.models import resolve_model
    from pipeline.scoring.scoring import ScoreOptions, score_articles
    from pipeline.scoring.texts import score
    from pipeline.train.training import train_model

__all__ = [
    "PipelineError",
    "ScoreOptions",
    "StatementExtractor",
    "aggregate_labels",
    "estimate_prevalence",
    "evaluate_model",
    "extract_articles",
    "find_files",
    "ingest_files",
    "load_config",
    "merge_exact_duplicates",
    "resolve_model",
    "score",
    "score_articles",
    "train_model",
]

# Where each public name lives; loaded on first use, because `stance --help` must not wait for scikit-learn.
_HOME = {
    "PipelineError": "pipeline.errors",
    "ScoreOptions": "pipeline.scoring.scoring",
    "StatementExtractor": "pipeline.extract.statements",
    "aggregate_labels": "pipeline.label.gold",
    "estimate_prevalence": "pipeline.estimate.prevalence",
    "evaluate_model": "pipeline.evaluate.model",
    "extract_articles": "pipeline.extract.parallel",
    "find_files": "pipeline.ingest.sources",
    "ingest_files": "pipeline.ingest.articles",
    "load_config": "pipeline.config",
    "merge_exact_duplicates": "pipeline.ingest.articles",
    "resolve_model": "pipeline.scoring.models",
    "score": "pipeline.scoring.texts",
    "score_articles": "pipeline.scoring.scoring",
    "train_model": "pipeline.train.training",
}


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'pipeline' has no attribute {name!r}")
    return getattr(importlib.import_module(_HOME[name]), name)
