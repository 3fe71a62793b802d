"""The forms of the cue verbs: lemma → third person, past, participle, gerund, by the rules of English spelling."""

from __future__ import annotations

import re
from functools import cache

from pipeline.languages.lexicon import knowledge_yaml

BASE, THIRD, PAST, GERUND = "base", "third", "past", "gerund"
_ONE_SYLLABLE_DOUBLING = re.compile(r"^[^aeiou]*[aeiou][bdgklmnprtz]$")


def _third(lemma: str) -> str:
    if re.search(r"(?:s|x|z|ch|sh|o)$", lemma):
        return lemma + "es"
    return lemma[:-1] + "ies" if re.search(r"[^aeiou]y$", lemma) else lemma + "s"


def _stem(lemma: str, doubling: frozenset[str]) -> str:
    return lemma + lemma[-1] if lemma in doubling or _ONE_SYLLABLE_DOUBLING.match(lemma) else lemma


def _past(lemma: str, doubling: frozenset[str]) -> str:
    if lemma.endswith("e"):
        return lemma + "d"
    return lemma[:-1] + "ied" if re.search(r"[^aeiou]y$", lemma) else _stem(lemma, doubling) + "ed"


def _gerund(lemma: str, doubling: frozenset[str]) -> str:
    if lemma.endswith("e") and not lemma.endswith(("ee", "oe", "ye")):
        return lemma[:-1] + "ing"
    return _stem(lemma, doubling) + "ing"


@cache
def verb_forms(lemmas: frozenset[str], language: str = "en") -> dict[str, tuple[str, str]]:
    """Every form of the verbs → its lemma and which form it is.

    >>> forms = verb_forms(frozenset({"deny", "admit"}))
    >>> forms["denies"], forms["admitted"]
    (('deny', 'third'), ('admit', 'past'))
    """
    grammar = knowledge_yaml("grammar.yaml", language)
    irregular: dict[str, list[str]] = grammar["irregular"]
    doubling = frozenset(grammar["doubling"])
    forms: dict[str, tuple[str, str]] = {}
    for lemma in sorted(lemmas):
        past = irregular.get(lemma) or [_past(lemma, doubling)]
        entries = [(lemma, BASE), (_third(lemma), THIRD), (_gerund(lemma, doubling), GERUND)]
        for form, sort in [*entries, *((form, PAST) for form in past)]:
            forms.setdefault(form, (lemma, sort))
    return forms
