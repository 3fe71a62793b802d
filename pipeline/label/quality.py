"""The quality of labels: agreement, annotators, probable mistakes and what they mean for a paper."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pipeline.agreement import Bootstrap, Measured, measured
from pipeline.agreement.formats import as_json, latex_table, markdown_table
from pipeline.agreement.methods import as_latex, paragraph
from pipeline.agreement.tables import Table, tables
from pipeline.config import PipelineConfig
from pipeline.errors import PipelineError
from pipeline.io import read_records, write_text
from pipeline.label.annotations import read_labels
from pipeline.label.judged import STATEMENT, STATEMENT_LABELS, JudgedUnits, judged_units
from pipeline.printable import count
from pipeline.records import Article, Example, Label, Reject
from pipeline.tasks import Task

Format = Literal["markdown", "latex", "json"]
FORMAT_OF: dict[str, Format] = {".md": "markdown", ".tex": "latex", ".json": "json"}
_NAMED_REJECTS = 5


@dataclass(frozen=True, slots=True)
class QualityReport:
    """What was measured of the labels in a folder.

    Attributes
    ----------
    labels : Path
        Where they were read.
    units : JudgedUnits
    questions : list of Measured
        Of stance, sentiment and, where somebody denied it, whether there is a statement at all.
    rejected : sequence of Reject
        Lines that were no label.
    examples : int or None
        How many examples the study has; ``None`` where none are extracted.
    out : Path or None
    """

    labels: Path
    units: JudgedUnits
    questions: list[Measured]
    rejected: Sequence[Reject]
    examples: int | None
    out: Path | None = None

    def question(self, name: str) -> Measured:
        """What was measured of a question."""
        return next(question for question in self.questions if question.question == name)

    def tables(self) -> list[Table]:
        """All tables, with the words of a statement where one is named."""
        return tables(self.questions, self.units.told)

    def text(self, output_format: Format) -> str:
        """Everything in a format: tables and the paragraph for a paper."""
        codebooks = self.units.codebooks()
        if output_format == "json":
            about = {"labels": len(self.units.labels), "codebooks": codebooks, "not_read": len(self.rejected)}
            return as_json(self.questions, {**about, "methods": paragraph(self.questions, codebooks)})
        drawn = self.tables()
        if output_format == "latex":
            more = [latex_table(table, f"tab:agreement-{n}") for n, table in enumerate(drawn[1:], start=2)]
            return "\n".join([as_latex(self.questions, codebooks), *more]) + "\n"
        return "\n\n".join([*map(markdown_table, drawn), paragraph(self.questions, codebooks)]) + "\n"

    def __str__(self) -> str:
        return "\n".join(self._sentences())

    def _sentences(self) -> Iterator[str]:
        units = self.units
        where = f" → {self.out}" if self.out is not None else ""
        yield f"{count(len(units.labels), 'label')} of {count(len(units.ballots), 'unit')} in {self.labels}{where}"
        if self.examples is None:
            yield "No examples are extracted here, so that only labels of exactly the same words are taken together."
        elif len(units.labels) > units.matched:
            yield f"{count(len(units.labels) - units.matched, 'label')} judged no extracted example, and stand by their words."
        if len(versions := units.codebooks()) > 1:
            told = ", ".join(f"{version} ({number:,})" for version, number in versions.items())
            yield f"The labels follow several versions of the codebook: {told}; what looks like disagreement may be that."
        for reject in self.rejected[:_NAMED_REJECTS]:
            yield f"not used: {reject.source} {reject.location}: {reject.reason}"
        if (more := len(self.rejected) - _NAMED_REJECTS) > 0:
            yield f"and {count(more, 'more line')} not used"


def run(
    config: PipelineConfig,
    labels: Path | None = None,
    *,
    wanted: float = 0.8,
    out: Path | None = None,
    overwrite: bool = False,
) -> QualityReport:
    """Measure the quality of a folder of labels.

    Parameters
    ----------
    config : PipelineConfig
    labels : Path, optional
        A folder of label files; ``paths.labels`` by default.
    wanted : float, default=0.8
        The reliability that is planned for.
    out : Path, optional
        Where to write everything: .md, .tex or .json.
    overwrite : bool, default=False

    Raises
    ------
    PipelineError
        If there are no labels, or `out` cannot be written.
    """
    if not 0 < wanted < 1:
        raise PipelineError(f"--reliability: {wanted:g} is not between 0 and 1. Give 0.8, for example.")
    if out is not None:
        _require_writable(out, overwrite)
    folder = labels or config.paths.labels
    read = list(read_labels(folder))
    given = [line for line in read if isinstance(line, Label)]
    rejected = [line for line in read if isinstance(line, Reject)]
    report = quality_of(config, folder, given, rejected, wanted=wanted, out=out)
    if out is not None:
        write_text(out, report.text(FORMAT_OF[out.suffix]))
    return report


def quality_of(
    config: PipelineConfig,
    folder: Path,
    labels: Sequence[Label],
    rejected: Sequence[Reject] = (),
    *,
    wanted: float = 0.8,
    out: Path | None = None,
) -> QualityReport:
    """Measure the quality of labels that are read already.

    Parameters
    ----------
    config : PipelineConfig
        Says where the articles and examples of the study are, where it has any.
    folder : Path
        Where the labels were read, to be named.
    labels : sequence of Label
    rejected : sequence of Reject
    wanted, out
        See `run`.
    """
    paths = config.paths
    there = paths.examples.is_file() and paths.articles.is_file()
    examples = list(read_records(paths.examples, Example)) if there else []
    articles = list(read_records(paths.articles, Article)) if there else []
    units = judged_units(labels, articles, examples, config.label.min_overlap, paths.raw)
    if not units.labels:
        first = f" {rejected[0].source} {rejected[0].location}: {rejected[0].reason}." if rejected else ""
        raise PipelineError(
            f"{folder}: holds no label that counts.{first} Label some statements with `stance annotate`."
        )
    bootstrap = Bootstrap(config.evaluate.confidence, config.evaluate.resamples)
    times = units.times()
    questions = [
        measured(
            task.value,
            units.judgements(task),
            task.labels,
            units.people,
            clusters=units.articles,
            times=times,
            known=units.settled(task),
            bootstrap=bootstrap,
            wanted=wanted,
        )
        for task in Task
    ]
    if whether := units.whether_statement():
        questions.append(
            measured(
                STATEMENT,
                whether,
                STATEMENT_LABELS,
                units.people,
                clusters=units.articles,
                times=times,
                bootstrap=bootstrap,
                wanted=wanted,
            )
        )
    return QualityReport(folder, units, questions, rejected, len(examples) if there else None, out)


def _require_writable(out: Path, overwrite: bool) -> None:
    if out.suffix not in FORMAT_OF:
        raise PipelineError(
            f"{out}: ends in none of {', '.join(FORMAT_OF)}, which say the format. Name it agreement.md."
        )
    require_free(out, overwrite)


def require_free(out: Path, overwrite: bool) -> None:
    """Check before any work that a file may be written.

    Raises
    ------
    PipelineError
        If it is there already and may not be replaced.
    """
    if out.exists() and not overwrite:
        raise PipelineError(f"{out}: is there already. Name another file, or replace it with --overwrite.")
