"""What an estimator brings along: all that differs between estimators, and that nothing else knows.

To add one, write a module with a subclass of `Estimator` and the scikit-learn classifier it makes, put a line into
`pipeline.model.estimators`, and a section of its settings, of the same name, into `pipeline.config.sections.TrainConfig`.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from importlib import metadata
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar

from sklearn.base import BaseEstimator

from pipeline.model.occlusion import Contribution, occlusion
from pipeline.tasks import Task

if TYPE_CHECKING:
    from pipeline.model.trained import TrainedModel

Settings = TypeVar("Settings")


class Estimator(ABC, Generic[Settings]):
    """One way to learn to judge, by the name that `train.estimator` has for it.

    Attributes
    ----------
    name : str
        Also that of its settings in the section ``train`` of the configuration.
    trusted : tuple of str
        Types, by module and name, that its classifiers are made of; a model's file with any other is not loaded.
    requires : tuple of str
        Distributions, besides those that every model needs, that its models cannot judge without, and whose versions may
        change what they say.
    """

    name: ClassVar[str]
    trusted: ClassVar[tuple[str, ...]]
    requires: ClassVar[tuple[str, ...]] = ()

    @abstractmethod
    def unfitted(self, settings: Settings, task: Task, seed: int) -> BaseEstimator:
        """A scikit-learn classifier of what `pipeline.model.inputs.prepare` makes of texts."""

    @abstractmethod
    def grid(self, settings: Settings) -> dict[str, list[Any]]:
        """The parameters of the classifier that a cross-validation chooses, and the values it chooses from."""

    def base(self, settings: Settings) -> str | None:
        """The network that reads texts for the classifier (see `known_network`); ``None`` where it reads them itself."""
        return None

    def fine_tunes(self, settings: Settings) -> bool:
        """Whether a whole network is trained (`pipeline.train.finetune`), and no classifier on what it says."""
        return False

    def learned(self, fitted: Any) -> bool:
        """Whether a fitted classifier learned from labels what it could learn anew from others."""
        return True

    def explain(self, model: TrainedModel, task: Task, masked: str) -> list[Contribution]:
        """Parts of a text that spoke for or against the label that a model of this estimator gave it."""
        return occlusion(model, task, masked)

    def is_installed(self) -> bool:
        """Whether the distributions that it requires are there."""
        try:
            return all(metadata.version(name) for name in self.requires)
        except metadata.PackageNotFoundError:
            return False
