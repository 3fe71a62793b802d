"""How long the workbench takes with 100,000 invented examples: to start, to give the next item, and to make a judgement last.

    python benchmarks/annotate_size.py [--items 100000] [--json benchmarks/results/annotate-size.json]

Once with a tenth of the items judged, once with all. Start is a fresh process from the moment it is asked for until it could answer,
interpreter, imports, configuration and codebook included; the memory is that of the process then. Modules are compiled beforehand, as they are where the package is installed: one start
is not counted. Medians; the store lies where temporary files do, so name a disk with TMPDIR.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from pipeline.annotate.freezing import frozen
from pipeline.annotate.items import PlannedItem
from pipeline.annotate.lines_of_labels import as_line
from pipeline.annotate.plan import Batch, write_batches
from pipeline.io import write_json, write_records
from pipeline.records import Article, Example, Label, Mention

AN_ARTICLE = 5
TRIES = 200
STARTS = 5
SENTENCE = "“Fiji has never let us down in matter {number},” Ana Flores of Peru said. "
FILLING = "The harbour was quiet that day and nobody spoke of the reef again until noon. "


def invented(items: int) -> Iterator[tuple[Article, list[PlannedItem]]]:
    """Articles of some 2,500 characters with their items; every second item is for two annotators."""
    for first in range(0, items, AN_ARTICLE):
        text = "".join(
            SENTENCE.format(number=number) + FILLING * 5 + "\n\n" for number in range(first, first + AN_ARTICLE)
        )
        article = Article(
            f"a{first:015d}",
            f"data/raw/{first}.txt",
            [],
            None,
            "Post",
            "Reefs",
            "2025-01-02",
            "en",
            [],
            text,
            f"g{first}",
        )
        planned = []
        for number in range(first, first + AN_ARTICLE):
            words = SENTENCE.format(number=number)[1:-35]
            start = text.index(words)
            mention = Mention(start, start + 4, "FJI", "target")
            example = Example(
                f"{number:016d}", f"s{number}", article.article_id, "FJI", False, words, start, [mention], "direct", "said",
                "Ana Flores", "PER", None, "Reefs", article.duplicate_group, start, start + len(words),
            )  # fmt: skip
            planned.append(frozen(example, article, None, "random", 1.0, number % 2 == 0))
        yield article, planned


def lay_out(folder: Path, items: int, labels: int) -> None:
    """Write a plan and a store, the labels being of one annotator."""
    from dataclasses import replace

    both = list(invented(items))
    planned = [replace(item, batch=1, number=n) for n, item in enumerate(one for _, some in both for one in some)]
    write_records(folder / "plan/articles.parquet", Article, (article for article, _ in both))
    write_records(folder / "plan/items.parquet", PlannedItem, planned)
    write_batches(folder / "plan", [Batch(1, "random", items, items, 0, 0.5, "invented")], ())
    with (folder / "annotations.jsonl").open("wb") as store:
        for number, item in enumerate(planned[:labels]):
            label = Label(
                item.source_path, item.text, item.target, "favor", "neutral", "Ada", "2", "2025-01-01T00:00:00.000Z",
                start=item.start, end=item.end, speaker=item.speaker, speaker_country=item.speaker_country,
                example_id=item.item_id, label_id=f"label-{number}", article_digest=item.article_digest, queue="random",
                sampling_probability=1.0, seconds=5.0,
            )  # fmt: skip
            store.write(as_line(label) + b"\n")


def measure(folder: Path, asked: float) -> None:
    """Open the workbench as the command does, work with it, and print the figures; `asked` is when the process was asked for."""
    from pipeline.annotate import stage
    from pipeline.annotate.judgements import Judgement
    from pipeline.config import load_config

    bench = stage.run(load_config(), plan=folder / "plan", store=folder / "annotations.jsonl").workbench
    first = bench.next_item("Bo")
    start, cpu = time.time() - asked, time.process_time()
    # Of this process alone; ru_maxrss begins with that of the parent.
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    megabytes = int(status.partition("VmHWM:")[2].split()[0]) / 1024
    nexts, records, item = [], [], first
    for number in range(TRIES):
        assert item is not None
        began = time.perf_counter()
        bench.record(Judgement(f"bo-{os.getpid()}-{number:04d}", item.item_id, "Bo", "favor", "neutral", seconds=4.0))
        records.append(time.perf_counter() - began)
        began = time.perf_counter()
        item = bench.next_item("Bo", item.item_id)
        bench.progress("Bo")
        nexts.append(time.perf_counter() - began)
    bench.close()
    heavy = [
        name for name in ("pandas", "sklearn", "scipy", "mlflow", "datasets", "onnxruntime") if name in sys.modules
    ]
    print(json.dumps([start, cpu, megabytes, statistics.median(nexts), statistics.median(records), heavy]))


def measured(items: int, labels: int) -> dict[str, float]:
    """The medians of some starts, each in a process of its own, with so many labels in the store."""
    with tempfile.TemporaryDirectory() as scratch:
        lay_out(Path(scratch), items, labels)
        environment = os.environ | {"PYTHONPYCACHEPREFIX": f"{scratch}/compiled"}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        runs = []
        for _ in range(1 + STARTS):
            command = [sys.executable, __file__, "--measure", scratch, "--asked", repr(time.time())]
            told = subprocess.run(command, check=True, capture_output=True, text=True, env=environment).stdout
            runs.append(json.loads(told))
    del runs[0]
    start, cpu, megabytes, following, record = (statistics.median(run[place] for run in runs) for place in range(5))
    load = os.getloadavg()[0]
    print(
        f"{items:,} items, {labels:,} labels: start {start:.2f} s ({cpu:.2f} s of one core), {megabytes:.0f} MB, "
        f"next item {1000 * following:.1f} ms, judgement on the disk {1000 * record:.1f} ms; heavy imports: {runs[0][5] or 'none'}; "
        f"load of the machine {load:.1f}"
    )
    return {
        "labels": labels,
        "load_of_the_machine": round(load, 1),
        "start_seconds": round(start, 2),
        "start_cpu_seconds": round(cpu, 2),
        "megabytes": round(megabytes),
        "next_item_milliseconds": round(1000 * following, 1),
        "judgement_milliseconds": round(1000 * record, 1),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--items", type=int, default=100_000)
    parser.add_argument("--json", type=Path, help="file of figures to write")
    parser.add_argument("--measure", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--asked", type=float, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.measure:
        measure(arguments.measure, arguments.asked)
        return
    items = arguments.items
    figures = {"tenth_judged": measured(items, items // 10), "all_judged": measured(items, items)}
    if arguments.json:
        write_json(arguments.json, {"items": items, **figures})


if __name__ == "__main__":
    main()
