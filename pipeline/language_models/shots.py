"""Examples of gold that a model is shown before it is asked; never one of the test part."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from pipeline.errors import PipelineError
from pipeline.language_models.prompt import Shot
from pipeline.records import Example, content_id

TRAIN = "train"


def gold_shots(gold: Path, examples: Mapping[str, Example], seed: int) -> list[Shot]:
    """The training part of gold in the order in which shots are taken: drawn by the seed, the stances in turn.

    Parameters
    ----------
    gold : Path
        The folder of ``stance label``.
    examples : mapping of example_id to Example
        Where their passages are.
    seed : int

    Raises
    ------
    PipelineError
        If there is no gold, or none of its training examples is in the table.
    """
    from pipeline.label.dataset import load_gold

    by_stance: dict[str, list[Shot]] = defaultdict(list)
    for row in load_gold(gold)[TRAIN]:
        if (example := examples.get(row["example_id"])) is not None:
            by_stance[row["stance"]].append(Shot(example, row["stance"], row["sentiment"]))
    if not by_stance:
        raise PipelineError(
            f"{gold}: no example of its training part is in the table of examples. Run `stance label` again."
        )
    drawn = [
        sorted(shots, key=lambda s: content_id(seed, s.example.example_id)) for _, shots in sorted(by_stance.items())
    ]
    return [
        shot for turn in range(max(map(len, drawn))) for shots in drawn if turn < len(shots) for shot in [shots[turn]]
    ]


def shots_for(example: Example, shots: Sequence[Shot], number: int) -> list[Shot]:
    """The first `number` shots that give nothing away: of other articles, and of no duplicate of this one.

    Parameters
    ----------
    example : Example
    shots : sequence of Shot
    number : int
    """
    found: list[Shot] = []
    for shot in shots:
        if len(found) == number:
            break
        other = shot.example
        if other.article_id != example.article_id and other.duplicate_group != example.duplicate_group:
            found.append(shot)
    return found


def sampled(examples: Iterable[Example], number: int | None, seed: int) -> list[Example]:
    """So many examples drawn at random, in the order of the table; a larger sample of the same seed holds the smaller.

    Parameters
    ----------
    examples : iterable of Example
    number : int or None
        All where it is ``None``.
    seed : int
    """
    whole = list(examples)
    if number is None or number >= len(whole):
        return whole
    drawn = sorted(whole, key=lambda e: content_id("sample", seed, e.example_id))[:number]
    wanted = {example.example_id for example in drawn}
    return [example for example in whole if example.example_id in wanted]
