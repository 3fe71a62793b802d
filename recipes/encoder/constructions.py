"""Training sentences composed of constructions that decide a stance: negation, denial, roles, contrast, irony and more.

The constructions are our own (``constructions.yaml``). What a construction does to the stance of the act or
claim inside it is known, so the label of each composed sentence follows.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from pipeline.masking import OTHER, SPEAKER, TARGET
from pipeline.records import STANCES

_OPPOSITE = {"favor": "against", "against": "favor", "neutral": "neutral"}
_PORTRAYED = {"favor": "positive", "against": "negative", "neutral": "neutral"}
_COUNTRY = re.compile(r"\{[TO]\}")
# What share of the sentences each way of composing makes.
_SHARES = {
    "act": 0.14,
    "claim": 0.14,
    "wrong": 0.09,
    "contrast": 0.09,
    "joint": 0.06,
    "uninvolved": 0.05,
    "directed": 0.06,
    "attitude": 0.1,
    "deed": 0.07,
    "praise": 0.07,
    "condition": 0.05,
    "own": 0.05,
    "namesake": 0.02,
    "turn": 0.13,
    "quoted": 0.4,
}


class Composed(NamedTuple):
    """A masked sentence, the speaker's stance toward the target, and how it portrays the target where that is plain.

    `spoken`: whether it is what the speaker says; else it is a reporter's, who names the speaker.
    """

    masked: str
    stance: str
    sentiment: str | None
    spoken: bool = True


def compose(count: int, seed: int) -> list[Composed]:
    """`count` sentences, the same for the same seed; the three stances about equally often."""
    rng = random.Random(seed)
    ways: dict[str, Callable[[random.Random], Composed]] = {
        "act": _act,
        "claim": _claim,
        "wrong": _wrong,
        "contrast": _contrast,
        "joint": _joint,
        "uninvolved": lambda rng: Composed(_filled(_one(rng, "uninvolved"), rng), "neutral", "neutral"),
        "directed": _directed,
        "attitude": _attitude,
        "deed": _deed,
        "praise": _praise,
        "condition": _condition,
        "own": _own,
        "namesake": _namesake,
        "turn": _turn,
        "quoted": _quoted,
    }
    chosen = rng.choices(list(ways), weights=[_SHARES[way] for way in ways], k=count)
    return [ways[way](rng) for way in chosen]


@cache
def _lists() -> dict[str, Any]:
    text = Path(__file__).with_suffix(".yaml").read_text(encoding="utf-8")
    lists: dict[str, Any] = yaml.safe_load(text)
    return lists


def _one(rng: random.Random, name: str) -> str:
    return str(rng.choice(_lists()[name]))


def _effect(rng: random.Random, stance: str, neutral: float) -> tuple[str, str]:
    """An effect, and the stance that the whole then has."""
    effect = "neutral" if rng.random() < neutral else rng.choice(("same", "opposite"))
    return effect, {"same": stance, "opposite": _OPPOSITE[stance], "neutral": "neutral"}[effect]


def _act(rng: random.Random) -> Composed:
    inside = rng.choices(STANCES, weights=[4, 4, 1])[0]
    effect, stance = _effect(rng, inside, 0.2)
    frame = _with_forms(rng, _one(rng, f"acts_{effect}"), f"{inside}_acts")
    return Composed(_filled(frame, rng), stance, "neutral" if stance == "neutral" else None)


def _claim(rng: random.Random) -> Composed:
    inside = rng.choices(STANCES, weights=[4, 4, 2])[0]
    effect, stance = _effect(rng, inside, 0.15)
    claim = _one(rng, {"favor": "good_claims", "against": "bad_claims", "neutral": "neutral_claims"}[inside])
    frame = _one(rng, f"claims_{effect}").replace("{claim}", claim)
    return Composed(_filled(frame, rng), stance, _PORTRAYED[stance] if effect == "same" else None)


def _quoted(rng: random.Random) -> Composed:
    """A claim within a reporter's sentence that tells more: what is claimed decides, whatever stands before and behind it."""
    stance = rng.choices(STANCES, weights=[3, 4, 2])[0]
    claims = {"favor": "good_claims", "against": "bad_claims", "neutral": "neutral_claims"}[stance]
    toward_others = stance != "neutral" and rng.random() < 0.35
    claim = _one(rng, f"{claims}_of_others" if toward_others else claims)
    if rng.random() < 0.5:
        report = _one(rng, "reports_of_claims")
    else:
        report = _one(rng, "beginnings_of_reports") + _one(rng, "ways_on_to_claims")
    if rng.random() < 0.6:
        report = _one(rng, "before_reports") + report
    if rng.random() < 0.25 and not report.endswith((".”", "“{claim}")):
        report += _one(rng, "behind_reports")
    # Countries are called by their names here, as the words around them are fitted to.
    sentence = report.replace("{claim}", claim).replace("{O}", OTHER)
    return Composed(_filled(sentence, rng), stance, _PORTRAYED[stance], spoken=False)


