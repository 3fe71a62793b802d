"""What people say of examples, by which rules and language models are measured."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from pipeline.config import PipelineConfig
from pipeline.io import read_records
from pipeline.label.aggregation import MAJORITY, decided
from pipeline.label.annotations import read_labels
from pipeline.label.current import current_labels
from pipeline.label.matching import match_labels
from pipeline.label.votes import cast_ballots, is_machine, people_votes
from pipeline.records import Article, Example, Label
from pipeline.tasks import Task


@dataclass(frozen=True, slots=True)
class PeopleSay:
    """Of each example that people have judged, by its id: what each of them said, and the label that they decided on."""

    votes: Mapping[Task, Mapping[str, Mapping[str, str]]] = field(default_factory=dict)
    decided: Mapping[str, Mapping[Task, str]] = field(default_factory=dict)


def people_say(config: PipelineConfig, examples: Iterable[Example]) -> PeopleSay:
    """What people say of the examples, by the labels in ``paths.labels``; nothing where there are none.

    Parameters
    ----------
    config : PipelineConfig
    examples : iterable of Example

    Raises
    ------
    PipelineError
        If there are labels, and the articles they are about cannot be read.
    """
    folder = config.paths.labels
    if not folder.is_dir() or not any(folder.rglob("*.jsonl")):
        return PeopleSay()
    labels = [line for line in read_labels(folder) if isinstance(line, Label) and not is_machine(line.annotator)]
    if not labels:
        return PeopleSay()
    articles = read_records(config.paths.articles, Article)
    matched, _ = match_labels(current_labels(labels), articles, examples, config.label.min_overlap, config.paths.raw)
    ballots, _ = cast_ballots(matched)
    said: dict[str, dict[Task, str]] = {}
    for task in Task:
        for example_id, decision in decided(ballots, task, MAJORITY, set()).items():
            if not ballots[example_id].nothing_to_judge():
                said.setdefault(example_id, {})[task] = decision.label
    return PeopleSay({task: people_votes(ballots, task) for task in Task}, said)
