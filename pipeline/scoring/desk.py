"""Portions of the input → the rows of a part: reads, extracts and judges, and sets aside what cannot be."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import count
from typing import Any

import numpy as np
import pyarrow as pa

from pipeline.config import ExtractConfig
from pipeline.drift import Profile
from pipeline.drift.profile import most_probable
from pipeline.errors import PipelineError
from pipeline.extract.statements import ExtractedArticle, StatementExtractor
from pipeline.model.predictions import Predictions
from pipeline.model.trained import TrainedModel
from pipeline.records import Article, Example, Reject, Score
from pipeline.scoring.cautions import JUDGING, Cautions, crash, told
from pipeline.scoring.job import Job
from pipeline.scoring.parts import Part, PortionCounts, article_numbers, table_of
from pipeline.scoring.reading import records_of
from pipeline.scoring.scoring import score_articles
from pipeline.scoring.shards import Portion
from pipeline.tasks import Task


def judged(portions: Sequence[Portion], job: Job, cautions: Cautions | None = None) -> Part:
    """Portions of the input as a part of the output.

    Raises
    ------
    PipelineError
        If the model is not there.
    """
    desk = _Desk(job, cautions or Cautions())
    for number, portion in enumerate(portions):
        desk.take(number, portion)
    return desk.part()


@cache
def _extractor(settings: str) -> StatementExtractor:
    return StatementExtractor(ExtractConfig.model_validate_json(settings))


@dataclass(slots=True)
class _Desk:
    """Judges portions one after another, and keeps what belongs into their part."""

    job: Job
    cautions: Cautions
    counts: list[PortionCounts] = field(default_factory=list)
    rejects: list[Reject] = field(default_factory=list)
    articles: list[str] = field(default_factory=list)
    texts: list[int] = field(default_factory=list)
    rows: list[int] = field(default_factory=list)
    tables: list[Any] = field(default_factory=list)
    profiles: list[Profile] = field(default_factory=list)
    confidence: dict[str, list[int]] = field(default_factory=lambda: {task.name: [] for task in Task})
    model: TrainedModel = field(init=False)
    extractor: StatementExtractor = field(init=False)

    def __post_init__(self) -> None:
        self.model = self.job.load()
        self.extractor = _extractor(self.job.settings.extract.model_dump_json())

    def take(self, number: int, portion: Portion) -> None:
        """Read and judge one portion."""
        counts = PortionCounts(portion.key)
        self.counts.append(counts)
        self.profiles.append(Profile())
        batch: list[Article | ExtractedArticle] = []
        most = 1 if self.cautions.watch else self.job.options.batch_articles
        for place, record in self._records(number, portion):
            if record is None:
                counts.passed_over += 1
            elif isinstance(record, Reject):
                self._set_aside(record)
            else:
                if not self.cautions.begins(number, place, JUDGING):
                    self._set_aside(_crash(record, "ends the process that judges it"))
                    continue
                # What is a copy but for some words gets its rows from the one that is judged, where parts are joined.
                batch.append(ExtractedArticle(record, [], []) if place in portion.near else record)
                if len(batch) == most:
                    self._judge(batch)
                    batch = []
        self._judge(batch)

    def _records(self, number: int, portion: Portion) -> Iterator[tuple[int, Any]]:
        """The records of a portion by their places."""
        found = iter(records_of(portion, self.job, number, self.cautions))
        for place in count():
            try:
                record = next(found, _END)
            except (PipelineError, ImportError):
                raise
            # Whatever is wrong with one file must not end the run.
            except Exception as error:
                yield place, _rest(portion, f"cannot be read further ({told(error)})")
                return
            if record is _END:
                return
            yield place, record

    def _judge(self, batch: list[Article | ExtractedArticle]) -> None:
        if not batch:
            return
        try:
            self._keep(*self._scored(batch))
        except (PipelineError, ImportError):
            raise
        except Exception as error:
            if len(batch) > 1:
                # One of them is the reason: the others are judged all the same.
                for article in batch:
                    self._judge([article])
            else:
                self._set_aside(_crash(batch[0], f"cannot be judged ({told(error)})"))

    def _scored(
        self, batch: list[Article | ExtractedArticle]
    ) -> tuple[list[ExtractedArticle], list[Score], Profile, dict[Task, list[int]]]:
        profile, known = Profile(), self.job.training or _Nothing()
        sure: dict[Task, list[int]] = {task: [] for task in Task}

        def see(rows: list[tuple[Article, Example]], masked: list[str], said: Predictions) -> None:
            profile.see(rows, masked, said, known)
            for task in Task:
                sure[task] += most_probable(said, task)

        extracted = [
            each if isinstance(each, ExtractedArticle) else next(self.extractor.extract([each], self.job.options.wants))
            for each in batch
        ]
        scores = list(score_articles(extracted, self.model, self.job.options, see))
        return extracted, scores, profile, sure

    def _keep(
        self,
        extracted: list[ExtractedArticle],
        scores: list[Score],
        profile: Profile,
        sure: dict[Task, list[int]],
    ) -> None:
        # First, since it may not be possible, and then nothing of these articles has been counted.
        table = table_of(scores)
        self.profiles[-1] = self.profiles[-1].merged(profile)
        counts = self.counts[-1]
        languages = (None, *self.job.settings.extract.languages)
        seen = 0
        for each in extracted:
            # The examples of one article may be in two portions; neither part of them is a copy of the other.
            of_examples = not each.article.text and each.examples
            self.articles.append(each.examples[0].example_id if of_examples else each.article.article_id)
            self.texts += article_numbers([each.article.text]).tolist()
            self.rows.append(sum(map(self.job.options.wants, each.examples)))
            for task, of_rows in sure.items():
                self.confidence[task.name].append(sum(of_rows[seen : seen + self.rows[-1]]))
            seen += self.rows[-1]
            counts.other_languages += each.article.language not in languages
        counts.articles += len(extracted)
        counts.rows += len(scores)
        self.tables.append(table)

    def _set_aside(self, reject: Reject) -> None:
        self.rejects.append(reject)
        self.counts[-1].rejects += 1

    def part(self) -> Part:
        """All that was judged."""
        tables = [*self.tables, table_of([])]
        return Part(
            pa.concat_tables(tables).combine_chunks(),
            self.counts,
            article_numbers(self.articles),
            np.array(self.texts, dtype=np.uint64),
            np.array(self.rows, dtype=np.uint64),
            self.rejects,
            [profile.as_dict() for profile in self.profiles],
            {name: np.array(sums, dtype=np.uint64) for name, sums in self.confidence.items()},
        )


class _Nothing:
    """What is known of training data of which nothing is known."""

    def knows(self, aspect: object, category: str) -> bool:
        return False

    def unknown(self, words: Sequence[int]) -> int:
        return 0


_END = object()


def _crash(article: Any, what: str) -> Reject:
    about = article.article if isinstance(article, ExtractedArticle) else article
    return crash(about.source_path, f"the article {what}")


def _rest(portion: Portion, what: str) -> Reject:
    where = f"what follows in the part of the file that begins at {portion.piece.first}"
    return crash(portion.piece.source.name, f"{where} {what}")
