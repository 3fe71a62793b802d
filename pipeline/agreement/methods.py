"""A paragraph on the reliability of labels for the methods section of a paper, and its table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipeline.agreement.formats import latex_escaped, latex_table
from pipeline.agreement.measured import FEW, FEW_ARTICLES, Measured
from pipeline.agreement.tables import alpha_table
from pipeline.printable import count
from pipeline.records.annotator import annotator_sort

_SOURCES = (
    "Krippendorff, Klaus. 2011. Computing Krippendorff's Alpha-Reliability. University of Pennsylvania.",
    "Dawid, A. Philip, and Allan M. Skene. 1979. Maximum Likelihood Estimation of Observer Error-Rates Using the EM Algorithm. "
    "Journal of the Royal Statistical Society C 28(1): 20–28.",
)


def paragraph(questions: Sequence[Measured], codebooks: Mapping[str, int] | None = None) -> str:
    """The paragraph in plain text; it says what was measured and nothing that was not.

    Parameters
    ----------
    questions : sequence of Measured
    codebooks : mapping of version to number of labels, optional
    """
    if not questions:
        return "No labels were given."
    units = max(question.units for question in questions)
    people = sorted({name for question in questions for name in question.people})
    machines = sorted({name for question in questions for name in question.judged} - set(people))
    told = [
        f"{count(units, 'statement')} toward target countries {'was' if units == 1 else 'were'} labelled by {count(len(people), 'person') if len(people) == 1 else f'{len(people)} people'}{_machines(machines)}{_versions(codebooks or {})}."
    ]
    told += [sentence for question in questions for sentence in _agreement(question)]
    measured = [question for question in questions if question.alpha.value is not None]
    if measured:
        bootstrap = measured[0].bootstrap
        told.append(
            f"Intervals are {100 * bootstrap.confidence:g} % percentile intervals of a bootstrap over articles "
            f"({bootstrap.resamples:,} resamples), because statements of one article are not independent."
        )
        few = sorted({q.alpha.clusters for q in measured if q.alpha.clusters < FEW_ARTICLES})
        if few:
            told.append(f"They rest on {count(few[0], 'article')} only, and are probably too narrow.")
    return " ".join(told)


def as_latex(questions: Sequence[Measured], codebooks: Mapping[str, int] | None = None) -> str:
    """The paragraph, the table of alpha for the package booktabs, and the sources as comments.

    Parameters
    ----------
    questions, codebooks
        See `paragraph`.
    """
    sources = [f"% {source}" for source in _SOURCES]
    table = latex_table(alpha_table(questions), "tab:agreement")
    return "\n".join([latex_escaped(paragraph(questions, codebooks)), "", table, *sources]) + "\n"


def _machines(names: Sequence[str]) -> str:
    sorts = [annotator_sort(name) for name in names]
    told = " and ".join(count(sorts.count(sort), sort) for sort in ("rule", "model") if sort in sorts)
    return f", and by {told}, not counted as people" if told else ""


def _versions(codebooks: Mapping[str, int]) -> str:
    if not codebooks:
        return ""
    if len(codebooks) == 1:
        return f", under version {next(iter(codebooks))} of the codebook"
    each = ", ".join(f"{version} ({number:,} labels)" for version, number in codebooks.items())
    return f", under several versions of the codebook: {each}"


def _agreement(question: Measured) -> list[str]:
    alpha = question.alpha
    if alpha.value is None:
        return [f"No unit was judged by two people on {question.question}, so that agreement on it is not known."]
    told = [
        f"Of these, {alpha.units:,} in {count(alpha.clusters, 'article')} were judged by several people on "
        f"{question.question}; Krippendorff's alpha (nominal) was {alpha}."
    ]
    if not question.enough:
        told.append(f"With fewer than {FEW} such units that says little about how reliable the labels are.")
    return told
