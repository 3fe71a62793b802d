"""Invented examples for rules."""

from __future__ import annotations

from pipeline.records import Example, Mention


def example(number: int, text: str, target: str = "Uganda", speaker: str = "Kenya") -> Example:
    """The passage with each mention of `target` and `speaker` marked; two examples of a number stand in one article."""
    mentions = []
    for word, role in ((target, "target"), (speaker, "speaker")):
        start = text.find(word)
        while start >= 0:
            mentions.append(Mention(100 + start, 100 + start + len(word), word[:3].upper(), role))
            start = text.find(word, start + 1)
    return Example(
        example_id=f"e{number}",
        statement_id=f"s{number}",
        article_id=f"a{number // 2}",
        target="UGA",
        domestic=False,
        text=text,
        text_start=100,
        mentions=sorted(mentions, key=lambda mention: mention.start),
        kind="narration",
        cue=None,
        speaker="Kenya",
        speaker_country="KEN",
        context=None,
        title=None,
        duplicate_group=f"a{number // 2}",
        start=100,
        end=100 + len(text),
    )
