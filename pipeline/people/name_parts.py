"""The names within a row of capitalised words."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from pipeline.layout.names import NameRun
from pipeline.people.known import known_people
from pipeline.reading import Reading

# A headline in capitals: so many longer words, and so large a share of them with a capital.
_FEWEST_WORDS, _MOST_CAPITALS = 5, 0.85


class NameParts:
    """Parts the rows of capitals of one article."""

    def __init__(self, reading: Reading) -> None:
        self._text, self._sentences = reading.text, reading.sentences
        self._known = known_people()
        self._no_name = reading.language.people.no_name
        self._title_case: dict[int, bool] = {}

    def of(self, run: NameRun) -> Iterator[list[tuple[int, int]]]:
        """A row of capitals, parted at words that belong to no name; of a headline in capitals only the names that are known, if any is."""
        known = list(self._known_in(run.words)) if self._in_title_case(run) else []
        if known:
            yield from known
            return
        part: list[tuple[int, int]] = []
        for number, (start, end) in enumerate(run.words):
            if self._text[start:end].lower().replace("'", "’") in self._no_name and not self._is_known(
                run.words, number
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
