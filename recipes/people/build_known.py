"""Make the table of people whose country every reader knows (`pipeline/people/known.csv`) from public facts and our own lists.

    python recipes/people/build_known.py --knowledge DIR

`DIR` holds ``phoenix-countries-actors.txt`` (office holders by country with the dates of their offices, openeventdata/petrarch2,
MIT). Our lists beside this script are newer, and go first: ``leaders*.txt`` (``name|code|since|until|short``, heads of state and of
government) and ``officials*.txt`` (``code: Full Name=Short; Full Name@code; Full Name/since/until; …``).
"""

from __future__ import annotations

import argparse
import csv
import re
from collections.abc import Iterator
from pathlib import Path

from pipeline.io import atomic_path
from pipeline.people.known import normalised

HERE = Path(__file__).resolve().parent
TABLE = HERE.parent.parent / "pipeline" / "people" / "known.csv"
COLUMNS = ("name", "country", "since", "until", "leader", "short")
Row = tuple[str, str, str, str, str, str]

# Codes of the source that are not those of ISO 3166-1.
_CODES = {
    "KNT": "KNA",
    "TMP": "TLS",
    "ROM": "ROU",
    "ZAR": "COD",
    "SER": "SRB",
    "SCG": "SRB",
    "KSV": "XKX",
    "KOS": "XKX",
    "PAL": "PSE",
}
# An office that ended before is of no use to a reader of today's news.
_FIRST_YEAR = 2005
_OFFICE = re.compile(r"\[(?P<code>[A-Z]{3})GOV[A-Z]*(?: (?P<dates>[^\]]*))?\]")
_NOT_A_PERSON = re.compile(
    r"_(?:THE|OF|FOR|AND|MINISTRY|MINISTER|GOVERNMENT|PARTY|ARMY|PRESIDENT|OFFICE|COURT|POLICE|ASSEMBLY|COUNCIL|COMMITTEE|FORCES|UNION|BANK|AGENCY|AUTHORITY|COMMISSION|ARMY|PARLIAMENT|EMBASSY|CONGRESS|SENATE)_|[.(\d]"
)


def leaders(path: Path) -> Iterator[Row]:
    """The rows of a list of leaders."""
    for line in path.read_text(encoding="utf-8").splitlines():
        name, code, since, until, short = line.split("|")
        yield name, code, since, until, "yes", short


def officials(path: Path) -> Iterator[Row]:
    """The rows of a list of other people."""
    for line in path.read_text(encoding="utf-8").splitlines():
        country, _, people = line.partition(":")
        for entry in filter(None, map(str.strip, people.split(";"))):
            described, _, short = entry.partition("=")
            person, since, until = (*described.split("/"), "", "")[:3]
            name, _, code = person.partition("@")
            short = short.partition("@")[0]
            yield name.strip(), code or country.strip(), since, until, "", short


def phoenix(path: Path) -> Iterator[Row]:
    """Office holders of the dictionary, each with the first and last day of the offices that it dates."""
    names: list[str] = []
    offices: list[tuple[str, str, str]] = []
    for line in [*path.read_text(encoding="utf-8", errors="replace").splitlines(), "END"]:
        if line.startswith("#") or not line.strip():
            continue
        offices_here = [(m["code"], *_dates(m["dates"] or "")) for m in _OFFICE.finditer(line)]
        if line[0] in "\t ":
            offices += offices_here
            continue
        if line[0] != "+":
            yield from _people(names, offices)
            names, offices = [], []
        offices += offices_here
        names.append(line.lstrip("+").split("#")[0].split("[")[0].strip().strip("_"))


def _dates(told: str) -> tuple[str, str]:
    """`>101201`, `030101-050831` → first and last day, either of them empty where open."""
    begin, _, end = told.lstrip("<>").partition("-")
    if told.startswith("<"):
        begin, end = "", begin
    return _day(begin), _day(end)


def _day(told: str) -> str:
    if len(told) == 6:
        told = ("20" if int(told[:2]) < 30 else "19") + told
    if len(told) != 8 or not told.isdigit():
        return ""
    return f"{told[:4]}-{told[4:6]}-{told[6:]}"


def _people(names: list[str], offices: list[tuple[str, str, str]]) -> Iterator[Row]:
    countries = {_CODES.get(code, code) for code, _, _ in offices}
    last = max((until or "9999" for _, _, until in offices), default="")
    if len(countries) != 1 or last < str(_FIRST_YEAR):
        return
    since = min(since for _, since, _ in offices)
    for name in dict.fromkeys(names):
        words = name.split("_")
        if 2 <= len(words) <= 4 and min(map(len, words)) > 1 and not _NOT_A_PERSON.search(f"_{name}_"):
            told = " ".join(word.capitalize() for word in words)
            yield told, next(iter(countries)), since, "" if last == "9999" else last, "", ""


def known_rows(knowledge: Path | None) -> list[Row]:
    """All rows: our lists, then what the dictionary knows of other names, without names that two countries share."""
    rows = [row for path in sorted(HERE.glob("leaders*.txt")) for row in leaders(path)]
    rows += [row for path in sorted(HERE.glob("officials*.txt")) for row in officials(path)]
    if knowledge is not None:
        ours = {normalised(row[0]) for row in rows}
        others = [row for row in phoenix(knowledge / "phoenix-countries-actors.txt") if normalised(row[0]) not in ours]
        codes: dict[str, set[str]] = {}
        for row in others:
            codes.setdefault(normalised(row[0]), set()).add(row[1])
        rows += [row for row in others if len(codes[normalised(row[0])]) == 1]
    return sorted(set(rows), key=lambda row: (row[0], row[2], row))


def main() -> None:
    """Write the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--knowledge", type=Path, help="folder of the dictionary")
    arguments = parser.parse_args()
    rows = known_rows(arguments.knowledge)
    with atomic_path(TABLE) as temporary, temporary.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerows([COLUMNS, *rows])
    print(f"{TABLE}: {len(rows)} rows")


if __name__ == "__main__":
    main()
