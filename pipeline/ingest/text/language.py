"""The language of a text.

Small words decide (the, of, said; der, und, nicht), for names say nothing of it: a short report from Kampala or Kigali is
full of names that look like Luganda or Kinyarwanda. A statistical classifier (py3langid: Lui and Baldwin 2012, ACL demo)
is asked only where they do not tell, and without the names. An answer that rests on little is marked as unsure, and
languages that are read win over others then: an article is better kept than lost.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from pipeline.ingest.text.lexical_signs import signs_of
from pipeline.languages import known_languages, language
from pipeline.languages.lexicon import Phrases, WordLists, Words

# Enough for a certain answer.
_CHARACTERS = 2000
# Sums of weights of small words: from `_SURE` on an answer is certain, if the next language has so small a share of it and
# the words make up so much of the text. Languages of one script have more words in common.
_SURE, _RIVAL, _RIVAL_OF_ONE_SCRIPT, _DENSITY = 2.5, 0.5, 0.85, 0.08
# Fewer letters without names say nothing to the classifier, where there are no small words.
_FEWEST_LETTERS = 6
# Enough letters to tell a script from.
_LETTERS = 300
_WORD = re.compile(r"[^\W\d_]+")
_FIRST_WORD = re.compile(r"[.!?…:\n“„«‘\"]\W*([^\W\d_]+)")
# A word within a sentence: with a capital it is a name, or in German a noun.
_WITHIN = re.compile(r"(?<=[^.!?…:\n“„«\"] )[^\W\d_][\w'’.-]*")
_OTHER_LETTERS = re.compile(r"[\u0370-\u1cff\u1f00-\u1fff\u3040-\ud7ff\uf900-\ufaff\ufb1d-\ufefc]+")
_ARTIFICIAL = frozenset({"la", "eo", "vo"})


@dataclass(frozen=True, slots=True)
class Detected:
    """The ISO 639-1 code of a language, ``None`` where there are no letters to tell it from, and whether it is certain."""

    code: str | None
    sure: bool


class _FunctionWords(WordLists):
    """Small words of languages, and scripts; see ``function_words.yaml``."""

    words: dict[str, Words]
    scripts: dict[str, Phrases]


@cache
def _lists() -> _FunctionWords:
    return _FunctionWords.read(files("pipeline.ingest.text"), "function_words.yaml")


@cache
def _scripts() -> tuple[tuple[re.Pattern[str], tuple[str, ...]], ...]:
    return tuple((re.compile(f"[{letters}]"), codes) for letters, codes in _lists().scripts.items())


@cache
def _weights() -> Mapping[str, tuple[tuple[str, float], ...]]:
    """Word → the languages that have it, each with what the word weighs for it."""
    having: dict[str, list[str]] = defaultdict(list)
    for code in known_languages():
        for word in signs_of(language(code)).small_words:
            having[word].append(code)
    for code, words in _lists().words.items():
        for word in words:
            if code not in known_languages():
                having[word].append(code)
    return {word: tuple((code, 1 / len(codes)) for code in codes) for word, codes in having.items()}


def _scores(text: str) -> tuple[dict[str, float], int]:
    """How much the small words of `text` speak for each language, and how many words it has in small letters."""
    weights = _weights()
    words = Counter(_WORD.findall(text if not text.isupper() else text.lower()))
    written_small = sum(times for word, times in words.items() if word.islower())
    words.update(word.lower() for word in _FIRST_WORD.findall(f"\n{text}") if not word.islower())
    scores: dict[str, float] = defaultdict(float)
    # In one order: sums of shares differ in their last bits, and sets stand in another order in each process.
    for word in sorted(words.keys() & weights.keys()):
        for code, weight in weights[word]:
            scores[code] += weight * words[word]
    return scores, written_small


def detect_language(text: str) -> Detected:
    """The language of `text`.

    Examples
    --------
    >>> detect_language("Ugandan President Yoweri Museveni blamed Rwanda in Kampala on Sunday.").code
    'en'
    >>> detect_language("Le président a remercié le Mali pour son aide et pour l'accueil de la délégation.")
    Detected(code='fr', sure=True)
    """
    sample = text[:_CHARACTERS]
    others = "" if sample.isascii() else "".join(_OTHER_LETTERS.findall(sample))
    if others and len(others) > sum(map(len, _WORD.findall(sample))) / 2:
        return _by_script(sample, others[:_LETTERS])
    if not _WORD.search(sample):
        return Detected(None, False)
    return _latin(sample)


def _latin(sample: str) -> Detected:
    scores, words = _scores(sample)
    best = max(sorted(scores), key=lambda code: scores[code], default="")
    # Other languages have some of the words too: in a text in one of them, these are few.
    if scores[best] >= max(_SURE, _DENSITY * words) and _stands_out(best, scores):
        return Detected(best, True)
    for code in known_languages():
        scores[code] += signs_of(language(code)).vocabulary_of(sample)
    known = max(known_languages(), key=lambda code: scores[code])
    if scores[known] > max((weight for code, weight in scores.items() if code != known), default=0.0):
        return Detected(known, scores[known] >= _SURE and _stands_out(known, scores))
    guess = _classified(_without_names(sample)) if scores[best] or _letters(sample) >= _FEWEST_LETTERS else None
    if guess is not None and guess not in known_languages() and scores[guess] >= scores[known]:
        return Detected(guess, scores[guess] >= 1 and scores[guess] >= 2 * scores[known])
    return Detected(best if guess is None and scores[best] > scores[known] else known, False)


def _stands_out(code: str, scores: Mapping[str, float], rival: float = _RIVAL) -> bool:
    second = max((weight for other, weight in scores.items() if other != code), default=0.0)
    return second <= rival * scores[code]


def _letters(text: str) -> int:
    """How many letters the words in small letters have, which are no names."""
    return sum(len(word) for word in _WORD.findall(text) if not word[0].isupper())


def _without_names(text: str) -> str:
    return _WITHIN.sub(lambda word: "" if word.group()[0].isupper() else word.group(), text)


def _by_script(sample: str, letters: str) -> Detected:
    counted = {codes: len(script.findall(letters)) for script, codes in _scripts()}
    # Japanese is written with Chinese characters too.
    counted = {codes: times * (10 if codes == ("ja",) else 1) for codes, times in counted.items()}
    codes, times = max(counted.items(), key=lambda item: item[1])
    if times == 0:
        return Detected(_classified(sample), False)
    if len(codes) == 1:
        return Detected(codes[0], True)
    all_scores, _ = _scores(sample[: 4 * _LETTERS])
    scores = {code: all_scores[code] for code in codes}
    best = max(codes, key=lambda code: scores[code])
    if scores[best] and _stands_out(best, scores, _RIVAL_OF_ONE_SCRIPT):
        return Detected(best, True)
    guess = _classified(sample)
    return Detected(guess if guess in codes else best, False)


def _classified(text: str) -> str | None:
    """What the classifier says, ``None`` where there is nothing to classify."""
    if sum(map(len, _WORD.findall(text))) < 3:
        return None
    from py3langid import rank

    # Rare languages without a code of two letters, and those that no newspaper is in, are no answers.
    return next((code for code, _ in rank(text) if len(code) == 2 and code not in _ARTIFICIAL), None)
