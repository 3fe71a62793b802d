"""An article in the terminal with its statements, speakers and countries set off."""

from __future__ import annotations

import unicodedata
from bisect import bisect_left, bisect_right
from collections import defaultdict
from itertools import accumulate

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from pipeline.extract.statements import ExtractedArticle
from pipeline.records import Statement

_KIND_STYLES = {"direct": "green", "indirect": "cyan", "mixed": "yellow", "narration": "magenta"}
_SPEAKER, _CUE, _TARGET, _NUMBER = "bold", "italic", "bold reverse", "bold red"


def _plain(text: str) -> str:
    """The text, character for character, without control characters: an article must not steer the terminal."""
    return "".join(c if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cf", "Cs") else "·" for c in text)


def show_article(extracted: ExtractedArticle) -> RenderableType:
    """The text with its statements in a colour for each kind, speakers bold, targets reversed; then a table of them.

    Returns
    -------
    rich renderable
        Statements are numbered alike in text and table.
    """
    numbers: dict[int, list[str]] = defaultdict(list)
    for number, statement in enumerate(extracted.statements, start=1):
        numbers[statement.end].append(str(number))
    styled = _NumberedText(extracted.article.text, {end: f"[{','.join(own)}]" for end, own in numbers.items()})
    for statement in extracted.statements:
        styled.set(_KIND_STYLES[statement.kind], statement.start, statement.end)
        styled.set(_CUE, statement.cue_start, statement.cue_end)
        styled.set(_SPEAKER, statement.speaker_start, statement.speaker_end)
    for example in extracted.examples:
        for mention in example.mentions:
            if mention.role == "target" and not example.domestic:
                styled.set(_TARGET, mention.start, mention.end)
    return Group(styled.text, "", _table(extracted))


class _NumberedText:
    """A text with `labels` put in at their offsets; styles are set by offsets of the text without them."""

    def __init__(self, text: str, labels: dict[int, str]) -> None:
        self._places = sorted(labels)
        self._lengths = [0, *accumulate(len(labels[place]) for place in self._places)]
        pieces, reached = [], 0
        for place in self._places:
            pieces += [_plain(text[reached:place]), labels[place]]
            reached = place
        self.text = Text("".join([*pieces, _plain(text[reached:])]))
        for index, place in enumerate(self._places):
            self.text.stylize(_NUMBER, place + self._lengths[index], place + self._lengths[index + 1])

    def set(self, style: str, start: int | None, end: int | None) -> None:
        """Set a style from `start` to `end`, nothing where one is not known."""
        if start is not None and end is not None:
            first = start + self._lengths[bisect_right(self._places, start)]
            self.text.stylize(style, first, end + self._lengths[bisect_left(self._places, end)])


def _table(extracted: ExtractedArticle) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in ("", "speaker", "from", "toward", "kind", "statement"):
        table.add_column(column, justify="right" if not column else "left")
    targets: dict[str, list[str]] = defaultdict(list)
    for example in extracted.examples:
        targets[example.statement_id].append(f"({example.target})" if example.domestic else example.target)
    for number, statement in enumerate(extracted.statements, start=1):
        mode = "" if statement.mode == "assertion" else f", {statement.mode}"
        cells = (
            str(number),
            ", ".join(filter(None, (statement.speaker, statement.speaker_role))) or "?",
            _origin(statement),
            " ".join(targets[statement.statement_id]),
            statement.kind + mode,
            " ".join(statement.content.split()),
        )
        table.add_row(*(Text(_plain(cell)) for cell in cells))
    return table


def _origin(statement: Statement) -> str:
    if statement.speaker_country is None:
        return "?"
    return f"{statement.speaker_country} ({statement.speaker_country_source})"
