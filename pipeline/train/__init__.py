"""Gold examples → classifiers: one for stance, one for sentiment."""

from pipeline.train.calibration import TemperatureScaled
from pipeline.train.linear import LinearClassifier
from pipeline.train.model_file import TrainedModel, load_model, save_model
from pipeline.train.training import train_model

__all__ = ["LinearClassifier", "TemperatureScaled", "TrainedModel", "load_model", "save_model", "train_model"]
