"""Which articles are scored: a small language of conditions on what is known of an article."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from pipeline.errors import PipelineError, did_you_mean
from pipeline.records import Article

# What may be asked of an article; `year` is the beginning of its date.
COLUMNS = ("outlet", "published", "language", "url", "title", "article_id", "duplicate_group", "year")
_DATES = ("published", "year")
_OPERATORS = ("==", "!=", ">=", "<=", ">", "<")
_TOKEN = re.compile(
    r"""\s*(?:(?P<operator>==|!=|>=|<=|>|<|=)|(?P<open>\()|(?P<close>\))"""
    r"""|(?P<text>'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")|(?P<word>[\w.-]+))"""
)


@dataclass(frozen=True, slots=True)
class Condition:
    """One comparison; an article that lacks the column meets none but ``!=``, and one without a date no condition on dates.

    A date is compared with as much of it as `value` says: one of May 2020 is ``<= 2020`` and not ``> 2020-05``.
    """

    column: str
    operator: str
    value: str

    def met_by(self, found: dict[str, Any]) -> bool:
        """Whether what is known of an article, by column, is as asked."""
        known = found.get(self.column)
        if known is None:
            return self.operator == "!=" and self.column not in _DATES
        text = str(known)
        if self.column in _DATES and self.value:
            text = text[: len(self.value)]
        match self.operator:
            case "==":
                return text == self.value
            case "!=":
                return text != self.value
            case ">=":
                return text >= self.value
            case "<=":
                return text <= self.value
            case ">":
                return text > self.value
        return text < self.value


@dataclass(frozen=True, slots=True)
class Selection:
    """Conditions of which, of at least one group, all are met; no group at all means every article.

    Attributes
    ----------
    groups : tuple of tuple of Condition
        Joined by ``and`` within a group and by ``or`` between groups.
    """

    groups: tuple[tuple[Condition, ...], ...] = field(default=())

    @property
    def everything(self) -> bool:
        """Whether nothing is asked."""
        return not self.groups

    @property
    def columns(self) -> list[str]:
        """The columns of a table of articles that must be read to tell."""
        asked = {"published" if c.column == "year" else c.column for group in self.groups for c in group}
        return sorted(asked)

    def wants(self, article: Article) -> bool:
        """Whether an article is to be scored."""
        return self.everything or self.met_by({name: getattr(article, name) for name in self.columns})

    def met_by(self, found: dict[str, Any]) -> bool:
        """`wants` for a row of a table of articles, of which only `columns` need be there."""
        published = found.get("published")
        found = {**found, "year": published[:4] if published else None}
        return self.everything or any(all(c.met_by(found) for c in group) for group in self.groups)

    def __and__(self, other: Selection) -> Selection:
        if self.everything or other.everything:
            return other if self.everything else self
        return Selection(tuple((*one, *two) for one in self.groups for two in other.groups))

    def __str__(self) -> str:
        return " or ".join(" and ".join(f"{c.column} {c.operator} {c.value!r}" for c in group) for group in self.groups)


def read_where(given: str) -> Selection:
    """The selection that a text such as ``outlet == 'The Lake' and published >= '2020-01-01'`` asks for.

    Comparisons ``COLUMN OPERATOR 'VALUE'`` are joined by ``and`` and ``or``, of which ``and`` binds closer; parentheses
    group. Values are compared as texts, as dates in the form 2020-01-31 are ordered.

    Raises
    ------
    PipelineError
        If the text is not of that form, or a column is unknown.

    Examples
    --------
    >>> str(read_where("outlet == 'The Lake' and (year >= 2020 or published < '2001-02')"))
    "outlet == 'The Lake' and year >= '2020' or outlet == 'The Lake' and published < '2001-02'"
    """
    reader = _Where(given, _tokens(given))
    selection = reader.alternatives()
    if reader.waiting:
        raise reader.mistake(f"'{reader.waiting[0][1]}' was not expected")
    return selection


def since(first: str) -> Selection:
    """The articles of a date and later.

    Raises
    ------
    PipelineError
        If it is no date such as 2020-01-31, 2020-01 or 2020.
    """
    if not _is_date(first):
        raise PipelineError(f"--since: '{first}' is no date. Write year, month and day, as in 2020-01-31.")
    return Selection(((Condition("published", ">=", first),),))


def _is_date(text: str) -> bool:
    """Whether a text is a date of the calendar, or the beginning of one."""
    if not re.fullmatch(r"\d{4}(-\d{2}(-\d{2})?)?", text):
        return False
    try:
        date.fromisoformat(text + "0000-01-01"[len(text) :])
    except ValueError:
        return False
    return True


def _value_problem(column: str, value: str) -> str | None:
    """Why no article can have a value, compared as a text, as it was meant; the empty text stands before all others."""
    if not value:
        return None
    if column == "year" and not re.fullmatch(r"\d{4}", value):
        return f"'{value}' is no year of four figures"
    if column == "published" and not _is_date(value):
        return f"'{value}' is no date such as 2020-01-31, 2020-01 or 2020"
    if column == "language" and not re.fullmatch(r"[a-z]{2,3}", value):
        return f"'{value}' is no code of a language such as en"
    return None


def _tokens(given: str) -> list[tuple[str, str]]:
    tokens, place = [], 0
    while given[place:].strip():
        found = _TOKEN.match(given, place)
        if found is None:
            raise PipelineError(f"--where: '{given[place:].strip()}' cannot be read. {_FORM}")
        tokens.append((str(found.lastgroup), found.group(str(found.lastgroup))))
        place = found.end()
    return tokens


_FORM = "Write such as: outlet == 'The Lake' and published >= '2020-01-01'."


@dataclass(slots=True)
class _Where:
    given: str
    waiting: list[tuple[str, str]]

    def mistake(self, what: str) -> PipelineError:
        return PipelineError(f"--where: {what} in `{self.given}`. {_FORM}")

    def alternatives(self) -> Selection:
        groups = list(self._together().groups)
        while self._next_is("or"):
            self.waiting.pop(0)
            groups += self._together().groups
        return Selection(tuple(groups))

    def _together(self) -> Selection:
        found = self._one()
        while self._next_is("and"):
            self.waiting.pop(0)
            found = found & self._one()
        return found

    def _one(self) -> Selection:
        if self.waiting and self.waiting[0][0] == "open":
            self.waiting.pop(0)
            found = self.alternatives()
            self._take("close", "a closing parenthesis is missing")
            return found
        column = self._take("word", "a column is missing")
        if column not in COLUMNS:
            raise self.mistake(
                f"'{column}' is no column of articles ({', '.join(COLUMNS)}).{did_you_mean(column, COLUMNS)} Found"
            )
        operator = self._take("operator", f"one of {' '.join(_OPERATORS)} is missing behind '{column}'")
        if self.waiting and self.waiting[0][0] == "text":
            value = re.sub(r"\\(.)", r"\1", self.waiting.pop(0)[1][1:-1])
        else:
            value = self._take("word", f"a value is missing behind '{column} {operator}'")
        if problem := _value_problem(column, value):
            raise self.mistake(problem)
        return Selection(((Condition(column, "==" if operator == "=" else operator, value),),))

    def _take(self, kind: str, otherwise: str) -> str:
        if not self.waiting or self.waiting[0][0] != kind:
            raise self.mistake(otherwise)
        return self.waiting.pop(0)[1]

    def _next_is(self, word: str) -> bool:
        return bool(self.waiting) and self.waiting[0] == ("word", word)


def wanted(where: str | None, first: str | None) -> Selection:
    """What ``--where`` and ``--since`` ask for together.

    Raises
    ------
    PipelineError
        See `read_where` and `since`.
    """
    parts: Sequence[Selection] = [
        read_where(where) if where is not None else Selection(),
        since(first) if first is not None else Selection(),
    ]
    return parts[0] & parts[1]
