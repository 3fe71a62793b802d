"""In which gold examples two runs differ."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.compare.run import EvaluatedRun
from pipeline.compare.settings import ABSENT
from pipeline.records import GoldExample
from pipeline.tasks import Task


@dataclass(frozen=True, slots=True)
class ChangedExample:
    """A gold example that is only in one run's data, or in another part, or has another label there."""

    example_id: str
    target: str
    text: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class DataDifference:
    """What the second run's gold examples have more, less and otherwise than the first's."""

    added: list[ChangedExample]
    removed: list[ChangedExample]
    relabelled: list[ChangedExample]
    moved: list[ChangedExample]

    @property
    def changed(self) -> bool:
        """Whether there is any difference."""
        return bool(self.added or self.removed or self.relabelled or self.moved)


def data_difference(before: EvaluatedRun, after: EvaluatedRun) -> DataDifference | None:
    """Which gold examples were added, removed, labelled anew or moved to the other part; ``None`` where a run's gold
    examples were not kept."""
    if before.gold is None or after.gold is None:
        return None
    one, other = _by_id(before.gold), _by_id(after.gold)
    result = DataDifference([], [], [], [])
    for example_id in sorted(one.keys() | other.keys()):
        a, b = one.get(example_id), other.get(example_id)
        example = (b or a or ("", None))[1]
        assert example is not None

        def changed(then: str, now: str, example: GoldExample = example) -> ChangedExample:
            return ChangedExample(example.example_id, example.target, example.text, then, now)

        if a is None and b is not None:
            result.added.append(changed(ABSENT, f"{b[0]}: {_labels(b[1])}"))
        elif b is None and a is not None:
            result.removed.append(changed(f"{a[0]}: {_labels(a[1])}", ABSENT))
        elif a is not None and b is not None:
            if _labels(a[1]) != _labels(b[1]):
                result.relabelled.append(changed(_labels(a[1]), _labels(b[1])))
            if a[0] != b[0]:
                result.moved.append(changed(a[0], b[0]))
    return result


def _by_id(gold: dict[str, list[GoldExample]]) -> dict[str, tuple[str, GoldExample]]:
    return {example.example_id: (part, example) for part, examples in gold.items() for example in examples}


def _labels(example: GoldExample) -> str:
    return ", ".join(task.label(example) for task in Task)
