"""What asking will cost, and a cap that is kept while it is being asked."""

from __future__ import annotations

import math
import threading
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.errors import PipelineError

# Bytes of UTF-8 in a token: some 4 in English prose for the tokenizers in use. The cap reckons with fewer, so as not to be passed.
_BYTES_PER_TOKEN = 4.0
_FEWEST_BYTES_PER_TOKEN = 3.0
_ANSWER_TOKENS = 90
_MILLION = 1_000_000


@dataclass(frozen=True, slots=True)
class Prices:
    """Per million tokens, in whatever currency; ``None`` where they are not known."""

    tokens_in: float | None = None
    tokens_out: float | None = None

    @property
    def known(self) -> bool:
        """Whether both are."""
        return self.tokens_in is not None and self.tokens_out is not None

    def cost(self, tokens_in: int, tokens_out: int) -> float:
        """Of so many tokens; 0 where the prices are not known."""
        return ((self.tokens_in or 0.0) * tokens_in + (self.tokens_out or 0.0) * tokens_out) / _MILLION


@dataclass(frozen=True, slots=True)
class Tokens:
    """Tokens sent and received."""

    sent: int = 0
    received: int = 0

    @property
    def both(self) -> int:
        """Together."""
        return self.sent + self.received

    def __add__(self, other: Tokens) -> Tokens:
        return Tokens(self.sent + other.sent, self.received + other.received)


def _size(messages: Sequence[dict[str, str]]) -> int:
    return sum(len(message["content"].encode("utf-8", "surrogatepass")) + 16 for message in messages)


def likely_tokens(messages: Sequence[dict[str, str]]) -> Tokens:
    """About how many tokens a question and its answer take; no tokenizer is asked."""
    return Tokens(math.ceil(_size(messages) / _BYTES_PER_TOKEN), _ANSWER_TOKENS)


def most_tokens(messages: Sequence[dict[str, str]], longest_answer: int) -> Tokens:
    """How many tokens they take at most, in a language of the Latin script."""
    return Tokens(math.ceil(_size(messages) / _FEWEST_BYTES_PER_TOKEN), longest_answer)


class Budget:
    """Counts what is spent and what is still out, and says whether another question fits under the cap.

    Parameters
    ----------
    prices : Prices
    max_cost : float, optional
        In the currency of the prices.
    max_tokens : int, optional

    Raises
    ------
    PipelineError
        If there is a cap on the cost and no prices.
    """

    def __init__(self, prices: Prices, max_cost: float | None = None, max_tokens: int | None = None) -> None:
        if max_cost is not None and not prices.known:
            raise PipelineError(
                "--max-cost: no price is known. Give --price-in and --price-out, per million tokens, or cap by --max-tokens."
            )
        self.prices, self.max_cost, self.max_tokens = prices, max_cost, max_tokens
        self.spent = Tokens()
        self._out = Tokens()
        self._lock = threading.Lock()

    @property
    def cost(self) -> float:
        """What was spent so far."""
        return self.prices.cost(self.spent.sent, self.spent.received)

    def reserve(self, tokens: Tokens) -> bool:
        """Set tokens aside for a question, if they fit; whether they do."""
        with self._lock:
            whole = self.spent + self._out + tokens
            too_dear = self.max_cost is not None and self.prices.cost(whole.sent, whole.received) > self.max_cost
            if too_dear or (self.max_tokens is not None and whole.both > self.max_tokens):
                return False
            self._out += tokens
            return True

    def settle(self, reserved: Tokens, used: Tokens) -> None:
        """Replace what was set aside by what was used."""
        with self._lock:
            self._out = Tokens(self._out.sent - reserved.sent, self._out.received - reserved.received)
            self.spent += used
