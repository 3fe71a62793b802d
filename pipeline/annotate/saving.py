"""A judgement → a line of the store, once; the last one taken back; and what counts of an item."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.annotate.annotators import ADJUDICATOR
from pipeline.annotate.counts import Counts
from pipeline.annotate.judgements import Conflict, Judgement, Saved
from pipeline.annotate.judging import checked, label_of, now, same_answer
from pipeline.annotate.plan import Plan
from pipeline.annotate.store import ANNOTATOR, Entry, LabelStore
from pipeline.annotate.texts import ArticleTexts
from pipeline.codebook import Codebook
from pipeline.errors import PipelineError
from pipeline.records import Label

ROLES = (ANNOTATOR, ADJUDICATOR)


class Saving:
    """Judgements on their way into a store and out of it.

    Parameters
    ----------
    plan : Plan
    store : LabelStore
    codebook : Codebook
    texts : ArticleTexts
    counts : Counts
        Told of all that is saved.
    """

    def __init__(self, plan: Plan, store: LabelStore, codebook: Codebook, texts: ArticleTexts, counts: Counts) -> None:
        self._plan, self._store, self._codebook = plan, store, codebook
        self._texts, self._counts = texts, counts
        self._last_time = ""

    def now(self) -> str:
        """The time of a line, never before that of the one before."""
        self._last_time = now(self._last_time or self._store.last_time)
        return self._last_time

    def judged(self, item_id: str, annotator: str, role: str = ANNOTATOR) -> Label | None:
        """The annotator's label of an item that counts; of an adjudicator's, whoever gave it."""
        entry = self._current(item_id, annotator, role)
        return self._store.label(entry) if entry is not None else None

    def _current(self, item_id: str, annotator: str, role: str) -> Entry | None:
        if role != ADJUDICATOR:
            return self._store.current(item_id, annotator, role)
        found = [
            entry
            for name in self._store.annotators(ADJUDICATOR)
            if (entry := self._store.current(item_id, name, ADJUDICATOR)) is not None
        ]
        return max(found, key=lambda entry: entry.offset, default=None)

    def record(self, judgement: Judgement, seen: str | Sequence[str] | None, role: str) -> Saved | Conflict:
        """Save a judgement whose annotator is known by that name.

        Parameters
        ----------
        judgement : Judgement
        seen : str, sequence of str, or None
            The labels that the page knew of.
        role : str

        Raises
        ------
        NotSavedError
            If the disk did not take it.
        PipelineError
            If the judgement cannot be, or its `label_id` was saved with another answer.
        """
        judgement = checked(judgement, self._codebook)
        item = self._plan.item(judgement.item_id)
        known = self._store.entry(judgement.label_id)
        there = self._current(item.item_id, judgement.annotator, role)
        met = (seen,) if isinstance(seen, str) else tuple(seen or ())
        if known is None and there is not None and there.label_id not in met:
            return Conflict(self._store.label(there))
        text, cut = self._texts.text(item.article_id), self._texts.cut_for(judgement, item)
        label = label_of(judgement, item, text, cut, self._codebook, role, self.now())
        (is_new,) = self._store.append([label])
        if not is_new:
            self._require_same(label)
        elif role == ANNOTATOR:
            self._counts.judged(item.item_id, label.annotator, label.flags, label.seconds)
        return Saved(judgement.label_id, again=not is_new)

    def _require_same(self, label: Label) -> None:
        saved = self._store.entry(label.label_id or "")
        if saved is None or not same_answer(self._store.label(saved), label):
            raise PipelineError("This label_id was saved with another answer. Load the page again.")

    def undo(self, annotator: str, label_id: str, role: str) -> str | None:
        """Take the annotator's latest judgement back and say of which item it was; ``None`` where there is none.

        Parameters
        ----------
        annotator : str
            By the name as it is kept.
        label_id : str
            Of this withdrawal: with the same again, nothing more is taken back.
        role : str

        Raises
        ------
        NotSavedError
            If the disk did not take it.
        """
        known = self._store.entry(label_id)
        if known is not None:
            if known.withdraws is None or known.annotator != annotator:
                raise PipelineError("This withdrawal has the label_id of another judgement. Load the page again.")
            return known.key
        last = self._store.last(annotator, role)
        if last is None or last.label_id is None:
            return None
        self._store.append([self._withdrawal(self._store.label(last), label_id)])
        if role == ANNOTATOR:
            before = self._store.current(last.key, annotator)
            self._counts.taken_back(last.key, annotator, before.answer[2] if before else None, last.seconds)
        return last.key

    def _withdrawal(self, taken_back: Label, label_id: str) -> Label:
        return Label(
            article=taken_back.article,
            text=taken_back.text,
            target=taken_back.target,
            stance=None,
            sentiment=None,
            annotator=taken_back.annotator,
            codebook=self._codebook.version,
            time=self.now(),
            start=taken_back.start,
            end=taken_back.end,
            speaker_country=taken_back.speaker_country,
            example_id=taken_back.example_id,
            label_id=label_id,
            withdraws=taken_back.label_id,
            role=taken_back.role,
        )
