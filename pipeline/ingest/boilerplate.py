"""Telling an article's paragraphs from what a page puts around them; the patterns are in ``boilerplate.yaml``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from pipeline.languages.lexicon import knowledge_yaml


@dataclass(frozen=True, slots=True)
class BoilerplatePatterns:
    """The compiled patterns of one language."""

    end_of_article: frozenset[str]
    link_lists: frozenset[str]
    dropped: re.Pattern[str]
    outlets: tuple[re.Pattern[str], ...]
    byline_prefix: re.Pattern[str]


@cache
def boilerplate_patterns(language: str = "en") -> BoilerplatePatterns:
    """The patterns of `language`, compiled once."""
    entries = knowledge_yaml("boilerplate.yaml", language)
    prefixes = "|".join(re.escape(prefix) for prefix in entries["byline_prefixes"])
    return BoilerplatePatterns(
        end_of_article=frozenset(entries["end_of_article"]),
        link_lists=frozenset(entries["link_lists"]),
        dropped=re.compile("|".join(f"(?:{p})" for p in entries["dropped_lines"]), re.IGNORECASE),
        outlets=tuple(re.compile(p) for p in entries["outlet_lines"]),
        byline_prefix=re.compile(rf"^(?:{prefixes})\s*:?\s+(?=\S)", re.IGNORECASE),
    )


def _heading(line: str) -> str:
    # "Comments (12)" and "COMMENTS:" are the same heading.
    return re.sub(r"\s*[(\[]?\d*[)\]]?\s*[:.?!…]*$", "", line.strip().casefold().replace("’", "'"))


def split_boilerplate(lines: list[str], language: str = "en") -> tuple[list[str], list[str]]:
    """The lines of the article, in order, and the lines left out.

    Parameters
    ----------
    lines : list of str
        Non-empty lines or paragraphs after the title.
    """
    patterns = boilerplate_patterns(language)
    kept: list[str] = []
    dropped: list[str] = []
    in_link_list = False
    for position, line in enumerate(lines):
        heading = _heading(line)
        if heading in patterns.end_of_article:
            dropped.extend(lines[position:])
            break
        if heading in patterns.link_lists:
            in_link_list = True
        elif in_link_list and re.search(r"[.!?][\"”’')]*$", line.strip()):
            in_link_list = False
        if in_link_list or patterns.dropped.fullmatch(line.strip()):
            dropped.append(line)
        else:
            kept.append(line)
    return kept, dropped


def outlet_named_in(lines: list[str], language: str = "en") -> str | None:
    """The outlet that a comment policy, a copyright line or a newsletter line names, or ``None``."""
    for pattern in boilerplate_patterns(language).outlets:
        for line in lines:
            if found := pattern.search(line):
                return found.group("outlet").strip()
    return None
