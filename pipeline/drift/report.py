"""What a comparison with the training data found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal

from pipeline.drift.divergence import LARGE, NOTABLE, Divergence
from pipeline.drift.expected_accuracy import ExpectedAccuracy
from pipeline.drift.profile import Profile
from pipeline.printable import count

Ground = Literal["known", "moved", "left"]


@dataclass(frozen=True, slots=True)
class AspectDrift:
    """How far a run's input is from the training data in one aspect.

    Attributes
    ----------
    aspect : str
        See `pipeline.drift.aspects`.
    divergence : Divergence
    sentence : str
        What differs most.
    better_known : bool, default=False
        Whether the difference is that less than usual is unknown.
    """

    aspect: str
    divergence: Divergence
    sentence: str
    better_known: bool = False

    @property
    def ground(self) -> Ground:
        """``left`` where the whole interval of the index lies above 0.25, ``moved`` where it lies above 0.1.

        And no less than chance alone would bring, see `Divergence.chance`.
        """
        measured = self.divergence
        if self.better_known or measured.raw_psi <= measured.chance or measured.psi.low <= NOTABLE:
            return "known"
        return "left" if measured.psi.low > LARGE else "moved"

    def __str__(self) -> str:
        return f"{self.sentence}; PSI {self.divergence.psi}"


@dataclass(frozen=True, slots=True)
class DriftReport:
    """Whether a run was on known ground.

    Attributes
    ----------
    model : str or None
        Version of the model whose training data are compared with; ``None`` where it has no profile of them.
    articles, statements : int
        That were scored.
    aspects : tuple of AspectDrift
    not_compared : tuple of str
        Aspects of which the training data, or those scored, say nothing.
    expected_accuracy : mapping of str to ExpectedAccuracy or None
        By task; ``None`` where nothing was scored.
    """

    model: str | None
    articles: int
    statements: int
    aspects: tuple[AspectDrift, ...]
    not_compared: tuple[str, ...]
    expected_accuracy: Mapping[str, ExpectedAccuracy | None]

    @property
    def ground(self) -> Ground:
        """That of the aspect which drifted most."""
        found = {drift.ground for drift in self.aspects}
        return "left" if "left" in found else "moved" if "moved" in found else "known"

    def of(self, aspect: str) -> AspectDrift:
        """The drift in one aspect.

        Raises
        ------
        KeyError
            If it was not compared.
        """
        return {drift.aspect: drift for drift in self.aspects}[aspect]

    def __str__(self) -> str:
        drifted = sorted(
            (drift for drift in self.aspects if drift.ground != "known"),
            key=lambda drift: -drift.divergence.psi.value,
        )
        lines = []
        if self.statements and self.model is None:
            lines.append(
                "The model has no profile of its training data, so what was scored is not compared with them; `stance train` "
                "makes one."
            )
        if drifted:
            head = "has left known ground" if self.ground == "left" else "differs from what the model learned from"
            lines += [f"The input {head}:", *(f"- {drift}" for drift in drifted)]
        if expected := self._expected():
            lines.append(expected)
        if drifted:
            lines.append(
                "Such an expectation holds the less the more the input differs: label some of these statements (`stance "
                "annotate`) to know."
            )
        return "\n".join(lines)

    def _expected(self) -> str:
        told = [f"{task} {expected}" for task, expected in self.expected_accuracy.items() if expected]
        of = f"{count(self.statements, 'statement')} of {count(self.articles, 'article')}"
        return (
            f"Labels expected to be right, by the model's own probabilities: {', '.join(told)} ({of})." if told else ""
        )

    def as_dict(self) -> dict[str, Any]:
        """As JSON has it, with all measures."""
        return {
            "model": self.model,
            "ground": self.ground if self.model else None,
            "articles": self.articles,
            "statements": self.statements,
            "expected_accuracy": {
                task: asdict(expected) if expected else None for task, expected in self.expected_accuracy.items()
            },
            "aspects": {
                drift.aspect: {"ground": drift.ground, "sentence": drift.sentence, **asdict(drift.divergence)}
                for drift in self.aspects
            },
            "not_compared": list(self.not_compared),
        }

    def metrics(self) -> dict[str, float]:
        """The figures under flat names, such as ``drift.outlet.psi``."""
        found: dict[str, float] = {"articles": float(self.articles), "statements": float(self.statements)}
        for task, expected in self.expected_accuracy.items():
            if expected:
                found |= _with_interval(f"{task}.expected_accuracy", expected.value, expected.low, expected.high)
        for drift in self.aspects:
            for name, measure in (
                ("psi", drift.divergence.psi),
                ("jensen_shannon", drift.divergence.jensen_shannon),
            ):
                found |= _with_interval(f"drift.{drift.aspect}.{name}", measure.value, measure.low, measure.high)
        return found


def without_profile(run: Profile) -> DriftReport:
    """The report where the model has no profile: what can be expected of it, and that nothing was compared."""
    expected = {name: sums.expected_accuracy() for name, sums in run.confidence.items()}
    return DriftReport(None, run.judged.articles, run.judged.rows, (), (), expected)


def _with_interval(name: str, value: float, low: float | None, high: float | None) -> dict[str, float]:
    bounds = {f"{name}_low": low, f"{name}_high": high}
    return {name: value} | {bound: number for bound, number in bounds.items() if number is not None}
