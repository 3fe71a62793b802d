"""What a comparison shows, as tables that every format draws."""

from __future__ import annotations

from dataclasses import dataclass
from math import isnan

from pipeline.compare.comparison import Comparison, Contrast
from pipeline.compare.slice_differences import SliceDifference
from pipeline.evaluate.bootstrap import Interval
from pipeline.evaluate.metrics import HEADLINE, metrics_of
from pipeline.evaluate.slices import FEW
from pipeline.printable import printable
from pipeline.tasks import Task

_MOST_SLICES = 6
_MOST_CHANGED = 5


@dataclass(frozen=True, slots=True)
class ReportTable:
    """A table of text; `right` are the columns set flush right."""

    title: str
    columns: tuple[str, ...]
    rows: list[tuple[str, ...]]
    right: tuple[int, ...] = ()


def p_text(p: float | None) -> str:
    """A p-value to three digits."""
    return "–" if p is None else "< 0.001" if p < 0.001 else f"{p:.3f}"


def signed(interval: Interval) -> str:
    """``+0.012 [-0.010, +0.034]``."""
    if isnan(interval.low):
        return f"{interval.value:+.3f}"
    return f"{interval.value:+.3f} [{interval.low:+.3f}, {interval.high:+.3f}]"


def verdict(contrast: Contrast, baseline: str, task: Task) -> str:
    """One sentence on the difference in macro-F1."""
    difference = contrast.metrics[task][HEADLINE]
    value = f"{signed(difference.difference)}, p = {p_text(difference.p_adjusted)}".replace("p = <", "p <")
    if not difference.significant:
        return f"{task}: '{contrast.group}' cannot be told from '{baseline}' by macro-F1 ({value})."
    word = "better" if difference.difference.value > 0 else "worse"
    return f"{task}: '{contrast.group}' is {word} than '{baseline}' by macro-F1 ({value})."


def verdicts(comparison: Comparison) -> list[str]:
    """The sentences for every contrast and task, then the notes."""
    return [
        verdict(contrast, comparison.baseline.name, task) for contrast in comparison.contrasts for task in Task
    ] + comparison.notes


def tables(comparison: Comparison) -> list[ReportTable]:
    """All tables, in reading order; those that would be empty are left out."""
    found = [_runs(comparison), _settings(comparison)]
    found += [_data(contrast) for contrast in comparison.contrasts]
    found += [_commits(contrast) for contrast in comparison.contrasts]
    found += [_metrics(comparison, task) for task in Task]
    found.append(_mcnemar(comparison))
    for contrast in comparison.contrasts:
        for task in Task:
            found += [_slices(contrast, task), _flips(contrast, task)]
    return [_printable(table) for table in found if table.rows]


def _printable(table: ReportTable) -> ReportTable:
    columns = tuple(map(printable, table.columns))
    return ReportTable(printable(table.title), columns, [tuple(map(printable, row)) for row in table.rows], table.right)


def _runs(comparison: Comparison) -> ReportTable:
    rows: list[tuple[str, ...]] = [
        (
            group.name + (" (baseline)" if index == 0 else ""),
            ", ".join(run.name for run in group.runs),
            ", ".join(dict.fromkeys(run.found_as for run in group.runs)),
            ", ".join(run.seed or "–" for run in group.runs),
        )
        for index, group in enumerate(comparison.groups)
    ]
    title = f"{comparison.examples} test examples of {comparison.articles} articles"
    return ReportTable(title, ("", "runs", "found as", "seeds"), rows)


def _settings(comparison: Comparison) -> ReportTable:
    rows = [(setting.sort, setting.name, *setting.values) for setting in comparison.settings]
    return ReportTable("What differs", ("", "name", *(group.name for group in comparison.groups)), rows)


def _data(contrast: Contrast) -> ReportTable:
    columns = ("change", "examples", "target", "before", "after", "text")
    rows: list[tuple[str, ...]] = []
    if contrast.data:
        for change in ("added", "removed", "relabelled", "moved"):
            examples = getattr(contrast.data, change)
            for index, example in enumerate(examples[:_MOST_CHANGED]):
                count = str(len(examples)) if index == 0 else ""
                name = change if index == 0 else ""
                rows.append((name, count, example.target, example.before, example.after, example.text))
    return ReportTable(f"Gold examples: what '{contrast.group}' has otherwise", columns, rows, right=(1,))


