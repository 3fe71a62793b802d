"""Agreement as tables of text, for a terminal, a page and a paper."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from pipeline.agreement.drift import drifting
from pipeline.agreement.krippendorff import Alpha
from pipeline.agreement.measured import FEW, FEW_ARTICLES, Measured
from pipeline.agreement.power import annotators_needed, reliability_of, simulated_accuracy, units_needed
from pipeline.records.annotator import annotator_sort

Rows = list[tuple[str, ...]]

_NONE = "–"
_WIDTH_WANTED = 0.2
_SUSPECTS = 20
_PAIRS = 40


@dataclass(frozen=True, slots=True)
class Table:
    """Cells, the sentences below them, and which columns hold numbers."""

    title: str
    columns: tuple[str, ...]
    rows: Rows
    notes: tuple[str, ...] = ()
    right: tuple[int, ...] = ()


def tables(questions: Sequence[Measured], words: Callable[[str], str] = str) -> list[Table]:
    """All tables that have rows, the most important first.

    Parameters
    ----------
    questions : sequence of Measured
    words : callable, optional
        How a unit is told to a reader; by its name by default.
    """
    made = (
        alpha_table(questions),
        _annotators(questions),
        _confusions(questions),
        _pairs(questions),
        _stretches(questions),
    )
    rest = (_weeks(questions), _power(questions), _suspects(questions, words))
    return [table for table in (*made, *rest) if table.rows]


def _percent(questions: Sequence[Measured]) -> str:
    return f"{100 * questions[0].bootstrap.confidence:g} %" if questions else "95 %"


def alpha_table(questions: Sequence[Measured]) -> Table:
    """Krippendorff's alpha of each question and label."""
    rows: Rows = []
    for question in questions:
        alphas = {"all labels": question.alpha, **question.classes}
        for label, alpha in alphas.items():
            first = label == "all labels"
            about = (question.question, f"{len(question.people)}", f"{alpha.units:,}", f"{alpha.clusters:,}")
            rows.append((*(about if first else ("", "", "", "")), label, str(alpha)))
    return Table(
        f"Krippendorff's alpha among people, with {_percent(questions)} intervals",
        ("question", "people", "judged by several", "articles", "label", "alpha"),
        rows,
        tuple(_cautions(questions)),
        (1, 2, 3, 5),
    )


def _cautions(questions: Sequence[Measured]) -> Iterator[str]:
    for question in questions:
        alpha = question.alpha
        if not alpha.units:
            yield f"No {question.question} was judged by two people, so that agreement is not measured."
        elif not question.enough:
            yield (
                f"Only {alpha.units} of {question.units:,} units were judged by several people on {question.question}: "
                f"with fewer than {FEW}, alpha says little."
            )
        if alpha.units and alpha.clusters < FEW_ARTICLES:
            yield f"The intervals of {question.question} rest on {alpha.clusters} articles, and are probably too narrow."


def _annotators(questions: Sequence[Measured]) -> Table:
    rows: Rows = []
    for question in questions:
        for name, number in question.judged.items():
            found = question.aggregation
            accuracy, compared = _NONE, 0
            if found is not None and (compared := found.compared(name)):
                low, high = found.accuracy_interval(name)
                accuracy = f"{found.accuracy(name):.2f} [{low:.2f}, {high:.2f}]"
            rows.append((question.question, name, annotator_sort(name), f"{number:,}", f"{compared:,}", accuracy))
    return Table(
        "Annotators, with how often each is right by Dawid and Skene (1979)",
        ("question", "annotator", "kind", "labels", "also judged by others", "right"),
        rows,
        ("That supposes that annotators err independently of one another; what all get wrong it cannot see.",),
        (3, 4, 5),
    )


def _confusions(questions: Sequence[Measured]) -> Table:
    rows: Rows = []
    for question in questions:
        if question.aggregation is None:
            continue
        for name in filter(question.aggregation.compared, question.aggregation.annotators):
            for true, row in zip(question.labels, question.aggregation.confusion(name), strict=True):
                told = ", ".join(f"{label} {share:.2f}" for label, share in zip(question.labels, row, strict=True))
                rows.append((question.question, name, true, told))
    return Table(
        "What each annotator says where the label is probably …",
        ("question", "annotator", "probable label", "shares of labels given"),
        rows,
    )


