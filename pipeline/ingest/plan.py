"""What is to be read: the pieces of all sources in their order, each with a key that changes with whatever it hangs on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from pipeline.config import IngestConfig
from pipeline.ingest.cuts import Cuts
from pipeline.ingest.fingerprints import Fingerprints, size_of_file
from pipeline.ingest.reasons import Reason
from pipeline.ingest.sources import Piece, Source, is_address
from pipeline.printable import printable
from pipeline.provenance import closure, code_version, distributions, file_digest
from pipeline.records import Reject, content_id

# Decides what becomes one group after everything is read; of what is read only whether sketches are made.
_AFTER_READING = {"near_duplicates"}
_MODULE = "pipeline.ingest.piece_reading"


@dataclass(slots=True)
class Plan:
    """The pieces to read, each with its key, and the sources that cannot be read at all."""

    pieces: list[tuple[str, Piece]] = field(default_factory=list)
    rejects: list[Reject] = field(default_factory=list)

    @property
    def keys(self) -> list[str]:
        """The keys in the order of the pieces."""
        return [key for key, _ in self.pieces]


def planned(sources: Sequence[Source], config: IngestConfig, fingerprints: Fingerprints, cuts: Cuts) -> Plan:
    """The pieces of sources in the order of their names.

    A piece's key is the digest of its name, its file's bytes, its range, the configuration and the code that reads it.

    Parameters
    ----------
    sources : sequence of Source
    config : IngestConfig
    fingerprints : Fingerprints
        Which remember the digests of unchanged files.
    cuts : Cuts
        Which remember where these are cut.
    """
    plan = Plan()
    files: set[str] = set()
    made_by = content_id(_settings(config), _code())
    for source in sorted(sources):
        try:
            content = fingerprints.of(source)
            file = content_id(made_by, content, source.name)
            pieces = cuts.of(source, file, config)
        except OSError as error:
            why = f"the file cannot be read: {printable(error.strerror or str(error))}. Check its rights and try again"
            plan.rejects.append(Reject(source.name, None, why, code=Reason.NOT_READABLE))
            continue
        if len(pieces) > 1:
            files.add(file)
        for piece in pieces:
            key = content_id(made_by, content, source.name, str(piece.start), str(piece.stop), str(piece.first))
            plan.pieces.append((key, piece))
    cuts.keep_only(files)
    return plan


def sizes_of(pieces: Sequence[tuple[str, Piece]]) -> list[int]:
    """Bytes of the file of each piece, shared alike among the pieces that are in it; 0 of what is at an address."""
    in_file = Counter(piece.source.place for _, piece in pieces)
    shares = {place: size_of_file(place) // number for place, number in in_file.items()}
    return [shares[piece.source.place] for _, piece in pieces]


def batches(pieces: Sequence[tuple[str, Piece]], most: int, most_bytes: int) -> Iterator[list[tuple[str, Piece]]]:
    """Pieces handed out together: a range of a large file or what is at an address alone, others up to `most` at once.

    Parameters
    ----------
    pieces : sequence of (key, Piece)
    most : int
    most_bytes : int
        No file is added to others that have so many bytes.
    """
    together: list[tuple[str, Piece]] = []
    held = 0
    for (key, piece), size in zip(pieces, sizes_of(pieces), strict=True):
        if piece.start or piece.stop is not None or is_address(piece.source.place):
            yield [(key, piece)]
            continue
        together.append((key, piece))
        held += size
        if len(together) == most or held >= most_bytes:
            yield together
            together, held = [], 0
    if together:
        yield together


def _settings(config: IngestConfig) -> str:
    return content_id(config.model_dump_json(exclude=_AFTER_READING), str(config.near_duplicates < 1))


@cache
def _code() -> str:
    # An installed package is its version; a checkout changes under one.
    files = sorted(closure(_MODULE)) if "+g" in code_version() else []
    return content_id(code_version() if not files else "", *map(file_digest, files), distributions(_MODULE))
