"""Digests of what the pipeline makes of known articles, so that a change of code that should change nothing can prove it.

``python -m tests.data.outputs`` writes them anew, after a change that is meant.
"""

from __future__ import annotations

import hashlib
import json
import tempfile
from pathlib import Path

import pyarrow.parquet as pq

from pipeline.config import load_config
from tests.shared import SHARED

PROJECT = Path(__file__).resolve().parents[2]
PINNED = Path(__file__).with_suffix(".json")
_SAMPLE = sorted((PROJECT / "data/raw/articles").iterdir())
ARTICLES = {
    "few": _SAMPLE[::5],
    "sample": _SAMPLE,
    "real": [SHARED / "real/articles"],
}
# Each with the method and the model that make it.
WAYS = {"encoder": ("tagger", "encoder"), "linear": ("rules", "linear")}
_OF_THE_MAKING = {"model_version", "data_version", "code_version", "config_version", "source_path"}


def table_digest(path: Path) -> str:
    """SHA-256 of a table's rows, without what they say of the versions that made them."""
    rows = pq.read_table(path).to_pylist()
    told = [{name: value for name, value in row.items() if name not in _OF_THE_MAKING} for row in rows]
    return hashlib.sha256(json.dumps(told, sort_keys=True, default=str).encode()).hexdigest()


def scores_digest(articles: list[Path], way: str, folder: Path) -> str:
    """The digest of the scores of `articles`, made in `folder` with the method and the model of `way`."""
    from pipeline.cli import main

    method, model = WAYS[way]
    settings = (PROJECT / "configs/pipeline.yaml").read_text(encoding="utf-8")
    config, out = folder / f"{way}.yaml", folder / f"{way}.parquet"
    config.write_text(
        settings.replace(f"method: {load_config().extract.method}", f"method: {method}"), encoding="utf-8"
    )
    try:
        options = ["--include-domestic", "--model", model, "--config", str(config), "--out", str(out)]
        main(["score", *map(str, articles), *options])
    except SystemExit as stop:
        assert not stop.code
    return table_digest(out)


def main() -> None:
    """Write the digests of all articles that are here."""
    pinned = {}
    for name, articles in ARTICLES.items():
        for way in ("linear",) if name == "few" else WAYS:
            # Of its own, since a table of other articles is not written over.
            with tempfile.TemporaryDirectory() as folder:
                pinned[f"{name}-{way}"] = scores_digest(articles, way, Path(folder))
    PINNED.write_text(json.dumps(pinned, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