def _pairs(questions: Sequence[Measured]) -> Table:
    rows: Rows = []
    left = 0
    for question in questions:
        left += max(0, len(question.pairs) - _PAIRS)
        for pair in question.pairs[:_PAIRS]:
            kappa = str(Alpha(pair.kappa, pair.low, pair.high, pair.units, 0))
            rows.append(
                (
                    question.question,
                    f"{pair.first} – {pair.second}",
                    f"{pair.units:,}",
                    f"{100 * pair.share:.0f} %",
                    kappa,
                    str(pair.alpha),
                )
            )
    notes = (f"{left:,} more pairs with fewer units in common are in the JSON.",) if left else ()
    columns = ("question", "annotators", "units", "same label", "Cohen's kappa", "alpha")
    return Table("Pairs of annotators", columns, rows, notes, (2, 3, 4, 5))


def _stretches(questions: Sequence[Measured]) -> Table:
    rows: Rows = []
    notes: list[str] = []
    for question in questions:
        for row in question.stretches:
            share = str(Alpha(row.share, row.low, row.high, row.units, 0))
            rows.append((question.question, row.annotator, f"{row.number} of {row.of}", f"{row.units:,}", share))
        notes += [
            f"{name} agrees with the others on {question.question} differently early and late; look at what changed."
            for name in drifting(question.stretches)
        ]
    columns = ("question", "annotator", "part of the work", "units", "agrees with the others")
    return Table("Drift: each person's agreement with the others over time", columns, rows, tuple(notes), (3, 4))


def _weeks(questions: Sequence[Measured]) -> Table:
    rows: Rows = [
        (question.question, week, f"{alpha.units:,}", str(alpha))
        for question in questions
        if len(question.weeks) > 1
        for week, alpha in question.weeks.items()
    ]
    return Table("Alpha by week", ("question", "week", "judged by several", "alpha"), rows, (), (2, 3))


def _power(questions: Sequence[Measured]) -> Table:
    rows: Rows = []
    for question in questions:
        value = question.alpha.value
        if value is None or not question.enough or value <= 0:
            continue
        needed = annotators_needed(value, question.wanted)
        units = units_needed(question.alpha, _WIDTH_WANTED)
        accuracy = _NONE
        if question.aggregation is not None:
            shares = simulated_accuracy(question.aggregation, max(needed, 3), question.bootstrap.seed)
            accuracy = ", ".join(f"{n}: {shares[n - 1]:.2f}" for n in sorted({1, 3, needed}))
        rows.append(
            (
                question.question,
                f"{value:.2f}",
                f"{needed} (reliability {reliability_of(needed, value):.2f})",
                accuracy,
                _NONE if units is None else f"{units:,}",
            )
        )
    wanted = questions[0].wanted if questions else 0.8
    return Table(
        f"What a reliability of {wanted:g} needs",
        (
            "question",
            "alpha",
            "annotators an example",
            "right labels by number of annotators",
            f"units for an interval {_WIDTH_WANTED:g} wide",
        ),
        rows,
        ("Spearman–Brown; the shares of right labels are simulated from the annotators' confusion matrices.",),
        (1, 4),
    )


def _suspects(questions: Sequence[Measured], words: Callable[[str], str]) -> Table:
    rows: Rows = []
    for question in questions:
        for found in question.suspects[:_SUSPECTS]:
            rows.append(
                (
                    question.question,
                    words(found.unit),
                    found.annotator,
                    found.given,
                    f"{found.likely} {found.probability:.2f}",
                    f"{found.own:.2f}",
                )
            )
    total = sum(len(question.suspects) for question in questions)
    notes = (f"{len(rows)} of {total:,}; all are in the JSON.",) if total > len(rows) else ()
    return Table(
        "Labels to look at again, the least probable first (confident learning)",
        ("question", "unit", "annotator", "given", "by the others", "probability of the label given"),
        rows,
        notes,
        (5,),
    )
