"""The country of a web address by its country-code domain."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from urllib.parse import urlsplit

from pipeline.languages.lexicon import read_rows


@cache
def _countries() -> dict[str, str]:
    return {row["domain"]: row["country"] for row in read_rows(files("pipeline.countries").joinpath("domains.csv"))}


def country_of_domain(address: str) -> str | None:
    """The code of the country whose domain an address ends with, ``None`` for domains that anybody uses.

    Examples
    --------
    >>> country_of_domain("https://news.example.co.uk/2024/a"), country_of_domain("example.com")
    ('GBR', None)
    """
    try:
        host = urlsplit(address if "//" in address else f"//{address}").hostname or ""
    except ValueError:
        return None
    return _countries().get(host.rpartition(".")[2]) if "." in host else None
