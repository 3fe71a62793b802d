"""Scoring single texts, for notebooks and for the model's own web service."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, overload

import pandas as pd

from pipeline.errors import PipelineError
from pipeline.extract.single_text import masked_text


@overload
def score(
    texts: Sequence[str] | pd.DataFrame,
    targets: Sequence[str] | None = ...,
    speaker_countries: Sequence[str | None] | None = ...,
    model: str | Path = ...,
) -> pd.DataFrame: ...


@overload
def score(
    texts: Any,
    targets: Sequence[str] | None = ...,
    speaker_countries: Sequence[str | None] | None = ...,
    model: str | Path = ...,
) -> Any: ...


def score(
    texts: Any,
    targets: Sequence[str] | None = None,
    speaker_countries: Sequence[str | None] | None = None,
    model: str | Path = "auto",
) -> Any:
    """Judge texts toward target countries, or the statements of whole articles.

    Parameters
    ----------
    texts : sequence of str, or pandas.DataFrame, polars.DataFrame, datasets.Dataset
        Statements, each naming its target; or a table of articles, see `pipeline.scoring.score_frame` and
        `pipeline.scoring.score_dataset`.
    targets : sequence of str
        ISO 3166-1 alpha-3 codes, one a text. Of a table: those that are wanted, all by default.
    speaker_countries : sequence of str, optional
        Codes of the speakers' countries, where known.
    model : str or Path, default="auto"
        See `pipeline.scoring.resolve_model`.

    Returns
    -------
    pandas.DataFrame, or a table of the kind that was given
        One row a text: text, target, stance, p_favor, p_against, p_neutral, sentiment, p_positive, p_negative,
        p_neutral_sentiment. Of a table of articles: one row a statement and target, which says of which article it is.

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
    from pipeline.scoring.datasets_in_out import is_dataset, score_dataset
    from pipeline.scoring.frames import is_polars, score_frame
    from pipeline.scoring.judge import tell_once
    from pipeline.scoring.models import resolve_model
    from pipeline.scoring.scoring import ScoreOptions
    from pipeline.scoring.targets import read_targets

    if isinstance(texts, pd.DataFrame) or is_polars(texts) or is_dataset(texts):
        score_table: Any = score_dataset if is_dataset(texts) else score_frame
        wanted = read_targets(",".join(targets)) if targets is not None else None
        return score_table(texts, model, ScoreOptions(targets=wanted))
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
