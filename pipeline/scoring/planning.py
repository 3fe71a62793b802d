"""What is to be scored: all portions of the input in their order, each with a key that changes with whatever it hangs on."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.config import IngestConfig
from pipeline.ingest.reasons import Reason
from pipeline.ingest.sources.source import Piece, Source
from pipeline.printable import printable
from pipeline.progress import progress
from pipeline.provenance import file_digest
from pipeline.records import Reject, content_id
from pipeline.scoring.examples import statements_beside
from pipeline.scoring.job import Job
from pipeline.scoring.near_copies import NearCopies
from pipeline.scoring.own_outputs import Own
from pipeline.scoring.places import is_address
from pipeline.scoring.shards import Kind, Portion
from pipeline.scoring.tables import number_of_rows, rows_of_table, table_to_judge

if TYPE_CHECKING:
    from pipeline.ingest.fingerprints import Fingerprints

# What of a file is scored as a whole, where it can be cut: some dozens of articles, so that little is done twice.
PIECE_BYTES = 256_000
# Characters of an article in a file of many, and pages, of which a file is one.
_CHARACTERS = 4000
_PAGES = (".html", ".htm", ".xhtml")


@dataclass(slots=True)
class Plan:
    """Everything that is to be scored.

    Attributes
    ----------
    portions : list of Portion
        In the order that the rows will have: by the names of files, then by place in the file.
    rejects : list of Reject
        Files that cannot be read at all.
    sources : list of Source
    contents : list of str
        Digest of what each source holds.
    passed_over : int
        Rows of tables that are in no portion, since none in their neighbourhood is asked for.
    near : NearCopies
        Rows that copy those of another article, where that is asked for.
    """

    portions: list[Portion] = field(default_factory=list)
    rejects: list[Reject] = field(default_factory=list)
    sources: list[Source] = field(default_factory=list)
    contents: list[str] = field(default_factory=list)
    passed_over: int = 0
    near: NearCopies = field(default_factory=NearCopies)

    @property
    def data_version(self) -> str:
        """Digest of all that is scored."""
        return content_id(*self.contents)[:12]

    @property
    def digest(self) -> str:
        """Digest of all that decides the rows."""
        return content_id(
            *(portion.key for portion in self.portions), *(f"{r.source}: {r.reason}" for r in self.rejects)
        )


def plan_of(inputs: Sequence[str], own: Sequence[str], job: Job, database: sqlite3.Connection) -> Plan:
    """The plan for files, folders, addresses and tables.

    Parameters
    ----------
    inputs : sequence of str
    own : sequence of str
        What this run itself writes, which is no input where it lies in a folder that is one, as is no other table of scores.
    job : Job
    database : sqlite3.Connection
        Where the digests of files are remembered.

    Raises
    ------
    PipelineError
        If an input is missing, or a folder holds nothing that can be read.
    """
    from pipeline.ingest.fingerprints import Fingerprints

    config = job.settings.ingest
    named = {place: None if is_address(place) else table_to_judge(place) for place in inputs}
    tables = dict(table for table in named.values() if table)
    others = [place for place, table in named.items() if table is None]
    plan = Plan()
    sources: list[Source] = []
    if others:
        from pipeline.ingest.sources import find_sources

        found = find_sources(others)
        mine = Own(own, found.sources)
        sources += (source for source in found.sources if not mine.holds(source))
        plan.rejects += found.rejects
    fingerprints, made_by = Fingerprints(database), job.digest
    kinds = {Source(Path(place).as_posix(), place): kind for place, kind in tables.items()}
    everything = sorted([*kinds, *sources])
    if job.copy_near_duplicates:
        plan.near = NearCopies.among([s for s in everything if kinds.get(s) is Kind.ARTICLES], job.selection)
    for source in progress(everything, "plan", len(everything)):
        plan.sources.append(source)
        if source in kinds:
            _add_table(plan, source, kinds[source], job, made_by)
        else:
            _add_file(plan, source, config, fingerprints, made_by)
    plan.rejects.sort(key=lambda reject: reject.source)
    return plan


def _add_table(plan: Plan, source: Source, kind: Kind, job: Job, made_by: str) -> None:
    content = hashlib.sha256()
    # A table of examples is read with that of the statements beside it.
    beside = statements_beside(source.place) if kind is Kind.EXAMPLES else None
    made_by = content_id(made_by, file_digest(beside)) if beside else made_by
    plan.passed_over += number_of_rows(source.place)
    for rows in rows_of_table(source, kind, job.selection):
        content.update(rows.content)
        plan.passed_over -= (rows.piece.stop or 0) - rows.piece.start
        near = plan.near.within(source.name, rows.piece.start, rows.piece.stop or 0)
        places = frozenset(place for place, _, _ in near)
        key = content_id(made_by, kind, source.name, hashlib.sha256(rows.content).hexdigest(), sorted(places))
        plan.portions.append(
            Portion(key, kind, _absolute(rows.piece), (rows.piece.stop or 0) - rows.piece.start, places)
        )
    plan.contents.append(content.hexdigest())


def _add_file(plan: Plan, source: Source, config: IngestConfig, fingerprints: Fingerprints, made_by: str) -> None:
    from pipeline.ingest.readers import pieces_of

    try:
        content = fingerprints.of(source)
        pieces = list(pieces_of(source, config, PIECE_BYTES))
    except OSError as error:
        why = f"the file cannot be read: {printable(error.strerror or str(error))}. Check its rights and try again"
        plan.rejects.append(Reject(source.name, None, why, code=Reason.NOT_READABLE))
        plan.contents.append(source.name)
        return
    plan.contents.append(content)
    articles = _about(source, len(pieces))
    for piece in pieces:
        key = content_id(made_by, content, source.name, piece.start, piece.stop, piece.first)
        plan.portions.append(Portion(key, Kind.FILES, _absolute(piece), articles))


def _about(source: Source, pieces: int) -> int:
    """About how many articles a piece of a file has."""
    path = Path(source.place)
    if source.name.lower().endswith(_PAGES) or is_address(source.place) or not path.is_file():
        return 1
    return max(1, path.stat().st_size // _CHARACTERS // pieces)


def _absolute(piece: Piece) -> Piece:
    """The same piece for a worker that works in another folder; what the user is told keeps the name."""
    source = piece.source
    if is_address(source.place):
        return piece
    return replace(piece, source=replace(source, place=str(Path(source.place).absolute())))
