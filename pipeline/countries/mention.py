"""A place in a text that means a country."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CountryMention:
    """Characters ``start:end`` of a text mean the country with the ISO 3166-1 alpha-3 code `country`.

    `sort` is the sort of word: ``name``, ``adjective``, ``people``, ``seat``, or ``organisation`` for a body that is no
    country (see ``organisations.csv``).
    """

    start: int
    end: int
    country: str
    sort: str
