"""Telling an article's paragraphs from what a page puts around them; the patterns are in ``boilerplate.yaml``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.languages import Language

# No line that a page puts around an article is longer; a longer one is a paragraph and not looked at further.
_LONGEST = 400
_LONGEST_HEADING = 80
_SENTENCE_BREAK = re.compile(r"(?<=[.!?])\s+")


def _heading(line: str) -> str | None:
    if len(line) > _LONGEST_HEADING:
        return None
    # "Comments (12)" and "COMMENTS:" are the same heading.
    return re.sub(r"\s*[(\[]?\d*[)\]]?\s*[:.?!…]*$", "", line.strip().casefold().replace("’", "'"))


def _sentences(line: str) -> list[str]:
    return [sentence.rstrip(" .!…»>→") for sentence in _SENTENCE_BREAK.split(line.strip()) if sentence]


def is_notice(line: str, language: Language) -> bool:
    """Whether the line says that the text is for subscribers, and nothing else."""
    if len(line) > _LONGEST:
        return False
    patterns = language.boilerplate
    sentences = _sentences(line)
    notices = [sentence for sentence in sentences if patterns.notice.fullmatch(sentence)]
    return bool(notices) and all(
        sentence in notices or patterns.notice_offer.fullmatch(sentence) for sentence in sentences
    )


def tells_of_more(left_out: Sequence[str], language: Language) -> bool:
    """Whether a notice is among the lines left out: the article goes on for those who pay."""
    return any(is_notice(line, language) for line in left_out)


def _is_offer(line: str, language: Language) -> bool:
    offer = language.boilerplate.notice_offer
    return len(line) <= _LONGEST and all(offer.fullmatch(sentence) for sentence in _sentences(line))


def split_boilerplate(lines: list[str], language: Language) -> tuple[list[str], list[str]]:
    """The lines of the article, in order, and the lines left out; see `tells_of_more` for what these say.

    Parameters
    ----------
    lines : list of str
        Non-empty lines or paragraphs after the title.
    """
    patterns = language.boilerplate
    article: list[str] = []
    dropped: list[str] = []
    in_link_list = below_notice = False
    for position, line in enumerate(lines):
        heading = _heading(line)
        if heading in patterns.end_of_article:
            dropped.extend(lines[position:])
            break
        if heading in patterns.link_lists:
            in_link_list = True
        elif in_link_list and re.search(r"[.!?][\"”’')]*$", line.strip()):
            in_link_list = False
        below_notice = is_notice(line, language) or (below_notice and _is_offer(line, language))
        if in_link_list or below_notice or _is_dropped(line, language):
            dropped.append(line)
        else:
            article.append(line)
    return article, dropped


def _is_dropped(line: str, language: Language) -> bool:
    return len(line) <= _LONGEST and bool(language.boilerplate.dropped.fullmatch(line.strip()))


def outlet_named_in(lines: list[str], language: Language) -> str | None:
    """The outlet that a comment policy, a copyright line or a newsletter line names, or ``None``."""
    for pattern in language.boilerplate.outlets:
        for line in lines:
            if found := pattern.search(line):
                return found.group("outlet").strip()
    return None


def dates_named_in(lines: Sequence[str], language: Language) -> Iterator[str]:
    """The days of publication that lines above or below the text name, as written.

    Parameters
    ----------
    lines : sequence of str
        Those left out.
    language : Language
    """
    for line in lines:
        if len(line) <= _LONGEST:
            found = (pattern.search(line) for pattern in language.boilerplate.published)
            yield from (date["date"] for date in found if date)
