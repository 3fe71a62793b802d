"""A rule: anything with a name that says something, or nothing, of an example."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable
from dataclasses import dataclass

from pipeline.labelling_functions.vote import MaskedExample, Vote
from pipeline.records.annotator import RULE

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Rule:
    """One labelling function.

    Attributes
    ----------
    name : str
        As tables show it; as an annotator it is ``rule:<name>``.
    description : str
    source : str
        The file it stands in.
    judge : callable
        Example → its vote.
    """

    name: str
    description: str
    source: str
    judge: Callable[[SeenExample], Vote]

    @property
    def annotator(self) -> str:
        """Its name among annotators."""
        return RULE + self.name


class SeenExample:
    """An example that many rules look at: what each needs is made once, and only when the first asks for it."""

    def __init__(self, masked: str, whole: Callable[[str], MaskedExample] | None = None) -> None:
        """Hold the masked passage, and how the whole record is made of it.

        Parameters
        ----------
        masked : str
        whole : callable, optional
            Masked passage → record; of a passage alone there is none.
        """
        self.masked = masked
        self._whole = whole

    @functools.cached_property
    def words(self) -> frozenset[str]:
        """The words of the masked passage, in lower case."""
        return frozenset(_WORD.findall(self.masked.lower()))

    @functools.cached_property
    def whole(self) -> MaskedExample:
        """The record that functions of users get.

        Raises
        ------
        ValueError
            If there is only a passage.
        """
        if self._whole is None:
            raise ValueError("a passage alone has no record")
        return self._whole(self.masked)
