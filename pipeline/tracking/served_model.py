"""The model as an MLflow pyfunc, logged as code with the model folder as an artifact, so that nothing is pickled."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
from mlflow.exceptions import MlflowException
from mlflow.models import set_model
from mlflow.pyfunc.model import PythonModel, PythonModelContext

from pipeline.errors import PipelineError
from pipeline.extract.single_text import masked_text
from pipeline.model.folder import load_model


class ServedModel(PythonModel):
    """A table of (text, target[, speaker_country]) → stance, sentiment and their probabilities."""

    def load_context(self, context: PythonModelContext) -> None:
        """Load the model folder that was logged with this code."""
        self.model = load_model(Path(context.artifacts["model"]))

    def predict(
        self, context: PythonModelContext, model_input: pd.DataFrame, params: dict[str, Any] | None = None
    ) -> pd.DataFrame:
        """Judge each row's `text` toward its `target`.

        Raises
        ------
        MlflowException
            If a row cannot be judged; a server sends its sentence to the client.
        """
        countries = model_input["speaker_country"] if "speaker_country" in model_input else [None] * len(model_input)
        masked = []
        for row, (text, target, country) in enumerate(
            zip(model_input["text"], model_input["target"], countries, strict=True), start=1
        ):
            try:
                masked.append(masked_text(text, target, country if isinstance(country, str) else None))
            except PipelineError as error:
                raise MlflowException.invalid_parameter_value(f"Row {row}: {error}") from error
        return self.model.predict(masked, spoken=True).table()


set_model(ServedModel())
