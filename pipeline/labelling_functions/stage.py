"""Rules over the examples of a study: a table of what they are worth, and their labels."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pipeline.codebook import load_codebook
from pipeline.config import PipelineConfig
from pipeline.errors import PipelineError
from pipeline.exchange.json_records import written
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
    """What the rules said, how many labels were written, and where; `judged` counts the examples that people have labelled, `kept` the
    labels of each rule that was not asked and stays in the file."""

    rules: tuple[Rule, ...]
    quality: RulesQuality
    judged: int
    written: int
    out: Path | None
    kept: Mapping[str, int] = field(default_factory=dict)

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
        if self.kept:
            yield (
                f"{count(sum(self.kept.values()), 'label')} kept of rules that were not asked: {', '.join(self.kept)}. To be rid of "
                f"the labels of rules that are no more, delete {self.out} and ask all rules again."
            )


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
        Whether their labels are written. Those that other rules have in the file stay.
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
    asked = {rule.annotator for rule in rules}
    kept = [line for line in lines_of(path, RULE) if line["annotator"] not in asked] if path is not None else []
    total = count_records(table, Example)
    if not total:
        raise PipelineError(f"{table}: holds no examples. Extract statements first: `stance extract`.")
    decided = people(read_records(table, Example))
    voted = list(votes_of_rules(rules, progress(read_records(table, Example), "rules", total)))
    quality = rules_quality(rules, voted, decided, config.evaluate.confidence)
    lines = list(_lines(rules, voted, load_codebook(config.paths.codebook).version)) if path else []
    if path is not None:
        write_labels(path, _joined(kept, lines, [example.example.example_id for example in voted]))
    judged = sum(example.example.example_id in decided for example in voted)
    names = [str(line["annotator"]).removeprefix(RULE) for line in kept]
    return RulesReport(
        tuple(rules), quality, judged, len(lines), path, {name: names.count(name) for name in sorted(set(names))}
    )


def _joined(kept: Iterable[Mapping[str, Any]], lines: Iterable[tuple[str, str]], order: Sequence[str]) -> Iterator[str]:
    """The lines that stay and the new ones, in the order of the examples; of one example, those that stay come first."""
    place = {example_id: number for number, example_id in enumerate(order)}
    whole = [(str(line.get("example_id")), written(line)) for line in kept]
    yield from (line for _, line in sorted([*whole, *lines], key=lambda one: place.get(one[0], len(place))))


def _lines(rules: Sequence[Rule], voted: Iterable[Voted], codebook: str) -> Iterator[tuple[str, str]]:
    """One line a rule and example with the example it is on, in the order of the examples."""
    annotators = {rule.name: rule.annotator for rule in rules}
    for example in voted:
        for name, vote in example.votes.items():
            yield example.example.example_id, as_line(label_of(example.example, annotators[name], vote, codebook))
