"""Scoring at scale, as ratios in one run: workers, engines, orchestration, memory, and a projection from the curve.

    python benchmarks/scoring_scale.py [--sizes 100,1000] [--curve 100000] [--method fast] [--tasks 10000] [--json FILE]

Articles are invented, as many as asked for, in one table. Each run has a process of its own, whose peak of memory (the
largest of its and its workers') and seconds are told. Compared are

- two local workers with one, on the largest size, after the start of processes is taken off (measured on the smallest, which
  has to be one that several processes share);
- Dask with two workers with two local ones, likewise;
- of the fast method, `stance score` in one process with the bare functions (read, extract, score, write) on the same articles, in
  turns in one process after both have been warmed up (`--turns`): the median of the pairs;
- the peak of the largest size (that of `--curve`, where it is given) with the peak of the size before it or of 1,000;
- the scheduling of `--tasks` empty tasks: seconds for the last tenth over those for the second.

The sizes of `--curve` are run with two local workers alone, as a rate for each size. The projection to 100 million articles at
`--price` a core-hour is made from the slope of one worker.
"""

from __future__ import annotations

import argparse
import json
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from measured import tell

from pipeline.config import PipelineConfig, load_config
from pipeline.extract.statements import StatementExtractor
from pipeline.io import TableWriter, read_records, write_records
from pipeline.records import Article, Score, content_id
from pipeline.scoring import ScoreOptions, ScoreRun, resolve_model, score_articles, score_files
from pipeline.scoring.engine import FEWEST_SHARED

METHODS = {"default": ("tagger", "judged", "encoder"), "fast": ("rules", "named", "linear")}
COUNTRIES = ("Uganda", "Rwanda", "Chile", "Peru", "Norway", "Iran", "Ghana", "Nepal")
VERBS = ("thanked", "condemned", "visited", "praised", "accused", "criticised", "welcomed", "warned")
MILLION, WORLD = 1_000_000, 100_000_000


def invented(number: int) -> Article:
    """Some 2,500 characters with a dozen sentences, of which each has another subject."""
    sentences = [
        f"{COUNTRIES[(number * 7 + i) % 8]}’s minister {VERBS[(number + 3 * i) % 8]} {COUNTRIES[(number + i + 1) % 8]} on day "
        f"{number + i} of the talks. “We have not forgotten what {COUNTRIES[(number * 3 + i + 2) % 8]} did,” he said. The rain went on "
        f"until the evening, and {number * 13 + i} people waited at the market for the bus to the coast."
        for i in range(12)
    ]
    text = f"Talks go on for the {number}th time\n\n" + "\n\n".join(sentences)
    identity = content_id(text)
    name = f"{number:09}.txt"
    return Article(
        identity,
        name,
        [name],
        None,
        f"Outlet {number % 50}",
        text.partition("\n")[0],
        f"{2015 + number % 10}-03-11",
        "en",
        [],
        text,
        identity,
    )


def settings(method: str) -> PipelineConfig:
    config = load_config()
    finding, pairs, model = METHODS[method]
    return config.model_copy(
        update={
            "extract": config.extract.model_copy(update={"method": finding, "pairs": pairs}),
            "score": config.score.model_copy(update={"model": model}),
        }
    )


def bare(table: Path, out: Path, config: PipelineConfig) -> None:
    """What is to be done, and nothing around it."""
    model, extractor = resolve_model(config.score.model, config), StatementExtractor(config.extract)
    options = ScoreOptions(batch_articles=config.score.batch_articles)
    with TableWriter(out, Score) as writer:
        for row in score_articles(extractor.extract(read_records(table, Article)), model, options):
            writer.write(row)


def one_run(kind: str, table: Path, out: Path, method: str) -> dict[str, float]:
    config = settings(method)
    began = time.perf_counter()
    if kind == "bare":
        bare(table, out, config)
    else:
        engine, workers = kind.split("-")
        score_files(table, out, config=config, run=ScoreRun(engine=engine, workers=int(workers)))
    seconds = time.perf_counter() - began
    peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return {"seconds": seconds, "peak_mb": peak / 1024}


def in_turns(small: Path, large: Path, folder: Path, method: str, turns: int) -> float:
    """Seconds of `stance score` over those of the bare functions, as the median of pairs in one process."""

    def seconds(kind: str, table: Path) -> float:
        for path in folder.glob("turn.parquet*"):
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        return one_run(kind, table, folder / "turn.parquet", method)["seconds"]

    kinds = ("bare", "local-1")
    for kind in kinds:
        seconds(kind, small)
    pairs = [{kind: seconds(kind, large) for kind in kinds[:: (-1) ** turn]} for turn in range(turns)]
    return statistics.median(pair["local-1"] / pair["bare"] for pair in pairs)


def alone(kind: str, table: Path, folder: Path, method: str) -> dict[str, float]:
    """`one_run` in a process of its own."""
    out = folder / f"{kind}.parquet"
    for path in folder.glob(f"{kind}.parquet*"):
        path.unlink()
    command = [sys.executable, __file__, "--run", kind, "--table", str(table), "--out", str(out), "--method", method]
    told = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout
    found: dict[str, float] = json.loads(told.splitlines()[-1])
    return found