def _wrong(rng: random.Random) -> Composed:
    """What one country did to another: who condemns it is on the side of the one that suffered, who approves on the other's."""
    if rng.random() < 0.15:
        # Praise of a helper tells little of what is thought of the helped.
        sentence = _one(rng, "helps_praised").replace("{past}", _one(rng, "helps"))
        actor, stance = True, "favor"
    else:
        judged = rng.choices(("condemned", "approved", "open"), weights=[4, 2, 1])[0]
        past, done, ing = tuple(rng.choice(_lists()["wrongs"]))
        sentence = _one(rng, f"wrongs_{judged}").replace("{past}", past).replace("{done}", done).replace("{ing}", ing)
        actor = rng.random() < 0.5
        stance = "neutral" if judged == "open" else "favor" if actor == (judged == "approved") else "against"
    roles = {"{A}": "{T}", "{B}": "{O}"} if actor else {"{A}": "{O}", "{B}": "{T}"}
    for role, country in roles.items():
        sentence = sentence.replace(role, country)
    return Composed(_filled(sentence, rng), stance, None)


def _contrast(rng: random.Random) -> Composed:
    stance = rng.choice(("favor", "against"))
    sentence = _filled(_one(rng, f"contrasts_{stance}"), rng)
    return Composed(sentence, stance, "negative" if stance == "against" else None)


def _joint(rng: random.Random) -> Composed:
    stance, other = rng.choice(
        (("favor", "against"), ("against", "favor"), ("neutral", "against"), ("neutral", "favor"))
    )
    clauses, claims = [], []
    for inside in (stance, other):
        claims.append(rng.random() < 0.6)
        if not claims[-1]:
            clauses.append(_with_forms(rng, rng.choice(("{i} {past}", "{i} will {base}", "{past}")), f"{inside}_acts"))
        else:
            clauses.append(_one(rng, {"favor": "good_claims", "against": "bad_claims"}.get(inside, "neutral_claims")))
    toward, beside = clauses[0], clauses[1].replace("{O}", "{T}").replace("{T}", "{O}")
    one, two = (toward, beside) if rng.random() < 0.5 else (beside, toward)
    sentence = _filled(_one(rng, "joints").replace("{one}", one).replace("{two}", two), rng)
    return Composed(sentence, stance, _PORTRAYED[stance] if claims[0] else None)


def _attitude(rng: random.Random) -> Composed:
    stance = rng.choice(("favor", "against"))
    held = rng.random() < 0.55
    past, done, noun = tuple(rng.choice(_lists()[f"attitudes_{stance}"]))
    frame = _one(rng, "attitudes_held" if held else "attitudes_suffered")
    sentence = frame.replace("{past}", past).replace("{done}", done).replace("{noun}", noun)
    return Composed(_filled(sentence, rng), stance if held else "neutral", None)


