"""The text a classifier reads: every country replaced by what it is in the example, so that none can be learned.

“The US is not Iraq's friend” toward USA, said by Iran, reads “‹TARGET› is not ‹OTHER›'s friend”.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from pipeline.records import Example, Mention

TARGET = "‹TARGET›"
SPEAKER = "‹SPEAKER›"
OTHER = "‹OTHER›"
MARKERS = {"target": TARGET, "speaker": SPEAKER, "other": OTHER}
# Stands between what comes before a passage and the passage that is judged.
CONTEXT_END = "\N{SYMBOL FOR RECORD SEPARATOR}"


def mask(text: str, text_start: int, mentions: Iterable[Mention | Mapping[str, Any]]) -> str:
    """`text` with every mention replaced by the marker of its role.

    Parameters
    ----------
    text : str
        The passage that is judged.
    text_start : int
        Offset of the passage in the article, to which the offsets of `mentions` refer.
    mentions : iterable of Mention
        In the order of the text and without overlaps.

    Examples
    --------
    >>> mask("Chile thanked Peru", 0, [Mention(0, 5, "CHL", "speaker"), Mention(14, 18, "PER", "target")])
    '‹SPEAKER› thanked ‹TARGET›'
    """
    pieces: list[str] = []
    reached = 0
    for mention in mentions:
        start, end, role = (
            (mention.start, mention.end, mention.role)
            if isinstance(mention, Mention)
            else (mention["start"], mention["end"], mention["role"])
        )
        pieces += [text[reached : start - text_start], MARKERS[role]]
        reached = end - text_start
    return "".join([*pieces, text[reached:]]).replace(CONTEXT_END, " ")


def in_context(context: str | None, masked: str) -> str:
    """A masked passage behind what comes before it, masked too."""
    return f"{context}{CONTEXT_END}{masked}" if context else masked


def mask_example(example: Example) -> str:
    """The masked passage of an example."""
    return mask(example.text, example.text_start, example.mentions)


def mask_in_context(example: Example) -> str:
    """What a classifier reads of an example: its masked passage behind what comes before it."""
    return in_context(example.masked_context, mask_example(example))


def context_and_passage(masked: str) -> tuple[str, str]:
    """The parts of what a classifier reads: what comes before the passage, empty where nothing does, and the passage."""
    context, _, passage = masked.rpartition(CONTEXT_END)
    return context, passage
