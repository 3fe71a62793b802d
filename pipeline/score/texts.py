"""Scoring single texts, for notebooks and for the model's own web service."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from pipeline.errors import PipelineError, did_you_mean
from pipeline.extract.examples import role_of
from pipeline.extract.gazetteer import gazetteer, known_codes
from pipeline.extract.masking import mask
from pipeline.schema import SENTIMENTS, STANCES, Mention
from pipeline.train.model_file import TrainedModel


def masked_text(text: str, target: str, speaker_country: str | None = None) -> str:
    """`text` as a classifier reads it toward `target`.

    Raises
    ------
    PipelineError
        If the text is empty, the code is unknown, or the text does not name the target.
    """
    if not isinstance(text, str) or not text.strip():
        raise PipelineError("The text is empty; give the words of the statement.")
    if target not in known_codes():
        raise PipelineError(f"'{target}' is no ISO 3166-1 alpha-3 code.{did_you_mean(str(target), known_codes())}")
    found = gazetteer().find(text)
    mentions = [Mention(c.start, c.end, c.country, role_of(c.country, target, speaker_country)) for c in found]
    if not any(m.role == "target" for m in mentions):
        raise PipelineError(f"The text does not name {target}: “{text[:80]}”. Give a text about it, or another target.")
    return mask(text, 0, mentions)


def prediction_table(masked: Sequence[str], model: TrainedModel) -> pd.DataFrame:
    """Stance, sentiment and probabilities of masked texts, one row each."""
    predictions = model.predict(masked)
    table = pd.DataFrame({"stance": predictions.stance_labels()})
    for column, label in enumerate(STANCES):
        table[f"p_{label}"] = np.asarray(predictions.stance[:, column])
    table["sentiment"] = predictions.sentiment_labels()
    for column, label in enumerate(SENTIMENTS):
        name = "p_neutral_sentiment" if label == "neutral" else f"p_{label}"
        table[name] = np.asarray(predictions.sentiment[:, column])
    return table


def score_texts(
    texts: Sequence[str],
    targets: Sequence[str],
    speaker_countries: Sequence[str | None] | None = None,
    model: str | Path = "auto",
) -> pd.DataFrame:
    """Judge texts toward target countries.

    Parameters
    ----------
    texts : sequence of str
        Statements, each naming its target.
    targets : sequence of str
        ISO 3166-1 alpha-3 codes, one a text.
    speaker_countries : sequence of str, optional
        Codes of the speakers' countries, where known.
    model : str or Path, default="auto"
        See `pipeline.score.resolve_model`.

    Returns
    -------
    pandas.DataFrame
        One row a text: text, target, stance, p_favor, p_against, p_neutral, sentiment, p_positive, p_negative,
        p_neutral_sentiment.

    Raises
    ------
    PipelineError
        If the lengths differ, a code is unknown, or a text does not name its target.

    Examples
    --------
    >>> table = score_texts(["We thank Norway for its loyal support.", "Chile has betrayed us."], ["NOR", "CHL"])
    >>> list(table["stance"])
    ['favor', 'against']
    """
    from pipeline.config import load_config
    from pipeline.score.models import resolve_model

    if isinstance(texts, str) or len(texts) != len(targets):
        raise PipelineError(f"Give one target for each text; there are {len(texts)} texts and {len(targets)} targets.")
    countries = list(speaker_countries) if speaker_countries is not None else [None] * len(texts)
    masked = [
        masked_text(text, target, country) for text, target, country in zip(texts, targets, countries, strict=True)
    ]
    predictions = prediction_table(masked, resolve_model(str(model), load_config()))
    return pd.concat([pd.DataFrame({"text": list(texts), "target": list(targets)}), predictions], axis=1)
