"""What an endpoint takes of the parameters of a question: it is offered all, and what it refuses is left out from then on."""

from __future__ import annotations

import threading
from typing import Any

from pipeline.language_models.answer import SCHEMA

_FORMATS: tuple[tuple[str, dict[str, Any] | None], ...] = (
    ("a JSON schema", {"type": "json_schema", "json_schema": {"name": "judgement", "strict": True, "schema": SCHEMA}}),
    ("any JSON object", {"type": "json_object"}),
    ("free text", None),
)
_FORMAT_WORDS = ("response_format", "json_schema", "json_object", "structured output", "guided", "grammar")


class Dialect:
    """The parameters that one endpoint takes; shared by the threads that ask it.

    Parameters
    ----------
    longest_answer : int
        In tokens.
    seed : int
    """

    def __init__(self, longest_answer: int, seed: int) -> None:
        self._lock = threading.Lock()
        self._format = 0
        self._limit = "max_tokens"
        self._longest = longest_answer
        self._settings: dict[str, Any] = {"temperature": 0, "seed": seed}

    @property
    def format(self) -> str:
        """The form of answers that is asked for, in words."""
        return _FORMATS[self._format][0]

    @property
    def left_out(self) -> tuple[str, ...]:
        """Which of temperature and seed the endpoint does not take, so that its answers may differ from run to run."""
        return tuple(name for name in ("temperature", "seed") if name not in self._settings)

    def parameters(self) -> dict[str, Any]:
        """What is sent beside model and messages."""
        with self._lock:
            wanted = _FORMATS[self._format][1]
            return {**self._settings, self._limit: self._longest, **({"response_format": wanted} if wanted else {})}

    def learn(self, refused: dict[str, Any], reason: str) -> bool:
        """Give up what the endpoint refused; whether there was anything to give up.

        Parameters
        ----------
        refused : dict
            The parameters that were sent.
        reason : str
            What the endpoint said.
        """
        words = reason.lower()
        with self._lock:
            if "max_completion_tokens" in words and self._limit == "max_tokens":
                self._limit = "max_completion_tokens"
                return True
            for name in ("temperature", "seed"):
                if name in words and name in self._settings:
                    del self._settings[name]
                    return True
            named = any(name in words for name in (*_FORMAT_WORDS, "temperature", "seed", "max_completion_tokens"))
            # Another thread may have given it up since this question was sent.
            if named and (
                refused.get("response_format") != _FORMATS[self._format][1] or refused.keys() != self._keys()
            ):
                return True
            if any(word in words for word in _FORMAT_WORDS) and self._format + 1 < len(_FORMATS):
                self._format += 1
                return True
            return False

    def _keys(self) -> set[str]:
        wanted = _FORMATS[self._format][1]
        return {*self._settings, self._limit, *(("response_format",) if wanted else ())}
