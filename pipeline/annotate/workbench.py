"""The workbench: what a page asks and what it is told, all but the HTTP. Every method may be called from any thread."""

from __future__ import annotations

import functools
import threading
from collections import OrderedDict, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from statistics import median
from typing import Any, Self, TypeVar, cast

from pipeline.annotate.adjudication import disagreements
from pipeline.annotate.desk import SKIPPED, Desk
from pipeline.annotate.items import ADDED, Item, PlannedItem
from pipeline.annotate.judgements import (
    Conflict,
    Disagreement,
    Feedback,
    Judgement,
    Overview,
    Progress,
    Review,
    Saved,
)
from pipeline.annotate.judging import annotator_name, checked, label_of, now, same_answer
from pipeline.annotate.pieces import Mark, Piece, pieces, span
from pipeline.annotate.plan import Plan
from pipeline.annotate.practice import PracticeRound
from pipeline.annotate.showing import shown
from pipeline.annotate.store import ANNOTATOR, Entry, LabelStore
from pipeline.codebook import Codebook, affected_labels
from pipeline.countries.gazetteer import target_codes
from pipeline.errors import PipelineError
from pipeline.records import Label, Mention, content_id

ADJUDICATOR = "adjudicator"
_ROLES = (ANNOTATOR, ADJUDICATOR)
# Times of so many of the last items make the median.
_TIMED = 200
_KEPT_TEXTS = 16
Method = TypeVar("Method", bound=Callable[..., Any])


def _one_at_a_time(method: Method) -> Method:
    @functools.wraps(method)
    def guarded(self: Any, *arguments: Any, **named: Any) -> Any:
        with self.guard:
            return method(self, *arguments, **named)

    return cast(Method, guarded)


