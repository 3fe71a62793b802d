"""What the recipe of the gazetteer makes is what ships, to the byte."""

from __future__ import annotations

import build_gazetteer
import ship


def test_both_files_are_those_of_the_package() -> None:
    made = {"gazetteer.csv": build_gazetteer.gazetteer(), "domains.csv": build_gazetteer.domains()}
    for name, target in ship.SHIPPED["gazetteer"].files.items():
        assert made[name].encode() == (ship.PROJECT / target).read_bytes(), "run `python recipes/ship.py gazetteer`"
