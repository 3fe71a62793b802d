"""Every Python process that finds this on its path judges with accidents: at articles whose text holds certain words.

``KILL`` ends the process, ``KILL-ONCE`` only where that has not happened before, ``RAISE`` and ``MEMORY`` raise, ``SLOW``
takes a moment. Where it is remembered that something happened is told by the variable ``STANCE_ACCIDENTS``.
``END-READER`` ends the process where a record of a file is read, ``END-PARSER`` where the article in it is looked for, and
``END-ROW`` where a row of a table is.
"""

from __future__ import annotations

import importlib.abc
import importlib.util
import os
import signal
import sys
import time
from pathlib import Path
from typing import Any


def accident(text: str) -> None:
    if "KILL-ONCE" in text:
        mark = Path(os.environ["STANCE_ACCIDENTS"]) / "killed"
        if not mark.exists():
            mark.touch()
            os.kill(os.getpid(), signal.SIGKILL)
    elif "KILL" in text:
        os.kill(os.getpid(), signal.SIGKILL)
    if "RAISE" in text:
        raise RuntimeError("a bug in the tagger")
    if "MEMORY" in text:
        raise MemoryError
    if "SLOW" in text:
        time.sleep(0.1)


def end_at(word: str, text: str) -> None:
    if word in text:
        os.kill(os.getpid(), signal.SIGKILL)


def in_judging(module: Any) -> None:
    extract = module.StatementExtractor.extract

    def extract_with_accidents(self: Any, articles: Any, *wanted: Any) -> Any:
        for article in articles:
            accident(article.text)
            yield from extract(self, [article], *wanted)

    module.StatementExtractor.extract = extract_with_accidents


def in_reading(module: Any) -> None:
    read = module.record_document

    def read_with_accidents(record: Any, *rest: Any) -> Any:
        end_at("END-READER", str(record))
        return read(record, *rest)

    module.record_document = read_with_accidents


def in_parsing(module: Any) -> None:
    read = module.read_document

    def parse_with_accidents(document: Any, config: Any) -> Any:
        end_at("END-PARSER", str(document.content))
        return read(document, config)

    module.read_document = parse_with_accidents


def in_rows(module: Any) -> None:
    met_by = module.Selection.met_by

    def met_with_accidents(self: Any, row: Any) -> Any:
        end_at("END-ROW", str(row.get("text")))
        return met_by(self, row)

    module.Selection.met_by = met_with_accidents


PLACES = {
    "pipeline.extract.statements": in_judging,
    "pipeline.ingest.readers.records": in_reading,
    "pipeline.ingest.articles": in_parsing,
    "pipeline.scoring.selection": in_rows,
}


class WithAccidents(importlib.abc.MetaPathFinder):
    def __init__(self) -> None:
        self._left = dict(PLACES)

    def find_spec(self, name: str, path: Any, target: Any = None) -> Any:
        change = self._left.pop(name, None)
        if change is None:
            return None
        spec = importlib.util.find_spec(name)
        assert spec and spec.loader
        loader: Any = spec.loader
        execute = loader.exec_module

        def exec_module(module: Any) -> None:
            execute(module)
            change(module)

        loader.exec_module = exec_module
        return spec


sys.meta_path.insert(0, WithAccidents())
