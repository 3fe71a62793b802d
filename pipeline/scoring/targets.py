"""The target countries and bodies that a user asks for, by code or by name."""

from __future__ import annotations

import re

from pipeline.countries.gazetteer import gazetteer, target_codes
from pipeline.errors import PipelineError, did_you_mean

_CODE_LENGTH = 4


def read_targets(given: str) -> frozenset[str] | None:
    """The codes of the countries in a list such as ``USA,Iran``; ``None`` for ``all``.

    Raises
    ------
    PipelineError
        If one is no country and no body, or there is none.

    Examples
    --------
    >>> sorted(read_targets("usa, Iran"))
    ['IRN', 'USA']
    """
    if given.strip().lower() == "all":
        return None
    codes: set[str] = set()
    for name in filter(None, map(str.strip, re.split("[,;]", given))):
        code = _code(name)
        if code not in target_codes():
            raise PipelineError(
                f"--targets: '{name}' is no ISO 3166-1 alpha-3 code, no body's and no name.{_suggestion(name)}"
            )
        codes.add(code)
    if not codes:
        raise PipelineError("--targets: give codes such as USA,IRN, or all.")
    return frozenset(codes)


def _code(name: str) -> str:
    """The code of a country given by its code or its name, in large letters or small; what is neither comes back in capitals."""
    if name.upper() not in target_codes():
        alike = [form for form in gazetteer().names() if form.casefold() == name.casefold()]
        for form in (name, *sorted(alike), *([name.upper()] if len(name) <= _CODE_LENGTH else [])):
            found = gazetteer().find(form)
            if len(found) == 1 and found[0].end - found[0].start == len(form):
                return found[0].country
    return name.upper()


def _suggestion(name: str) -> str:
    """What may have been meant: for a short word a code that begins alike, then a name, then any."""
    codes, names = sorted(target_codes()), gazetteer().names()
    pools = [names]
    if len(name) <= _CODE_LENGTH:
        begun = [name[:length].casefold() for length in range(len(name), 0, -1)]
        alike = [
            [form for form in forms if form.casefold().startswith(start)] for forms in (codes, names) for start in begun
        ]
        pools = [*alike, names, codes]
    return next(filter(None, (did_you_mean(name, pool) for pool in pools)), "")
