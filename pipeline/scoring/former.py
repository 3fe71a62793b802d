"""What stands at the destination already: made by the same run, by one that can go on from it, or by something else."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.errors import PipelineError
from pipeline.scoring.destination import PARTITIONS, Destination
from pipeline.scoring.manifest import read_summary
from pipeline.scoring.places import is_address, names_below, state_of

_ASK = "Give --overwrite to make it anew, or name another --out."
_NAMES = {
    "model_version": "another model",
    "extract_method": "another way of finding statements",
    "config": "another configuration",
    "options": "other options",
    "code": "another version of the tool",
}
# What `pipeline.scoring.writing` puts into the folder of a dataset.
_OF_A_DATASET = re.compile(rf"((?:{'|'.join(PARTITIONS)})=[^/]*/)*part-\d{{5,}}\.parquet")


@dataclass(frozen=True, slots=True)
class Former:
    """What is known of a table that stands at the destination.

    Attributes
    ----------
    summary : dict, optional
        First line of its manifest.
    """

    destination: Destination
    summary: dict[str, Any] | None

    @classmethod
    def at(cls, destination: Destination) -> Former:
        """What stands there."""
        return cls(destination, read_summary(destination.summary))

    def require_mine(self, about: Mapping[str, str], inputs: Sequence[str]) -> None:
        """Refuse to write over a table that was made of other inputs, in another way, or by somebody else.

        Parameters
        ----------
        about : mapping of str to str
            All that decides how articles are judged, see `pipeline.scoring.job.Job.about`.
        inputs : sequence of str
            As they are called from where the table is.

        Raises
        ------
        PipelineError
            Saying in what it differs.
        """
        place, summary = self.destination.place, self.summary
        if not self.destination.exists:
            return
        if summary is None:
            raise PipelineError(f"{place}: is there already, and nothing is written over unasked. {_ASK}")
        differing = [name for name in about if summary.get("about", {}).get(name) != about[name]]
        if differing:
            before, now = summary.get("about", {}).get(differing[0], "unknown"), about[differing[0]]
            told = f" ({before}, now {now})" if differing[0] in ("model_version", "extract_method") else ""
            raise PipelineError(f"{place}: was made with {_NAMES[differing[0]]}{told}. {_ASK}")
        if summary.get("inputs") != list(inputs):
            before = ", ".join(summary.get("inputs", [])[:3])
            raise PipelineError(f"{place}: was made of other inputs ({before}). {_ASK}")
        if summary.get("partition", list(self.destination.partition)) != list(self.destination.partition):
            before = ", ".join(summary["partition"]) or "nothing"
            raise PipelineError(f"{place}: was made in folders by {before} (--partition). {_ASK}")
        if summary.get("complete") and summary.get("state") != table_state(self.destination):
            raise PipelineError(f"{place}: was changed since it was made. {_ASK}")

    def require_replaceable(self, inputs: Sequence[str]) -> None:
        """Refuse to write where what is to be scored lies, or a folder with something else in it, asked or unasked.

        Parameters
        ----------
        inputs : sequence of str
            As they are named.

        Raises
        ------
        PipelineError
            Naming what is in the way.
        """
        place = self.destination.place
        if is_address(place):
            self._require_nothing_else()
            return
        if not Path(place).exists():
            return
        out = Path(place).resolve()
        for given in inputs:
            if not is_address(given) and (Path(given).resolve() == out or out in Path(given).resolve().parents):
                raise PipelineError(f"{place}: holds what is to be scored. Name another --out.")
        if out.is_dir() and self.summary is None and any(out.iterdir()):
            raise PipelineError(f"{place}: is a folder that `stance score` did not make. Name another --out.")
        self._require_nothing_else()

    def _require_nothing_else(self) -> None:
        """A folder is replaced as a whole, so there must be nothing in it that would be lost."""
        if not self.destination.is_dataset:
            return
        place = self.destination.place
        for name in names_below(place):
            if not _OF_A_DATASET.fullmatch(name):
                raise PipelineError(
                    f"{place}: holds {name}, which `stance score` did not write and which would be lost. Move it elsewhere, or "
                    "name another --out."
                )

    def is_complete(self, plan: str, destination: Destination, tried_again: Collection[str]) -> bool:
        """Whether the table is the one that would be made: of this plan, unchanged, and without rejects that are tried again.

        Parameters
        ----------
        plan : str
            Its digest.
        destination : Destination
        tried_again : collection of str
            Codes of rejects.
        """
        summary = self.summary
        return (
            summary is not None
            and bool(summary.get("complete"))
            and (summary.get("plan"), summary.get("partition")) == (plan, list(destination.partition))
            and destination.exists
            and not any(summary.get("codes", {}).get(code) for code in tried_again)
            and summary.get("state") == table_state(destination)
        )


def table_state(destination: Destination) -> str:
    """By which a finished table is known to be unchanged."""
    return state_of(destination.place)
