"""What a language model answers → a judgement, or why it is none."""

from __future__ import annotations

import json
import math
import re
from dataclasses import asdict, dataclass
from typing import Any, Literal

from pipeline.codebook import NOTHING_TO_JUDGE
from pipeline.exchange.json_records import written
from pipeline.language_models.refusals import refuses
from pipeline.tasks import SENTIMENTS, STANCES

FLAGS = ("none", *NOTHING_TO_JUDGE, "unsure")
# So much of a refusal in words is told; all of it is kept.
_TOLD = 200
_FENCE = re.compile(r"\A\s*```\w*\s*\n?(.*?)\n?```\s*\Z", re.DOTALL)

SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": {
        "reason": {"type": "string"},
        "rules": {"type": "array", "items": {"type": "integer"}},
        "flag": {"type": "string", "enum": list(FLAGS)},
        "stance": {"type": "string", "enum": list(STANCES)},
        "sentiment": {"type": "string", "enum": list(SENTIMENTS)},
        "confidence": {"type": "number"},
    },
    "required": ["reason", "rules", "flag", "stance", "sentiment", "confidence"],
    "additionalProperties": False,
}


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer of an endpoint, as it came.

    Attributes
    ----------
    content : str
        The words of the model.
    refusal : str or None
        What it says instead, where it refuses.
    finish : str
        Why it ended: ``stop``, ``length``, ``content_filter``.
    model : str
        The snapshot that answered, by its own account.
    tokens_in, tokens_out : int or None
        As the endpoint counts them, where it does.
    time : str
        When it was made, ISO 8601.
    """

    content: str
    refusal: str | None
    finish: str
    model: str
    tokens_in: int | None
    tokens_out: int | None
    time: str

    def as_json(self) -> str:
        """As one line, for the cache."""
        return written(asdict(self)).rstrip("\n")


@dataclass(frozen=True, slots=True)
class Judgement:
    """A usable answer; stance and sentiment are ``None`` where a flag says that there is nothing to judge."""

    stance: str | None
    sentiment: str | None
    confidence: float | None
    flags: tuple[str, ...]
    rules: tuple[int, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Unusable:
    """An answer that is no judgement, and why."""

    kind: Literal["refusal", "cut", "malformed"]
    reason: str


def judgement_of(answer: Answer) -> Judgement | Unusable:
    """Read an answer strictly: what is not clearly a judgement by the codebook is none.

    Parameters
    ----------
    answer : Answer
    """
    if answer.refusal or answer.finish == "content_filter":
        return Unusable("refusal", answer.refusal or "the endpoint's filter held the answer back")
    if answer.finish == "length":
        return Unusable("cut", "the answer was cut off at its greatest length")
    values = _object(answer.content)
    if isinstance(values, str):
        if "{" not in answer.content and refuses(answer.content):
            return Unusable("refusal", f"in words: {' '.join(answer.content.split())[:_TOLD]}")
        return Unusable("malformed", values)
    try:
        return _judgement(values)
    except ValueError as error:
        return Unusable("malformed", str(error))


def _object(content: str) -> dict[str, Any] | str:
    fenced = _FENCE.match(content)
    text = fenced[1] if fenced else content
    # Models without structured output talk before and after.
    first, last = text.find("{"), text.rfind("}")
    if first < 0 or last < first:
        return "the answer holds no JSON object" if content.strip() else "the answer is empty"
    try:
        values = json.loads(text[first : last + 1])
    except (json.JSONDecodeError, RecursionError) as error:
        return f"the answer is no JSON: {error}"
    return values if isinstance(values, dict) else "the answer is no JSON object"


def _judgement(values: dict[str, Any]) -> Judgement:
    flag = _one_of(values.get("flag") or "none", FLAGS, "flag")
    nothing = flag in NOTHING_TO_JUDGE
    rules = values.get("rules") or []
    if not isinstance(rules, list) or not all(isinstance(n, int) and not isinstance(n, bool) for n in rules):
        raise ValueError(f"rules: {rules!r} is no list of numbers")
    return Judgement(
        stance=None if nothing else _one_of(values.get("stance"), STANCES, "stance"),
        sentiment=None if nothing else _one_of(values.get("sentiment"), SENTIMENTS, "sentiment"),
        confidence=_probability(values.get("confidence")),
        flags=() if flag == "none" else (flag,),
        rules=tuple(rules),
        reason=str(values.get("reason") or ""),
    )


def _one_of(value: object, known: tuple[str, ...], name: str) -> str:
    plain = value.strip().lower() if isinstance(value, str) else value
    if plain not in known:
        raise ValueError(f"{name}: {value!r} is none of {', '.join(known)}")
    return str(plain)


def _probability(value: object) -> float | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not (math.isfinite(value) and 0 <= value <= 1):
        raise ValueError(f"confidence: {value!r} is no number from 0 to 1")
    return float(value)
