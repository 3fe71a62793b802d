"""The commands of the stages: each reads files, calls one function, writes files, and says what it did."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.app import ConfigOption, count, report
from pipeline.errors import PipelineError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pipeline.records import Article, Reject

OutOption = Annotated[Path, typer.Option("--out", help="File to write; its suffix says the format.")]


def separate(records: Iterable[Article | Reject], rejects: list[Reject]) -> Iterator[Article]:
    """The articles among `records`; the rejects are added to the list."""
    from pipeline.records import Reject as RejectRecord

    for record in records:
        if isinstance(record, RejectRecord):
            rejects.append(record)
        else:
            yield record


def report_rejects(rejects: list[Reject], path: Path) -> None:
    """Write the rejects, and say why the most frequent ones were rejected."""
    from pipeline.io import write_records
    from pipeline.records import Reject as RejectRecord

    write_records(path, RejectRecord, rejects)
    if rejects:
        reasons = Counter(re.sub(r"\d+", "N", reject.reason.split(":")[0]) for reject in rejects).most_common(3)
        listed = "; ".join(f"{number} × {reason}" for reason, number in reasons)
        report(f"{count(len(rejects), 'record')} set aside in {path}: {listed}")


def ingest(
    source: Annotated[
        list[Path], typer.Argument(help="Files or folders with .txt, .html, .jsonl, .csv or .parquet articles.")
    ],
    out: OutOption,
    rejects: Annotated[
        Path | None, typer.Option("--rejects", help="Where unusable records go; default beside --out.")
    ] = None,
    config: ConfigOption = None,
) -> None:
    """Read articles from files into one table."""
    from pipeline.config import load_config
    from pipeline.ingest import find_files, ingest_files, merge_exact_duplicates
    from pipeline.io import write_records
    from pipeline.io.tables import require_distinct, require_table_suffix
    from pipeline.progress import progress
    from pipeline.records import Article as ArticleRecord

    require_table_suffix(out)
    settings = load_config(config).ingest
    files = find_files(source)
    require_distinct(files, [out, rejects])
    set_aside: list[Reject] = []
    read = separate(ingest_files(progress(files, "ingest", len(files)), settings), set_aside)
    articles = list(merge_exact_duplicates(read))
    if set_aside or rejects is not None:
        report_rejects(set_aside, rejects or out.with_name(f"{out.stem}.rejects.jsonl"))
    if not articles:
        first = set_aside[0] if set_aside else None
        why = f" First: {first.source}: {first.reason}." if first else ""
        raise PipelineError(f"No article could be read from {', '.join(map(str, source))}.{why}")
    write_records(out, ArticleRecord, articles)
    merged = sum(len(article.sources) - 1 for article in articles)
    report(
        f"{count(len(articles), 'article')} from {count(len(files), 'file')} → {out} ({count(merged, 'exact duplicate')} merged)"
    )


def label(config: ConfigOption = None) -> None:
    """Join annotations to examples and decide the gold labels."""
    from pipeline.config import load_config
    from pipeline.io import read_records
    from pipeline.label import aggregate_labels, read_labels, save_gold
    from pipeline.label.dataset import dataset_card
    from pipeline.label.leakage import without_leaks
    from pipeline.label.report import LabelReport
    from pipeline.label.split import split_gold
    from pipeline.progress import progress
    from pipeline.records import Article, Example
    from pipeline.records import Reject as RejectRecord

    settings = load_config(config)
    paths = settings.paths
    read = list(progress(read_labels(paths.labels), "label"))
    rejected = [line for line in read if isinstance(line, RejectRecord)]
    labels = [line for line in read if not isinstance(line, RejectRecord)]
    examples = read_records(paths.examples, Example)
    result = aggregate_labels(labels, read_records(paths.articles, Article), examples, settings.label.min_overlap)
    if not result.gold:
        first = rejected[0] if rejected else None
        why = f" {first.source} {first.location}: {first.reason}." if first else ""
        if result.unmatched:
            why += f" First unmatched label: {result.unmatched[0].reason}."
        raise PipelineError(
            f"{paths.labels}: no label fits an extracted statement.{why} docs/codebook.md describes label lines."
        )
    parts, leaks = without_leaks(split_gold(result.gold, settings.label.test_share))
    save_gold(paths.gold, parts, dataset_card(parts, result))
    written = LabelReport(result, len(labels), rejected, leaks).write(paths.gold)
    sizes = ", ".join(f"{len(part)} {name}" for name, part in parts.items())
    report(f"{count(len(result.gold), 'gold example')} ({sizes}) → {paths.gold}")
    for name in (name for name, part in parts.items() if not part):
        report(
            f"The {name} part is empty: articles are drawn into it by label.test_share. Label statements of more articles"
        )
    for number, what in (
        (len(rejected), "unusable label line"),
        (len(result.unmatched), "unmatched label"),
        (len(result.conflicts), "conflict"),
        (len(leaks), "training example left out because it repeats a test statement"),
    ):
        if number:
            report(f"{number:,} × {what}, listed in {written}")
    if result.superseded:
        report(f"{count(result.superseded, 'label')} replaced by a later one of the same annotator")
    if len(result.codebooks) > 1:
        versions = ", ".join(f"{version} ({votes:,})" for version, votes in result.codebooks.items())
        report(
            f"The labels follow several versions of the codebook: {versions}; {count(result.mixed, 'example')} were judged under "
            "more than one. If its rules have changed, label the older ones again or keep them in a folder of their own."
        )


def train(config: ConfigOption = None) -> None:
    """Train the stance and the sentiment classifier on the training part of the gold labels."""
    from pipeline.config import load_config
    from pipeline.label import load_gold
    from pipeline.model.folder import save_model
    from pipeline.records import GoldExample
    from pipeline.train.training import train_model

    settings = load_config(config)
    examples = [GoldExample(**row) for row in load_gold(settings.paths.gold)["train"]]
    model = train_model(examples, settings.train, settings.compute.workers)
    version = save_model(settings.paths.model, model)
    chosen = model.description["chosen"]
    scores = ", ".join(f"{task} {chosen[f'{task}.cross_validated_macro_f1']:.3f}" for task in ("stance", "sentiment"))
    report(
        f"Model {version} from {count(len(examples), 'example')} → {settings.paths.model} (cross-validated macro-F1: {scores})"
    )


def evaluate(
    config: ConfigOption = None,
    log: Annotated[bool, typer.Option("--log/--no-log", help="Log the run to MLflow and register the model.")] = True,
) -> None:
    """Evaluate the model on the test part and log the run."""
    from pipeline.config import load_config
    from pipeline.evaluate import evaluate_model, write_evaluation
    from pipeline.label import load_gold
    from pipeline.label.report import read_conflicts
    from pipeline.model.folder import load_model
    from pipeline.records import GoldExample

    settings = load_config(config)
    gold = load_gold(settings.paths.gold)
    test, training = ([GoldExample(**row) for row in gold[part]] for part in ("test", "train"))
    evaluation = evaluate_model(
        load_model(settings.paths.model, settings.compute.workers),
        test,
        training,
        settings.evaluate,
        conflicts=read_conflicts(settings.paths.gold),
    )
    write_evaluation(settings.paths.evaluation, evaluation)
    report(f"{count(len(test), 'test example')} evaluated → {settings.paths.evaluation}")
    if log:
        from pipeline.tracking import RunPendingError, log_run

        try:
            run = log_run(settings, evaluation)
        except RunPendingError as pending:
            report(str(pending))
            return
        report(
            f"Run {run.run_name} ({run.run_id[:8]}) logged to {run.tracking_uri}; model registered as version {run.registered_version}"
        )
