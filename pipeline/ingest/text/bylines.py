"""The names in a byline."""

from __future__ import annotations

import re
from functools import cache

from pipeline.languages import Language
from pipeline.languages.lexicon import any_of
from pipeline.layout.names import CAPITALISED

_HANDLE = r"@\w{2,30}"
_LONGEST = 120
_FAMILY_NAME_FIRST = re.compile(rf"(?P<family>{CAPITALISED}),\s*(?P<given>{CAPITALISED}(?:\s{CAPITALISED}){{0,2}})")


class _Bylines:
    """How names stand in a byline, by the words of a language."""

    def __init__(self, language: Language) -> None:
        self.joining = any_of(language.layout.byline_joining)
        self.name = rf"{CAPITALISED}(?:\s+(?:(?:{any_of(language.layout.name_particles)})\s+)*{CAPITALISED}){{1,4}}"
        self.with_handle = re.compile(rf"^(?P<name>{self.name})(?:\s*[|(,–-]?\s*{_HANDLE}\)?)+\s*$")
        self.alone = re.compile(rf"^{self.name}(?:\s*(?:,|{self.joining}|&)\s*{self.name})*$")
        # "Ann Lee in Kisumu".
        self.place = re.compile(rf"\s+(?:{any_of(language.layout.byline_places)})\s+{CAPITALISED}.*$")


@cache
def _bylines(language: Language) -> _Bylines:
    return _Bylines(language)


def split_authors(byline: str, language: Language) -> list[str]:
    """The names in a byline, without handles, addresses, roles after a comma.

    Examples
    --------
    >>> from pipeline.languages import language
    >>> split_authors("Jane Doe @JaneDoeX and Ann O'Neil", language("en"))
    ['Jane Doe', "Ann O'Neil"]
    """
    patterns = _bylines(language)
    cleaned = re.sub(rf"{_HANDLE}|\S+@\S+|\([^)]*\)", " ", byline)
    parts = re.split(rf"\s*(?:,|;|&|\b(?:{patterns.joining})\b|\||·|•)\s*", cleaned)
    names = [re.sub(r"\s+", " ", part).strip(" -–—") for part in parts]
    return [name for name in names if re.fullmatch(patterns.name, name)]


def authors_named(byline: str, language: Language) -> list[str]:
    """The names in a field that is known to be a byline, with or without words before them and places behind them.

    Examples
    --------
    >>> from pipeline.languages import language
    >>> authors_named("By Ann Lee in Kisumu and Tom Okoth", language("en"))
    ['Ann Lee', 'Tom Okoth']
    >>> authors_named("Lee, Ann; Okoth, Tom", language("en"))
    ['Ann Lee', 'Tom Okoth']
    """
    names = language.boilerplate.byline_prefix.sub("", byline.strip())
    turned = [_FAMILY_NAME_FIRST.fullmatch(part.strip()) for part in names.split(";")]
    if all(turned):
        names = "; ".join(f"{part.group('given')} {part.group('family')}" for part in turned if part)
    joining, place = _bylines(language).joining, _bylines(language).place
    parts = re.split(rf"\s*(?:,|;|\b(?:{joining})\b)\s*", names)
    return split_authors(", ".join(place.sub("", part) for part in parts), language)


def authors_in_line(line: str, language: Language) -> list[str]:
    """The names in a line that is a byline: by the words before them, or a handle behind."""
    prefix = language.boilerplate.byline_prefix.match(line)
    if prefix and len(line) < _LONGEST:
        return split_authors(line[prefix.end() :], language)
    named = _bylines(language).with_handle.match(line)
    return split_authors(named.group("name"), language) if named else []


def names_alone(line: str, language: Language) -> list[str]:
    """The names in a line that holds nothing else."""
    is_name = not line[:1].islower() and _bylines(language).alone.match(line)
    return split_authors(line, language) if is_name else []
