"""The names within a row of capitalised words."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache, cached_property

from pipeline.languages import Language
from pipeline.languages.grammar import PAST, THIRD
from pipeline.languages.lexicon import any_of
from pipeline.layout.names import CAPITALISED, TOKEN, NameRun
from pipeline.people.known import known_people
from pipeline.reading import Reading

# A headline in capitals: so many longer words, and so large a share of them with a capital.
_FEWEST_WORDS, _MOST_CAPITALS = 5, 0.85


class _Patterns:
    """First names that are words of the language too, within a sentence and where one begins."""

    def __init__(self, language: Language) -> None:
        word, roles = any_of(language.people.names_like_words), language.roles
        # "Said al-Harthy", "Will de Groot".
        name = rf"(?:(?:{any_of(roles.joined_particles)})|(?:{any_of(roles.name_particles)}) )?{CAPITALISED}"
        self.inside = re.compile(rf"(?<=[a-z,] )(?:{word}) (?={name})")
        verbs = language.verb_forms(language.cues.speech | language.cues.judgement | language.cues.act_verbs)
        finite = any_of(form for form, (_, sort) in verbs.items() if sort in (PAST, THIRD))
        # "Said Khan, a minister, accused Peru"; not "Said Ann Khan, a minister: “…”".
        self.opening = re.compile(rf"(?:{word}) {name}(?:, [^,.:;“”\"\n]{{3,80}},)? (?:{finite})\b")


@cache
def _patterns(language: Language) -> _Patterns:
    return _Patterns(language)


class NameParts:
    """Parts the rows of capitals of one article."""

    def __init__(self, reading: Reading) -> None:
        self._text, self._sentences = reading.text, reading.sentences
        self._known = known_people()
        self._no_name = reading.language.people.no_name
        self._like_words = reading.language.people.names_like_words
        self._patterns = _patterns(reading.language)
        self._title_case: dict[int, bool] = {}

    def of(self, run: NameRun) -> Iterator[list[tuple[int, int]]]:
        """A row of capitals, parted at words that belong to no name; of a headline in capitals only the names that are known, if any is."""
        known = list(self._known_in(run.words)) if self._in_title_case(run) else []
        if known:
            yield from known
            return
        part: list[tuple[int, int]] = []
        for number, (start, end) in enumerate(run.words):
            if self._text[start:end].lower().replace("'", "’") in self._no_name and not (
                self._is_known(run.words, number) or self._is_a_name(run, number)
            ):
                if part:
                    yield part
                part = []
            else:
                part.append((start, end))
        if part:
            yield part

    def _is_known(self, words: list[tuple[int, int]], number: int) -> bool:
        """Whether a word makes the name of a known person with the word beside it: "Theresa May", "He Lifeng"."""
        pairs = (words[max(0, number - 1) : number + 1], words[number : number + 2])
        return any(len(pair) > 1 and self._known.country(self._text[pair[0][0] : pair[1][1]]) for pair in pairs)

    def _is_a_name(self, run: NameRun, number: int) -> bool:
        """Whether a word of the sentence is a first name here: with a capital where no sentence begins, before another capital."""
        (start, end), behind = run.words[number], run.words[number + 1 : number + 2]
        if self._text[start:end] not in self._like_words or not behind or self._in_title_case(run):
            return False
        name = self._text[start : behind[0][1]]
        if self._text[slice(*behind[0])].lower() in self._no_name:
            return False
        return name in self._named_inside or self._patterns.opening.match(self._text, start) is not None

    @cached_property
    def _named_inside(self) -> frozenset[str]:
        """Such first names, each with the word behind it, that stand within a sentence somewhere."""
        found = (TOKEN.match(self._text, place.end()) for place in self._patterns.inside.finditer(self._text))
        starts = (place.start() for place in self._patterns.inside.finditer(self._text))
        return frozenset(self._text[start : word.end()] for start, word in zip(starts, found, strict=True) if word)

    def _in_title_case(self, run: NameRun) -> bool:
        """Whether the sentence of a row writes nearly every word with a capital."""
        number = bisect_right(self._sentences, run.start) - 1
        end = self._sentences[number + 1] if number + 1 < len(self._sentences) else len(self._text)
        if number not in self._title_case:
            words = [word for word in re.findall(r"\w+", self._text[self._sentences[number] : end]) if len(word) > 3]
            capitals = sum(word[0].isupper() for word in words)
            self._title_case[number] = len(words) >= _FEWEST_WORDS and capitals >= _MOST_CAPITALS * len(words)
        return self._title_case[number]

    def _known_in(self, words: list[tuple[int, int]]) -> Iterator[list[tuple[int, int]]]:
        """The longest known names within a row of words."""
        at = 0
        while at < len(words):
            for length in (3, 2, 1):
                part = words[at : at + length]
                name = " ".join(self._text[start:end] for start, end in part)
                if len(part) == length and (self._known.full_name(name) or (length > 1 and self._known.country(name))):
                    yield part
                    break
            else:
                length = 1
            at += length
