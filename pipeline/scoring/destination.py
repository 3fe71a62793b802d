"""Where scores go, and what lies beside them: parts, manifest, rejects."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import PipelineError, did_you_mean
from pipeline.scoring.places import exists, is_address

FILES = (".parquet", ".csv", ".jsonl")
# Behind the name of a table: what tells what it was made of.
SUMMARY = ".manifest.jsonl"
PARTITIONS = ("year", "outlet", "target", "speaker_country")


@dataclass(frozen=True, slots=True)
class Destination:
    """A table of scores that is to be made.

    Attributes
    ----------
    place : str
        A file, or a folder for a dataset of Parquet files; a path or an address.
    partition : tuple of str
        Columns whose values name the folders of a dataset.
    """

    place: str
    partition: tuple[str, ...] = ()

    @classmethod
    def of(cls, place: str, partition: Sequence[str] = ()) -> Destination:
        """The destination that a user names.

        Raises
        ------
        PipelineError
            If the name ends in what is no format, or a column cannot name folders.
        """
        if not place.strip():
            raise PipelineError("--out: is empty. Name a file such as scores.parquet, or a folder.")
        place = place.rstrip("/") or place
        suffix = Path(place).suffix
        for column in partition:
            if column not in PARTITIONS:
                raise PipelineError(
                    f"--partition: '{column}' is none of {', '.join(PARTITIONS)}.{did_you_mean(column, PARTITIONS)}"
                )
        if len(set(partition)) < len(partition):
            raise PipelineError(f"--partition: {', '.join(partition)} names a column twice. Name each once.")
        if suffix and suffix not in FILES:
            raise PipelineError(
                f"{place}: '{suffix}' is no table format; end the name in one of {', '.join(FILES)}, or in nothing for a "
                "folder of Parquet files."
            )
        if partition and suffix:
            raise PipelineError(
                f"{place}: a table in folders by {' and '.join(partition)} is no {suffix} file. Name a folder."
            )
        return cls(place, tuple(partition))

    @property
    def is_dataset(self) -> bool:
        """Whether it is a folder of Parquet files."""
        return Path(self.place).suffix not in FILES

    @property
    def suffix(self) -> str:
        """Of the files that are written."""
        return ".parquet" if self.is_dataset else Path(self.place).suffix

    @property
    def parts(self) -> str:
        """Where the parts lie; absolute, since workers may work in another folder."""
        place = f"{self.place}.parts"
        return place if is_address(place) else str(Path(place).absolute())

    @property
    def summary(self) -> str:
        """Where it is told what the table was made of."""
        return f"{self.place}{SUMMARY}"

    @property
    def rejects(self) -> str:
        """Where unusable records go where nothing else is said; of the whole name, since ingest has one of the rest of it."""
        return f"{self.place}.rejects.jsonl"

    @property
    def estimate(self) -> str:
        """Where an estimate of the cost waits for the truth."""
        return f"{self.place}.estimate.json"

    @property
    def outputs(self) -> list[str]:
        """All that is written there."""
        return [self.place, self.parts, self.summary, self.rejects, self.estimate]

    def called_from_here(self, place: str) -> str:
        """What another place is called from the folder of the table."""
        if is_address(place):
            return place
        absolute = Path(place).absolute()
        if is_address(self.place):
            return absolute.as_posix()
        try:
            return Path(os.path.relpath(absolute, Path(self.place).absolute().parent)).as_posix()
        except ValueError:
            # On another drive.
            return absolute.as_posix()

    @property
    def exists(self) -> bool:
        """Whether there is such a table already."""
        return exists(self.place)
