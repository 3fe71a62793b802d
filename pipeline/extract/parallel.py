"""Extraction on several processes: the same statements in the same order, and few articles in memory at a time."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future
from functools import cache
from itertools import chain, islice

# The standard pool imports the caller's script anew, which a script without a main guard does not survive.
from joblib.externals.loky import ProcessPoolExecutor

from pipeline.config import ExtractConfig
from pipeline.extract.judged import Wanted
from pipeline.extract.statements import ExtractedArticle, StatementExtractor, anything
from pipeline.masking import mask_in_context
from pipeline.network.memory import Answer, answers_to, remember
from pipeline.records import Article, Example, Statement

Found = tuple[list[Statement], list[Example]]

_BATCH = 16
# Fewer articles than these are not worth the start of processes.
_FEWEST_SHARED = 64
# Batches handed out for each worker before the oldest is waited for: enough that no worker waits, and no more in memory.
_AHEAD = 2


@cache
def _extractor(settings: str) -> StatementExtractor:
    return StatementExtractor(ExtractConfig.model_validate_json(settings))


def _extract_batch(settings: str, batch: list[Article], wanted: Wanted) -> tuple[list[Found], list[Answer]]:
    # The articles are not sent back: their texts would be most of what is sent.
    found = [(extracted.statements, extracted.examples) for extracted in _extractor(settings).extract(batch, wanted)]
    return found, answers_to({mask_in_context(example) for _, examples in found for example in examples})


def extract_articles(
    articles: Iterable[Article], config: ExtractConfig, workers: int = 1, wanted: Wanted = anything
) -> Iterator[ExtractedArticle]:
    """The articles with their statements, in the order they came.

    Parameters
    ----------
    config : ExtractConfig
        ``extract`` of the configuration.
    workers : int, default=1
        Processes; with 1, or where there are fewer than 64 articles, this one.
    wanted : callable, optional
        Whether an example is asked for; see `StatementExtractor.extract`.

    Notes
    -----
    A batch depends on nothing but its articles and the configuration, so the number of workers changes nothing but
    the time. Articles are read only as fast as statements are taken.
    """
    iterator = iter(articles)
    first = list(islice(iterator, _FEWEST_SHARED))
    iterator = chain(first, iterator)
    if workers == 1 or len(first) < _FEWEST_SHARED:
        yield from StatementExtractor(config).extract(iterator, wanted)
        return
    settings = config.model_dump_json()
    # One of its own: the one that loky keeps for reuse is joblib's too, which expects its own kind.
    executor = ProcessPoolExecutor(max_workers=workers)
    waiting: deque[tuple[list[Article], Future[tuple[list[Found], list[Answer]]]]] = deque()
    try:
        while True:
            while len(waiting) < workers * _AHEAD and (batch := list(islice(iterator, _BATCH))):
                waiting.append((batch, executor.submit(_extract_batch, settings, batch, wanted)))
            if not waiting:
                return
            batch, future = waiting.popleft()
            found_in_batch, answers = future.result()
            for answer in answers:
                # Whoever judges the statements in this process need not ask the network again.
                remember(*answer)
            for article, found in zip(batch, found_in_batch, strict=True):
                yield ExtractedArticle(article, *found)
    finally:
        for _, future in waiting:
            future.cancel()
        executor.shutdown(kill_workers=True)
