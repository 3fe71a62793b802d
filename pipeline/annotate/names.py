"""Countries and bodies to choose from, by name."""

from __future__ import annotations

from pipeline.countries.gazetteer import known_codes, organisation_codes, target_codes
from pipeline.countries.names import country_name


def country_options() -> tuple[tuple[str, str], ...]:
    """Code and name of all that may hold something: countries, bodies, movements; by name."""
    return _by_name(known_codes() | organisation_codes())


def target_options() -> tuple[tuple[str, str], ...]:
    """Code and name of all that may be a target; by name."""
    return _by_name(target_codes())


def _by_name(codes: frozenset[str]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(((code, country_name(code)) for code in codes), key=lambda pair: (pair[1].casefold(), pair[0])))
