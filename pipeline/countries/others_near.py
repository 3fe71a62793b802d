"""Words near the name of a country that show it to be another place's or person's: "Voters in Atlanta say that Georgia"."""

from __future__ import annotations

import re
from functools import cache

from pipeline.languages import Language
from pipeline.languages.lexicon import any_of

_LEAD = 60
_SENTENCE_END = re.compile(r"(?<=[a-z]{3})[.!?][”\"'’]*\s+")


class OthersNear:
    """Decides by ``other_where_near`` of one language's ``context.yaml``."""

    def __init__(self, language: Language) -> None:
        words = language.context
        # A dateline has them in capitals: "ATLANTA - Georgia sued".
        self._near = {
            form: re.compile(rf"\b(?:{any_of({*near, *(word.upper() for word in near)})})(?!\w)")
            for form, near in words.other_where_near.items()
        }
        places, joining = any_of(words.other_places), any_of(words.joining_places)
        self._places = words.other_places
        self._joined_before = re.compile(rf"\b(?:{places}),?\s+(?:{joining})\s+$")
        self._joined_after = re.compile(rf"(?:,|,?\s+(?:{joining}))\s+(?:{places})\b")
        self._rivers = words.rivers
        self._article = re.compile(rf"\b(?:{any_of(words.leading_article)})\s+$", re.IGNORECASE)
        # "The Niger junta" is the country's.
        references = language.references
        governing = language.roles.titles | references.own | references.acting | language.people.state_bodies
        self._governing = re.compile(rf"\s+(?:\w+\s+)?(?:{any_of(governing)})\b", re.IGNORECASE)
        self.of_state = re.compile(rf"\b(?:{any_of(words.of_states)})\s+$", re.IGNORECASE)

    def meant(self, text: str, start: int, end: int) -> bool:
        """Whether the form at ``start:end`` means something else by what stands near: "Georgia and Florida"."""
        if text[start:end] in self._places and (
            self._joined_after.match(text, end) or self._joined_before.search(text, max(0, start - _LEAD), start)
        ):
            return True
        if self._is_river(text, start, end):
            return True
        other = self._near.get(text[start:end])
        return other is not None and other.search(self._beside(text, start, end)) is not None

    def _is_river(self, text: str, start: int, end: int) -> bool:
        """ "The Niger", which as a country has no article."""
        return (
            text[start:end] in self._rivers
            and self._article.search(text, max(0, start - _LEAD), start) is not None
            and self._governing.match(text, end) is None
        )

    def _beside(self, text: str, start: int, end: int) -> str:
        """What stands near in the same sentence; nothing behind the title of a state's head."""
        before = text[max(0, start - _LEAD) : start].rpartition("\n")[2]
        if self.of_state.search(before):
            return ""
        return (
            _SENTENCE_END.split(before)[-1] + " " + _SENTENCE_END.split(text[end : end + _LEAD].partition("\n")[0])[0]
        )


@cache
def others_near(language: Language) -> OthersNear:
    """What reads texts of `language`, made once."""
    return OthersNear(language)
