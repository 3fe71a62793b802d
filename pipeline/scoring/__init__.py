"""Any articles and a model → `scores`.

``from pipeline import score`` gives this package; it can be called like `score_texts`, so that a notebook reads
``score(texts, targets)``.
"""

import sys
from types import ModuleType

from pipeline.scoring.models import resolve_model
from pipeline.scoring.scoring import ScoreOptions, score_articles
from pipeline.scoring.texts import score_texts

__all__ = ["ScoreOptions", "resolve_model", "score_articles", "score_texts"]


class _CallablePackage(ModuleType):
    __call__ = staticmethod(score_texts)


sys.modules[__name__].__class__ = _CallablePackage
