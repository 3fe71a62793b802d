"""What is asked, frozen: the items in their order with their articles, in ``data/annotation``.

``items.parquet`` is the commit point of a new draw; the articles that it needs and ``plan.json``, which tells how each batch was
drawn, are written before it. What a model said of the items stands apart in ``model.parquet``, which no page reads.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from pipeline.annotate.frozen import FrozenRows, greatest
from pipeline.annotate.items import PlannedItem
from pipeline.annotate.lines import DurableLines
from pipeline.errors import PipelineError
from pipeline.io import read_records, write_json, write_records
from pipeline.records import Article, Mention

ITEMS, ARTICLES, MODEL, BATCHES, ADDED_ITEMS = (
    "items.parquet",
    "articles.parquet",
    "model.parquet",
    "plan.json",
    "added.jsonl",
)


@dataclass(frozen=True, slots=True)
class Batch:
    """How a batch was drawn: by which queue, `drawn` of the `pool` examples that were there, from `source`, with `seed`.

    Those of the drawn whose article is not there are no items of the plan. The source is a path, from the study's folder where it lies
    in it.
    """

    number: int
    queue: str
    drawn: int
    pool: int
    seed: int
    double_share: float
    source: str


@dataclass(frozen=True, slots=True)
class ModelView:
    """A row of ``model.parquet``: what a model said of an item when it was drawn."""

    item_id: str
    p_favor: float
    p_against: float
    p_neutral: float


def exists(folder: Path) -> bool:
    """Whether a plan lies in the folder."""
    return (folder / ITEMS).is_file()


def read_batches(folder: Path) -> tuple[list[Batch], tuple[str, ...]]:
    """How the batches were drawn, and the annotators named in the plan.

    A batch that no item of the plan belongs to was never drawn to its end, and is left out.

    Raises
    ------
    PipelineError
        If ``plan.json`` is damaged, or is missing although there are items.
    """
    path = folder / BATCHES
    if not path.is_file():
        if exists(folder):
            raise PipelineError(
                f"{path}: is missing, and only it tells how the items beside it were drawn. Put it back from your copy, or move "
                "the folder away and draw a new plan; the labels do not depend on it."
            )
        return [], ()
    last = greatest(folder / ITEMS, "batch") if exists(folder) else 0
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        batches = [Batch(**batch) for batch in told["batches"]]
        return [batch for batch in batches if batch.number <= last], tuple(told["annotators"])
    except (ValueError, KeyError, TypeError) as error:
        raise PipelineError(
            f"{path}: is not what `stance annotate` wrote ({error!r}). Put it back from your copy."
        ) from error


def write_batches(folder: Path, batches: Sequence[Batch], annotators: Sequence[str]) -> None:
    """Write ``plan.json``."""
    write_json(folder / BATCHES, {"annotators": list(annotators), "batches": [asdict(batch) for batch in batches]})


def extend_plan(
    folder: Path,
    items: Sequence[PlannedItem],
    articles: Iterable[Article],
    batch: Batch,
    model: Sequence[ModelView] = (),
) -> None:
    """Add a batch to the plan, or begin one.

    Parameters
    ----------
    folder : Path
    items : sequence of PlannedItem
        In the order in which they are asked; `batch` and `number` are set here.
    articles : iterable of Article
        Those of the items; others are left out.
    batch : Batch
        Its `number` is set here.
    model : sequence of ModelView
        Where a model judged the items.

    Raises
    ------
    PipelineError
        If a file cannot be written; the plan is then as it was.
    """
    before = list(planned_items(folder))
    batches, annotators = read_batches(folder)
    number = 1 + max((item.batch for item in before), default=0)
    batches = [*(b for b in batches if b.number < number), replace(batch, number=number)]
    added = [replace(item, batch=number, number=len(before) + place) for place, item in enumerate(items)]
    known = list(read_records(folder / ARTICLES, Article)) if (folder / ARTICLES).is_file() else []
    there = {article.article_id for article in known}
    given = {article.article_id: article for article in articles}
    wanted = dict.fromkeys(item.article_id for item in added if item.article_id not in there)
    write_records(folder / ARTICLES, Article, [*known, *(given[article_id] for article_id in wanted)])
    views = list(read_records(folder / MODEL, ModelView)) if (folder / MODEL).is_file() else []
    if model:
        fresh = {view.item_id for view in model}
        write_records(folder / MODEL, ModelView, [*(v for v in views if v.item_id not in fresh), *model])
    write_batches(folder, batches, annotators)
    write_records(folder / ITEMS, PlannedItem, [*before, *added])


def planned_items(folder: Path) -> Iterable[PlannedItem]:
    """The items of the plan in order, those that annotators added left out."""
    if exists(folder):
        for item in read_records(folder / ITEMS, PlannedItem):
            yield _with_mentions(item)


def _with_mentions(item: PlannedItem) -> PlannedItem:
    mentions: list[Any] = list(item.mentions)
    return replace(item, mentions=[m if isinstance(m, Mention) else Mention(**m) for m in mentions])


def _added_item(line: bytes, path: Path, number: int) -> tuple[PlannedItem, str]:
    """The item of a line and who added it."""
    try:
        # As they were written: with lone surrogates, where an article has some.
        values = json.loads(line.decode("utf-8", "surrogatepass"))
        annotator = str(values.pop("annotator"))
        return _with_mentions(PlannedItem(**values)), annotator
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise PipelineError(
            f"{path} line {number}: is no statement that `stance annotate` wrote ({error!r}). Put the line back from your copy, or "
            "take it out."
        ) from error


class Plan:
    """The plan as a workbench reads it.

    Parameters
    ----------
    folder : Path

    Raises
    ------
    PipelineError
        If there is none, or its files are damaged.
    """

    def __init__(self, folder: Path) -> None:
        if not exists(folder):
            raise PipelineError(
                f"{folder}: nothing is planned yet. Name what is to be labelled: `stance annotate SCORES`, EXAMPLES or a folder "
                "of articles."
            )
        self.folder = folder
        self.batches, self.annotators = read_batches(folder)
        self._items = FrozenRows(folder / ITEMS, PlannedItem, "item_id")
        self._articles = FrozenRows(folder / ARTICLES, Article, "article_id")
        self.ids = self._items.ids
        self.double: list[bool] = self._items.column("double")
        self._added_lines = DurableLines(folder / ADDED_ITEMS)
        self._added: dict[str, tuple[PlannedItem, str]] = {}
        try:
            for number, (_, line) in enumerate(self._added_lines, start=1):
                if line.strip():
                    item, annotator = _added_item(line, folder / ADDED_ITEMS, number)
                    self._added[item.item_id] = (item, annotator)
        except BaseException:
            self.close()
            raise

    def __len__(self) -> int:
        return len(self.ids)

    @property
    def added(self) -> dict[str, str]:
        """The statements that annotators added, each with who added it."""
        return {item_id: annotator for item_id, (_, annotator) in self._added.items()}

    def has(self, item_id: str) -> bool:
        """Whether there is such an item."""
        return item_id in self._items.place or item_id in self._added

    def number(self, item_id: str) -> int | None:
        """Its place in the plan, ``None`` of one that was added."""
        return self._items.place.get(item_id)

    def item(self, item_id: str) -> PlannedItem:
        """The item with that id.

        Raises
        ------
        PipelineError
            If there is none.
        """
        if item_id in self._added:
            return self._added[item_id][0]
        if item_id not in self._items.place:
            raise PipelineError(f"The plan has no item '{item_id[:80]}'. Load the page again.")
        return _with_mentions(PlannedItem(**self._items.values(item_id)))

    def article(self, article_id: str) -> Article:
        """The article as it was when the plan was drawn."""
        return Article(**self._articles.values(article_id))

    def add(self, item: PlannedItem, annotator: str) -> None:
        """Keep a statement that an annotator added; the same again changes nothing."""
        if item.item_id in self._added:
            return
        line = json.dumps({**asdict(item), "annotator": annotator}, ensure_ascii=False).encode("utf-8", "surrogatepass")
        self._added_lines.append([line])
        self._added[item.item_id] = (item, annotator)

    def close(self) -> None:
        """Close the files."""
        self._items.close()
        self._articles.close()
        self._added_lines.close()
