"""A table for a paper (needs the LaTeX package booktabs)."""

from __future__ import annotations

import re

from pipeline.compare.comparison import Comparison
from pipeline.compare.report.tables import p_text
from pipeline.evaluate.bootstrap import Interval
from pipeline.evaluate.metrics import HEADLINE
from pipeline.tasks import Task

_SPECIAL = {
    "\\": r"\textbackslash{}", "&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#", "_": r"\_", "{": r"\{", "}": r"\}",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}", "<": r"\textless{}", ">": r"\textgreater{}",
}  # fmt: skip


def escape(text: str) -> str:
    """Text in which nothing is a command."""
    return re.sub(r"[\\&%$#_{}~^<>]", lambda found: _SPECIAL[found.group()], text)


def _number(value: float) -> str:
    return f"${value:+.3f}$"


def _interval(interval: Interval) -> str:
    return f"{interval.value:.3f} [{interval.low:.3f}, {interval.high:.3f}]"


def _p(p: float) -> str:
    return "$<$0.001" if p < 0.001 else p_text(p)


def latex(comparison: Comparison) -> str:
    """Macro-F1 of every group and task, differences from the baseline with intervals and corrected p-values."""
    share = f"{comparison.options.confidence * 100:.0f}\\%"
    lines = [
        r"\begin{table}",
        r"\centering",
        r"\begin{tabular}{llrrr}",
        r"\toprule",
        rf"Task & Run & Macro-F1 [{share} CI] & Difference [{share} CI] & $p$ \\",
    ]
    for task in Task:
        lines.append(r"\midrule")
        for index, group in enumerate(comparison.groups):
            score = comparison.scores[index][task][HEADLINE]
            value = _interval(score.articles)
            if score.seeds.deviation is not None:
                value += f" (SD {score.seeds.deviation:.3f}, {score.seeds.seeds} seeds)"
            cells = ["", ""]
            if index:
                difference = comparison.contrasts[index - 1].metrics[task][HEADLINE]
                low, high = difference.difference.low, difference.difference.high
                cells = [
                    f"{_number(difference.difference.value)} [{_number(low)}, {_number(high)}]",
                    _p(difference.p_adjusted),
                ]
            lines.append(f"{task if not index else ''} & {escape(group.name)} & {value} & {' & '.join(cells)} \\\\")
    several = len(comparison.contrasts) > 1
    corrected = "Holm-corrected for the number of runs compared" if several else "two-sided"
    seeds = " and seeds" if any(len(group.runs) > 1 for group in comparison.groups) else ""
    caption = (
        f"Macro-F1 on {comparison.examples:,} test examples of {comparison.articles:,} articles. Intervals and $p$-values "
        f"(paired, {corrected}) by bootstrap over articles{seeds}, {comparison.options.resamples:,} resamples; differences "
        f"from the first run."
    )
    lines += [r"\bottomrule", r"\end{tabular}", rf"\caption{{{caption}}}", r"\label{tab:comparison}", r"\end{table}"]
    return "\n".join(lines) + "\n"
