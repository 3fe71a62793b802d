"""What a run of scoring is told of when it is over."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.drift import DriftReport
from pipeline.extract.stage import passed_over
from pipeline.io import SetAside
from pipeline.printable import count
from pipeline.scoring.judge import Judge


@dataclass(frozen=True, slots=True)
class ScoreReport:
    """What was scored: ``records == articles + copies + unwanted + number of rejects``.

    Attributes
    ----------
    out : Path
        The table of scores.
    rows, articles : int
        How many rows it has, and of how many different articles.
    judge : Judge
        Which model scored, and how good it was found to be.
    stances : Counter of (target, stance)
        How many rows there are of each; the stance is ``None`` where the model was not sure enough.
    aside : SetAside
        What could not be read.
    other_languages : int
        Articles that were passed over because they are in none of `languages`.
    languages : sequence of str
    records : int
        Everything that was read.
    copies : int
        Further copies of the same text, which have no rows.
    copied_rows : int
        Rows that were copied from those of a near-duplicate, see `copied_from`.
    unwanted : int
        Articles that were not asked for.
    kept : int
        Articles whose rows an earlier run had made.
    seconds : float
    notes : sequence of str
        What there is to tell besides.
    complete_before : bool
        Whether the table was there already, so that nothing was done.
    drift : DriftReport, optional
        Whether the input is like what the model learned from.
    """

    out: Path
    rows: int
    articles: int
    judge: Judge
    stances: Counter[tuple[str, str | None]]
    aside: SetAside
    other_languages: int
    languages: Sequence[str]
    records: int = 0
    copies: int = 0
    copied_rows: int = 0
    unwanted: int = 0
    kept: int = 0
    seconds: float = 0.0
    notes: Sequence[str] = ()
    complete_before: bool = False
    drift: DriftReport | None = None

    def __str__(self) -> str:
        told = f"{count(self.rows, 'row')} from {count(self.articles, 'article')} → {self.out}"
        if self.complete_before:
            return f"{told}: complete already, made of the same input in the same way. Nothing was done."
        more = [
            f"{self.kept:,} articles judged before" if self.kept else "",
            f"{count(self.copies, 'copy').replace('copys', 'copies')} merged" if self.copies else "",
            f"{count(self.copied_rows, 'row')} copied from near-duplicates" if self.copied_rows else "",
            f"{self.unwanted:,} not asked for" if self.unwanted else "",
        ]
        told += f" ({', '.join(filter(None, more))})" if any(more) else ""
        if self.unwanted and not self.articles:
            told += "\nNo article is as --where and --since ask. Compare what they say with what the articles hold."
        drift = [str(self.drift)] if self.drift and str(self.drift) else []
        aside = [str(self.aside)] if self.aside.rejects else []
        return "\n".join(
            [*aside, told, str(self.judge), *passed_over(self.other_languages, self.languages), *drift, *self.notes]
        )
