"""The ingest stage: files of any supported format → one table of articles, and a list of what was not usable."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import MISSING, dataclass, fields
from itertools import chain
from pathlib import Path

from pipeline.config import IngestConfig, PipelineConfig, require_inputs
from pipeline.errors import PipelineError
from pipeline.ingest.cuts import Cuts
from pipeline.ingest.fields.columns import check_columns
from pipeline.ingest.fingerprints import Fingerprints, bytes_of
from pipeline.ingest.joining import Joined, joined
from pipeline.ingest.noticing import Noticed
from pipeline.ingest.parallel import read_all
from pipeline.ingest.plan import Plan, planned
from pipeline.ingest.sources import Source, find_sources
from pipeline.ingest.store import IngestStore, store_folder
from pipeline.io import SetAside, write_records
from pipeline.io.listed_rejects import ListedRejects
from pipeline.io.readers import format_of
from pipeline.io.tables import require_distinct, require_table_suffix
from pipeline.printable import count
from pipeline.progress import progress_bytes, progress_steps
from pipeline.records import Article, Reject

_NOTICED_SHOWN = 5


@dataclass(frozen=True, slots=True)
class IngestReport:
    """What became of everything that was read: ``read == articles + merged + rejected``.

    Attributes
    ----------
    sources, new_pieces, pieces : int
        Files that were found; parts of them that were read now, of all.
    articles, merged : int
        Different texts, and copies of these.
    near_copies, versions : int
        Articles that share a `duplicate_group` with another that gives it its name; those that are one of several at an
        address.
    noticed : Noticed
        What was read in part.
    ignored : list of str
        What to tell of files of sketches that could not be used; their sketches were made anew.
    out : Path
    aside : ListedRejects
        What became no article.
    """

    sources: int
    new_pieces: int
    pieces: int
    articles: int
    merged: int
    near_copies: int
    versions: int
    noticed: Noticed
    ignored: list[str]
    out: Path
    aside: ListedRejects

    @property
    def read(self) -> int:
        """Records that were found: pages, rows, items, and files that are none."""
        return self.articles + self.merged + len(self.aside)

    def rows(self) -> list[tuple[str, int]]:
        """What became of the records, by kind; the first number is the sum of the others."""
        codes = sorted(self.aside.kinds.codes.items(), key=lambda each: (-each[1], each[0]))
        rejected = [(f"set aside: {code}", number) for code, number in codes]
        return [("read", self.read), ("articles", self.articles), ("exact copies, merged", self.merged), *rejected]

    def __str__(self) -> str:
        told = [str(self.aside)] if len(self.aside) else []
        told += self.noticed.lines(_NOTICED_SHOWN)
        if self.ignored:
            files = count(len(self.ignored), "file")
            made_anew = "was made anew: " if len(self.ignored) == 1 else "were made anew; the first, "
            told.append(f"{files} of sketches could not be used, and {made_anew}{self.ignored[0]}")
        if self.near_copies:
            told.append(
                f"{count(self.near_copies, 'article')} nearly copied from others; duplicate_group says from which"
            )
        if self.versions:
            told.append(f"{count(self.versions, 'article')} with other versions at the same address")
        kept = self.pieces - self.new_pieces
        before = f", {kept:,} of them as read before" if kept else ""
        read = f"{count(self.articles, 'article')} from {count(self.sources, 'file')}{before} → {self.out}"
        return "\n".join([*told, f"{read} ({count(self.merged, 'exact duplicate')} merged)"])


def run(
    config: PipelineConfig,
    sources: Sequence[str | Path],
    out: Path,
    rejects: Path | None = None,
    *,
    workers: int | None = None,
) -> IngestReport:
    """Read articles from files into one table.

    The table is the same to the byte for any order of the sources and any number of workers, and whether the files were
    read at once or in several runs. What was read is kept (see `pipeline.ingest.store`), so that a run that was
    interrupted, or whose folder has grown, reads only what is missing.

    Parameters
    ----------
    config : PipelineConfig
    sources : sequence of path or str
        Files, folders and addresses.
    out : Path
        Table of articles; its suffix says the format.
    rejects : Path, optional
        Where unusable records go; by default beside `out`, and only where there are some.
    workers : int, optional
        Processes; ``compute.workers`` by default.

    Raises
    ------
    PipelineError
        If a source is missing, no article could be read, a file cannot be written, or another run writes the same table.
    """
    require_table_suffix(out)
    require_inputs(config.paths)
    check_columns(config.ingest)
    found = find_sources(sources)
    listed = SetAside.beside(out, rejects).path
    _require_free(out)
    to_read = _without_own_tables(found.sources, sources, out, listed)
    require_distinct({Path(source.place) for source in to_read}, [out, listed])
    with IngestStore(store_folder(out)) as store:
        with progress_bytes("look", bytes_of(to_read)) as told:
            plan = planned(to_read, config.ingest, Fingerprints(store.database, told), Cuts(store.database))
        new = _read(plan, store, config.ingest, workers or config.compute.workers)
        store.choose(plan.keys)
        of_files = sorted([*found.rejects, *plan.rejects], key=_place)
        aside = ListedRejects.written(listed, chain(of_files, store.rejects()), empty=rejects is not None)
        together = joined(store, config.ingest.near_duplicates)
        if not together.read:
            raise aside.nothing_left([Path(str(source)) for source in sources])
        write_records(out, Article, together.articles(store))
        return _report(len(to_read), new, plan, together, store.noticed(), out, aside)


def _without_own_tables(
    found: Sequence[Source], named: Sequence[str | Path], out: Path, rejects: Path
) -> Sequence[Source]:
    """What was found, without the tables that an earlier run wrote into the folder that is read."""
    if not store_folder(out).exists():
        return found
    own = {out.resolve(), rejects.resolve()} - {Path(name).resolve() for name in named}
    names = {path.name for path in own}
    return [
        source for source in found if Path(source.place).name not in names or Path(source.place).resolve() not in own
    ]


def _require_free(out: Path) -> None:
    """Refuse to write over a file that is no table of articles.

    Raises
    ------
    PipelineError
        If there is one.
    """
    if not out.is_file() or not out.stat().st_size:
        return
    needed = {field.name for field in fields(Article) if field.default is MISSING}
    table = format_of(out)
    try:
        there = set(table.columns(out)) if table else set()
    except (OSError, ValueError, PipelineError):
        there = set()
    if not needed <= there:
        raise PipelineError(
            f"{out}: is there already and is no table of articles that this command wrote. Name another file, or remove it."
        )


def _read(plan: Plan, store: IngestStore, settings: IngestConfig, workers: int) -> int:
    """Read what the store does not have; how many pieces that were."""
    missing = store.missing(plan.keys)
    waiting = [(key, piece) for key, piece in plan.pieces if key in missing]
    with progress_steps("ingest") as step:
        done = 0
        for parts in read_all(waiting, settings, store.folder, workers):
            store.keep(parts)
            done += sum(part.last for part in parts)
            step(done, len(waiting))
    return len(waiting)


def _place(reject: Reject) -> str:
    return reject.source


def _report(
    sources: int, new: int, plan: Plan, together: Joined, noticed: Noticed, out: Path, aside: ListedRejects
) -> IngestReport:
    return IngestReport(
        sources=sources,
        new_pieces=new,
        pieces=len(plan.pieces),
        articles=together.distinct,
        merged=together.read - together.distinct,
        near_copies=together.near_copies,
        versions=together.numbered,
        noticed=noticed,
        ignored=together.ignored,
        out=out,
        aside=aside,
    )


def require_nothing_aside(report: IngestReport) -> None:
    """Refuse a run that set something aside, for whoever asked to be strict.

    Raises
    ------
    PipelineError
        If there is a reject; the table is written all the same.
    """
    if len(report.aside):
        raise PipelineError(
            f"{count(len(report.aside), 'record')} set aside, which --strict does not allow; see "
            f"{report.aside.path}. The table {report.out} is written."
        )
