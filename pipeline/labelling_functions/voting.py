"""Asking every rule about every example."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import partial

from pipeline.labelling_functions.rule import Rule, SeenExample
from pipeline.labelling_functions.vote import MaskedExample, Vote
from pipeline.masking import mask_example
from pipeline.records import Example
from pipeline.tasks import Task

_FIELDS = tuple(field.name for field in fields(Example))


@dataclass(frozen=True, slots=True)
class Voted:
    """An example and what the rules that are not silent say of it, by their names."""

    example: Example
    votes: Mapping[str, Vote]

    def labels(self, task: Task) -> dict[str, str]:
        """The label of each rule that gives one for the task."""
        return {name: label for name, vote in self.votes.items() if (label := vote.label(task)) is not None}


def votes_of_rules(rules: Sequence[Rule], examples: Iterable[Example]) -> Iterator[Voted]:
    """What the rules say of each example, in its order.

    Parameters
    ----------
    rules : sequence of Rule
    examples : iterable of Example

    Raises
    ------
    PipelineError
        If a function of a user fails.
    """
    for example in examples:
        seen = SeenExample(mask_example(example), partial(_whole, example))
        said = ((rule.name, rule.judge(seen)) for rule in rules)
        yield Voted(example, {name: vote for name, vote in said if not vote.silent})


def _whole(example: Example, masked: str) -> MaskedExample:
    return MaskedExample(**{name: getattr(example, name) for name in _FIELDS}, masked=masked)
