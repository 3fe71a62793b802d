"""Lines that were broken at a width, joined into paragraphs again.

A text is taken for wrapped where sentences go on from line to line: a line without a sentence mark at its end, followed,
without a blank line between, by one that begins with a small letter. In a wrapped text a break is one of the author's
own where a line ends short of the width at which the others were broken.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise

from pipeline.languages import DEFAULT, language
from pipeline.languages.lexicon import WordLists, Words
from pipeline.layout.paragraphs import DATELINE

# No editor or mail program breaks lines later.
_WIDEST = 240
# A line that is so much longer than the width was not broken at it; of all lines, so many may be: tables, addresses.
_LONGER = 1.15
_LONGER_SHARE = 0.05
# A line broken at a width is at least so full, as a share; proportional type is not broken at equal numbers of letters.
# Where no blank lines part paragraphs, a line that ends a sentence may end a paragraph, and must be fuller to go on.
_FULL, _FULL_AT_SENTENCE_END = 0.8, 0.95
# Of the line ends of a text that parts words, so many and such a share are within one; of others about one in a hundred.
_FEWEST_PARTED, _PARTED_SHARE = 6, 0.06
# Of the breaks within blocks of lines, so many are in mid-sentence where a text is wrapped: names begin the other lines.
_OPEN_SHARE = 0.2
# The first line of a paragraph is so wide at least, and no further in; what stands in the middle is.
_LEAST_WIDE, _FURTHEST_INDENT = 40, 8
_SENTENCE_END = re.compile(r"[.!?…:;。！？][\"”’»')\]]*$")
_TURN = re.compile(r"[A-Z][\w.'’-]*(?: [A-Z(][\w.'’()-]*){0,4}:\s")
_BULLET = re.compile(r"[•▪■●*·]\s")
_LONGEST_WORD = 80
# A shorter first part is often a small word by chance: "in-" of "international".
_SHORTEST_WORD = 4
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


class _LineEnds(WordLists):
    """See ``line_ends.yaml``, which says what each list is for."""

    suspending: Words
    heads: Words
    tails: Words
    prefixes: Words
    endings: Words


@cache
def _line_ends() -> _LineEnds:
    return _LineEnds.read(files("pipeline.ingest.text"), "line_ends.yaml")


@cache
def _small_words() -> frozenset[str]:
    grammar = language(DEFAULT).grammar
    return grammar.prepositions | grammar.subordinators | grammar.conjunctions | grammar.adverbs | grammar.determiners


@dataclass(frozen=True, slots=True)
class Wrapping:
    """How the lines of a text are broken: at `width` characters; a line further right than `indent` opens a paragraph.

    `indent` is ``None`` where paragraphs do not begin with an indent; `parted` says whether blank lines part them.
    """

    width: int
    indent: int | None
    parted: bool

    def goes_on(self, line: str, following: str) -> bool:
        """Whether `following` continues the paragraph of `line`, which stands directly above it."""
        above, below = line.strip(), following.strip()
        if self.indent is not None and _indent(following) > self.indent:
            # Lines further right one under the other are a paragraph set in, if they are not paragraphs of one line.
            return _indent(line) == _indent(following) and _is_open(line, following)
        if _BULLET.match(below) or (_TURN.match(below) and _SENTENCE_END.search(above)):
            return False
        at_sentence_end = not self.parted and _SENTENCE_END.search(above)
        return _is_open(line, following) or self._is_full(
            line, following, _FULL_AT_SENTENCE_END if at_sentence_end else _FULL
        )

    def _is_full(self, line: str, following: str, share: float = 1.0) -> bool:
        # The first word below had no room behind the line, in so much of the width.
        return len(line.strip()) + 1 + len(following.split(maxsplit=1)[0]) > share * self.width

    def begins_paragraph(self, line: str, following: str) -> bool:
        """Whether `line`, the first of a text, goes on in `following` beyond doubt, and so is no title."""
        return self.goes_on(line, following) and (
            _is_open(line, following) or (self._is_full(line, following) and len(line.strip()) <= self.width)
        )


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _is_open(line: str, following: str) -> bool:
    above, below = line.rstrip(), following.lstrip()
    return not _SENTENCE_END.search(above) and below[0].islower()


def _opens_paragraph(line: str, following: str) -> bool:
    """Whether the first line of a paragraph goes on before a name: it has a dateline or is set in, and ends no sentence."""
    above = line.strip()
    if len(above) < _LEAST_WIDE or _SENTENCE_END.search(above):
        return False
    return _indent(following) < _indent(line) <= _FURTHEST_INDENT or bool(DATELINE.match(above))


def wrapping_of(lines: Sequence[str]) -> Wrapping | None:
    """How the lines were broken at a width, or ``None`` where every line is a paragraph.

    Parameters
    ----------
    lines : sequence of str
        With their indents, blank ones included.
    """
    pairs = [(line, after) for line, after in pairwise(lines) if line.strip() and after.strip()]
    opened = [line for line, after in pairs if _is_open(line, after) or _opens_paragraph(line, after)]
    if len(opened) < max(1, _OPEN_SHARE * len(pairs)):
        return None
    width = max(len(line.strip()) for line in opened)
    # The first line may be a title of any length.
    written = [line for line in lines if line.strip()]
    longer = sum(len(line.strip()) > _LONGER * width for line in written[1:])
    if width > _WIDEST or longer > _LONGER_SHARE * len(written):
        return None
    return Wrapping(width, _paragraph_indent(lines), _are_parted(lines))


def _are_parted(lines: Sequence[str]) -> bool:
    """Whether a blank line stands between two blocks of several lines, or of one in sentences."""
    blocks = [block for block in re.split(r"\n\s*\n", "\n".join(lines)) if _SENTENCE_END.search(block.strip())]
    return len(blocks) > 1


def single_spaced(lines: Sequence[str]) -> list[str]:
    """The lines without the blank ones between them, where every line is followed by one and paragraphs by more."""
    gaps = {len(gap) for gap in re.findall(r"\n{2,}", "\n".join(line.strip() for line in lines).strip("\n"))}
    directly = any(line.strip() and after.strip() for line, after in pairwise(lines))
    if directly or len(gaps) < 2 or min(gaps) != 2:
        return list(lines)
    return [line for number, line in enumerate(lines) if line.strip() or not lines[number - 1].strip()]


def _paragraph_indent(lines: Sequence[str]) -> int | None:
    """Where lines begin, if some, but not most, stand further right: the first ones of paragraphs."""
    indents = [_indent(line) for line in lines if line.strip()]
    least = min(indents)
    further = sum(indent > least for indent in indents)
    return least if 0 < further <= len(indents) / 2 else None


def join_lines(lines: Sequence[str], words: frozenset[str] = frozenset(), *, parts_words: bool = False) -> str:
    """The lines of one paragraph as one line.

    A word that is parted by a hyphen at the end of a line loses the hyphen where the whole text, whose `words` are
    given, has it in one; where `parts_words` says that the text parts words at the ends of lines, also where nothing tells
    of a compound. Otherwise the hyphen is kept.
    """
    joined = ""
    for line in (line.strip() for line in lines):
        if joined.endswith("-") and joined[-2:-1].isalpha() and line[:1].islower():
            start, end = _WORD.findall(joined[-_LONGEST_WORD:])[-1], _WORD.match(line)
            rest = end.group() if end else ""
            is_one = f"{start}{rest}".casefold() in words
            if not is_one and rest in _line_ends().suspending:
                joined = f"{joined} {line}"
                continue
            is_one = is_one or rest in _line_ends().endings or (parts_words and not _is_compound(start, rest, words))
            joined = (joined[:-1] if is_one else joined) + line
        else:
            joined = f"{joined} {line}" if joined else line
    return joined


def _is_compound(start: str, rest: str, words: frozenset[str]) -> bool:
    """Whether the hyphen between two parts is the author's, as far as the lists and the other words of the text tell."""
    first, second = start.casefold(), rest.casefold()
    known = _line_ends()
    # Of a longer compound the parts next to the hyphen count.
    head, tail = first.rpartition("-")[2], second.partition("-")[0]
    if f"{first}-{second}" in words or first.count("-") > 1 or (tail in known.tails and head not in known.prefixes):
        return True
    if head in known.heads and tail in words:
        return True
    return len(head) >= _SHORTEST_WORD and head in words and head not in _small_words()


