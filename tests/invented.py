"""Invented examples for tests: a passage in which Kenya says or does something toward Uganda."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from pipeline.records import Example, Mention


def invented_example(
    number: int, text: str, *, target: str = "Uganda", speaker: str = "Kenya", at: int = 100, **changed: Any
) -> Example:
    """The passage, `at` so many characters into its article, each mention of `target` and `speaker` marked; two stand in one article."""
    of = f"{number // 2:03}"
    found = sorted(
        (match.start(), match.end(), word[:3].upper(), role)
        for word, role in ((target, "target"), (speaker, "speaker"))
        for match in re.finditer(re.escape(word), text)
    )
    example = Example(
        example_id=f"e{number:03}",
        statement_id=f"s{number:03}",
        article_id=f"a{of}",
        target="UGA",
        domestic=False,
        text=text,
        text_start=at,
        mentions=[Mention(at + start, at + end, country, role) for start, end, country, role in found],
        kind="narration",
        cue=None,
        speaker="Kenya",
        speaker_country="KEN",
        context=None,
        title=None,
        duplicate_group=f"a{of}",
        start=at,
        end=at + len(text),
    )
    return replace(example, **changed)
