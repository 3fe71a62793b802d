"""Where an article comes from."""

from __future__ import annotations

from pipeline.countries.datelines import dateline_country
from pipeline.countries.domains import country_of_domain
from pipeline.reading import Reading

# A code, and how it is known.
Country = tuple[str | None, str | None]


def origin_of(reading: Reading, address: str | None) -> Country:
    """The country that an article comes from, by its dateline or its address, and which of them tells."""
    if code := reading.once(written_in):
        return code, "dateline"
    code = country_of_domain(address) if address else None
    return (code, "outlet") if code else (None, None)


def written_in(reading: Reading) -> str | None:
    """The country of the first dateline that tells a place."""
    for paragraph in reading.paragraph_bounds:
        if paragraph.body > paragraph.start:
            # "EXCLUSIVE - …" may stand above that with the place.
            told, country = dateline_country(reading.text[paragraph.start : paragraph.body], reading.language)
            if told:
                return country
    return None
