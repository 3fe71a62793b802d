"""Patterns of what stands around names and tells whose country is whose, composed of the words of a language."""

from __future__ import annotations

import re
from functools import cache

from pipeline.countries.gazetteer import CountryMention
from pipeline.languages import Language
from pipeline.languages.grammar import PAST, THIRD
from pipeline.languages.lexicon import any_of


class Patterns:
    """What stands around names, composed of the words of a language; see ``people.yaml``."""

    def __init__(self, language: Language) -> None:
        words = language.people
        articles = any_of(words.articles)
        # A role after the name: ", Norway's minister of fisheries," / ", the prime minister of Fiji".
        after = any_of(words.apposed_after).replace(r"\ ", r"\s+")
        self.apposition = re.compile(
            rf"\s*,\s*(?:(?:{after})\s+)?(?P<led>(?:{any_of(words.apposed_with)})\s+)?(?P<role>(?:[^,.;:“”\"()\n]|(?<=\b[A-Z])\.){{3,90}})"
        )
        # "Ann Lee is a Kenyan judge", "is Kenya's envoy".
        owned = rf"(?=(?:[A-Z][\w-]*\s+){{0,3}}?[A-Z][\w-]*(?:{any_of(language.grammar.possessive_endings)})\s)"
        self.predicate = re.compile(
            rf"\s+(?:{any_of(words.predicates)})\s+(?:(?P<led>(?:{any_of(words.indefinite)})\s+)|{owned})(?P<role>[^,.;:“”\"()\n]{{3,90}})"
        )
        # "A China analyst" works on China.
        self.studied = re.compile(rf"\s+(?:\w+\s+)?(?:{any_of(words.studying)})\b")
        # "Pro-Russian separatists" are not Russian.
        self.sided = re.compile(rf"\b(?:{any_of(words.sided)})-$", re.IGNORECASE)
        # "Chinese Ambassador to Zambia Du Heng": the country right before the name is where the post is.
        self.posted = re.compile(rf"\s(?:{any_of(words.posted)})\s+(?:(?:{articles})\s+)?$")
        self.article_behind = re.compile(rf"\s(?:{articles})$")
        # "The European Court of Human Rights".
        self.organisation_of = re.compile(rf"\b([A-Z]\w+) (?:{any_of(words.organisation_of)})\s+$")
        # "Moussa Ba of Senegal".
        self.of = re.compile(rf"\s+(?:{any_of(words.of)})\s+(?:(?:{articles})\s+)?(?=[A-Z])")

        cues, grammar = language.cues, language.grammar
        verbs = language.verb_forms(cues.speech | cues.judgement | cues.act_verbs)
        finite = {form for form, (_, sort) in verbs.items() if sort in (PAST, THIRD)}
        self._no_occupation = grammar.closed_classes | grammar.irregular_pasts | finite
        self._grammar, self._roles = grammar, language.roles
        self._opens_clause = grammar.closed_classes - grammar.determiners | grammar.relatives
        self._phrase_ends = words.noun_ends | grammar.agent

    def is_occupation(self, words: list[str]) -> bool:
        """Whether words in lower case between a nationality and a name can say what somebody is; a verb cannot."""
        return not any(
            word in self._no_occupation or self._grammar.ends_as(word, self._grammar.past_endings) for word in words
        )

    def noun_of_apposition(self, apposition: re.Match[str]) -> list[str]:
        """The words of an apposition in lower case up to its first preposition; none where it is a clause about others.

        "Adam Lee, who met the German chancellor," and "Adam Lee, speaking beside the chancellor," tell no office of his.
        """
        words = [word.lower() for word in re.findall(r"[\w-]+", apposition["role"])]
        if not words or words[0] in self._opens_clause:
            return []
        gerund = self._grammar.ends_as(words[0], self._grammar.gerund_endings)
        if gerund and apposition["led"] is None and not self._roles.is_title(words[0]):
            return []
        end = next((i for i, word in enumerate(words) if i and word in self._phrase_ends), len(words))
        return words[:end]

    def belongs(self, text: str, mention: CountryMention) -> bool:
        """Whether who is described by the name of a country is of it, not for or against it: "pro-Russian"."""
        return self.sided.search(text, max(0, mention.start - 5), mention.start) is None


@cache
def patterns(language: Language) -> Patterns:
    """The patterns of a language, composed once."""
    return Patterns(language)
