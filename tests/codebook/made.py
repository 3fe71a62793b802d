"""Codebooks that are edited, and labels that followed them."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from functools import cache
from typing import Any

import yaml

from pipeline.codebook.codebook import Codebook
from pipeline.codebook.loading import codebook_from_text, packaged_text
from pipeline.records import Label


@cache
def _packaged() -> dict[str, Any]:
    plain: dict[str, Any] = yaml.load(packaged_text(), Loader=yaml.BaseLoader)
    return plain


def values() -> dict[str, Any]:
    """The packaged codebook as plain data, to be edited."""
    return deepcopy(_packaged())


def short_values() -> dict[str, Any]:
    """The same without what decides no label, which is read faster."""
    return {key: value for key, value in values().items() if key not in ("practice", "edge_cases")}


def text_of(plain: dict[str, Any]) -> str:
    # By libyaml where there is one, which is some ten times as fast.
    dumper = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
    return str(yaml.dump(plain, Dumper=dumper, allow_unicode=True, sort_keys=False))


def edited(*edits: Callable[[dict[str, Any]], object]) -> Codebook:
    plain = values()
    for edit in edits:
        edit(plain)
    return codebook_from_text(text_of(plain), "configs/codebook.yaml")


def rule_of(plain: dict[str, Any], number: int) -> dict[str, Any]:
    return next(rule for section in plain["sections"] for rule in section["rules"] if rule["number"] == str(number))


def reworded(number: int, text: str = "means something else now.") -> Callable[[dict[str, Any]], object]:
    return lambda plain: rule_of(plain, number).update(text=text)


def raised(version: str, **lists: list[str]) -> Callable[[dict[str, Any]], object]:
    """The version, with its entry in the list of changes."""

    def edit(plain: dict[str, Any]) -> None:
        plain["version"] = version
        plain["changes"].append({"version": version, "reason": "Readers of Togo's papers asked.", **lists})

    return edit


def label(stance: str | None = "favor", sentiment: str | None = "neutral", **fields: Any) -> Label:
    given = {
        "article": "ferry.txt",
        "text": "thanked Togo",
        "target": "TGO",
        "annotator": "ama",
        "codebook": "2",
        "time": "",
    }
    return Label(**{**given, "stance": stance, "sentiment": sentiment, **fields})
