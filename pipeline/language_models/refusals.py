"""Refusals in words: models that answer a question for a JSON object with a sentence of why not; see ``refusals.txt``."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

# A refusal comes first; what is said later may be part of reasoning.
_BEGINNING = 200
_BETWEEN = "…"


@cache
def _refusal() -> re.Pattern[str]:
    text = files("pipeline.language_models").joinpath("refusals.txt").read_text(encoding="utf-8")
    phrases = [line for line in text.splitlines() if line and not line.startswith("#")]
    return re.compile("|".join(rf"\b{_pattern(phrase)}" for phrase in phrases))


def _pattern(phrase: str) -> str:
    first, between, last = phrase.partition(_BETWEEN)
    return re.escape(first) + (rf"(?:[\w'-]+ ){{0,4}}{re.escape(last.strip())}" if between else "")


def refuses(content: str) -> bool:
    """Whether words that hold no judgement say that none will be given.

    Parameters
    ----------
    content : str

    Examples
    --------
    >>> refuses("I’m sorry, but I can’t help with that."), refuses("The stance is unclear."), refuses("")
    (True, False, False)
    """
    plain = " ".join(content[: 2 * _BEGINNING].replace("’", "'").lower().split())[:_BEGINNING]
    return _refusal().search(plain) is not None
