"""Scoring single texts, for notebooks and for the model's own web service."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from pipeline.errors import PipelineError
from pipeline.extract.single_text import masked_text


def score(
    texts: Sequence[str] | pd.DataFrame,
    targets: Sequence[str] | None = None,
    speaker_countries: Sequence[str | None] | None = None,
    model: str | Path = "auto",
) -> pd.DataFrame:
    """Judge texts toward target countries, or the statements of whole articles.

    Parameters
    ----------
    texts : sequence of str, or pandas.DataFrame
        Statements, each naming its target; or a frame of articles, see `pipeline.scoring.score_frame`, whose index the
        rows keep.
    targets : sequence of str
        ISO 3166-1 alpha-3 codes, one a text. Of a frame: those that are wanted, all by default.
    speaker_countries : sequence of str, optional
        Codes of the speakers' countries, where known.
    model : str or Path, default="auto"
        See `pipeline.scoring.resolve_model`.

    Returns
    -------
    pandas.DataFrame
        One row a text: text, target, stance, p_favor, p_against, p_neutral, sentiment, p_positive, p_negative,
        p_neutral_sentiment. Of a frame of articles: one row a statement and target.

    Raises
    ------
    PipelineError
        If the lengths differ, a code is unknown, or a text does not name its target.

    Examples
    --------
    >>> table = score(["We thank Norway for its loyal support.", "Chile has betrayed us."], ["NOR", "CHL"])
    >>> list(table["stance"])
    ['favor', 'against']
    """
    from pipeline.config import load_config
    from pipeline.scoring.frames import score_frame
    from pipeline.scoring.judge import tell_once
    from pipeline.scoring.models import resolve_model
    from pipeline.scoring.scoring import ScoreOptions
    from pipeline.scoring.targets import read_targets

    if isinstance(texts, pd.DataFrame):
        wanted = read_targets(",".join(targets)) if targets is not None else None
        return score_frame(texts, model, ScoreOptions(targets=wanted))
    if targets is None or isinstance(texts, str) or isinstance(targets, str):
        raise PipelineError(
            "Give a list of texts and a list of targets, such as score([text], ['NOR']), or a frame of articles."
        )
    if len(texts) != len(targets):
        raise PipelineError(f"Give one target for each text; there are {len(texts)} texts and {len(targets)} targets.")
    countries = list(speaker_countries) if speaker_countries is not None else [None] * len(texts)
    masked = [
        masked_text(text, target, country) for text, target, country in zip(texts, targets, countries, strict=True)
    ]
    config = load_config()
    trained = resolve_model(str(model), config)
    tell_once(str(model), trained, config)
    predictions = trained.predict(masked, spoken=True).table()
    return pd.concat([pd.DataFrame({"text": list(texts), "target": list(targets)}), predictions], axis=1)
