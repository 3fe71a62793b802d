"""Lists and records written as a string: by Python, JSON, numpy, R and PostgreSQL."""

from __future__ import annotations

import ast
import csv
import json
import re
from typing import Any

LONGEST_LITERAL = 20_000
# array([…], dtype=object), c(…), list(…): what stands around their members.
_NUMPY = re.compile(r"array\((?P<members>\[.*\])(?:,\s*dtype=[\w'\"<>]+)?\)", re.DOTALL)
_OF_R = re.compile(r"[a-z]{1,9}\((?P<members>.*)\)", re.DOTALL)
# As numpy shows the members of an array: in quotation marks with only a space between.
_SIDE_BY_SIDE = re.compile(r"(?<=['\"])(?=\s+['\"])")
_STRING = r"(?:'(?:[^'\\]|\\.)*+'|\"(?:[^\"\\]|\\.)*+\")"
_SHOWN_BY_NUMPY = re.compile(rf"\[\s*{_STRING}(?:\s+{_STRING})+\s*\]")
_STRINGS_OF_R = re.compile(rf"\s*+(?:{_STRING}(?:\s*,\s*{_STRING})*\s*)?")
_LETTER = re.compile(r"[^\W\d_]")
_WORDS_OF_POSTGRESQL = re.compile(r"[^{}:\[\]]*")


def literal(value: Any, longest: int = LONGEST_LITERAL) -> Any:
    """The list or record that a string such as ``"['A', 'B']"`` stands for; any other value as it is.

    Parameters
    ----------
    value : any
    longest : int
        A longer string is not looked into.

    Examples
    --------
    >>> literal('c("Ann Lee", "Bo Chen")'), literal('{"Ann Lee","Bo Chen"}'), literal("{'name': 'Ann'}")
    (['Ann Lee', 'Bo Chen'], ['Ann Lee', 'Bo Chen'], {'name': 'Ann'})
    """
    if not isinstance(value, str) or len(value) > longest:
        return value
    text = value.strip()
    if not text.endswith(("]", "}", ")")):
        return value
    if found := _NUMPY.fullmatch(text):
        text = found["members"]
    elif (found := _OF_R.fullmatch(text)) and _STRINGS_OF_R.fullmatch(found["members"]):
        text = f"[{found['members']}]"
    if (text[:1], text[-1:]) not in (("[", "]"), ("{", "}"), ("(", ")")):
        return value
    if _SHOWN_BY_NUMPY.fullmatch(text):
        text = _SIDE_BY_SIDE.sub(",", text)
    parsed = _parsed(text)
    if isinstance(parsed, set) and all(isinstance(member, str) for member in parsed):
        parsed = sorted(parsed)
    if isinstance(parsed, tuple):
        parsed = list(parsed)
    if isinstance(parsed, list | dict):
        return parsed
    return _of_postgresql(text) or value


def _parsed(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        try:
            return ast.literal_eval(text)
        except (ValueError, SyntaxError, RecursionError, MemoryError, TypeError):
            return None


def _of_postgresql(text: str) -> list[str] | None:
    """The members of an array as PostgreSQL writes it: in braces, in double quotation marks where needed."""
    if text[0] != "{" or not _WORDS_OF_POSTGRESQL.fullmatch(text[1:-1]):
        return None
    try:
        members = next(csv.reader([text[1:-1]], escapechar="\\", strict=True), [])
    except csv.Error:
        return None
    return [member.strip() for member in members] if all(map(_LETTER.search, members)) else None
