"""Every Python process that finds this on its path judges with accidents: at articles whose text holds certain words.

``KILL`` ends the process, ``KILL-ONCE`` only where that has not happened before, ``RAISE`` and ``MEMORY`` raise, ``SLOW``
takes a moment. Where it is remembered that something happened is told by the variable ``STANCE_ACCIDENTS``.
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


class WithAccidents(importlib.abc.MetaPathFinder):
    def find_spec(self, name: str, path: Any, target: Any = None) -> Any:
        if name != "pipeline.extract.statements":
            return None
        sys.meta_path.remove(self)
        spec = importlib.util.find_spec(name)
        assert spec and spec.loader
        loader: Any = spec.loader
        execute = loader.exec_module

        def exec_module(module: Any) -> None:
            execute(module)
            extract = module.StatementExtractor.extract

            def extract_with_accidents(self: Any, articles: Any) -> Any:
                for article in articles:
                    accident(article.text)
                    yield from extract(self, [article])

            module.StatementExtractor.extract = extract_with_accidents

        loader.exec_module = exec_module
        return spec


sys.meta_path.insert(0, WithAccidents())
