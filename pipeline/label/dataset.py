"""Gold examples as a Hugging Face ``datasets.DatasetDict`` on disk, with a card that says what is in it."""

from __future__ import annotations

import tempfile
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa

from pipeline.errors import PipelineError
from pipeline.label.gold import GoldResult
from pipeline.records import GoldExample, arrow_schema, as_row, content_id
from pipeline.tasks import Task

if TYPE_CHECKING:
    from datasets import DatasetDict

# The columns of datasets of corpora (`pipeline.corpora`) that gold examples lack.
_OF_CORPORA = frozenset({"corpus", "group", "relation"})

_CARD = """---
pretty_name: Stance of statements toward countries
task_categories: [text-classification]
language: [en]
size_categories: [{size}]
---
# Gold examples

One row is one statement judged toward one target country. `masked` is what a classifier reads, `stance` and
`sentiment` are the gold labels; `docs/codebook.md` defines them. Written by `stance label`.

| part | examples | articles | targets | {label_names} |
|---|---|---|---|{rule}
{rows}

Annotators' agreement (Krippendorff's alpha, nominal) on the {twice} examples judged by more than one: stance {stance_alpha},
sentiment {sentiment_alpha}. {conflicts} examples had conflicting labels; {rule_of_decision}. Labels by version of the codebook: {codebooks}. {unmatched} labels judged no extracted statement.
"""

_DECIDED_BY = {
    "majority": "an adjudicator decided where there was one, else the majority, and `neutral` where\nthere was none",
    "dawid_skene": "an adjudicator decided where there was one, else the label that is most probable\nby how each annotator errs (Dawid and Skene 1979)",
}


def _alpha(value: float | None) -> str:
    return "not measured" if value is None else f"{value:.2f}"


def dataset_card(parts: dict[str, list[GoldExample]], result: GoldResult) -> str:
    """The text of the card."""
    rows = []
    for name, part in parts.items():
        counts = {task: Counter(task.label(example) for example in part) for task in Task}
        cells = [name, len(part), len({e.article_id for e in part}), len({e.target for e in part})]
        cells += [counts[task][label] for task in Task for label in task.labels]
        rows.append("| " + " | ".join(str(cell) for cell in cells) + " |")
    total = len(result.gold)
    labels = [label for task in Task for label in task.labels]
    return _CARD.format(
        size="n<1K" if total < 1000 else "1K<n<10K" if total < 10_000 else "10K<n<1M",
        label_names=" | ".join(labels),
        rule="---|" * len(labels),
        rows="\n".join(rows),
        twice=result.judged_twice,
        conflicts=len(result.conflicts),
        rule_of_decision=_DECIDED_BY[result.aggregation],
        codebooks=", ".join(f"{version} ({votes})" for version, votes in result.codebooks.items()),
        unmatched=len(result.unmatched),
        **{f"{task}_alpha": _alpha(result.alpha[task]) for task in Task},
    )


def save_gold(folder: Path, parts: dict[str, list[GoldExample]], card: str) -> None:
    """Write the parts and the card to `folder`; equal examples give equal bytes.

    Raises
    ------
    PipelineError
        If the folder cannot be written to; what stood there before is still there.
    """
    from datasets import Dataset, DatasetDict, disable_progress_bars
    from datasets.splits import NamedSplit

    disable_progress_bars()
    parent = folder.parent
    try:
        parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=f".{folder.name}.", dir=parent) as scratch:
            datasets = {}
            for name, examples in parts.items():
                table = pa.Table.from_pylist([as_row(e) for e in examples], schema=arrow_schema(GoldExample))
                # The fingerprint is drawn at random unless given, and would change the files on every run.
                digest = content_id(name, *(as_row(e) for e in examples))
                datasets[name] = Dataset(table, split=NamedSplit(name), fingerprint=digest)
            made = Path(scratch) / "gold"
            # A part without examples gets a file as well, or it could not be read again.
            DatasetDict(datasets).save_to_disk(str(made), num_shards=dict.fromkeys(datasets, 1))
            (made / "README.md").write_text(card, encoding="utf-8")
            if folder.exists():
                folder.rename(Path(scratch) / "previous")
            made.rename(folder)
    except OSError as error:
        raise PipelineError(
            f"{folder}: could not be written ({error.strerror or error}). Free some space or change paths.gold."
        ) from error


def load_gold(folder: Path) -> DatasetDict:
    """The gold examples that `save_gold` wrote.

    Raises
    ------
    PipelineError
        If there are none, or another version of the pipeline wrote them.
    """
    from datasets import load_from_disk

    try:
        gold = load_from_disk(str(folder))
        missing = [c for c in arrow_schema(GoldExample).names for part in gold.values() if c not in part.column_names]
    except (FileNotFoundError, OSError, ValueError, AttributeError) as error:
        raise PipelineError(f"{folder}: holds no gold examples. Run `stance label` (or `dvc repro`) first.") from error
    if missing and all(set(part.column_names) >= _OF_CORPORA for part in gold.values()):
        raise PipelineError(
            f"{folder}: holds examples that `stance corpora convert` wrote, for notebooks; training takes gold examples of articles. Take "
            "the table itself in with `stance labels import FILE --as-articles`, then run `dvc repro`."
        )
    if missing:
        raise PipelineError(
            f"{folder}: the column '{missing[0]}' is missing. Run `stance label` again with this version."
        )
    return gold
