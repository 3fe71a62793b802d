"""The label stage: examples and annotations → gold examples in a training and a test part."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.codebook import Codebook, load_codebook, versions_sentence
from pipeline.config import PipelineConfig, require_inputs
from pipeline.errors import PipelineError
from pipeline.exchange.label_files import LocatedLabel, files_passed_over, how_to_take_in, located_labels
from pipeline.io import read_records
from pipeline.label.dataset import dataset_card, save_gold
from pipeline.label.gold import GoldResult, aggregate_labels
from pipeline.label.leakage import without_leaks
from pipeline.label.matching import UnmatchedLabel
from pipeline.label.report import LabelReport
from pipeline.label.split import split_gold
from pipeline.printable import count
from pipeline.progress import progress
from pipeline.records import Article, Example, Reject

# So many lines that could not be used are named on the terminal.
_NAMED = 5


@dataclass(frozen=True, slots=True)
class LabelSummary:
    """What became of the labels, how many gold examples each part has, where they and the report are, and files that are none
    of labels; `asked_share` is the share of articles that the test part was to have. `unused` are the lines that are no labels and the
    labels that fit no example, each with its place in the files below `labels`."""

    report: LabelReport
    sizes: dict[str, int]
    folder: Path
    written: Path
    passed_over: list[str]
    asked_share: float
    labels: Path
    unused: list[Reject]
    codebook: Codebook

    def _share_of_test(self) -> float:
        return self.sizes.get("test", 0) / sum(self.sizes.values())

    def __str__(self) -> str:
        return "\n".join(self._sentences())

    def _sentences(self) -> Iterator[str]:
        result = self.report.result
        sizes = ", ".join(f"{size} {name}" for name, size in self.sizes.items())
        yield f"{count(len(result.gold), 'gold example')} ({sizes}) → {self.folder}"
        if sum(self.sizes.values()) and self._share_of_test() > min(0.5, 2 * self.asked_share):
            yield (
                f"The test part holds {self._share_of_test():.0%} of the examples, {self.asked_share:.0%} were asked for: "
                "articles are drawn whole, and few have labels. Label statements of more articles"
            )
        for name in (name for name, size in self.sizes.items() if not size):
            yield f"The {name} part is empty: articles are drawn into it by label.test_share. Label statements of more articles"
        if self.unused:
            yield f"Warning: {_unused(self.report.rejected, result)}, all listed in {self.written}:"
            for reject in self.unused[:_NAMED]:
                yield f"  {reject.source} {reject.location}: {reject.reason}".replace(" None:", ":")
            if (more := len(self.unused) - _NAMED) > 0:
                yield f"  and {more:,} more"
        if result.unlabelled:
            yield f"{count(result.unlabelled, 'extracted example')} without a label"
        for number, what in (
            (len(result.conflicts), "conflict"),
            (len(self.report.leaks), "training example left out because it repeats a test statement"),
        ):
            if number:
                yield f"{number:,} × {what}, listed in {self.written}"
        if self.passed_over:
            yield (
                f"Warning: not read, since labels are in *.jsonl: {', '.join(self.passed_over)}. "
                f"{how_to_take_in(self.labels, self.passed_over)}"
            )
        if result.left_out:
            yield f"{count(len(result.left_out), 'labelled example')} left out, with the reasons in {self.written}"
        if result.machine_only:
            yield (
                f"{count(result.machine_only, 'example')} judged by rules or language models only, which the majority does not count; "
                "label.aggregation: dawid_skene takes them into the training part"
            )
        if result.superseded:
            yield f"{count(result.superseded, 'label')} replaced by a later one of the same annotator"
        if told := versions_sentence(result.codebooks, self.codebook):
            under = f" {count(result.mixed, 'example')} were judged under more than one." if result.mixed else ""
            yield told + under


def run(config: PipelineConfig) -> LabelSummary:
    """Join annotations to examples, decide the gold labels, and divide them into parts.

    Raises
    ------
    PipelineError
        If there are no annotations, none fits an extracted statement, or the gold examples cannot be written.
    """
    paths = config.paths
    require_inputs(config.paths)
    read = list(progress(located_labels(paths.labels), "label"))
    rejected = [line for line in read if isinstance(line, Reject)]
    located = [line for line in read if isinstance(line, LocatedLabel)]
    labels = [line.label for line in located]
    examples = read_records(paths.examples, Example)
    result = aggregate_labels(
        labels,
        read_records(paths.articles, Article),
        examples,
        config.label.min_overlap,
        config.label.aggregation,
        config.label.test_share,
        paths.raw,
    )
    unused = [*rejected, *_with_places(result.unmatched, located)]
    if not result.gold:
        raise _no_label_fits(paths.labels, unused, result)
    parts, leaks = without_leaks(split_gold(result.gold, config.label.test_share))
    save_gold(paths.gold, parts, dataset_card(parts, result))
    report = LabelReport(result, len(labels), rejected, leaks)
    sizes = {name: len(part) for name, part in parts.items()}
    return LabelSummary(
        report, sizes, paths.gold, report.write(paths.gold), files_passed_over(paths.labels), config.label.test_share,
        paths.labels, unused, load_codebook(paths.codebook),
    )  # fmt: skip


def _with_places(unmatched: Sequence[UnmatchedLabel], located: Sequence[LocatedLabel]) -> Iterator[Reject]:
    places = {line.label: line for line in located}
    for label, reason in ((one.label, one.reason) for one in unmatched):
        place = places.get(label)
        yield place.set_aside(reason) if place else Reject(label.article, None, reason)


def _unused(rejected: Sequence[Reject], result: GoldResult) -> str:
    numbers = ((len(rejected), "unusable label line"), (len(result.unmatched), "unmatched label"))
    return " and ".join(count(number, what) for number, what in numbers if number)


def _no_label_fits(labels: Path, unused: Sequence[Reject], result: GoldResult) -> PipelineError:
    why = "".join(f"\n  {one.source} {one.location}: {one.reason}" for one in unused[:_NAMED])
    more = f"\n  and {len(unused) - _NAMED:,} more" if len(unused) > _NAMED else ""
    if not why and result.left_out:
        why = f" First: {result.left_out[0].example_id}: {result.left_out[0].reason}."
    return PipelineError(
        f"{labels}: no label fits an extracted statement. docs/label.md describes label lines.{why}{more}"
    )
