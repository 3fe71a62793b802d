"""Examples of corpora as a Hugging Face ``datasets.DatasetDict``, for notebooks and for training."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.corpora.catalogue import corpus_named
from pipeline.corpora.examples import CorpusExample
from pipeline.corpora.readers import read_corpus, split_path
from pipeline.errors import PipelineError
from pipeline.tasks import Task

if TYPE_CHECKING:
    from datasets import DatasetDict


def corpus_dataset(folder: Path, corpus: str) -> DatasetDict:
    """All splits of a corpus whose files are in ``folder/corpus``.

    Raises
    ------
    PipelineError
        If none is there, or a line of one is not readable.
    """
    splits = {}
    for split in corpus_named(corpus).files:
        try:
            split_path(folder, corpus, split)
        except PipelineError:
            continue
        splits[split] = read_corpus(folder, corpus, split)
    if not splits:
        raise PipelineError(
            f"{folder / corpus}: holds no file of {corpus}. Run `stance corpora fetch {corpus} --corpora {folder}`."
        )
    return examples_dataset(splits)


def examples_dataset(splits: Mapping[str, Sequence[CorpusExample]]) -> DatasetDict:
    """Examples as a dataset with one part a split.

    Columns: example_id, corpus, group, text, masked (what a classifier reads), stance and sentiment (``None`` where the
    corpus does not label them), relation (the corpus' own label).
    """
    from datasets import Dataset, DatasetDict, Features, Value

    features = Features(
        {str(name): Value("string") for name in ("example_id", "corpus", "group", "text", "masked", *Task, "relation")}
    )
    return DatasetDict(
        {
            split: Dataset.from_list(
                [
                    {
                        "example_id": e.example_id, "corpus": e.corpus, "group": e.group, "text": e.text,
                        "masked": e.masked(), **{task.value: getattr(e, task) for task in Task}, "relation": e.relation,
                    }
                    for e in examples
                ],
                features=features,
            )
            for split, examples in splits.items()
        }
    )  # fmt: skip
