"""An article in the terminal with its statements, speakers and countries set off."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from itertools import groupby

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from pipeline.extract.statements import ExtractedArticle
from pipeline.schema import Example, Statement

_KIND_STYLES = {"direct": "green", "indirect": "cyan", "mixed": "yellow", "narration": "magenta"}
_SPEAKER, _CUE, _TARGET = "bold", "italic", "bold reverse"


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
    styled = Text(_plain(extracted.article.text))
    for statement in extracted.statements:
        styled.stylize(_KIND_STYLES[statement.kind], statement.start, statement.end)
        if statement.cue_start is not None and statement.cue_end is not None:
            styled.stylize(_CUE, statement.cue_start, statement.cue_end)
        if statement.speaker_start is not None and statement.speaker_end is not None:
            styled.stylize(_SPEAKER, statement.speaker_start, statement.speaker_end)
    for example in extracted.examples:
        for mention in example.mentions:
            if mention.role == "target" and not example.domestic:
                styled.stylize(_TARGET, mention.start, mention.end)
    return Group(_numbered(styled, extracted.statements), "", _table(extracted))


def _numbered(styled: Text, statements: list[Statement]) -> Text:
    pieces, reached = Text(), 0
    ends = sorted((statement.end, number) for number, statement in enumerate(statements, start=1))
    for end, group in groupby(ends, key=lambda pair: pair[0]):
        numbers = ",".join(str(number) for _, number in group)
        pieces.append_text(styled[reached:end]).append(f"[{numbers}]", style="bold red")
        reached = end
    return pieces.append_text(styled[reached:])


def _table(extracted: ExtractedArticle) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in ("", "speaker", "from", "toward", "kind", "statement"):
        table.add_column(column, justify="right" if not column else "left")
    for number, statement in enumerate(extracted.statements, start=1):
        own = [e for e in extracted.examples if e.statement_id == statement.statement_id]
        mode = "" if statement.mode == "assertion" else f", {statement.mode}"
        table.add_row(
            *(Text(_plain(cell)) for cell in (
                str(number),
                ", ".join(filter(None, (statement.speaker, statement.speaker_role))) or "?",
                _origin(statement),
                " ".join(_targets(own)),
                statement.kind + mode,
                " ".join(statement.content.split()),
            ))
        )  # fmt: skip
    return table


def _origin(statement: Statement) -> str:
    if statement.speaker_country is None:
        return "?"
    return f"{statement.speaker_country} ({statement.speaker_country_source})"


def _targets(examples: list[Example]) -> Iterator[str]:
    for example in examples:
        yield f"({example.target})" if example.domestic else example.target
