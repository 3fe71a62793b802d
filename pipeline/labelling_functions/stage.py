"""Rules over the examples of a study: a table of what they are worth, and their labels."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.codebook import load_codebook
from pipeline.config import PipelineConfig
from pipeline.errors import PipelineError
from pipeline.io import count_records, read_records
from pipeline.labelling_functions.label_lines import as_line, label_of, lines_of, write_labels
from pipeline.labelling_functions.quality import RulesQuality, rules_quality
from pipeline.labelling_functions.rule import Rule
from pipeline.labelling_functions.voting import Voted, votes_of_rules
from pipeline.printable import count
from pipeline.progress import progress
from pipeline.records import Example
from pipeline.records.annotator import RULE
from pipeline.tasks import Task

People = Callable[[Iterable[Example]], Mapping[str, Mapping[Task, str]]]
FILE = "rules.jsonl"


@dataclass(frozen=True, slots=True)
class RulesReport:
    """What the rules said, how many labels were written, and where; `judged` counts the examples that people have labelled."""

    rules: tuple[Rule, ...]
    quality: RulesQuality
    judged: int
    written: int
    out: Path | None

    def __str__(self) -> str:
        return "\n".join(self._sentences())

    def _sentences(self) -> Iterator[str]:
        quality = self.quality
        for task in Task:
            yield (
                f"{task}: {count(quality.covered[task], 'example')} of {quality.examples:,} "
                f"({quality.share(quality.covered[task]):.0%}) labelled by a rule, {quality.conflicts[task]:,} with rules that differ"
            )
        idle = sorted({r.rule for r in quality.rules} - {r.rule for r in quality.rules if r.covered})
        if idle:
            yield f"Silent on all examples: {', '.join(idle)}"
        if not self.judged:
            yield "No example has a label of a person, so the accuracy is not known: `stance annotate` asks for some."
        else:
            yield (
                f"Accuracy is against the labels of people on {count(self.judged, 'example')}; the package's rules were made with "
                "the embedded sample in view, so there they look too good."
            )
        if self.out is not None:
            yield f"{count(self.written, 'label')} → {self.out}; rules are annotators 'rule:<name>' and never count as people"


def run(
    config: PipelineConfig,
    rules: Sequence[Rule],
    people: People,
    *,
    examples: Path | None = None,
    write: bool = False,
    out: Path | None = None,
) -> RulesReport:
    """Ask the rules about all examples.

    Parameters
    ----------
    config : PipelineConfig
    rules : sequence of Rule
    people : callable
        Examples → what people decided of them, by example_id.
    examples : Path, optional
        Table of examples; ``paths.examples`` by default.
    write : bool, default=False
        Whether their labels are written.
    out : Path, optional
        Where; ``rules.jsonl`` in ``paths.labels`` by default. A file with labels of others is not replaced.

    Raises
    ------
    PipelineError
        If the examples cannot be read, a rule fails, or the labels cannot be written.
    """
    table = examples or config.paths.examples
    if out is not None and not write:
        raise PipelineError("--out names where labels go, but nothing is written without --write. Add it.")
    path = (out or config.paths.labels / FILE) if write else None
    if path is not None:
        lines_of(path, RULE)
    total = count_records(table, Example)
    if not total:
        raise PipelineError(f"{table}: holds no examples. Extract statements first: `stance extract`.")
    decided = people(read_records(table, Example))
    voted = list(votes_of_rules(rules, progress(read_records(table, Example), "rules", total)))
    quality = rules_quality(rules, voted, decided, config.evaluate.confidence)
    written = write_labels(path, _lines(rules, voted, load_codebook(config.paths.codebook).version)) if path else 0
    judged = sum(example.example.example_id in decided for example in voted)
    return RulesReport(tuple(rules), quality, judged, written, path)


def _lines(rules: Sequence[Rule], voted: Iterable[Voted], codebook: str) -> Iterator[str]:
    """One line a rule and example, in the order of the examples."""
    annotators = {rule.name: rule.annotator for rule in rules}
    for example in voted:
        for name, vote in example.votes.items():
            yield as_line(label_of(example.example, annotators[name], vote, codebook))
