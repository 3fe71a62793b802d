"""Labels in and out of a study: files of people and of other programs → label lines, and label lines → such files."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.config import PipelineConfig
from pipeline.errors import PipelineError
from pipeline.exchange.formats import format_named
from pipeline.exchange.known import new_labels
from pipeline.exchange.label_files import REJECTS_SUFFIX, LocatedLabel, located_labels, write_labels
from pipeline.exchange.located_texts import MadeArticles, as_articles, found_in, without_article
from pipeline.exchange.understanding import Choices, Understood, understand
from pipeline.io import read_records, write_text
from pipeline.io.rejects import SetAside
from pipeline.io.tables import require_distinct
from pipeline.printable import count
from pipeline.records import Article, Label, Reject

_NAMED = 5


@dataclass(frozen=True, slots=True)
class ReadyLabels:
    """A file understood, each of its labels with an article; nothing is written yet."""

    understood: Understood
    labels: list[LocatedLabel]
    rejects: list[Reject]
    made: MadeArticles | None


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What was written of one file, and what was not."""

    ready: ReadyLabels
    out: Path
    written: int
    known: int
    changed: int
    aside: SetAside
    articles: Path | None
    dated: int

    def __str__(self) -> str:
        return "\n".join(self._sentences())

    def _sentences(self) -> Iterator[str]:
        where = f" → {self.out}" if self.written else ""
        yield f"{self.ready.understood.path}: {count(self.written, 'label')}{where}"
        if self.known:
            yield f"{count(self.known, 'label')} left out, which the study has already"
        if self.changed:
            yield f"{count(self.changed, 'label')} changed since they were written: taken in as later judgements"
        if self.dated:
            yield (
                f"{count(self.dated, 'label')} without a time got that of this import: of one annotator's on the same statement, the "
                "latest counts"
            )
        bare = sum(1 for line in self.ready.labels if line.label.stance is not None and line.label.sentiment is None)
        if bare:
            yield (
                f"{count(bare, 'label')} without a sentiment: they count for the stance, and an example needs both before it is trained "
                "on. Judge it with `stance annotate`, or import again with --sentiment neutral where that is true"
            )
        if self.articles is not None and self.ready.made is not None:
            made = count(len(self.ready.made.lines), "article")
            yield f"{made} → {self.articles}; run `dvc repro`, which finds the statements in them and joins the labels"
        if self.aside.rejects:
            yield f"Warning: {count(len(self.aside.rejects), 'row')} not taken in, listed in {self.aside.path}:"
            for reject in self.aside.rejects[:_NAMED]:
                yield f"  {reject.location or reject.source}: {reject.reason}"
            if (more := len(self.aside.rejects) - _NAMED) > 0:
                yield f"  and {more:,} more"


def ready_labels(config: PipelineConfig, path: Path, choices: Choices, *, make_articles: bool = False) -> ReadyLabels:
    """Read a file of labels and find the article of each; nothing is written.

    Parameters
    ----------
    config : PipelineConfig
    path : Path
        In any format of `pipeline.exchange.formats`.
    choices : Choices
        What the user says of it.
    make_articles : bool, default=False
        Whether texts that name no article become articles of their own.

    Raises
    ------
    PipelineError
        If the file cannot be read, or holds no labels.
    """
    understood = understand(path, choices)
    checked = [_checked(line) for line in understood.labels]
    whole = [line for line in checked if isinstance(line, LocatedLabel)]
    rejects = [*understood.rejects, *(line for line in checked if isinstance(line, Reject))]
    named = [line for line in whole if not without_article(line)]
    bare = [line for line in whole if without_article(line)]
    if not bare:
        return ReadyLabels(understood, named, rejects, None)
    if make_articles:
        made = as_articles(bare, understood.rest, _articles_file(path), config.ingest)
        return ReadyLabels(understood, [*named, *made.labels], [*rejects, *made.rejects], made)
    articles = read_records(config.paths.articles, Article) if config.paths.articles.is_file() else iter(())
    placed, lost = found_in(bare, articles, config.paths.raw)
    return ReadyLabels(understood, [*named, *placed], [*rejects, *lost], None)