def measured(
    kind: str, tables: dict[int, Path], folder: Path, method: str, rounds: int
) -> Iterator[tuple[int, dict[str, float]]]:
    for size, table in tables.items():
        runs = [alone(kind, table, folder, method) for _ in range(rounds)]
        yield size, {name: statistics.median(run[name] for run in runs) for name in runs[0]}


def slope(found: dict[int, dict[str, float]]) -> float:
    """Seconds an article, without what the start takes."""
    small, large = min(found), max(found)
    return (found[large]["seconds"] - found[small]["seconds"]) / (large - small)


def scheduled(tasks: int = 10_000) -> float:
    """Seconds for the last tenth of so many empty tasks through the engine, over those for the first tenth."""
    from joblib import Parallel, delayed

    marks: list[float] = []
    began = time.perf_counter()
    parallel = Parallel(n_jobs=2, return_as="generator_unordered", pre_dispatch="3*n_jobs", batch_size=1)
    for number, _ in enumerate(parallel(delayed(abs)(n) for n in range(tasks))):
        if (number + 1) % (tasks // 10) == 0:
            marks.append(time.perf_counter() - began)
    return (marks[-1] - marks[-2]) / (marks[1] - marks[0])


def projection(seconds: float, rows: float, bytes_a_row: float, price: float) -> dict[str, float]:
    hours = seconds * WORLD / 3600
    return {
        "projected_core_hours_of_100_million": hours,
        "projected_hours_on_100_cores": hours / 100,
        "projected_terabytes_of_scores": rows * bytes_a_row * WORLD / 1e12,
        "projected_price_of_a_million": seconds * MILLION / 3600 * price,
    }


def figures(
    sizes: Sequence[int], curve: Sequence[int], method: str, rounds: int, price: float, tasks: int, turns: int
) -> dict[str, float]:
    import pyarrow.parquet as pq

    result: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        tables = {size: folder / f"articles{size}.parquet" for size in (*sizes, *curve)}
        for size, path in tables.items():
            write_records(path, Article, map(invented, range(size)))
        kinds = ("bare", "local-1", "local-2", "dask-2")
        found = {
            kind: dict(measured(kind, {size: tables[size] for size in sizes}, folder, method, rounds)) for kind in kinds
        }
        scores = folder / "local-1.parquet"
        rows, stored = pq.read_metadata(scores).num_rows, scores.stat().st_size
        found["local-2"] |= dict(measured("local-2", {size: tables[size] for size in curve}, folder, method, 1))
        for kind in kinds:
            for size, run in found[kind].items():
                result |= {f"{kind}_{size}_{what}": value for what, value in run.items()}
                result[f"{kind}_{size}_articles_a_second"] = size / run["seconds"]
        slopes = {kind: slope({size: found[kind][size] for size in sizes}) for kind in kinds}
        two = found["local-2"]
        before = max(size for size in two if size <= max(1000, min(two)))
        result |= {
            "rows_an_article": rows / max(sizes),
            "two_workers_over_one": slopes["local-1"] / slopes["local-2"],
            "dask_over_local": slopes["local-2"] / slopes["dask-2"],
            **projection(slopes["local-1"], rows / max(sizes), stored / max(rows, 1), price),
        }
        if before < max(two):
            result[f"peak_of_{max(two)}_over_{before}"] = two[max(two)]["peak_mb"] / two[before]["peak_mb"]
        if method == "fast":
            # In one process a network would remember what it was asked in the turn before.
            result["orchestration_over_bare"] = in_turns(tables[min(sizes)], tables[max(sizes)], folder, method, turns)
        if tasks:
            result[f"last_tenth_of_{tasks}_tasks_over_second"] = scheduled(tasks)
    return result


def numbers(text: str) -> list[int]:
    return [int(number) for number in text.split(",")]


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--sizes", type=numbers, default=[100, 1000])
    parser.add_argument("--curve", type=numbers, default=[])
    parser.add_argument("--method", choices=METHODS, default="fast")
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--price", type=float, default=0.04, help="of a core-hour")
    parser.add_argument("--tasks", type=int, default=0)
    parser.add_argument("--turns", type=int, default=5)
    parser.add_argument("--json", type=Path)
    for name in ("--run", "--table", "--out"):
        parser.add_argument(name, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.run:
        print(json.dumps(one_run(arguments.run, Path(arguments.table), Path(arguments.out), arguments.method)))
        return
    if len(arguments.sizes) < 2 or min(arguments.sizes) < FEWEST_SHARED:
        parser.error(
            f"--sizes: give two sizes of at least {FEWEST_SHARED} articles; fewer are scored in one process, whatever the workers."
        )
    given = arguments
    found = figures(given.sizes, given.curve, given.method, given.rounds, given.price, given.tasks, given.turns)
    tell(found, arguments.json)


if __name__ == "__main__":
    main()