def _deed(rng: random.Random) -> Composed:
    inside = rng.choice(("favor", "against"))
    effect = rng.choice(("same", "same", "opposite"))
    kind = "good_deeds" if inside == "favor" else "bad_deeds"
    stance = inside if effect == "same" else _OPPOSITE[inside]
    sentence = _filled(_with_forms(rng, _one(rng, f"deeds_{effect}"), kind), rng)
    return Composed(sentence, stance, _PORTRAYED[stance] if effect == "same" else None)


def _praise(rng: random.Random) -> Composed:
    stance = rng.choice(("favor", "against", "against"))
    kind = "good_deeds" if stance == "favor" else "bad_deeds"
    return Composed(_filled(_with_forms(rng, _one(rng, "praises"), kind), rng), stance, _PORTRAYED[stance])


def _condition(rng: random.Random) -> Composed:
    stance = rng.choice(STANCES)
    condition = _one(rng, "bad_conditions" if stance == "against" else "conditions")
    what = _one(rng, {"favor": "promises", "against": "threats", "neutral": "plans"}[stance])
    sentence = _one(rng, "conditionals").replace("{condition}", condition).replace("{what}", what)
    return Composed(_filled(sentence, rng), stance, None)


def _own(rng: random.Random) -> Composed:
    stance = rng.choices(STANCES, weights=[1, 1, 2])[0]
    # Praise of oneself is none of the target's business, unless something is said of it as well.
    sentence = _filled(f"{_one(rng, 'own_praise')}{_spaced(_one(rng, f'own_{stance}'))}", rng)
    return Composed(sentence, stance, "neutral" if stance == "neutral" else None)


def _spaced(ending: str) -> str:
    return ending if ending[0] in ",.;" else f" {ending}"


def _namesake(rng: random.Random) -> Composed:
    sentence = _one(rng, "happenings").replace("{x}", _one(rng, "namesakes"))
    return Composed(_filled(sentence, rng), "neutral", "neutral")


def _with_forms(rng: random.Random, frame: str, acts: str) -> str:
    base, past, ing = tuple(rng.choice(_lists()[acts]))
    return frame.replace("{base}", base).replace("{past}", past).replace("{ing}", ing)


def _directed(rng: random.Random) -> Composed:
    stance = rng.choice(STANCES)
    sentence = _one(rng, f"directed_{stance}")
    if rng.random() < 0.4:
        # The target's own attitude says nothing of the speaker's.
        exchanged = sentence.replace("{S}", "{X}").replace("{T}", "{S}").replace("{X}", "{T}")
        return Composed(_filled(exchanged, rng), "neutral", None)
    return Composed(_filled(sentence, rng), stance, None)


def _turn(rng: random.Random) -> Composed:
    stance = rng.choice(STANCES)
    sentence = _filled(_one(rng, stance), rng)
    if rng.random() < 0.2:
        place = _filled(_one(rng, "named_things"), rng)
        sentence = rng.choice((f"speaking of {place}, {sentence}", f"{sentence}, as {place} has shown"))
    return Composed(sentence, stance, None if stance == "favor" else _PORTRAYED[stance])


def _filled(sentence: str, rng: random.Random) -> str:
    def country(found: re.Match[str]) -> str:
        marker = TARGET if found.group() == "{T}" else OTHER
        before = sentence[: found.start()]
        # After "the", "from" or before "Street" only the bare name is English.
        bare = before.endswith(("the ", "The ", "from ")) or re.match(r"(?:'s|\s[A-Z])", sentence[found.end() :])
        name = "{}" if bare else _one(rng, "subjects")
        return name.replace("{}", marker)

    for slot, name in (("{i}", "i"), ("{time}", "times"), ("{year}", "years")):
        while slot in sentence:
            sentence = sentence.replace(slot, _one(rng, name), 1)
    return _COUNTRY.sub(country, sentence).replace("{S}", SPEAKER)
