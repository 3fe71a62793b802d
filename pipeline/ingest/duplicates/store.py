"""Sketches on disk, growing with each run, and the groups of near-copies among all of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np

from pipeline.errors import PipelineError
from pipeline.ingest.duplicates.collection import Collection, Ids, Shelf
from pipeline.ingest.duplicates.groups import group_numbers
from pipeline.ingest.duplicates.segments import SUFFIX, read_segment, write_segment
from pipeline.ingest.duplicates.words import Hashes

# So many small segments are made one.
MOST_SEGMENTS = 16
LARGE_SEGMENT = 1 << 26


class SketchStore:
    """A folder of sketches.

    It takes articles in any number of batches; one that comes again changes nothing. A batch is there whole or not at all,
    and what a kill leaves behind is ignored. One process at a time may add.

    Parameters
    ----------
    folder : Path
        Made where it is missing.

    Attributes
    ----------
    ignored : list of str
        Of each file that is no whole segment, what to tell the user. Its articles are `missing`.

    Examples
    --------
    >>> store = SketchStore(Path("sketches"))  # doctest: +SKIP
    >>> store.add(ids, sketches(bodies))  # doctest: +SKIP
    >>> store.groups(0.6, ids)  # doctest: +SKIP
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.ignored: list[str] = []
        self._shelves: dict[Path, Shelf] = {}
        if folder.exists() and not folder.is_dir():
            raise PipelineError(f"{folder}: is a file, and sketches are kept in a folder; name another one.")
        for path in sorted(folder.glob(f"[!.]*{SUFFIX}")):
            shelf = read_segment(path)
            if shelf is None:
                self.ignored.append(
                    f"{path}: is no whole file of this version's sketches and was ignored; it can be deleted."
                )
            else:
                self._shelves[path] = shelf

    def add(self, article_ids: Sequence[str], sketches: Sequence[Hashes]) -> None:
        """Keep the sketches of some articles.

        Parameters
        ----------
        article_ids : sequence of str
            Ids that follow from the text: an article that is already there keeps the sketch that it has.
        sketches : sequence of array of uint64
            One for each.

        Raises
        ------
        PipelineError
            If the folder cannot be written to; what was there still is.
        """
        by_id = dict(zip(article_ids, sketches, strict=True))
        new = self.missing(by_id)
        if not new:
            return
        self._write(Shelf.of({name: by_id[name] for name in new}))
        small = [path for path, shelf in self._shelves.items() if shelf.keys.nbytes < LARGE_SEGMENT]
        if len(small) > MOST_SEGMENTS:
            self._merge(sorted(small))

    def missing(self, article_ids: Iterable[str]) -> list[str]:
        """Of some ids those without a sketch here, in order, each once."""
        names = sorted(set(article_ids))
        encoded = _encoded(names)
        there = np.zeros(len(names), np.bool_)
        for shelf in self._shelves.values():
            place = np.minimum(np.searchsorted(shelf.ids, encoded), len(shelf.ids) - 1)
            there |= shelf.ids[place] == encoded
        return [name for name, known in zip(names, there.tolist(), strict=True) if not known]

    def groups(self, threshold: float, wanted: Iterable[str], among: Iterable[str] | None = None) -> dict[str, str]:
        """The groups of near-copies that articles are in.

        They are the same for any order in which articles came, and any number of batches. The time it takes and the
        temporary files in the folder grow with all articles that count, the memory hardly.

        Parameters
        ----------
        threshold : float
            The share of the shorter text's word sequences that two texts have in common; 1: no groups.
        wanted : iterable of str
            Articles of the store.
        among : iterable of str, optional
            The articles that count; by default all of the store, also those of earlier runs.

        Returns
        -------
        dict of str to str
            For each wanted article the smallest id of its group.

        Raises
        ------
        PipelineError
            If a wanted article was never added, or there is no space for temporary files.
        """
        names = sorted(set(wanted))
        counted = None if among is None else _encoded(sorted({*among, *names}))
        collection = Collection(list(self._shelves.values()), counted)
        encoded = _encoded(names)
        if not np.isin(encoded, collection.ids).all():
            missing = self.missing(names)
            raise PipelineError(
                f"{self.folder}: has no sketch of article {missing[0]} ({len(missing)} are missing); ingest its source again."
            )
        try:
            labels = group_numbers(collection, threshold, self.folder)
        except OSError as error:
            raise PipelineError(
                f"{self.folder}: temporary files could not be written ({error.strerror or error}); free some space there."
            ) from error
        found = collection.ids[labels[np.searchsorted(collection.ids, encoded)]].tolist()
        return {name: smallest.decode("utf-8") for name, smallest in zip(names, found, strict=True)}

    def __len__(self) -> int:
        return len(Collection(list(self._shelves.values())))

    def _write(self, shelf: Shelf) -> Path:
        for left_by_a_kill in self.folder.glob(f".*.part{SUFFIX}"):
            left_by_a_kill.unlink(missing_ok=True)
        path = write_segment(self.folder, shelf)
        written = read_segment(path)
        if written is None:
            raise PipelineError(f"{path}: was damaged while it was written; delete it and run this again.")
        self._shelves[path] = written
        return path

    def _merge(self, paths: Sequence[Path]) -> None:
        """Make one segment of several. Killed before the last is deleted, it leaves articles twice, which does no harm."""
        merged = self._write(Collection([self._shelves[path] for path in paths]).shelf())
        for path in paths:
            if path != merged:
                del self._shelves[path]
                path.unlink(missing_ok=True)


def _encoded(names: Sequence[str]) -> Ids:
    return np.array([name.encode("utf-8") for name in names], dtype=np.bytes_)
