"""The score stage: articles → one row for each statement and target country."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from pipeline.extract.statements import ExtractedArticle
from pipeline.masking import mask_in_context
from pipeline.model.explanation import explain
from pipeline.model.predictions import Predictions
from pipeline.model.trained import TrainedModel
from pipeline.records import Article, Example, Score, Statement, composed
from pipeline.tasks import Task


@dataclass(frozen=True, slots=True)
class ScoreOptions:
    """Which rows are wanted, how sure a judgement must be, and what the rows say of their making."""

    targets: frozenset[str] | None = None
    include_domestic: bool = False
    include_organisations: bool = True
    batch_articles: int = 64
    min_confidence: float = 0.0
    explain: bool = False
    data_version: str = ""
    code_version: str = ""
    config_version: str = ""

    def wants(self, example: Example) -> bool:
        """Whether the example is to be scored."""
        if self.targets is not None and example.target not in self.targets:
            return False
        bodies = self.include_organisations or self.targets is not None or not example.organisation
        return bodies and (self.include_domestic or not example.domestic)


def _batches(articles: Iterable[ExtractedArticle], size: int) -> Iterator[list[ExtractedArticle]]:
    iterator = iter(articles)
    while batch := list(islice(iterator, size)):
        yield batch


# Told of each batch: the articles with their examples, what the model read of them, and what it said.
Seen = Callable[[list[tuple[Article, Example]], list[str], Predictions], None]


def score_articles(
    extracted_articles: Iterable[ExtractedArticle], model: TrainedModel, options: ScoreOptions, seen: Seen | None = None
) -> Iterator[Score]:
    """Judge the statements of articles, a batch of articles in memory at a time.

    The rows come in the order of the articles and of their text, and depend on nothing but the article and the model.

    Parameters
    ----------
    extracted_articles : iterable of ExtractedArticle
    model : TrainedModel
    options : ScoreOptions
    seen : callable, optional
        Is told of each batch.
    """
    for batch in _batches(extracted_articles, options.batch_articles):
        rows = [
            (extracted, statement, example) for extracted in batch for statement, example in _wanted(extracted, options)
        ]
        masked = [mask_in_context(example) for _, _, example in rows]
        predictions = model.predict(masked)
        if seen:
            seen([(extracted.article, example) for extracted, _, example in rows], masked, predictions)
        judgements = [task.rows(predictions.of(task), options.min_confidence) for task in Task]
        for index, (extracted, statement, example) in enumerate(rows):
            yield composed(
                Score,
                statement,
                extracted.article,
                example,
                options,
                text=statement.content,
                model_version=model.version,
                **{column: value for judged in judgements for column, value in judged[index].items()},
                **{f"{task}_explanation": _reason(model, masked[index], task, options) for task in Task},
            )


def _reason(model: TrainedModel, masked: str, task: Task, options: ScoreOptions) -> str | None:
    return "; ".join(map(str, explain(model, masked, task))) if options.explain else None


def _wanted(extracted: ExtractedArticle, options: ScoreOptions) -> Iterator[tuple[Statement, Example]]:
    statements = {statement.statement_id: statement for statement in extracted.statements}
    for example in extracted.examples:
        if options.wants(example):
            yield statements[example.statement_id], example
