"""Builds pipeline/languages/en/gazetteer.csv from CLDR (babel), ISO 3166 (pycountry), country_converter and our lists,
and pipeline/languages/country_domains.csv from ISO 3166.

Run `python scripts/build_gazetteer.py`; the files change only where a source does. Precedence where two sources give
one form to two countries: our list, CLDR, ISO, country_converter.
"""

from __future__ import annotations

import csv
import importlib.resources
import io
import re
from collections.abc import Iterator
from pathlib import Path

import pycountry
from babel import Locale

from pipeline.io import write_text
from pipeline.languages.lexicon import knowledge_table

KNOWLEDGE = Path(__file__).resolve().parent.parent / "pipeline" / "languages"
OUTPUT = KNOWLEDGE / "en" / "gazetteer.csv"
DOMAINS = KNOWLEDGE / "country_domains.csv"
# Domains of countries that are sold to anybody.
_SOLD = frozenset(
    [
        "ac",
        "ag",
        "ai",
        "am",
        "as",
        "bz",
        "cc",
        "cd",
        "cf",
        "cx",
        "dj",
        "fm",
        "ga",
        "gg",
        "gl",
        "gq",
        "gs",
        "im",
        "io",
        "la",
        "lc",
        "ly",
        "me",
        "ml",
        "ms",
        "mu",
        "nu",
        "pn",
        "pw",
        "sc",
        "sh",
        "sx",
        "tk",
        "tl",
        "to",
        "tv",
        "vc",
        "vg",
        "vu",
        "ws",
    ]
)
KOSOVO = ("XK", "XKX")
# Short official abbreviations that are also common words or mean something else in running text.
_SKIPPED = {"Man", "Reunion"}

Row = tuple[str, str, str, str]


def own_rows() -> Iterator[Row]:
    """Forms from countries.csv."""
    for row in knowledge_table("countries.csv", "en"):
        code = row["code"]
        for form in filter(None, row["also"].split(";")):
            yield form, code, "name", "own"
        for form in filter(None, row["seats"].split(";")):
            yield form, code, "seat", "own"
        for form in filter(None, row["adjectives"].split(";")):
            yield form, code, "adjective", "own"
            if not re.search(r"(?:ese|sh|ch|ss|[^aeiou]s|x|yz)$", form):
                yield form + "s", code, "people", "own"
        for form in filter(None, row["people"].split(";")):
            yield form, code, "people", "own"


def codes() -> dict[str, str]:
    """Alpha-2 to alpha-3."""
    table = {country.alpha_2: country.alpha_3 for country in pycountry.countries}
    table[KOSOVO[0]] = KOSOVO[1]
    return table


def cldr_rows() -> Iterator[Row]:
    """English country names of CLDR."""
    names = Locale("en").territories
    for alpha_2, code in sorted(codes().items()):
        if name := names.get(alpha_2):
            yield name, code, "name", "cldr"
            if "&" in name:
                yield name.replace("&", "and"), code, "name", "cldr"
            if "St." in name:
                yield name.replace("St.", "Saint"), code, "name", "cldr"


def iso_rows() -> Iterator[Row]:
    """Short, common and official names of ISO 3166-1."""
    for country in sorted(pycountry.countries, key=lambda c: c.alpha_3):
        for attribute in ("common_name", "name", "official_name"):
            name = getattr(country, attribute, None)
            if name and "," not in name and "(" not in name:
                yield name, country.alpha_3, "name", "iso"


def converter_rows() -> Iterator[Row]:
    """Names of country_converter's table, read as text: pandas would take the code of Namibia for a missing value."""
    folder = Path(str(importlib.resources.files("country_converter")))
    known = set(codes().values())
    with (folder / "country_data.tsv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            for name in (row["name_short"], row["name_official"]):
                if name and "," not in name and "(" not in name and row["ISO3"] in known:
                    yield name, row["ISO3"], "name", "country_converter"


def build() -> list[dict[str, str]]:
    """All rows, one a form, in the order of country and form."""
    ambiguous = {row["form"] for row in knowledge_table("ambiguous_names.csv", "en")}
    chosen: dict[str, Row] = {}
    for source in (own_rows, cldr_rows, iso_rows, converter_rows):
        for form, code, sort, origin in source():
            form = form.strip()
            form = form if form == "the States" else form.removeprefix("the ")
            for variant in {form, form.replace("'", "’"), form.replace("’", "'")}:
                if len(variant) > 1 and variant not in chosen and variant not in _SKIPPED:
                    chosen[variant] = (variant, code, sort, origin)
    for row in knowledge_table("not_countries.csv", "en"):
        if row["kind"] != "territory":
            chosen[row["phrase"]] = (row["phrase"], "", "not_a_country", "own")
    rows = sorted(chosen.values(), key=lambda r: (r[1], r[0]))
    return [
        {"form": f, "country": c, "sort": s, "ambiguous": "yes" if f in ambiguous else "", "source": o}
        for f, c, s, o in rows
    ]


def main() -> None:
    """Write both files."""
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, ["form", "country", "sort", "ambiguous", "source"], lineterminator="\n")
    buffer.write(
        "# Built by scripts/build_gazetteer.py; edit countries.csv, not_countries.csv and ambiguous_names.csv.\n"
    )
    writer.writeheader()
    writer.writerows(build())
    write_text(OUTPUT, buffer.getvalue())
    domains = {alpha_2.lower(): code for alpha_2, code in codes().items() if alpha_2.lower() not in _SOLD}
    rows = sorted({**domains, "uk": "GBR"}.items())
    head = "# Built by scripts/build_gazetteer.py from ISO 3166-1 alpha-2; domains that are sold to anybody are left out.\n"
    write_text(DOMAINS, head + "domain,country\n" + "".join(f"{domain},{code}\n" for domain, code in rows))


if __name__ == "__main__":
    main()
