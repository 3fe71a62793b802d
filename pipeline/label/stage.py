"""The label stage: examples and annotations → gold examples in a training and a test part."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.config import PipelineConfig, require_inputs
from pipeline.errors import PipelineError
from pipeline.io import read_records
from pipeline.label.annotations import files_passed_over, read_labels
from pipeline.label.dataset import dataset_card, save_gold
from pipeline.label.gold import GoldResult, aggregate_labels
from pipeline.label.leakage import without_leaks
from pipeline.label.report import LabelReport
from pipeline.label.split import split_gold
from pipeline.printable import count
from pipeline.progress import progress
from pipeline.records import Article, Example, Reject


@dataclass(frozen=True, slots=True)
class LabelSummary:
    """What became of the labels, how many gold examples each part has, where they and the report are, and files that are none
    of labels; `asked_share` is the share of articles that the test part was to have."""

    report: LabelReport
    sizes: dict[str, int]
    folder: Path
    written: Path
    passed_over: list[str]
    asked_share: float

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
        for number, what in (
            (len(self.report.rejected), "unusable label line"),
            (len(result.unmatched), "unmatched label"),
            (len(result.conflicts), "conflict"),
            (len(self.report.leaks), "training example left out because it repeats a test statement"),
        ):
            if number:
                yield f"{number:,} × {what}, listed in {self.written}"
        if self.passed_over:
            yield f"Not read, since labels are in *.jsonl: {', '.join(self.passed_over)}"
        if result.superseded:
            yield f"{count(result.superseded, 'label')} replaced by a later one of the same annotator"
        if len(result.codebooks) > 1:
            versions = ", ".join(f"{version} ({votes:,})" for version, votes in result.codebooks.items())
            yield (
                f"The labels follow several versions of the codebook: {versions}; {count(result.mixed, 'example')} were judged "
                "under more than one. If its rules have changed, label the older ones again or keep them in a folder of their own."
            )


def run(config: PipelineConfig) -> LabelSummary:
    """Join annotations to examples, decide the gold labels, and divide them into parts.

    Raises
    ------
    PipelineError
        If there are no annotations, none fits an extracted statement, or the gold examples cannot be written.
    """
    paths = config.paths
    require_inputs(config.paths)
    read = list(progress(read_labels(paths.labels), "label"))
    rejected = [line for line in read if isinstance(line, Reject)]
    labels = [line for line in read if not isinstance(line, Reject)]
    examples = read_records(paths.examples, Example)
    result = aggregate_labels(labels, read_records(paths.articles, Article), examples, config.label.min_overlap)
    if not result.gold:
        raise _no_label_fits(paths.labels, rejected, result)
    parts, leaks = without_leaks(split_gold(result.gold, config.label.test_share))
    save_gold(paths.gold, parts, dataset_card(parts, result))
    report = LabelReport(result, len(labels), rejected, leaks)
    sizes = {name: len(part) for name, part in parts.items()}
    return LabelSummary(
        report, sizes, paths.gold, report.write(paths.gold), files_passed_over(paths.labels), config.label.test_share
    )


def _no_label_fits(labels: Path, rejected: Sequence[Reject], result: GoldResult) -> PipelineError:
    first = rejected[0] if rejected else None
    why = f" {first.source} {first.location}: {first.reason}." if first else ""
    if result.unmatched:
        why += f" First unmatched label: {result.unmatched[0].reason}."
    return PipelineError(
        f"{labels}: no label fits an extracted statement.{why} docs/codebook.md describes label lines."
    )
