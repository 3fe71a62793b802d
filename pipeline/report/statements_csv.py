"""The rows of a view as CSV, the same bytes that the page offers for download."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence

import numpy as np

from pipeline.arrays import BoolArray, IntArray
from pipeline.records import SENTIMENTS, STANCES
from pipeline.report.columns import ScoreColumns

# A spreadsheet takes a cell that begins so for a formula and runs it (OWASP, CSV Injection).
_FORMULA = tuple("=+-@\t\r＝＋－＠")
HEADER = (
    "example_id", "published", "outlet", "title", "source_path", "speaker", "speaker_role", "speaker_country", "target",
    "kind", "mode", "cue", "text", "stance", "p_favor", "p_against", "p_neutral", "sentiment", "start", "end",
)  # fmt: skip
# Probabilities are kept in so many parts, here and on the page.
PARTS = 10_000


def harmless(text: str) -> str:
    """A cell that no spreadsheet runs: with an apostrophe before what would be taken for a formula.

    Examples
    --------
    >>> harmless("=cmd()"), harmless("Norway")
    ("'=cmd()", 'Norway')
    """
    return f"'{text}" if text.startswith(_FORMULA) else text


def quantized(columns: ScoreColumns) -> tuple[IntArray, IntArray]:
    """The probabilities of favor and against in ten-thousandths; what is left is neutral."""
    favor = np.round(columns.probabilities[:, 0] * PARTS).astype(np.intp)
    against = np.minimum(np.round(columns.probabilities[:, 1] * PARTS).astype(np.intp), PARTS - favor)
    return favor, against


def statements_csv(columns: ScoreColumns, mask: BoolArray) -> str:
    """The rows in `mask`, with a header."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(HEADER)
    writer.writerows(_rows(columns, mask))
    return text.getvalue()


def _rows(columns: ScoreColumns, mask: BoolArray) -> Iterator[Sequence[str]]:
    favor, against = quantized(columns)
    of_article = columns.articles.to_dict("list")
    coded = columns.columns
    for row in np.flatnonzero(mask):
        article = columns.article[row]
        parts = (favor[row], against[row], PARTS - favor[row] - against[row])
        yield [
            *map(
                harmless,
                (
                    columns.example_ids[row],
                    *(of_article[name][article] for name in ("published", "outlet", "title", "source_path")),
                    *(
                        coded[name].names[coded[name].codes[row]]
                        for name in ("speaker", "speaker_role", "speaker_country", "target", "kind", "mode", "cue")
                    ),
                    columns.texts[row],
                ),
            ),
            (*STANCES, "")[columns.stance[row]],
            *(f"{part / PARTS:.4f}" for part in parts),
            (*SENTIMENTS, "")[columns.sentiment[row]],
            str(columns.start[row]),
            str(columns.end[row]),
        ]
