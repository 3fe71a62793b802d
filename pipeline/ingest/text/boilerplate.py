"""Telling an article's paragraphs from what a page puts around them; the patterns are in ``boilerplate.yaml``."""

from __future__ import annotations

import re

from pipeline.languages import Language


def _heading(line: str) -> str:
    # "Comments (12)" and "COMMENTS:" are the same heading.
    return re.sub(r"\s*[(\[]?\d*[)\]]?\s*[:.?!…]*$", "", line.strip().casefold().replace("’", "'"))


def split_boilerplate(lines: list[str], language: Language) -> tuple[list[str], list[str]]:
    """The lines of the article, in order, and the lines left out.

    Parameters
    ----------
    lines : list of str
        Non-empty lines or paragraphs after the title.
    """
    patterns = language.boilerplate
    article: list[str] = []
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
            article.append(line)
    return article, dropped


def outlet_named_in(lines: list[str], language: Language) -> str | None:
    """The outlet that a comment policy, a copyright line or a newsletter line names, or ``None``."""
    for pattern in language.boilerplate.outlets:
        for line in lines:
            if found := pattern.search(line):
                return found.group("outlet").strip()
    return None
