"""Which rows a reader of the page has before them, as the page writes it into its address: ``from=USA&to=IRN,IRQ``.

The page filters in the browser (``assets/address.js``, ``assets/store.js``) by the same rules; a test holds them together.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import unquote

import numpy as np

from pipeline.arrays import BoolArray
from pipeline.errors import PipelineError, did_you_mean
from pipeline.records import SENTIMENTS, STANCES
from pipeline.report.coded import Coded
from pipeline.report.columns import ScoreColumns

# Key of the address → column. Several values are joined by commas and each is percent-encoded; NONE are the rows without.
LISTS = {
    "from": "speaker_country", "to": "target", "speaker": "speaker", "kind": "kind", "mode": "mode", "outlet": "outlet",
    "stance": "stance", "sentiment": "sentiment", "example": "example_id",
}  # fmt: skip
DATES = ("since", "until")
WORDS = "words"
NONE = "~"
# What the page remembers there and no row depends on.
_OF_THE_PAGE = frozenset({"unit", "size", "pair", "show"})


@dataclass(frozen=True, slots=True)
class View:
    """What a row must be to be seen: one of the values of each list, between two dates, with these words.

    Attributes
    ----------
    lists : mapping of str to tuple of str
        Key of the address to the values that are let through.
    since, until : str
        ISO 8601 dates, or ``""``. Rows without a date are seen only where neither is given.
    words : str
        Must stand in the statement, in any case.
    """

    lists: Mapping[str, tuple[str, ...]]
    since: str = ""
    until: str = ""
    words: str = ""


def read_view(address: str) -> View:
    """The view in the part of a page's address that follows ``#``.

    Raises
    ------
    PipelineError
        If there is a key that no view has, or a date that is none.

    Examples
    --------
    >>> read_view("from=USA&to=IRN,IRQ&words=long%20drought").lists["to"]
    ('IRN', 'IRQ')
    """
    lists: dict[str, tuple[str, ...]] = {}
    others = dict.fromkeys((*DATES, WORDS), "")
    for part in filter(None, address.removeprefix("#").split("&")):
        key, _, value = part.partition("=")
        if key in LISTS:
            lists[key] = tuple("" if name == NONE else unquote(name) for name in value.split(","))
        elif key in others:
            others[key] = unquote(value)
        elif key not in _OF_THE_PAGE:
            known = (*LISTS, *others)
            raise PipelineError(
                f"--view: '{key}' is no part of a view.{did_you_mean(key, known)} There are {', '.join(known)}; copy what "
                "stands behind # in the address of the page."
            )
    for name in DATES:
        if others[name]:
            _require_date(name, others[name])
    return View(lists, others["since"], others["until"], others[WORDS])


def _require_date(name: str, value: str) -> None:
    try:
        date.fromisoformat(value)
    except ValueError as error:
        raise PipelineError(f"--view: '{value}' is no date for {name}; write it as 2024-05-31.") from error


def seen(columns: ScoreColumns, view: View) -> BoolArray:
    """Which rows are in the view.

    Returns
    -------
    BoolArray of shape (n_rows,)
    """
    mask = np.ones(len(columns), dtype=bool)
    for key, values in view.lists.items():
        coded = _coded(columns, LISTS[key])
        mask &= np.isin(coded.codes, [code for code, name in enumerate(coded.names) if name in values])
    day = columns.day[columns.article]
    if view.since:
        mask &= (day != columns.no_date) & (day >= date.fromisoformat(view.since).toordinal() - _EPOCH)
    if view.until:
        mask &= (day != columns.no_date) & (day <= date.fromisoformat(view.until).toordinal() - _EPOCH)
    if view.words:
        found = re.compile(re.escape(view.words), re.IGNORECASE).search
        mask &= np.fromiter((bool(found(text)) for text in columns.texts), bool, len(columns))
    return mask


_EPOCH = date(1970, 1, 1).toordinal()


def _coded(columns: ScoreColumns, name: str) -> Coded:
    if name == "stance":
        return Coded([*STANCES, ""], columns.stance)
    if name == "sentiment":
        return Coded([*SENTIMENTS, ""], columns.sentiment)
    if name == "outlet":
        of_article = Coded.of(columns.articles["outlet"])
        return Coded(of_article.names, of_article.codes[columns.article])
    return Coded.of(columns.example_ids) if name == "example_id" else columns.columns[name]
