"""A source, a queue and a number → a new batch of the plan."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from pipeline.annotate.disagreeing import between_labels, between_models
from pipeline.annotate.freezing import frozen
from pipeline.annotate.items import RANDOM, PlannedItem
from pipeline.annotate.plan import Batch, ModelView, extend_plan, planned_items, read_batches
from pipeline.annotate.queues import Pool, draw
from pipeline.annotate.sources import Source
from pipeline.arrays import FloatArray
from pipeline.config import PipelineConfig
from pipeline.errors import PipelineError
from pipeline.printable import count
from pipeline.records import Article
from pipeline.tasks import Task


@dataclass(frozen=True, slots=True)
class DrawOptions:
    """What is drawn; ``None`` is the value of the configuration.

    `against` is a second table of scores for ``disagreement``, `model` judges for ``uncertain`` where the source holds no
    probabilities.
    """

    queue: str = RANDOM
    items: int | None = None
    double_share: float | None = None
    seed: int | None = None
    include_domestic: bool = False
    against: Path | None = None
    model: str | None = None


@dataclass(frozen=True, slots=True)
class DrawReport:
    """What was drawn.

    Attributes
    ----------
    batch : Batch
    items : int
        Those that the plan now has more.
    doubles : int
        Items that two annotators judge.
    probabilities : tuple of (float, float), or None
        The least and the greatest inclusion probability; ``None`` where none is told, see `draw_batch`.
    without_article : int
        Drawn examples left out because their article is not there.
    drawn_before : int
        Examples that other queues than `random` drew before.
    folder : Path
    """

    batch: Batch
    items: int
    doubles: int
    probabilities: tuple[float, float] | None
    without_article: int
    drawn_before: int
    folder: Path

    def __str__(self) -> str:
        told = [
            f"{count(self.items, 'item')} of {count(self.batch.pool, 'example')} drawn ({self.batch.queue}, {self._each()}), "
            f"{self.doubles:,} of them for two annotators → {self.folder}"
        ]
        if self.without_article:
            told.append(
                f"{count(self.without_article, 'drawn example')} left out: the article is not there. Name it with --articles"
            )
        if self.drawn_before and self.batch.queue == RANDOM:
            told.append(
                f"{count(self.drawn_before, 'example')} had been drawn by other queues before, so this sample stands for the "
                "others only. For shares of all, draw the random sample first"
            )
        elif self.probabilities is None:
            told.append(
                "This batch was drawn from what earlier ones left, so how probably an example came into the plan is not known: its "
                "labels train a model, and weigh in no share"
            )
        return "\n".join(told)

    def _each(self) -> str:
        if self.probabilities is None:
            return "no probability is kept"
        low, high = self.probabilities
        return f"each with probability {low:.4g}" if low == high else f"with probabilities from {low:.4g} to {high:.4g}"


def draw_batch(source: Source, folder: Path, config: PipelineConfig, options: DrawOptions) -> DrawReport:
    """Draw examples that the plan has not, and add them to it.

    What a queue says is how probably it drew an example from those that earlier batches left. That is how probably the example came
    into the sample only in the first batch; and where all batches were random, each of them is a simple random sample, whose examples
    were all as probable. In any other batch no probability is kept.

    Parameters
    ----------
    source : Source
    folder : Path
        Of the plan; made where there is none.
    config : PipelineConfig
    options : DrawOptions

    Raises
    ------
    PipelineError
        If an option is none, or nothing is left to draw.
    """
    number = config.annotate.items if options.items is None else options.items
    share = config.annotate.double_share if options.double_share is None else options.double_share
    seed = config.annotate.seed if options.seed is None else options.seed
    if number < 1:
        raise PipelineError(f"--items: {number} are none. Give how many are to be labelled.")
    if not 0 <= share <= 1:
        raise PipelineError(f"--double-share: {share:g} is no share. Give one from 0 to 1, such as 0.2.")
    planned = {item.item_id: item.queue for item in planned_items(folder)}
    places = _drawable(source, planned.keys(), options.include_domestic)
    if not places:
        raise PipelineError(
            f"{source.name}: all of its {len(source.ids):,} examples are in the plan, or about the speaker's own country "
            "(--include-domestic). Resume with `stance annotate`."
        )
    batches, _ = read_batches(folder)
    pool = _pool(source, places, config, options)
    # Another batch of the same seed is another draw.
    drawn = draw(options.queue, pool, number, seed + len(batches))
    known = not planned or {*planned.values(), options.queue} == {RANDOM}
    ids = [source.ids[places[place]] for place in drawn.places]
    found = {one.example.example_id: one for one in source.whole(ids)}
    items: list[PlannedItem] = []
    articles: list[Article] = []
    without = 0
    for example_id, probability in zip(ids, drawn.probabilities.tolist(), strict=True):
        one = found.get(example_id)
        double = int((len(items) + 1) * share + 1e-9) > int(len(items) * share + 1e-9)
        try:
            item = (
                frozen(one.example, one.article, one.statement, options.queue, probability if known else None, double)
                if one
                else None
            )
        except ValueError:
            item = None
        if one is None or item is None:
            without += 1
            continue
        items.append(item)
        articles.append(one.article)
    if not items:
        raise PipelineError(
            f"{source.name}: none of the {len(ids):,} drawn examples has its article. Name the table or folder of articles with "
            "--articles."
        )
    batch = Batch(0, options.queue, len(ids), len(places), seed, share, source.name)
    extend_plan(folder, items, articles, batch, _views(source, set(found)))
    return DrawReport(
        batch=batch,
        items=len(items),
        doubles=sum(item.double for item in items),
        probabilities=(float(drawn.probabilities.min()), float(drawn.probabilities.max())) if known else None,
        without_article=without,
        drawn_before=sum(queue != RANDOM for queue in planned.values()),
        folder=folder,
    )


def _drawable(source: Source, planned: Container[str], include_domestic: bool) -> list[int]:
    first: dict[str, int] = {}
    for place, (example_id, domestic) in enumerate(zip(source.ids, source.domestic, strict=True)):
        if example_id not in planned and (include_domestic or not domestic):
            first.setdefault(example_id, place)
    return list(first.values())


def _pool(source: Source, places: list[int], config: PipelineConfig, options: DrawOptions) -> Pool:
    ids = [source.ids[place] for place in places]

    def texts() -> list[str]:
        found = {one.example.example_id: one.example.text for one in source.whole(ids)}
        return [found.get(example_id, "") for example_id in ids]

    def probabilities() -> FloatArray:
        if source.probabilities is not None:
            return source.probabilities[places]
        return _judged(source, ids, config, options.model)

    def disagreement() -> FloatArray:
        if options.against is not None:
            return between_models(ids, probabilities(), options.against)
        return between_labels(ids, config.paths.labels)

    strata = [f"{source.targets[place]} {source.holders[place] or ''}" for place in places]
    return Pool(len(places), strata, texts, probabilities, disagreement)


def _judged(source: Source, ids: list[str], config: PipelineConfig, model: str | None) -> FloatArray:
    """What a model says of examples of which the source says nothing; where an article is missing, that all is as probable."""
    from pipeline.masking import mask_in_context
    from pipeline.scoring.models import resolve_model

    found = source.whole(ids)
    masked = [mask_in_context(one.example) for one in found]
    said = resolve_model(model or config.score.model, config).predict(masked).of(Task.stance)
    place = {one.example.example_id: number for number, one in enumerate(found)}
    judged = np.full((len(ids), len(Task.stance.labels)), 1 / len(Task.stance.labels))
    for row, example_id in enumerate(ids):
        if example_id in place:
            judged[row] = said[place[example_id]]
    return judged


def _views(source: Source, ids: set[str]) -> list[ModelView]:
    if source.probabilities is None:
        return []
    return [
        ModelView(example_id, *(float(value) for value in source.probabilities[place]))
        for place, example_id in enumerate(source.ids)
        if example_id in ids
    ]
