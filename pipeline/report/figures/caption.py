"""What stands under a picture in a paper: what is drawn, of how much, how sure, and by which model from which data."""

from __future__ import annotations

from pipeline.printable import count, printable
from pipeline.report.columns import ScoreColumns
from pipeline.report.means import CONFIDENCE
from pipeline.report.tables import Cell

_MEAN = (
    "Mean stance is the share of statements in favor less the share against (−1 to +1); neutral statements count as 0."
)


def matrix_caption(
    columns: ScoreColumns, overall: Cell, shown: int, all_countries: int, min_articles: int, view: str
) -> str:
    """The caption of the matrix."""
    which = (
        f"the {shown} countries with the most statements, of {all_countries}"
        if shown < all_countries
        else "all countries"
    )
    return " ".join(
        [
            f"Mean stance of speakers of each country (rows) toward each target (columns), {which}.",
            _MEAN,
            f"Shade: the mean, pale where its {CONFIDENCE:.0%} interval holds 0. Size and small figures: number of statements.".replace(
                "%", " %"
            ),
            f"“few”: fewer than {min_articles} articles.",
            *_basis(columns, overall, view),
        ]
    )


def trend_caption(columns: ScoreColumns, overall: Cell, unit: str, undated: int, min_articles: int, view: str) -> str:
    """The caption of the trend."""
    left_out = f" {count(undated, 'statement')} without a date are left out." if undated else ""
    return " ".join(
        [
            f"Mean stance by {unit} with {CONFIDENCE:.0%} intervals, and the number of statements below.".replace(
                "%", " %"
            ),
            _MEAN,
            f"Hollow points: fewer than {min_articles} articles.{left_out}",
            *_basis(columns, overall, view),
        ]
    )


def _basis(columns: ScoreColumns, overall: Cell, view: str) -> list[str]:
    sample = f", a random sample of {columns.rows_in_table:,} rows" if columns.is_sample else ""
    chosen = f" Only statements of the view {printable(view)}." if view else ""
    return [
        f"n = {count(overall.rows, 'statement')} in {count(overall.articles, 'article')}{sample}.{chosen}",
        "Intervals are from the variance between articles (cluster-robust, linearised); they say nothing of the model’s errors.",
        f"Scores {printable(columns.path.name)}; {versions(columns)}.",
    ]


def versions(columns: ScoreColumns) -> str:
    """``model 1f2e, data 3d4c, code 0.1.0``"""
    return ", ".join(
        f"{name.removesuffix('_version')} {printable(' and '.join(found)) or 'unknown'}"
        for name, found in columns.versions.items()
    )
