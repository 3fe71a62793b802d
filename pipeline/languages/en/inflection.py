"""The forms of English verbs and nouns by the rules of spelling."""

from __future__ import annotations

import re

from pipeline.languages.grammar import GERUND, PAST, THIRD

_ONE_SYLLABLE_DOUBLING = re.compile(r"^[^aeiou]*[aeiou][bdgklmnprtz]$")


def verb_forms(lemma: str, doubling: bool) -> dict[str, str]:
    """Third person, gerund, past tense and participle of a regular verb.

    Examples
    --------
    >>> verb_forms("admit", doubling=True)
    {'admits': 'third', 'admitting': 'gerund', 'admitted': 'past'}
    """
    stem = lemma + lemma[-1] if doubling or _ONE_SYLLABLE_DOUBLING.match(lemma) else lemma
    return {_third(lemma): THIRD, _gerund(lemma, stem): GERUND, _past(lemma, stem): PAST}


def word_forms(word: str) -> set[str]:
    """The word with the endings of verbs and plurals, without doubled letters."""
    forms = {word, word + "s"}
    if word.endswith("e"):
        forms |= {word + "d", word[:-1] + "ing"}
    elif word.endswith("y") and word[-2:-1] not in "aeou":
        forms |= {word[:-1] + "ies", word[:-1] + "ied", word + "ing"}
    else:
        forms |= {word + "ed", word + "ing", word + "es"}
    return forms


def _third(lemma: str) -> str:
    if re.search(r"(?:s|x|z|ch|sh|o)$", lemma):
        return lemma + "es"
    return lemma[:-1] + "ies" if re.search(r"[^aeiou]y$", lemma) else lemma + "s"


def _past(lemma: str, stem: str) -> str:
    if lemma.endswith("e"):
        return lemma + "d"
    return lemma[:-1] + "ied" if re.search(r"[^aeiou]y$", lemma) else stem + "ed"


def _gerund(lemma: str, stem: str) -> str:
    return lemma[:-1] + "ing" if lemma.endswith("e") and not lemma.endswith(("ee", "oe", "ye")) else stem + "ing"
