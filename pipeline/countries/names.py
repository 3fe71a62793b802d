"""The names of countries and bodies, as they are shown beside their codes."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from pipeline.countries.gazetteer import organisations
from pipeline.languages import DEFAULT, language
from pipeline.languages.lexicon import read_rows


@cache
def _names() -> dict[str, str]:
    found: dict[str, str] = {}
    for row in language(DEFAULT).gazetteer:
        if row["sort"] == "name" and row["source"] == "cldr":
            found.setdefault(row["country"], row["form"])
    own = read_rows(files("pipeline.countries").joinpath("names.csv"))
    return found | {row["code"]: row["name"] for row in (*organisations(), *own)}


def country_name(code: str) -> str:
    """The name of a country or body, or its code where it has none.

    Examples
    --------
    >>> country_name("NOR"), country_name("EUE"), country_name("QQQ")
    ('Norway', 'European Union', 'QQQ')
    """
    return _names().get(code, code)
