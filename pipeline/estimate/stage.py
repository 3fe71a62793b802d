"""The estimate stage: scores and a labelled sample → the share of each class, and a table of the shares."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.config import PipelineConfig
from pipeline.errors import PipelineError
from pipeline.estimate.prevalence import Prevalence, estimate_prevalence
from pipeline.estimate.reference import is_gold
from pipeline.estimate.table import write_shares
from pipeline.estimate.trained_on import trained_on
from pipeline.io import SetAside
from pipeline.io.tables import require_distinct, require_table_suffix
from pipeline.printable import count
from pipeline.provenance import code_version, file_digest
from pipeline.tasks import Task

_NAMED_REJECTS = 5


@dataclass(frozen=True, slots=True)
class EstimateReport:
    """The shares, where they were written, and what became of the labels.

    Attributes
    ----------
    result : Prevalence
    out : Path or None
    aside : SetAside or None
        The labels that were not used, where they are written to a file.
    gold_part : str or None
        The part of `labels` that was read, where that is a folder of gold examples.
    labels : Path
    warning : str or None
        See `pipeline.estimate.trained_on.trained_on`.
    """

    result: Prevalence
    out: Path | None
    aside: SetAside | None
    gold_part: str | None
    labels: Path
    warning: str | None = None

    def __str__(self) -> str:
        return "\n".join(self._sentences())

    def _sentences(self) -> Iterator[str]:
        result = self.result
        if self.gold_part:
            yield (
                f"labels: the {self.gold_part} part of {self.labels} (--part), which must be new to the model of the scores"
            )
        groups = len({share.group for share in result.shares})
        where = f" → {self.out}" if self.out is not None else ""
        yield (
            f"{count(groups, 'group')} of {count(result.rows, 'row')}, {result.labelled_rows:,} of them labelled "
            f"({count(result.labels, 'label')} read){where}"
        )
        if result.weighed:
            yield "no label is of a random sample: each weighs by the inverse of the probability with which its queue drew it"
        if self.warning:
            yield self.warning
        for name, number in result.unknown.items():
            yield f"{count(number, 'row')} without a {name}: the group 'unknown'"
        if self.aside is not None:
            if result.rejects:
                yield str(self.aside)
            return
        for reject in result.rejects[:_NAMED_REJECTS]:
            yield f"not used: {reject.source} {reject.location}: {reject.reason}"
        if (more := len(result.rejects) - _NAMED_REJECTS) > 0:
            yield f"and {count(more, 'more label')} not used; --out or --rejects writes them all with their reasons"


def run(
    config: PipelineConfig,
    scores: Path,
    labels: Path,
    by: Sequence[str] = (),
    task: Task = Task.stance,
    *,
    part: str = "test",
    confidence: float | None = None,
    out: Path | None = None,
    rejects: Path | None = None,
) -> EstimateReport:
    """Estimate the share of each class in each group, and write the shares.

    Parameters
    ----------
    config : PipelineConfig
    scores, labels, by, task, part
        See `pipeline.estimate.estimate_prevalence`.
    confidence : float, optional
        Of the intervals; ``evaluate.confidence`` by default.
    out : Path, optional
        Table of the shares; its suffix says the format.
    rejects : Path, optional
        Where labels go that were not used; beside `out` by default.

    Raises
    ------
    PipelineError
        If `confidence` is none, a file cannot be read or written, or no label fits a row of the scores.
    """
    confidence = config.evaluate.confidence if confidence is None else confidence
    if not 0 < confidence < 1:
        raise PipelineError(f"--confidence: {confidence:g} is not between 0 and 1. Give 0.95, for example.")
    aside = SetAside(rejects) if rejects is not None else None
    if out is not None:
        require_table_suffix(out)
        aside = SetAside.beside(out, rejects)
    require_distinct([scores, labels], [out, aside.path if aside else None])
    result = estimate_prevalence(
        scores, labels, by, task, part=part, confidence=confidence, min_overlap=config.label.min_overlap
    )
    if out is not None:
        made = {"scores": file_digest(scores), "labels": file_digest(labels), "code_version": code_version()}
        write_shares(out, result, made)
    if aside is not None and result.rejects:
        aside.rejects.extend(result.rejects)
        aside.write()
    warning = trained_on(scores, result.labelled, config)
    return EstimateReport(result, out, aside, part if is_gold(labels) else None, labels, warning)