def _checked(line: LocatedLabel) -> LocatedLabel | Reject:
    label = line.label
    if label.example_id or label.withdraws:
        return line
    lacking = [name for name in ("text", "target") if not getattr(label, name).strip()]
    return line.set_aside(f"names no example: the field '{lacking[0]}' is missing") if lacking else line


def _articles_file(path: Path) -> str:
    return f"{path.name.partition('.')[0]}.articles.jsonl"


def write_ready(
    config: PipelineConfig, ready: ReadyLabels, out: Path | None = None, *, now: datetime.datetime | None = None
) -> ImportReport:
    """Write the labels of a file to the study.

    Parameters
    ----------
    config : PipelineConfig
    ready : ReadyLabels
    out : Path, optional
        A ``.jsonl`` file; by default one below ``paths.labels`` that is called as the file.
    now : datetime, optional
        Which labels get that have no time; by default that of the clock.

    Raises
    ------
    PipelineError
        If a file to write is there already or cannot be written, or no row is a label.
    """
    path = ready.understood.path
    out = out or config.paths.labels / f"{path.name.partition('.')[0]}.jsonl"
    if out.suffix != ".jsonl":
        raise PipelineError(f"--out: {out} must end in .jsonl, as files of labels do.")
    aside = SetAside(out.with_name(f"{out.stem}{REJECTS_SUFFIX}"), ready.rejects)
    articles = config.paths.raw / _articles_file(path) if ready.made and ready.made.lines else None
    for written in (out, articles):
        if written is not None and written.exists():
            raise PipelineError(f"{written}: is there already. Name another file with --out, or remove it.")
    require_distinct([path], [out, aside.path, articles])
    if not ready.labels:
        raise aside_error(path, ready.rejects)
    new = new_labels(ready.labels, _held(config.paths.labels), now or datetime.datetime.now(datetime.UTC))
    if articles is not None and ready.made is not None:
        write_text(articles, "".join(ready.made.lines))
    if new.labels:
        write_labels(out, new.labels)
    if aside.rejects:
        aside.write()
    return ImportReport(ready, out, len(new.labels), new.known, new.changed, aside, articles, new.dated)


def aside_error(path: Path, rejects: Sequence[Reject]) -> PipelineError:
    """What to raise where no row of a file is a label."""
    why = "".join(f"\n  {reject.location}: {reject.reason}" for reject in rejects[:_NAMED])
    more = f"\n  and {len(rejects) - _NAMED:,} more" if len(rejects) > _NAMED else ""
    return PipelineError(f"{path}: no row is a label that can be taken in.{why}{more}")


def _held(folder: Path) -> Iterator[Label]:
    if folder.is_dir() and any(folder.rglob("*.jsonl")):
        for line in located_labels(folder):
            if isinstance(line, LocatedLabel):
                yield line.label


@dataclass(frozen=True, slots=True)
class ExportReport:
    """How many labels were written where, and the lines that were none."""

    written: int
    out: Path
    rejects: list[Reject]

    def __str__(self) -> str:
        told = f"{count(self.written, 'label')} → {self.out}"
        if not self.rejects:
            return told
        first = self.rejects[0]
        return (
            f"{told}\nWarning: {count(len(self.rejects), 'line')} not written, being no labels; first: {first.source} "
            f"{first.location}: {first.reason}"
        )


def export_labels(labels: Path, name: str, out: Path) -> ExportReport:
    """Write label lines as another program reads them.

    Parameters
    ----------
    labels : Path
        A folder of ``*.jsonl`` files, or one such file.
    name : str
        The format; see `pipeline.exchange.formats.FORMATS`.
    out : Path
        The file or folder to write; it must not exist.

    Raises
    ------
    PipelineError
        If there are no labels, no such format, `out` is there already or has another suffix, or it cannot be written.
    """
    target = format_named(name)
    if out.suffix.lower() != target.suffix and target.suffix:
        raise PipelineError(f"--out: {out} must end in {target.suffix} for {name}.")
    if out.exists():
        raise PipelineError(f"{out}: is there already. Name another --out, or remove it.")
    read = list(located_labels(labels))
    written = [line.label for line in read if isinstance(line, LocatedLabel)]
    target.write(out, written)
    return ExportReport(len(written), out, [line for line in read if isinstance(line, Reject)])
