"""How the time of extraction grows with the length of one article, for texts that invite quadratic work.

    python benchmarks/extract_length.py [--method rules] [--most 5] [--json FILE]

Prints seconds a megabyte for lengths that double up to `--most` megabytes: a level row is linear time. The file has them by
method, shape and megabytes; what it has of the other method stays.
"""

from __future__ import annotations

import argparse
import json
import time
from pathlib import Path

from pipeline.config import load_config
from pipeline.extract import StatementExtractor
from pipeline.io import write_json
from pipeline.records import Article

SHAPES = {
    "news": "Kenya said Uganda was wrong. “We will wait,” the minister said, and he thanked Norway for its help.\n\n",
    "no full stop": "Kenya said that Uganda and its army were wrong and the country went on and ",
    "no space": "Kenyasaidthatugandawaswrong",
    "quotation marks only": "“”\"'«",
    "openings only": "“Kenya ",
    "countries only": "Kenya, Uganda, Norway, ",
    "speech verbs only": "he said Kenya said they told ",
    "capitals": "KENYA SAID UGANDA: ",
    "right to left": "אמר קניה Kenya \u200f\u200b ",
}


def article(text: str) -> Article:
    return Article("id", "a", ["a"], None, None, None, None, "en", [], text, "id")


def seconds(extractor: StatementExtractor, shape: str, megabytes: float) -> float:
    """What one article of this shape and length takes, a megabyte."""
    length = int(megabytes * 1e6)
    text = "Kenya. " + (shape * (length // len(shape) + 1))[:length]
    began = time.perf_counter()
    list(extractor.extract([article(text)]))
    return (time.perf_counter() - began) / megabytes


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--method", default="rules", choices=["rules", "tagger"])
    parser.add_argument("--most", type=float, default=5.0, help="megabytes of the longest article")
    parser.add_argument("--json", type=Path, help="file of figures to write into")
    arguments = parser.parse_args()
    extractor = StatementExtractor(
        load_config().extract.model_copy(update={"method": arguments.method, "pairs": "named"})
    )
    list(extractor.extract([article(SHAPES["news"])]))
    sizes = [arguments.most / 2**k for k in (4, 3, 2, 1, 0)]
    print(f"{'seconds a megabyte, ' + arguments.method:28}" + "".join(f"{size:>10.2f} MB" for size in sizes))
    measured: dict[str, dict[str, float]] = {}
    for name, shape in SHAPES.items():
        measured[name] = {f"{size:g}": round(seconds(extractor, shape, size), 2) for size in sizes}
        print(f"{name:28}" + "".join(f"{cell:>13.2f}" for cell in measured[name].values()), flush=True)
    if arguments.json:
        before = json.loads(arguments.json.read_text(encoding="utf-8")) if arguments.json.is_file() else {}
        write_json(arguments.json, before | {arguments.method: measured})


if __name__ == "__main__":
    main()
