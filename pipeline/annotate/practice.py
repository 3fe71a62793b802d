"""The practice round: items with known answers, and what the codebook says of an answer."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from pipeline.annotate.annotators import annotator_name
from pipeline.annotate.guarding import Guarded, one_at_a_time
from pipeline.annotate.items import Item, PlannedItem
from pipeline.annotate.judgements import Feedback, Judgement
from pipeline.annotate.judging import checked, label_of
from pipeline.annotate.nearest import nearest
from pipeline.annotate.pieces import pieces
from pipeline.annotate.showing import shown
from pipeline.annotate.store import LabelStore
from pipeline.annotate.target_mentions import target_mentions
from pipeline.codebook import Codebook, PracticeItem
from pipeline.errors import PipelineError
from pipeline.records.ids import text_digest

PRACTICE = "practice"


class PracticeRound(Guarded):
    """The codebook's practice items and the judgements of them, which never count as labels.

    Parameters
    ----------
    codebook : Codebook
    path : Path
        Where the judgements go; made with the first of them.
    now : callable
        Gives the time of a judgement.
    guard : RLock
    """

    def __init__(self, codebook: Codebook, path: Path, now: Callable[[], str], guard: threading.RLock) -> None:
        super().__init__(guard)
        self._path, self._now = path, now
        self._codebook = codebook
        self._by_id = {f"{PRACTICE}-{item.id}": item for item in codebook.practice}
        self._opened: LabelStore | None = None

    @property
    def _store(self) -> LabelStore:
        if self._opened is None:
            self._opened = LabelStore(self._path, locked=False)
        return self._opened

    def has(self, item_id: str) -> bool:
        """Whether it is a practice item."""
        return item_id in self._by_id

    def items(self) -> list[Item]:
        """All of them as pages show them, in the codebook's order."""
        return [self.item(item_id) for item_id in self._by_id]

    def item(self, item_id: str) -> Item:
        """One of them.

        Raises
        ------
        PipelineError
            If there is none.
        """
        practice = self._practice(item_id)
        return shown(_planned(item_id, practice), practice.passage, list(self._by_id).index(item_id))

    def _practice(self, item_id: str) -> PracticeItem:
        if item_id not in self._by_id:
            raise PipelineError(f"The codebook has no practice item '{item_id[:80]}'. Load the page again.")
        return self._by_id[item_id]

    @one_at_a_time
    def judge(self, judgement: Judgement) -> Feedback:
        """Judge a practice item and be told; it is kept apart from the labels.

        Parameters
        ----------
        judgement : Judgement

        Raises
        ------
        PipelineError
            If there is no such item, or the judgement cannot be.
        NotSavedError
            If the disk did not take it.
        """
        judgement = checked(replace(judgement, annotator=annotator_name(judgement.annotator)), self._codebook)
        practice = self._practice(judgement.item_id)
        item = _planned(judgement.item_id, practice)
        cut = pieces(practice.passage)
        self._store.append([label_of(judgement, item, practice.passage, cut, self._codebook, PRACTICE, self._now())])
        return Feedback(
            right=not practice.wrong(judgement.stance, judgement.sentiment, judgement.flags),
            stance=practice.stance,
            sentiment=practice.sentiment,
            flags=tuple(practice.flags),
            rules=practice.rules,
            feedback=practice.feedback,
        )

    @one_at_a_time
    def done(self, annotator: str) -> dict[str, bool]:
        """The items that the annotator judged, and whether rightly at the last try."""
        if self._opened is None and not self._path.exists():
            return {}
        found = ((item_id, self._store.current(item_id, annotator, PRACTICE)) for item_id in self._by_id)
        return {item_id: not self._by_id[item_id].wrong(*entry.answer) for item_id, entry in found if entry is not None}

    def close(self) -> None:
        """Close the file."""
        if self._opened is not None:
            self._opened.close()


def _planned(item_id: str, practice: PracticeItem) -> PlannedItem:
    speaker = nearest(practice.passage, practice.speaker, practice.start, practice.end)
    return PlannedItem(
        item_id=item_id,
        article_id=item_id,
        article_digest=text_digest(practice.passage),
        source_path="",
        outlet=None,
        published=None,
        url=None,
        title=None,
        target=practice.target,
        domestic=practice.speaker_country == practice.target,
        organisation=False,
        kind="",
        cue=None,
        speaker=practice.speaker,
        speaker_country=practice.speaker_country,
        start=practice.start,
        end=practice.end,
        text=practice.statement,
        text_start=practice.start,
        mentions=target_mentions(practice.passage, practice.target),
        context=None,
        headline="headline" in practice.marks,
        alleged="alleged" in practice.marks,
        speaker_start=speaker[0],
        speaker_end=speaker[1],
        cue_start=None,
        cue_end=None,
        batch=0,
        number=0,
        queue=PRACTICE,
        sampling_probability=None,
        double=False,
    )
