"""The page: a template, its style and scripts, and the columns of the scores, in one file that needs no other."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping
from functools import cache
from html import escape
from importlib.resources import files
from string import Template
from typing import Any

import numpy as np
from scipy import stats

from pipeline.countries.names import country_name
from pipeline.records import SENTIMENTS, STANCES
from pipeline.report.coded import Coded
from pipeline.report.columns import FLAGS, ScoreColumns
from pipeline.report.means import CONFIDENCE
from pipeline.report.payload import Column, as_text, pack, smallest
from pipeline.report.statements_csv import HEADER, quantized
from pipeline.report.view import LISTS, NONE

# In the order in which they run: each says what it takes of those before it.
SCRIPTS = (
    "store", "means", "address", "elements", "matrix", "pair", "trend", "lists", "statements", "passages", "download", "page",
)  # fmt: skip
# Beyond, the page approximates Student's t to more digits than it shows.
_QUANTILES = 200
_CODED = ("speaker", "speaker_role", "speaker_country", "target", "kind", "mode", "cue")


# The policy in page.html names `file:` beside 'self', because the origin of a page on disk is the same as no other's.
def page(columns: ScoreColumns, about: Mapping[str, Any]) -> str:
    """The whole page.

    Parameters
    ----------
    columns : ScoreColumns
    about : mapping
        What the page says of itself: see `pipeline.report.stage`.
    """
    style = _asset("page.css")
    script = "\n".join(_asset(f"{name}.js") for name in SCRIPTS)
    known = {code for name in ("speaker_country", "target") for code in columns.columns[name].names}
    quantiles = stats.t.ppf((1 + CONFIDENCE) / 2, np.arange(1, _QUANTILES + 1))
    told = {
        **about,
        "confidence": CONFIDENCE,
        "columns": {name: list(values) for name, values in (("stance", STANCES), ("sentiment", SENTIMENTS))},
        "csv": HEADER,
        "lists": LISTS,
        "names": {code: country_name(code) for code in sorted(known) if code},
        "none": NONE,
        "quantiles": [round(float(q), 8) for q in quantiles],
        "versions": columns.versions,
    }
    return Template(_asset("page.html")).substitute(
        title=escape(str(about["title"])),
        style=style,
        style_hash=_hash(style),
        script=script,
        script_hash=_hash(script),
        about=json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":")).replace("<", "\\u003c"),
        columns=as_text(pack(_numbers(columns))),
        statements=as_text(pack({"text": columns.texts, "example_id": columns.example_ids})),
    )


@cache
def _asset(name: str) -> str:
    return files("pipeline.report").joinpath("assets", name).read_text(encoding="utf-8")


def _hash(content: str) -> str:
    """What the page's policy lets run: exactly this (Content Security Policy Level 3, section 2.3.1)."""
    return f"sha256-{base64.b64encode(hashlib.sha256(content.encode()).digest()).decode('ascii')}"


def _numbers(columns: ScoreColumns) -> dict[str, Column]:
    favor, against = quantized(columns)
    articles = columns.articles
    outlet = Coded.of(articles["outlet"])
    found: dict[str, Column] = {
        "article": smallest(columns.article),
        "stance": smallest(columns.stance),
        "sentiment": smallest(columns.sentiment),
        "favor": smallest(favor),
        "against": smallest(against),
        "start": smallest(columns.start),
        "end": smallest(columns.end),
        "day": columns.day.astype(np.int32),
        "outlet": smallest(outlet.codes),
        "outlet names": outlet.names,
        **{f"article {name}": list(articles[name]) for name in ("title", "source_path", "published")},
        **{name: smallest(columns.flags[name].astype(np.intp)) for name in FLAGS},
    }
    for name in _CODED:
        found[name] = smallest(columns.columns[name].codes)
        found[f"{name} names"] = columns.columns[name].names
    return found
