"""Any articles and a model → `scores`. The room is not called after its stage, because `pipeline.score` is a function."""

from pipeline.scoring.files import ScoreReport, score_files
from pipeline.scoring.frames import score_frame
from pipeline.scoring.models import resolve_model
from pipeline.scoring.run import ScoreRun
from pipeline.scoring.scoring import ScoreOptions, score_articles
from pipeline.scoring.texts import score

__all__ = [
    "ScoreOptions",
    "ScoreReport",
    "ScoreRun",
    "resolve_model",
    "score",
    "score_articles",
    "score_files",
    "score_frame",
]
