"""What surrounds a match in its clause: who acts in it, and whether it is denied."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from pipeline.languages import Language
from pipeline.masking import OTHER, SPEAKER, TARGET

_CLAUSE_END = re.compile(r"[.!?;:\n]|\Z")
_MARKER = re.compile("|".join(map(re.escape, (SPEAKER, TARGET, OTHER))))
# Words before a match that may deny it.
_NEAR = 3
_LAST_WORDS = re.compile(rf"(?:[^\s,]+\s+){{0,{_NEAR}}}[^\s,]*\Z")


@dataclass(frozen=True, slots=True)
class Clauses:
    """Reads the clause of a match; made once for a language and its negators."""

    denying: re.Pattern[str] | None
    joined: re.Pattern[str]
    governed: re.Pattern[str]

    def acts_another(self, masked: str, start: int) -> bool:
        """Whether, of the countries named in the clause before `start`, the nearest that can be the subject is not the speaker's."""
        before = masked[self._clause_start(masked, start) : start]
        markers = list(_MARKER.finditer(before))
        for number in range(len(markers) - 1, -1, -1):
            marker = markers[number]
            if marker.group() == SPEAKER:
                return False
            if self.governed.search(before[: marker.start()]):
                continue
            # “‹SPEAKER› and ‹OTHER› condemned”: both do.
            first = number
            while first and self.joined.fullmatch(before[markers[first - 1].end() : markers[first].start()]):
                first -= 1
                if markers[first].group() == SPEAKER:
                    return False
            return True
        return False

    def denies(self, masked: str, found: re.Match[str]) -> bool:
        """Whether a negator stands shortly before the match, or in a gap of it."""
        if self.denying is None:
            return False
        start = found.start()
        lead = _LAST_WORDS.search(masked[self._clause_start(masked, start) : start])
        if lead and self.denying.search(lead.group()):
            return True
        # What the pattern itself names denies nothing: “lack of trust in”.
        gaps = list(found.group())
        for name in found.groupdict():
            low, high = found.span(name)
            gaps[low - start : high - start] = " " * (high - low)
        return bool(self.denying.search("".join(gaps)))

    def _clause_start(self, masked: str, start: int) -> int:
        ends = [end.end() for end in _CLAUSE_END.finditer(masked, 0, start) if end.end() > end.start()]
        return ends[-1] if ends else 0


def clauses(language: Language, negators: Collection[str]) -> Clauses:
    """The reader of clauses of a language.

    Parameters
    ----------
    language : Language
    negators : collection of str
        A star at the beginning of one stands for any beginning of a word.
    """
    denying = "|".join(_negator(word) for word in sorted(negators, key=lambda word: (-len(word), word)))
    joining = "|".join(sorted(map(re.escape, language.grammar.conjunctions)))
    before = "|".join(sorted(map(re.escape, language.grammar.prepositions)))
    inside = "|".join(sorted(map(re.escape, language.grammar.determiners)))
    return Clauses(
        re.compile(denying, re.IGNORECASE) if denying else None,
        re.compile(rf"(?:['’]s)?\s*(?:,|,?\s*(?:{joining})\b)\s*(?:(?:{inside})\s+)?", re.IGNORECASE),
        re.compile(rf"\b(?:{before})\s+(?:(?:{inside})\s+)?\Z", re.IGNORECASE),
    )


def _negator(word: str) -> str:
    rest = re.escape(word.removeprefix("*")).replace("'", "['’]")
    return rf"\w+{rest}(?!\w)" if word.startswith("*") else rf"(?<!\w){rest}(?!\w)"