def _commits(contrast: Contrast) -> ReportTable:
    rows: list[tuple[str, ...]] = [(line,) for line in contrast.commits]
    return ReportTable(f"Commits up to '{contrast.group}'", ("commit",), rows)


def _metrics(comparison: Comparison, task: Task) -> ReportTable:
    several = any(len(group.runs) > 1 for group in comparison.groups)
    share = f"{comparison.options.confidence:.0%}"
    columns = ["metric", "run", f"value [{share}, articles]"]
    if several:
        columns.append("seeds: mean ± sd")
    columns += [f"difference [{share}]", "p", "p (Holm)"]
    rows: list[tuple[str, ...]] = []
    for metric in metrics_of(task.labels):
        title = metric.title + (" (less is better)" if metric.less_is_better else "")
        for index, group in enumerate(comparison.groups):
            score = comparison.scores[index][task][metric.name]
            row = [title if index == 0 else "", group.name, str(score.articles)]
            if several:
                row.append(f"{score.seeds} ({score.seeds.seeds})")
            if index == 0:
                row += ["", "", ""]
            else:
                difference = comparison.contrasts[index - 1].metrics[task][metric.name]
                row += [signed(difference.difference), p_text(difference.p_value), p_text(difference.p_adjusted)]
            rows.append(tuple(row))
    return ReportTable(f"{task}: metrics", tuple(columns), rows, right=(len(columns) - 2, len(columns) - 1))


def _mcnemar(comparison: Comparison) -> ReportTable:
    rows: list[tuple[str, ...]] = []
    for contrast in comparison.contrasts:
        for task in Task:
            test = contrast.mcnemar[task]
            counts = (str(test.only_baseline_right), str(test.only_other_right))
            rows.append((task, contrast.group, *counts, p_text(test.p_value)))
    columns = ("", "run", "only the baseline right", "only this run right", "p")
    return ReportTable("McNemar's test (first seed; takes examples for independent)", columns, rows, right=(2, 3, 4))


def changed_slices(contrast: Contrast, task: Task) -> list[SliceDifference]:
    """The slices of 30 examples or more that lost most, then those that gained most."""

    def largest(sign: int) -> list[SliceDifference]:
        moved = [d for d in contrast.slices[task] if not d.few and sign * d.difference.value > 1e-12]
        return sorted(moved, key=lambda d: (-abs(d.difference.value), d.name))[:_MOST_SLICES]

    return largest(-1) + largest(1)


def _slices(contrast: Contrast, task: Task) -> ReportTable:
    rows: list[tuple[str, ...]] = [
        (
            "lost" if d.difference.value < 0 else "gained",
            d.name,
            str(d.examples),
            f"{d.baseline:.3f}",
            f"{d.other:.3f}",
            signed(d.difference),
            p_text(d.p_adjusted),
        )
        for d in changed_slices(contrast, task)
    ]
    columns = ("", "slice", "examples", "baseline", "this run", "difference in macro-F1", "p (Holm)")
    title = f"{task}: where '{contrast.group}' lost and gained (slices of {FEW} examples or more)"
    return ReportTable(title, columns, rows, right=(2, 3, 4, 6))


def _flips(contrast: Contrast, task: Task) -> ReportTable:
    found = contrast.flips[task]
    explained = [flip for flip in found if flip.explanation_before or flip.explanation_after]
    rows: list[tuple[str, ...]] = [
        (
            flip.kind,
            flip.target,
            flip.text,
            flip.gold,
            f"{flip.before} ({flip.explanation_before})",
            f"{flip.after} ({flip.explanation_after})",
            f"{-flip.drop:+.2f}",
        )
        for flip in explained
    ]
    counts = ", ".join(f"{sum(f.kind == kind for f in found)} {kind}" for kind in ("lost", "gained", "changed"))
    columns = ("", "target", "statement", "gold", "baseline", "this run", "p(gold)")
    return ReportTable(f"{task}: examples that flipped in '{contrast.group}' ({counts})", columns, rows, right=(6,))
