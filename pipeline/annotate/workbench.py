"""The workbench: what a page asks and what it is told, all but the HTTP. Every method may be called from any thread."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Self

from pipeline.annotate.added import Missed, added_item
from pipeline.annotate.annotators import ADJUDICATOR, Annotators, annotator_name
from pipeline.annotate.counts import Counts
from pipeline.annotate.guarding import Guarded, one_at_a_time
from pipeline.annotate.items import Item
from pipeline.annotate.judgements import Conflict, Judgement, Progress, Saved
from pipeline.annotate.plan import Plan
from pipeline.annotate.practice import PracticeRound
from pipeline.annotate.saving import ROLES, Saving
from pipeline.annotate.showing import shown
from pipeline.annotate.standing import Standing
from pipeline.annotate.store import ANNOTATOR, LabelStore
from pipeline.annotate.texts import ArticleTexts
from pipeline.codebook import Codebook
from pipeline.errors import PipelineError
from pipeline.records import Label


class Workbench(Guarded):
    """A plan, a store of judgements and a codebook, joined.

    Parameters
    ----------
    plan : Plan
    store : LabelStore
    codebook : Codebook
    practice_path : Path
        Where judgements of practice items go.
    snapshots : mapping of str to Codebook, optional
        Earlier versions of the codebook.
    title : str, default=""
        What the page calls the work.

    Attributes
    ----------
    who : Annotators
    practice : PracticeRound
    standing : Standing
        What all judgements say together.
    planned : int
        How many items the plan has.
    """

    def __init__(
        self,
        plan: Plan,
        store: LabelStore,
        codebook: Codebook,
        practice_path: Path,
        snapshots: Mapping[str, Codebook] | None = None,
        title: str = "",
    ) -> None:
        super().__init__(threading.RLock())
        self.codebook = codebook
        self.title = title
        self.planned = len(plan)
        self._plan, self._store = plan, store
        self._counts = Counts(plan, store)
        self._texts = ArticleTexts(plan)
        self._saving = Saving(plan, store, codebook, self._texts, self._counts)
        self.who = Annotators(plan.annotators, store, self.guard)
        self.practice = PracticeRound(codebook, practice_path, self._saving.now, self.guard)
        self.standing = Standing(plan, store, codebook, snapshots or {}, self.who, self._counts)
        store.when_changed(self._counts.anew)

    # ---- what is asked

    @one_at_a_time
    def item(self, item_id: str) -> Item:
        """What a page shows of an item.

        Raises
        ------
        PipelineError
            If the plan has no such item.
        """
        if self.practice.has(item_id):
            return self.practice.item(item_id)
        item = self._plan.item(item_id)
        number = self._plan.number(item_id)
        return shown(item, self._texts.text(item.article_id), self.planned if number is None else number)

    @one_at_a_time
    def next_item(self, annotator: str, after: str | None = None) -> Item | None:
        """The first item behind `after` that is asked of the annotator and not yet judged, else the first of all; it is kept for
        that annotator for half an hour. ``None`` where nothing is left.

        Raises
        ------
        PipelineError
            If the name is none of the plan's.
        """
        annotator = self.who.name(annotator)
        item_id = self._counts.next_item(annotator, after)
        return self.item(item_id) if item_id is not None else None

    @one_at_a_time
    def items(self, annotator: str) -> list[tuple[str, Label]]:
        """The items that the annotator judged, with the labels, in the order of the plan."""
        found = ((item_id, self.judged(item_id, annotator)) for item_id in self._counts.judged_items(annotator))
        return [(item_id, label) for item_id, label in found if label is not None]

    @one_at_a_time
    def skipped(self, annotator: str) -> list[str]:
        """The items that the annotator skipped, in the order of the plan."""
        return self._counts.skipped(annotator)

    @one_at_a_time
    def judged(self, item_id: str, annotator: str, role: str = ANNOTATOR) -> Label | None:
        """The annotator's label of an item that counts; of an adjudicator's, whoever gave it. Its `label_id` is what `record` is
        given as `seen`."""
        return self._saving.judged(item_id, annotator, role)

    @one_at_a_time
    def history(self, item_id: str, annotator: str) -> list[Label]:
        """All lines of the annotator on an item, withdrawals too, oldest first."""
        return self._store.history(item_id, annotator)

    # ---- what is answered

    @one_at_a_time
    def record(
        self, judgement: Judgement, seen: str | Sequence[str] | None = None, role: str = ANNOTATOR
    ) -> Saved | Conflict:
        """Save a judgement; when this returns `Saved`, it is on the disk.

        Parameters
        ----------
        judgement : Judgement
        seen : str, sequence of str, or None
            The `label_id` of the label that was there when the page was loaded, if any, and of those that the page sent since
            without an answer.
        role : str, default="annotator"
            Or ``adjudicator``.

        Raises
        ------
        NotSavedError
            If the disk did not take it.
        PipelineError
            If the judgement cannot be, see `pipeline.annotate.judging`, or its `label_id` was saved with another answer.
        """
        if role not in ROLES:
            raise PipelineError(f"'{role}' is no role. There is {' and '.join(ROLES)}.")
        annotator = annotator_name(judgement.annotator) if role == ADJUDICATOR else self.who.name(judgement.annotator)
        return self._saving.record(replace(judgement, annotator=annotator), seen, role)

    @one_at_a_time
    def undo(self, annotator: str, label_id: str, role: str = ANNOTATOR) -> Item | None:
        """Take the annotator's latest judgement back, to any depth; the item is returned, and ``None`` where there is none.

        Parameters
        ----------
        annotator : str
        label_id : str
            Made by the browser for this withdrawal: sent again, nothing more is taken back.
        role : str, default="annotator"

        Raises
        ------
        NotSavedError
            If the disk did not take it.
        """
        item_id = self._saving.undo(annotator_name(annotator), label_id, role)
        # A label may be of an example that a former plan had.
        return self.item(item_id) if item_id is not None and self._plan.has(item_id) else None

    @one_at_a_time
    def add_statement(self, annotator: str, item_id: str, missed: Missed) -> Item:
        """Make an item of a statement that was missed in the article of another; the same again gives the same item.

        Parameters
        ----------
        annotator : str
        item_id : str
            An item of the article.
        missed : Missed

        Raises
        ------
        PipelineError
            If the words or the codes are none.
        NotSavedError
            If the disk did not take it.
        """
        annotator = self.who.name(annotator)
        beside = self._plan.item(item_id)
        item = added_item(beside, self._texts.text(beside.article_id), missed)
        self._plan.add(replace(item, number=self.planned), annotator)
        return self.item(item.item_id)

    @one_at_a_time
    def progress(self, annotator: str) -> Progress:
        """How far the annotator is."""
        return self._counts.progress(annotator)

    # ---- serving

    def serving(self, address: str) -> None:
        """Tell a second server where this one is reached."""
        self._store.serving(address)

    @one_at_a_time
    def close(self) -> None:
        """Close all files and let others in."""
        self.practice.close()
        self._plan.close()
        self._store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()
