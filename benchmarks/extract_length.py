"""How the time of extraction grows with the length of one article, for texts that invite quadratic work.

    python benchmarks/extract_length.py [--method rules] [--most 5]

Prints seconds a megabyte for lengths that double up to `--most` megabytes: a level row is linear time.
"""

from __future__ import annotations

import argparse
import time

from pipeline.config import load_config
from pipeline.extract import StatementExtractor
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


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--method", default="rules", choices=["rules", "tagger"])
    parser.add_argument("--most", type=float, default=5.0, help="megabytes of the longest article")
    arguments = parser.parse_args()
    extractor = StatementExtractor(load_config().extract.model_copy(update={"method": arguments.method}))
    list(extractor.extract([article(SHAPES["news"])]))
    sizes = [arguments.most / 2**k for k in (4, 3, 2, 1, 0)]
    print(f"{'seconds a megabyte, ' + arguments.method:28}" + "".join(f"{size:>10.2f} MB" for size in sizes))
    for name, shape in SHAPES.items():
        cells = []
        for size in sizes:
            length = int(size * 1e6)
            text = "Kenya. " + (shape * (length // len(shape) + 1))[:length]
            began = time.perf_counter()
            list(extractor.extract([article(text)]))
            cells.append((time.perf_counter() - began) / size)
        print(f"{name:28}" + "".join(f"{cell:>13.2f}" for cell in cells), flush=True)


if __name__ == "__main__":
    main()
