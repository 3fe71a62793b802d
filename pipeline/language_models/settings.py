"""What a user may choose of how a model is asked."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from pipeline.errors import PipelineError
from pipeline.language_models.budget import Prices
from pipeline.language_models.endpoint import OPENAI_URL
from pipeline.language_models.waiting import Patience

KEY_VARIABLE = "OPENAI_API_KEY"


@dataclass(frozen=True, slots=True)
class AskSettings:
    """How a model is asked.

    Attributes
    ----------
    model, base_url : str
    sample : int or None
        Examples drawn at random; all where it is ``None``.
    judged : bool
        Only examples that people have judged, which tells how good the model is before it is paid for the rest.
    shots : int
        Examples of gold that are shown before each question.
    again : bool
        Ask once more where an earlier answer was no judgement.
    dry_run : bool
        Say what it would cost, and ask nothing.
    seed, concurrency, longest_answer : int
    max_cost : float or None
    max_tokens : int or None
    prices : Prices
    key_variable : str
    patience : Patience
    out : Path or None
    """

    model: str
    base_url: str = OPENAI_URL
    sample: int | None = None
    judged: bool = False
    shots: int = 0
    again: bool = False
    dry_run: bool = False
    seed: int = 13
    concurrency: int = 8
    longest_answer: int = 500
    max_cost: float | None = None
    max_tokens: int | None = None
    prices: Prices = field(default_factory=Prices)
    key_variable: str = KEY_VARIABLE
    patience: Patience = field(default_factory=Patience)
    out: Path | None = None

    def __post_init__(self) -> None:
        for name, value in (
            ("--max-cost", self.max_cost),
            ("--price-in", self.prices.tokens_in),
            ("--price-out", self.prices.tokens_out),
        ):
            if value is not None and not 0 <= value < float("inf"):
                raise PipelineError(f"{name}: {value:g} is no amount. Give a number of 0 or more.")
        if (self.prices.tokens_in is None) != (self.prices.tokens_out is None):
            raise PipelineError("--price-in and --price-out: give both, or neither.")