class Workbench:
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
        self.guard = threading.RLock()
        self.codebook = codebook
        self.title = title
        self.annotators = plan.annotators
        self.planned = len(plan)
        self._plan, self._store, self._snapshots = plan, store, snapshots or {}
        self._desk = Desk(plan.double, plan.annotators)
        self._practice = PracticeRound(codebook, practice_path)
        self._texts: OrderedDict[str, str] = OrderedDict()
        self._last_time = ""
        store.when_changed(self._count_anew)
        self._count_anew()

    def _count_anew(self) -> None:
        self._desk.forget()
        self._added_flags: dict[str, dict[str, tuple[str, ...]]] = defaultdict(dict)
        self._seconds: dict[str, list[float]] = defaultdict(list)
        for entry in self._store.counting():
            self._counted(entry.key, entry.annotator, entry.answer[2])
            if entry.seconds is not None:
                self._seconds[entry.annotator].append(entry.seconds)

    def _counted(self, item_id: str, annotator: str, flags: tuple[str, ...] | None) -> None:
        number = self._plan.number(item_id)
        if number is not None:
            self._desk.judged(number, annotator, flags)
        elif item_id.startswith(ADDED) and flags is not None:
            self._added_flags[annotator][item_id] = flags
        else:
            self._added_flags[annotator].pop(item_id, None)

    # ---- who

    def annotator(self, name: str) -> str:
        """The name as it stands beside labels.

        Raises
        ------
        PipelineError
            If it is none, or the plan names its annotators and this is none of them.
        """
        clean = annotator_name(name)
        if self.annotators and clean not in self.annotators:
            raise PipelineError(f"'{clean}' is none of the plan's annotators, who are {', '.join(self.annotators)}.")
        return clean

    @_one_at_a_time
    def known_annotators(self) -> list[str]:
        """Those whom the plan names or who have judged, sorted."""
        return sorted({*self.annotators, *self._store.annotators()})

    # ---- what is asked

    @_one_at_a_time
    def item(self, item_id: str) -> Item:
        """What a page shows of an item.

        Raises
        ------
        PipelineError
            If the plan has no such item.
        """
        if self._practice.has(item_id):
            return self._practice.item(item_id)
        item = self._plan.item(item_id)
        number = self._plan.number(item_id)
        return shown(item, self._text(item.article_id), self.planned if number is None else number)

    @_one_at_a_time
    def next_item(self, annotator: str, after: str | None = None) -> Item | None:
        """The first item behind `after` that is asked of the annotator and not yet judged, else the first of all; it is kept for
        that annotator for half an hour. ``None`` where nothing is left.

        Raises
        ------
        PipelineError
            If the name is none of the plan's.
        """
        annotator = self.annotator(annotator)
        number = self._desk.next(annotator, self._plan.number(after) if after else None)
        if number is not None:
            return self.item(self._plan.ids[number])
        judged = self._added_flags[annotator]
        own = [item_id for item_id, by in self._plan.added.items() if by == annotator and item_id not in judged]
        return self.item(own[0]) if own else None

    @_one_at_a_time
    def items(self, annotator: str) -> list[tuple[str, Label]]:
        """The items that the annotator judged, with the labels, in the order of the plan."""
        numbers = sorted(self._desk.flags(annotator))
        ids = [*(self._plan.ids[number] for number in numbers), *self._added_flags[annotator]]
        found = ((item_id, self.judged(item_id, annotator)) for item_id in ids)
        return [(item_id, label) for item_id, label in found if label is not None]

    @_one_at_a_time
    def skipped(self, annotator: str) -> list[str]:
        """The items that the annotator skipped, in the order of the plan."""
        flags = self._desk.flags(annotator)
        return [self._plan.ids[number] for number in sorted(flags) if SKIPPED in flags[number]]

    @_one_at_a_time
    def judged(self, item_id: str, annotator: str, role: str = ANNOTATOR) -> Label | None:
        """The annotator's label of an item that counts; of an adjudicator's, whoever gave it. Its `label_id` is what `record` is
        given as `seen`."""
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

    @_one_at_a_time
    def history(self, item_id: str, annotator: str) -> list[Label]:
        """All lines of the annotator on an item, withdrawals too, oldest first."""
        return self._store.history(item_id, annotator)

    # ---- what is answered

    @_one_at_a_time
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
        if role not in _ROLES:
            raise PipelineError(f"'{role}' is no role. There is {' and '.join(_ROLES)}.")
        annotator = annotator_name(judgement.annotator) if role == ADJUDICATOR else self.annotator(judgement.annotator)
        judgement = checked(replace(judgement, annotator=annotator), self.codebook)
        item = self._plan.item(judgement.item_id)
        known = self._store.entry(judgement.label_id)
        there = self._current(item.item_id, annotator, role)
        met = (seen,) if isinstance(seen, str) else tuple(seen or ())
        if known is None and there is not None and there.label_id not in met:
            return Conflict(self._store.label(there))
        text, cut = self._text(item.article_id), self._cut(judgement, item)
        label = label_of(judgement, item, text, cut, self.codebook, role, self._now())
        is_new = self._save(label)
        if not is_new:
            self._require_same(label)
        if is_new and role == ANNOTATOR:
            self._counted(item.item_id, annotator, label.flags)
            if label.seconds is not None:
                self._seconds[annotator].append(label.seconds)
        return Saved(judgement.label_id, again=not is_new)

    def _require_same(self, label: Label) -> None:
        saved = self._store.entry(label.label_id or "")
        if saved is None or not same_answer(self._store.label(saved), label):
            raise PipelineError("This label_id was saved with another answer. Load the page again.")

    def _now(self) -> str:
        self._last_time = now(self._last_time or self._store.last_time)
        return self._last_time

    def _save(self, label: Label) -> bool:
        return self._store.append([label])[0]

    @_one_at_a_time
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
        annotator = annotator_name(annotator)
        known = self._store.entry(label_id)
        if known is not None:
            if known.withdraws is None or known.annotator != annotator:
                raise PipelineError("This withdrawal has the label_id of another judgement. Load the page again.")
            return self._item_or_none(known.key)
        last = self._store.last(annotator, role)
        if last is None or last.label_id is None:
            return None
        taken_back = self._store.label(last)
        self._save(
            Label(
                article=taken_back.article,
                text=taken_back.text,
                target=taken_back.target,
                stance=None,
                sentiment=None,
                annotator=annotator,
                codebook=self.codebook.version,
                time=self._now(),
                start=taken_back.start,
                end=taken_back.end,
                speaker_country=taken_back.speaker_country,
                example_id=taken_back.example_id,
                label_id=label_id,
                withdraws=last.label_id,
                role=role,
            )
        )
        if role == ANNOTATOR:
            if last.seconds is not None and self._seconds[annotator]:
                self._seconds[annotator].pop()
            before = self._store.current(last.key, annotator)
            self._counted(last.key, annotator, before.answer[2] if before else None)
        return self._item_or_none(last.key)

    def _item_or_none(self, item_id: str) -> Item | None:
        # A label may be of an example that a former plan had.
        return self.item(item_id) if self._plan.has(item_id) else None

    @_one_at_a_time
    def add_statement(
        self,
        annotator: str,
        item_id: str,
        first_piece: int,
        last_piece: int,
        target: str,
        speaker_first_piece: int | None = None,
        speaker_last_piece: int | None = None,
        speaker_country: str | None = None,
    ) -> Item:
        """Make an item of a statement that was missed in the article of another; the same again gives the same item.

        Parameters
        ----------
        annotator : str
        item_id : str
            An item of the article.
        first_piece, last_piece : int
            The statement.
        target : str
            A code.
        speaker_first_piece, speaker_last_piece : int, optional
            Where the speaker is named.
        speaker_country : str, optional
            A code.

        Raises
        ------
        PipelineError
            If the words or the codes are none.
        NotSavedError
            If the disk did not take it.
        """
        annotator = self.annotator(annotator)
        beside = self._plan.item(item_id)
        if target not in target_codes():
            raise PipelineError(f"'{target}' is no country that can be a target. Choose one of the list.")
        text = self._text(beside.article_id)
        cut = pieces(text)
        start, end = span(cut, first_piece, last_piece)
        words: tuple[int, int] | tuple[None, None] = (None, None)
        if speaker_first_piece is not None and speaker_last_piece is not None:
            words = span(cut, speaker_first_piece, speaker_last_piece)
        country = speaker_country or None
        item = replace(
            beside,
            item_id=ADDED + content_id(beside.article_id, start, end, target, country),
            target=target,
            domestic=country == target,
            organisation=False,
            kind="",
            cue=None,
            cue_start=None,
            cue_end=None,
            speaker=text[slice(*words)] if words[0] is not None else None,
            speaker_country=country,
            speaker_start=words[0],
            speaker_end=words[1],
            start=start,
            end=end,
            text=text[start:end],
            text_start=start,
            mentions=[Mention(m.start, m.end, m.country, "target") for m in beside.mentions if m.country == target],
            context=None,
            headline=False,
            alleged=False,
            number=self.planned,
            queue="added",
            sampling_probability=None,
            double=False,
        )
        self._plan.add(item, annotator)
        return self.item(item.item_id)

    # ---- how it stands

    @_one_at_a_time
    def progress(self, annotator: str) -> Progress:
        """How far the annotator is."""
        flags = [*self._desk.flags(annotator).values(), *self._added_flags[annotator].values()]
        added = self._added_flags[annotator]
        waiting = sum(by == annotator and item_id not in added for item_id, by in self._plan.added.items())
        times = self._seconds[annotator][-_TIMED:]
        return Progress(
            annotator=annotator,
            done=len(flags),
            total=self._desk.total(annotator) + len(added) + waiting,
            skipped=sum(SKIPPED in of_item for of_item in flags),
            flagged=sum(bool(set(of_item) - {SKIPPED}) for of_item in flags),
            median_seconds=round(median(times), 1) if times else None,
        )

    @_one_at_a_time
    def disagreements(self, annotator: str | None = None) -> list[Disagreement]:
        """The items that annotators judge differently, those that wait for an adjudicator first.

        Parameters
        ----------
        annotator : str, optional
            Only items that this one judged.
        """
        found = disagreements(self._store, self._place)
        return [one for one in found if annotator is None or any(label.annotator == annotator for label in one.labels)]

    def _place(self, item_id: str) -> int:
        number = self._plan.number(item_id)
        return self.planned if number is None else number

    @_one_at_a_time
    def review_items(self, annotator: str | None = None) -> list[Review]:
        """Labels of earlier versions of the codebook that a change of meaning touches, to be looked at again.

        Parameters
        ----------
        annotator : str, optional
            Only this one's.
        """
        version = self.codebook.version
        old = [
            self._store.label(entry)
            for entry in self._store.counting()
            if entry.codebook != version and self._plan.has(entry.key) and annotator in (None, entry.annotator)
        ]
        return [
            Review(label.example_id or "", label, one.rules)
            for one in affected_labels(old, self.codebook, self._snapshots)
            if (label := one.label).example_id
        ]

    @_one_at_a_time
    def overview(self) -> Overview:
        """Where the work stands."""
        answers: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
        for entry in self._store.counting():
            if self._plan.has(entry.key) and SKIPPED not in entry.answer[2]:
                answers[entry.key].append(entry.answer)
        twice = [given for given in answers.values() if len(given) > 1]
        found = self.disagreements()
        return Overview(
            annotators=tuple(self.progress(name) for name in self.known_annotators()),
            items=self.planned + len(self._plan.added),
            judged=len(answers),
            twice=len(twice),
            equal=len(twice) - len(found),
            decided=sum(one.decided is not None for one in found),
            open=sum(one.decided is None for one in found),
        )

    # ---- practice

    def practice_items(self) -> list[Item]:
        """The codebook's items with known answers, in order."""
        return self._practice.items()

    @_one_at_a_time
    def practise(self, judgement: Judgement) -> Feedback:
        """Judge a practice item and be told; it is kept apart from the labels.

        Raises
        ------
        PipelineError
            If there is no such item, or the judgement cannot be.
        NotSavedError
            If the disk did not take it.
        """
        annotator = annotator_name(judgement.annotator)
        judgement = checked(replace(judgement, annotator=annotator), self.codebook)
        return self._practice.judge(judgement, self._now())

    @_one_at_a_time
    def practised(self, annotator: str) -> dict[str, bool]:
        """The practice items that the annotator judged, and whether rightly at the last try."""
        return self._practice.done(annotator)

    # ---- texts

    def _text(self, article_id: str) -> str:
        if article_id in self._texts:
            self._texts.move_to_end(article_id)
        else:
            self._texts[article_id] = self._plan.article(article_id).text
            if len(self._texts) > _KEPT_TEXTS:
                self._texts.popitem(last=False)
        return self._texts[article_id]

    def _cut(self, judgement: Judgement, item: PlannedItem) -> Sequence[Piece]:
        mended = (
            judgement.first_piece,
            judgement.last_piece,
            judgement.speaker_first_piece,
            judgement.speaker_last_piece,
        )
        # Only mended borders need the whole article cut.
        return (
            pieces(self._text(item.article_id), [Mark(item.start, item.end, "statement")])
            if any(place is not None for place in mended)
            else []
        )

    # ---- serving

    def serving(self, address: str) -> None:
        """Tell a second server where this one is reached."""
        self._store.serving(address)

    @_one_at_a_time
    def close(self) -> None:
        """Close all files and let others in."""
        self._practice.close()
        self._plan.close()
        self._store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()
