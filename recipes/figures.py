"""Printed figures and the JSON files that they come from: ``python recipes/figures.py`` writes each anew, ``--check`` compares.

A figure is a number with the comment that says where it comes from, ``0.801 [0.779, 0.820]<!-- polnear-dev-tagger/content_f1 -->``:
the file ``benchmarks/results/polnear-dev-tagger.json`` (or ``recipes/*/results/…``), and the way to the figure in it. In a table a comment above it
says what each column begins or ends with, and a comment in the first cell of a row the rest::

    <!-- figures: polnear-dev-tagger | polnear-dev-rules -->
    | | `tagger` | `rules` |
    |---|---|---|
    | content F1 <!-- content_f1 --> | 0.801 [0.779, 0.820] | 0.593 [0.557, 0.628] |

Cells that hold no number are left as they are. How a figure is printed (decimals, interval, per cent, thousands) is said by
what is printed there now.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).resolve().parent.parent
RESULTS = PROJECT / "benchmarks" / "results"
# What recipes wrote of the models that they made, shipped or not.
RECIPES = PROJECT / "recipes"
PRINTED_IN = (PROJECT / "README.md", *sorted((PROJECT / "docs").glob("*.md")))

_NUMBER = r"-?\d[\d,]*(?:\.\d+)?"
_FIGURE = rf"{_NUMBER}(?: ?%)?(?: \[{_NUMBER}, {_NUMBER}\])?"
_IN_PROSE = re.compile(rf"(?P<printed>{_FIGURE})(?P<between>\*{{0,2}})<!-- (?P<address>[\w.-]+/[^>]+?) -->")
_TABLE = re.compile(r"<!-- figures: (?P<columns>.+?) -->")
_ROW = re.compile(r"<!-- (?P<row>[^>]+?) -->")


class FigureError(Exception):
    """A figure that cannot be found."""


@cache
def results(name: str) -> Any:
    """The content of a file of figures.

    Raises
    ------
    FigureError
        If there is no such file.
    """
    path = RESULTS / f"{name}.json"
    for place in (path, *RECIPES.glob(f"*/results/{name}.json")):
        if place.is_file():
            return json.loads(place.read_text(encoding="utf-8"))
    raise FigureError(f"there is no {path.relative_to(PROJECT)}")


def figure(address: str) -> Any:
    """What stands at ``FILE/KEY/…``: a number, a text, or a dict with ``value``, ``low`` and ``high``.

    Raises
    ------
    FigureError
        If nothing stands there.
    """
    name, *keys = address.split("/")
    found = results(name)
    for key in keys:
        if not isinstance(found, dict) or key not in found:
            raise FigureError(f"there is no {address}")
        found = found[key]
    return found


def printed_as(before: str, value: Any) -> str:
    """A figure in the form of what is printed there: ``0.80 [0.78, 0.82]``, ``4.6 %``, ``1,461``."""
    ends = value if isinstance(value, dict) else {"value": value}
    form = re.match(_NUMBER, before)
    assert form is not None
    decimals = len(form[0].partition(".")[2])
    percent = re.search(r" ?%", before)

    def one(end: str) -> str:
        return f"{ends[end] * (100 if percent else 1):,.{decimals}f}"

    if "[" not in before:
        return one("value") + (percent[0] if percent else "")
    if "low" not in ends:
        raise FigureError("it has no interval")
    return f"{one('value')} [{one('low')}, {one('high')}]"


def with_figures(text: str) -> tuple[str, list[str]]:
    """A page with its figures as the files have them, and the addresses of these.

    Raises
    ------
    FigureError
        If there is no such figure; the line is named.
    """
    addresses: list[str] = []
    lines = text.split("\n")
    columns: list[str] | None = None
    for number, line in enumerate(lines):
        if begins := _TABLE.search(line):
            columns = [column.strip() for column in begins["columns"].split("|")]
        elif columns and not line.lstrip().startswith("|"):
            columns = None
        try:
            lines[number] = _row(line, columns, addresses) if columns else _prose(line, addresses)
        except FigureError as error:
            raise FigureError(f"line {number + 1}: {error}") from None
    return "\n".join(lines), addresses


def _prose(line: str, addresses: list[str]) -> str:
    def renewed(found: re.Match[str]) -> str:
        addresses.append(found["address"])
        told = printed_as(found["printed"], figure(found["address"]))
        return f"{told}{found['between']}<!-- {found['address']} -->"

    return _IN_PROSE.sub(renewed, line)


def _row(line: str, columns: list[str], addresses: list[str]) -> str:
    row = _ROW.search(line.split("|")[1]) if line.count("|") > 1 else None
    if row is None:
        return line
    before, first, *cells = line.split("|")
    for place, (cell, column) in enumerate(zip(cells, columns, strict=False)):
        printed = re.search(_FIGURE, cell)
        if printed and column != "-":
            addresses.append(_address(column, row["row"]))
            told = printed_as(printed[0], figure(addresses[-1]))
            cells[place] = cell.replace(printed[0], told, 1)
    return "|".join([before, first, *cells])


def _address(column: str, row: str) -> str:
    """Column and row in the order in which they name a figure."""
    for address in (f"{column}/{row}", f"{row}/{column}"):
        if (RESULTS / f"{address.partition('/')[0]}.json").is_file():
            return address
    raise FigureError(f"neither {column} nor {row} begins with a file of {RESULTS.relative_to(PROJECT)}")


def pages(paths: list[Path]) -> Iterator[tuple[Path, str, str, list[str]]]:
    """Each page with its text as it is, and as it should be, and the addresses of its figures."""
    for path in paths:
        text = path.read_text(encoding="utf-8")
        try:
            yield path, text, *with_figures(text)
        except FigureError as error:
            raise FigureError(f"{path.relative_to(PROJECT)}, {error}") from None


def main() -> None:
    """Write the figures of all pages anew, or say which are not those of the files."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("pages", type=Path, nargs="*", default=PRINTED_IN)
    parser.add_argument("--check", action="store_true", help="write nothing; exit with 1 where a page would change")
    arguments = parser.parse_args()
    changed = False
    try:
        for path, text, renewed, addresses in pages([page.resolve() for page in arguments.pages]):
            if addresses:
                print(
                    f"{path.relative_to(PROJECT)}: {len(addresses)} figures, {'as measured' if text == renewed else 'changed'}"
                )
            changed |= text != renewed
            if not arguments.check:
                path.write_text(renewed, encoding="utf-8")
    except FigureError as error:
        sys.exit(f"figures: {error}")
    if arguments.check and changed:
        sys.exit("figures: run `python recipes/figures.py` and commit what it wrote")


if __name__ == "__main__":
    main()
