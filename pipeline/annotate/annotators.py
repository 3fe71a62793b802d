"""Names of annotators: how they are kept, and that one person has one."""

from __future__ import annotations

import threading
import unicodedata
from collections.abc import Iterable, Sequence

from pipeline.annotate.guarding import Guarded, one_at_a_time
from pipeline.annotate.store import ANNOTATOR, LabelStore
from pipeline.errors import PipelineError
from pipeline.records.annotator import annotator_sort

LONGEST_NAME = 60
ADJUDICATOR = "adjudicator"


def annotator_name(name: str) -> str:
    """The name as it is kept: composed, with single spaces.

    Parameters
    ----------
    name : str

    Raises
    ------
    PipelineError
        If it is empty, too long, has characters that cannot be seen, or begins like a rule's or a model's.
    """
    clean = " ".join(unicodedata.normalize("NFC", name).split())
    if not clean:
        raise PipelineError("The annotator has no name. Give one; it stands beside each label.")
    if len(clean) > LONGEST_NAME:
        raise PipelineError(f"The annotator's name has {len(clean)} characters. Give one of at most {LONGEST_NAME}.")
    if any(unicodedata.category(character) in ("Cc", "Cf", "Cs", "Co", "Cn") for character in clean):
        raise PipelineError("The annotator's name has characters that cannot be seen. Type it again.")
    if annotator_sort(clean.casefold()) != "person":
        raise PipelineError(
            f"'{clean}': names that begin with rule: or model: are those of rules and models. Give another."
        )
    return clean


def told_apart(name: str, known: Iterable[str]) -> str:
    """A name that differs from those known in more than capitals, or is one of them.

    Parameters
    ----------
    name : str
        As `annotator_name` gives it.
    known : iterable of str

    Raises
    ------
    PipelineError
        If it differs from one in nothing but capitals.
    """
    others = sorted(known)
    if name not in others:
        for other in others:
            if other.casefold() == name.casefold():
                raise PipelineError(
                    f"'{name}' would be another annotator than '{other}', who is there already. Did you mean '{other}'? Else give "
                    "a name that differs in more than capitals."
                )
    return name


def look_alikes(names: Iterable[str]) -> list[tuple[str, ...]]:
    """The names that differ in nothing but capitals, together, sorted."""
    alike: dict[str, list[str]] = {}
    for name in sorted(set(names)):
        alike.setdefault(name.casefold(), []).append(name)
    return [tuple(group) for group in alike.values() if len(group) > 1]


class Annotators(Guarded):
    """Those who judge: by a plan, by a store, and since the start.

    Parameters
    ----------
    named : sequence of str
        The annotators of the plan; empty where anybody may come.
    store : LabelStore
    guard : RLock
    """

    def __init__(self, named: Sequence[str], store: LabelStore, guard: threading.RLock) -> None:
        super().__init__(guard)
        self._named, self._store = tuple(named), store
        self._came: set[str] = set()

    def name(self, name: str) -> str:
        """The name as it stands beside labels.

        Raises
        ------
        PipelineError
            If it is none, or the plan names its annotators and this is none of them.
        """
        clean = annotator_name(name)
        if self._named and clean not in self._named:
            raise PipelineError(f"'{clean}' is none of the plan's annotators, who are {', '.join(self._named)}.")
        return clean

    @one_at_a_time
    def known(self) -> list[str]:
        """Those whom the plan names or who have judged, sorted."""
        return sorted({*self._named, *self._store.annotators()})

    @one_at_a_time
    def newcomer(self, name: str, role: str = ANNOTATOR) -> str:
        """The name of somebody who begins, told apart from those who are there.

        Parameters
        ----------
        name : str
        role : str, default="annotator"
            An ``adjudicator`` need be none of those whom the plan names.

        Raises
        ------
        PipelineError
            If it is none, is none of the plan's, or is another's but for capitals.
        """
        there = {*self.known(), *self._store.annotators(ADJUDICATOR), *self._came}
        # First: a name that the plan does not have may be one that it has in other letters.
        clean = told_apart(annotator_name(name), there)
        clean = clean if role == ADJUDICATOR else self.name(clean)
        self._came.add(clean)
        return clean