def _words_of(lines: Sequence[str]) -> frozenset[str]:
    """The words of a text, but for what stands on both sides of a hyphen at the end of a line."""
    words: set[str] = set()
    for before, line in pairwise(["", *lines]):
        found = [word.casefold() for word in _WORD.findall(line)]
        if before.rstrip().endswith("-"):
            found = found[1:]
        if line.rstrip().endswith("-"):
            found = found[:-1]
        words.update(found)
        words.update(part for word in found if "-" in word for part in word.split("-"))
    return frozenset(words)


def _parts_words(lines: Sequence[str]) -> bool:
    """Whether so many lines end within a word that its hyphens cannot all be those of compounds."""
    pairs = [(line.rstrip(), after.lstrip()) for line, after in pairwise(lines) if line.strip() and after.strip()]
    parted = sum(line.endswith("-") and line[-2:-1].isalpha() and after[:1].islower() for line, after in pairs)
    return parted >= _FEWEST_PARTED and parted >= _PARTED_SHARE * len(pairs)


def unwrapped(lines: Sequence[str], wrapping: Wrapping | None) -> list[str]:
    """The paragraphs that the lines make: each line one where there is no `wrapping`."""
    if wrapping is None:
        return [line.strip() for line in lines if line.strip()]
    words = _words_of(lines)
    parts_words = _parts_words(lines)
    paragraphs: list[str] = []
    current: list[str] = []
    for line in [*lines, ""]:
        if current and (not line.strip() or not wrapping.goes_on(current[-1], line)):
            paragraphs.append(join_lines(current, words, parts_words=parts_words))
            current = []
        if line.strip():
            current.append(line)
    return paragraphs
