"""Build the gazetteer of English from CLDR (babel), ISO 3166 (pycountry), country_converter and our lists, and the domains of
countries from ISO 3166.

Precedence where two sources give one form to two countries: our list, CLDR, ISO, country_converter.
"""

from __future__ import annotations

import argparse
import csv
import importlib.resources
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pycountry
import yaml
from babel import Locale

HERE = Path(__file__).resolve().parent
PARAMETERS: dict[str, Any] = yaml.safe_load((HERE / "params.yaml").read_text(encoding="utf-8"))
LISTS = HERE / PARAMETERS["lists"]

Row = tuple[str, str, str, str]


def rows_of(name: str) -> list[dict[str, str]]:
    """The rows of one of our lists; lines that begin with ``#`` are comments."""
    lines = (LISTS / name).read_text(encoding="utf-8").splitlines()
    return list(csv.DictReader(io.StringIO("\n".join(line for line in lines if not line.startswith("#")))))


def own_rows() -> Iterator[Row]:
    """Forms from countries.csv."""
    for row in rows_of("countries.csv"):
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
    return table | PARAMETERS["outside_iso"]


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


def inverted_rows() -> Iterator[Row]:
    """Names as tables have them: "Korea, Republic of", "Iran (Islamic Republic of)", "Congo, Dem. Rep."."""
    for country in sorted(pycountry.countries, key=lambda c: c.alpha_3):
        noun, comma, kind = country.name.partition(", ")
        if not comma or noun in PARAMETERS["not_inverted"]:
            continue
        for long in {kind, kind.removeprefix("The ")}:
            short = (
                long.replace("Republic", "Rep.").replace("Democratic", "Dem.").removesuffix(" the").removesuffix(" of")
            )
            for variant in dict.fromkeys((long, short)):
                yield f"{noun}, {variant}", country.alpha_3, "name", "iso"
                yield f"{noun} ({variant})", country.alpha_3, "name", "iso"
    yield from own_inversions()


def own_inversions() -> Iterator[Row]:
    """Inverted names that ISO 3166 lacks, in the same two spellings; and of a shared name with the seat: "Congo (Kinshasa)"."""
    for name, code in PARAMETERS["inverted"].items():
        noun, _, kind = name.partition(", ")
        yield name, code, "name", "own"
        yield f"{noun} ({kind})", code, "name", "own"
    shared = PARAMETERS["told_apart_by_seat"]
    for row in rows_of("countries.csv"):
        for seat in filter(None, row["seats"].split(";")):
            for name in (name for name, sharing in shared.items() if row["code"] in sharing):
                for form in (f"{name} ({seat})", f"{name}-{seat}", f"{name}/{seat}"):
                    yield form, row["code"], "name", "own"


def spellings(form: str, sort: str, adjectives: set[str]) -> Iterator[str]:
    """A form with other apostrophes, hyphens and dots: "Burkina-Faso", "Guinea Bissau", "D.R.C."; not "French-Algeria"."""
    for variant in (form, form.replace("'", "’"), form.replace("’", "'")):
        yield variant
        words = re.fullmatch(r"([^\W\d_a-z][^\W\d_]+)[ -][^\W\d_a-z][^\W\d_]+", variant)
        if sort != "seat" and words and words[1] not in adjectives:
            yield variant.replace(" ", "-")
            yield variant.replace("-", " ")
    if sort == "name" and re.fullmatch(r"[A-Z]{3,}", form):
        yield ".".join(form) + "."


def converter_rows() -> Iterator[Row]:
    """Names of country_converter's table, read as text: pandas would take the code of Namibia for a missing value."""
    folder = Path(str(importlib.resources.files("country_converter")))
    known = set(codes().values())
    with (folder / "country_data.tsv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            for name in (row["name_short"], row["name_official"]):
                if name and "," not in name and "(" not in name and row["ISO3"] in known:
                    yield name, row["ISO3"], "name", "country_converter"


def gazetteer() -> str:
    """The gazetteer as CSV, a row a form, in the order of country and form."""
    ambiguous = {row["form"] for row in rows_of("ambiguous_names.csv")}
    adjectives = {form for form, _, sort, _ in own_rows() if sort == "adjective"}
    chosen: dict[str, Row] = {}
    for source in (own_rows, cldr_rows, iso_rows, converter_rows, inverted_rows):
        for form, code, sort, origin in source():
            form = form.strip()
            form = form if form == "the States" else form.removeprefix("the ")
            for variant in dict.fromkeys(spellings(form, sort, adjectives)):
                if len(variant) > 1 and variant not in chosen and variant not in PARAMETERS["skipped"]:
                    chosen[variant] = (variant, code, sort, origin)
    for row in rows_of("not_countries.csv"):
        if row["kind"] != "territory":
            chosen[row["phrase"]] = (row["phrase"], "", "not_a_country", "own")
    rows = sorted(chosen.values(), key=lambda r: (r[1], r[0]))
    buffer = io.StringIO()
    buffer.write("# Built by recipes/gazetteer; edit countries.csv, not_countries.csv and ambiguous_names.csv.\n")
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(["form", "country", "sort", "ambiguous", "source"])
    writer.writerows([f, c, s, "yes" if f in ambiguous else "", o] for f, c, s, o in rows)
    return buffer.getvalue()


def domains() -> str:
    """The domains of countries as CSV."""
    sold = set(PARAMETERS["sold_domains"])
    national = {alpha_2.lower(): code for alpha_2, code in codes().items() if alpha_2.lower() not in sold}
    head = "# Built by recipes/gazetteer from ISO 3166-1 alpha-2; domains that are sold to anybody are left out.\n"
    rows = sorted({**national, "uk": "GBR"}.items())
    return head + "domain,country\n" + "".join(f"{domain},{code}\n" for domain, code in rows)


def main() -> None:
    """Write both files into a folder."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("out", type=Path)
    out = parser.parse_args().out
    out.mkdir(parents=True, exist_ok=True)
    (out / "gazetteer.csv").write_text(gazetteer(), encoding="utf-8", newline="\n")
    (out / "domains.csv").write_text(domains(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
