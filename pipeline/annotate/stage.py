"""The annotate stage: what is to be labelled → a plan, and a workbench on it that holds the store."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.annotate.annotators import annotator_name, look_alikes, told_apart
from pipeline.annotate.plan import Batch, Plan, exists, read_batches, write_batches
from pipeline.annotate.store import LabelStore
from pipeline.annotate.workbench import Workbench
from pipeline.codebook import load_codebook, load_snapshots
from pipeline.codebook.versions import snapshots_folder
from pipeline.config import PipelineConfig
from pipeline.errors import PipelineError
from pipeline.study_folder import study_folder

if TYPE_CHECKING:
    from pipeline.annotate.drawing import DrawOptions, DrawReport

STORE = "annotations.jsonl"
PRACTICE = "practice.jsonl"


@dataclass(frozen=True, slots=True)
class Opened:
    """A workbench, and what was drawn for it, where something was; `said` is what there is to say besides."""

    workbench: Workbench
    drawn: DrawReport | None
    said: tuple[str, ...]
    store: Path

    def __str__(self) -> str:
        return "\n".join([*([str(self.drawn)] if self.drawn else []), *self.said, f"labels → {self.store}"])


def run(
    config: PipelineConfig,
    source: Path | None = None,
    options: DrawOptions | None = None,
    *,
    annotators: Sequence[str] = (),
    articles: Path | None = None,
    more: bool = False,
    plan: Path | None = None,
    store: Path | None = None,
) -> Opened:
    """Open the workbench, after drawing what is asked for.

    Parameters
    ----------
    config : PipelineConfig
    source : Path, optional
        What is to be labelled, see `pipeline.annotate.sources`. Without it the plan is resumed; where there is none, the examples
        of the study are taken.
    options : DrawOptions, optional
        Of a new batch. Without them one is drawn only where there is no plan.
    annotators : sequence of str
        Names among whom the items are divided; those of the plan by default.
    articles : Path, optional
        Where the articles of `source` are.
    more : bool, default=False
        Draw another batch although the last one was drawn in the same way.
    plan : Path, optional
        Folder of the plan; ``paths.annotation`` by default.
    store : Path, optional
        File of the judgements; ``annotations.jsonl`` in ``paths.labels`` by default.

    Raises
    ------
    PipelineError
        If another server has the store, something cannot be read or written, or there is nothing to label.
    """
    folder = plan or config.paths.annotation
    path = store or config.paths.labels / STORE
    if source is not None and not source.exists():
        raise _nothing_there(source)
    if path.suffix != ".jsonl":
        raise PipelineError(f"{path}: labels are kept in a file that ends in .jsonl. Name one.")
    # From here on no other server can change the plan or the store.
    labels = LabelStore(path)
    try:
        drawn, said = _draw(config, source, options, folder, articles, more)
        if annotators:
            write_batches(folder, read_batches(folder)[0], _names(annotators, labels))
        workbench = Workbench(
            Plan(folder),
            labels,
            load_codebook(config.paths.codebook),
            folder / PRACTICE,
            load_snapshots(snapshots_folder(config.paths.codebook)),
            title=study_folder().name,
        )
    except BaseException:
        labels.close()
        raise
    return Opened(workbench, drawn, (*said, *_taken_for_others(workbench)), path)


def _names(given: Sequence[str], labels: LabelStore) -> tuple[str, ...]:
    """The names of a plan, each told apart from the others and from those who have judged."""
    names: list[str] = []
    for name in given:
        clean = told_apart(annotator_name(name), {*names, *labels.annotators()})
        if clean not in names:
            names.append(clean)
    return tuple(names)


def _taken_for_others(workbench: Workbench) -> list[str]:
    return [
        f"Warning: {' and '.join(names)} count as different annotators. Where they are one person, write one name in the store while "
        "nobody labels."
        for names in look_alikes(workbench.who.known())
    ]


def _draw(
    config: PipelineConfig,
    source: Path | None,
    options: DrawOptions | None,
    folder: Path,
    articles: Path | None,
    more: bool,
) -> tuple[DrawReport | None, tuple[str, ...]]:
    if exists(folder) and options is None and not more:
        if source is not None:
            _require_planned(source, folder)
        return None, ("Resumed.",)
    from pipeline.annotate.drawing import DrawOptions, draw_batch
    from pipeline.annotate.sources import read_source

    source = source or config.paths.examples
    options = options or DrawOptions()
    if not source.exists():
        raise _nothing_there(source)
    batches = read_batches(folder)[0]
    if batches and not more and _same(batches[-1], source, options, config):
        return None, ("The last batch was drawn in just this way, so it is resumed; --more draws another.",)
    return draw_batch(read_source(source, config, articles), folder, config, options), ()


def _require_planned(source: Path, folder: Path) -> None:
    from pipeline.annotate.sources import source_name

    names = {batch.source for batch in read_batches(folder)[0]}
    if source_name(source) not in names:
        raise PipelineError(
            f"{folder}: holds a plan of {', '.join(sorted(names))}. Give --queue to draw from {source} besides, --plan for "
            "another plan, or no input to resume."
        )


def _nothing_there(source: Path) -> PipelineError:
    return PipelineError(
        f"{source}: nothing to label is there. Name what is to be labelled: `stance annotate SCORES`, EXAMPLES or a folder "
        "of articles."
    )


def _same(batch: Batch, source: Path, options: DrawOptions, config: PipelineConfig) -> bool:
    from pipeline.annotate.sources import source_name

    wanted = config.annotate.items if options.items is None else options.items
    seed = config.annotate.seed if options.seed is None else options.seed
    # Where fewer were there than asked for, all of them were drawn.
    as_many = batch.drawn in (wanted, min(wanted, batch.pool))
    return (batch.source, batch.queue, batch.seed) == (source_name(source), options.queue, seed) and as_many
