"""The country of the place in a dateline."""

from __future__ import annotations

import re
from functools import cache

from pipeline.countries.gazetteer import gazetteer
from pipeline.languages import Language

_PLACE = re.compile(r"\s*(?P<place>[^,/(:–—]+?)\s*(?:(?P<comma>,)(?P<more>[^(:–—]*)|[/(:–—]|-\s)")
_ORGANISATION, _SEAT = "organisation", "seat"


@cache
def countries_of_cities(language: Language) -> dict[str, str]:
    """Each city with its country: seats of governments, not offices that are called like one, and others."""
    seats = {row["form"]: row["country"] for row in language.gazetteer if row["sort"] == _SEAT}
    others = {row["form"]: row["country"] for row in language.cities}
    return others | {form: code for form, code in seats.items() if form not in language.layout.no_places}


@cache
def dateline_places(language: Language) -> frozenset[str]:
    """The places, in capitals, that stand alone in datelines."""
    return frozenset(form.upper() for form in countries_of_cities(language))


@cache
def _cities(language: Language) -> dict[str, str]:
    return {row["form"].upper(): row["country"] for row in language.cities}


def dateline_country(dateline: str, language: Language) -> tuple[bool, str | None]:
    """Whether a dateline tells where it was written, and the code of the country, if that is in one.

    Examples
    --------
    >>> from pipeline.languages import language
    >>> dateline_country("PORT-AU-PRINCE (AP) —", language("en")), dateline_country("ANALYSIS —", language("en"))
    ((True, 'HTI'), (False, None))
    """
    place = _PLACE.match(dateline)
    # "SYDNEY, Nova Scotia" is no city of the list, "SYDNEY, May 3" is.
    apart = place is not None and (not place["comma"] or any(sign.isdigit() for sign in place["more"]))
    if place is not None and apart and (city := _cities(language).get(place["place"].upper())):
        return True, city
    # Some names are set in capitals that the lists have not so.
    for written in (dateline, dateline.title()):
        found = gazetteer(language).find(written)
        if found:
            countries = [mention.country for mention in found if mention.sort != _ORGANISATION]
            return True, countries[0] if countries else None
    return False, None
