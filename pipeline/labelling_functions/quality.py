"""What the rules are worth: how much each covers, how often others speak too and differ, how often people agree."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pipeline.labelling_functions.proportion import Proportion, clustered_proportion
from pipeline.labelling_functions.rule import Rule
from pipeline.labelling_functions.voting import Voted
from pipeline.tasks import Task


@dataclass(frozen=True, slots=True)
class RuleQuality:
    """One rule on one task.

    Attributes
    ----------
    rule : str
    task : Task
    labels : dict of str to int
        How many examples got each label.
    overlaps, conflicts : int
        Examples about which another rule speaks too, and about which one says something else.
    accuracy : Proportion or None
        The share of its labels that people agree with, on the examples that people have judged; ``None`` where there are none.
    """

    rule: str
    task: Task
    labels: dict[str, int]
    overlaps: int
    conflicts: int
    accuracy: Proportion | None

    @property
    def covered(self) -> int:
        """Examples that it labels."""
        return sum(self.labels.values())


@dataclass(frozen=True, slots=True)
class RulesQuality:
    """Of all rules: each one's, and how many of the examples any of them labels, by task."""

    examples: int
    covered: dict[Task, int]
    conflicts: dict[Task, int]
    rules: tuple[RuleQuality, ...]

    def share(self, number: int) -> float:
        """A number of examples as a share of all."""
        return number / self.examples if self.examples else 0.0


def rules_quality(
    rules: Sequence[Rule],
    voted: Iterable[Voted],
    people: Mapping[str, Mapping[Task, str]],
    confidence: float = 0.95,
) -> RulesQuality:
    """The table of the rules.

    Parameters
    ----------
    rules : sequence of Rule
    voted : iterable of Voted
    people : mapping of example_id to labels
        What people decided, where they did.
    confidence : float, default=0.95
        Of the intervals, which are by article.
    """
    labels: dict[tuple[str, Task], Counter[str]] = defaultdict(Counter)
    overlaps: Counter[tuple[str, Task]] = Counter()
    conflicts: Counter[tuple[str, Task]] = Counter()
    outcomes: dict[tuple[str, Task], list[tuple[str, bool]]] = defaultdict(list)
    examples, covered, divided = 0, Counter[Task](), Counter[Task]()
    for example in voted:
        examples += 1
        decided = people.get(example.example.example_id, {})
        for task in Task:
            said = example.labels(task)
            covered[task] += bool(said)
            differing = len(set(said.values())) > 1
            divided[task] += differing
            for name, label in said.items():
                key = name, task
                labels[key][label] += 1
                overlaps[key] += len(said) > 1
                # Where there are two opinions, each has somebody against it.
                conflicts[key] += differing
                if task in decided:
                    outcomes[key].append((example.example.article_id, decided[task] == label))
    of_rules = tuple(
        RuleQuality(
            rule.name,
            task,
            {label: labels[rule.name, task][label] for label in task.labels if labels[rule.name, task][label]},
            overlaps[rule.name, task],
            conflicts[rule.name, task],
            clustered_proportion(outcomes[rule.name, task], confidence),
        )
        for task in Task
        for rule in rules
    )
    return RulesQuality(examples, {t: covered[t] for t in Task}, {t: divided[t] for t in Task}, of_rules)
