"""Printed interviews: "Lee: …" or "Q: …" before what is said."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from itertools import pairwise

from pipeline.languages.lexicon import any_of
from pipeline.languages.page import Layout
from pipeline.layout.names import NAME
from pipeline.layout.spans import Span

_NAMED_TURN = re.compile(rf"^[ \t]*(?!\w:)(?P<name>{NAME}):(?=[ \t]*[\"“‘']?[^\W\d_])", re.MULTILINE)
_FEWEST_TURNS, _FEWEST_VOICES, _MOST_VOICES = 2, 2, 12
_LONGEST_TURN = 4_000


def interview_turns(text: str, labels: Layout) -> list[tuple[Span, int]]:
    """The labels of printed interviews, each with the character up to which its turn goes on in further paragraphs.

    "Q" and "A" are labels where an answer follows a question. Names are where two of them label two paragraphs each and
    the text has them elsewhere too, which it has not of "Photo:" or "Read More:"; or where one, or "Q", only asks and one
    that the text has elsewhere follows. The last turn ends with its paragraph.
    """
    turns = questions_and_answers(text, labels)
    named = [Span(*found.span("name")) for found in _NAMED_TURN.finditer(text)]
    voices = _voices(text, named)
    if len(voices) >= _FEWEST_VOICES:
        turns = sorted({*turns, *(turn for voice in voices for turn in voice)})
    else:
        turns = turns or _asked_and_answered(text, named, labels)
    ends = [after.start if after.start - turn.end < _LONGEST_TURN else turn.end for turn, after in pairwise(turns)]
    return list(zip(turns, [*ends, *(turn.end for turn in turns[-1:])], strict=True))


def _voices(text: str, named: list[Span]) -> list[list[Span]]:
    """The turns of each voice, by whatever form of the name, that has two and that the text names elsewhere too."""
    turns = _by_surname(text, named)
    often = [voice for voice in turns.values() if len(voice) >= _FEWEST_TURNS]
    often = sorted(often, key=len, reverse=True)[:_MOST_VOICES]
    return [voice for voice in often if _is_one_named_elsewhere(text, voice)]


def _asked_and_answered(text: str, named: list[Span], labels: Layout) -> list[Span]:
    """Turns of which one voice only asks, "Q" or an outlet that the text need not name elsewhere, and others answer."""
    questions = [Span(*found.span("name")) for found in _turn(labels.question_labels).finditer(text)]
    turns = sorted({*questions, *named})
    voices = _by_surname(text, turns)
    askers = {
        name
        for name, voice in voices.items()
        if len(voice) >= _FEWEST_TURNS and all(_asks(text, turn) for turn in voice)
    }
    following = Counter(_surname(text, after) for before, after in pairwise(turns) if _surname(text, before) in askers)
    answering = [name for name, _ in following.most_common(_MOST_VOICES) if name not in askers]
    heard = {name for name in answering if _is_one_named_elsewhere(text, voices[name])}
    return [turn for turn in turns if _surname(text, turn) in askers | heard] if heard else []


def _by_surname(text: str, turns: list[Span]) -> dict[str, list[Span]]:
    voices: dict[str, list[Span]] = {}
    for turn in turns:
        voices.setdefault(_surname(text, turn), []).append(turn)
    return voices


def _is_one_named_elsewhere(text: str, voice: list[Span]) -> bool:
    return any(_is_named_elsewhere(text, label) for label in sorted({text[turn.start : turn.end] for turn in voice}))


def _asks(text: str, turn: Span) -> bool:
    """Whether the paragraph of a turn ends with a question."""
    end = text.find("\n", turn.end)
    return text[turn.end : end if end >= 0 else len(text)].rstrip(" \t”\"’'").endswith("?")


def _surname(text: str, turn: Span) -> str:
    return text[turn.start : turn.end].split()[-1]


def is_question_label(text: str, source: Span, labels: Layout) -> bool:
    """Whether `source` is the label of a question, which somebody asks whom the text need not name."""
    return _is_label(text, source, labels.question_labels)


def is_answer_label(text: str, source: Span, labels: Layout) -> bool:
    """Whether `source` is the label of an answer."""
    return _is_label(text, source, labels.answer_labels)


def questions_and_answers(text: str, labels: Layout) -> list[Span]:
    """The labels "Q" and "A" from the first question on, where an answer follows."""
    turns = [Span(*found.span("name")) for found in _turn(labels.question_labels | labels.answer_labels).finditer(text)]
    asked = next(
        (i for i, turn in enumerate(turns) if text[turn.start : turn.end] in labels.question_labels), len(turns)
    )
    answered = any(text[turn.start : turn.end] in labels.answer_labels for turn in turns[asked:])
    return turns[asked:] if answered else []


@cache
def _turn(labels: frozenset[str]) -> re.Pattern[str]:
    return re.compile(rf"^[ \t]*(?P<name>{any_of(labels)})[:.](?=[ \t]*\S)", re.MULTILINE)


def _is_label(text: str, source: Span, labels: frozenset[str]) -> bool:
    return text[source.start : source.end] in labels and text[source.end : source.end + 1] in (":", ".")


def _is_named_elsewhere(text: str, name: str) -> bool:
    return re.search(rf"[^\n]\b{re.escape(name)}\b(?!:)", text) is not None
