"""Who speaks by the layout of a text, without a verb: labels ("PENCE: …", "Q: …") and signatures ("“…” ― Ann Lee")."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from pipeline.languages.lexicon import any_of
from pipeline.languages.page import Layout
from pipeline.layout.interviews import interview_turns
from pipeline.layout.names import CAPITALISED, NAME
from pipeline.layout.spans import Span

# A transcript sets its speakers in capitals; one such line alone may be a heading.
_LABEL = re.compile(
    r"^[ \t]*[\"“]?(?P<name>(?:[^\W\d_a-z]+\. )?[^\W\d_a-z]{2,}(?:[ '’-][^\W\d_a-z]+){0,3})(?:, [^:\n]{2,60})?:(?=\s*\S)",
    re.MULTILINE,
)
_FEWEST_LABELS = 2
# With a note on how it is said, one turn alone is plain: "KELLERMAN (voice-over): …"; "PARIS (Reuters): …" is none.
_NOTED = re.compile(
    r"^[ \t]*[\"“]?(?P<name>(?:[^\W\d_a-z]+\. )?[^\W\d_a-z]{2,}(?:[ '’-][^\W\d_a-z]+){0,3})(?:, [^:\n(]{2,60})?"
    r" [(\[][^\W\d_A-Z][^()\[\]\n:]{1,40}[)\]]:(?=\s*\S)",
    re.MULTILINE,
)
_SIGNATURE = re.compile(
    rf"[”\"][ \xa0]*[―—–][ \xa0]*(?P<name>{NAME})(?=[ \t\xa0]*[.,]?[ \t\xa0]*(?:,[^\n“”\"]{{0,80}})?$)", re.MULTILINE
)


@dataclass(frozen=True, slots=True)
class Voice:
    """The layout gives the words to somebody: `source` names them, before or after what they say.

    Paragraphs without a voice of their own that begin before `until` are theirs too.
    """

    source: Span
    before: bool
    until: int = 0


def find_voices(text: str, labels: Layout, titles: frozenset[str] = frozenset()) -> list[Voice]:
    """The labels and signatures of `text`, in its order; `titles` may stand within a signature."""
    signed = [*_SIGNATURE.finditer(text), *_titled_signature(titles).finditer(text)]
    voices = list({found.start("name"): Voice(Span(*found.span("name")), False) for found in signed}.values())
    turns = {source.start: Voice(source, True, until) for source, until in interview_turns(text, labels)}
    noted = [*_NOTED.finditer(text), *_noted_names(labels.turn_notes).finditer(text)]
    turns = {voice.source.start: voice for found in noted if (voice := Voice(Span(*found.span("name")), True))} | turns
    capitals = [Voice(Span(*found.span("name")), True) for found in _LABEL.finditer(text)]
    if len(capitals) >= _FEWEST_LABELS:
        turns = {voice.source.start: voice for voice in capitals} | turns
    return sorted([*voices, *turns.values()], key=lambda voice: voice.source)


@cache
def _noted_names(notes: frozenset[str]) -> re.Pattern[str]:
    """ "Anna Kellerman (through a translator): …": a name in small letters needs a note of the list."""
    return re.compile(
        rf"^[ \t]*(?P<name>{NAME}) [(\[](?:{any_of(notes)})[^()\[\]\n:]{{0,40}}[)\]]:(?=\s*\S)", re.MULTILINE
    )


@cache
def _titled_signature(titles: frozenset[str]) -> re.Pattern[str]:
    """ "“…” – Ukrainian president Oleh Koval", to the end of the line."""
    word = rf"(?:{CAPITALISED}|(?:{any_of(titles)})\b)"
    return re.compile(
        rf"[”\"][ \xa0]*[―—–][ \xa0]*(?P<name>(?:{word} ){{1,6}}{CAPITALISED})(?=[ \t\xa0]*$)", re.MULTILINE
    )
