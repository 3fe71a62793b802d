"""Answers that were paid for, on disk: each question is asked once, whatever stops the run."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from pipeline.errors import PipelineError
from pipeline.language_models.answer import Answer

FOLDER = Path(".stance/language_model_cache")
_FILE = "answers.sqlite"
_TABLE = "CREATE TABLE IF NOT EXISTS answers (key TEXT PRIMARY KEY, answer TEXT NOT NULL) WITHOUT ROWID"


def question_key(base_url: str, model: str, messages: Sequence[dict[str, str]], settings: dict[str, Any]) -> str:
    """What a question is known by: all that the answer depends on.

    Parameters
    ----------
    base_url, model : str
    messages : sequence of dict
        They hold the codebook, the instructions and the passage.
    settings : dict
        Such as temperature and seed.
    """
    whole = json.dumps([base_url, model, list(messages), settings], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(whole.encode("utf-8", "surrogatepass")).hexdigest()


class AnswerCache:
    """Answers by the key of their question; safe for several threads and processes.

    Parameters
    ----------
    folder : Path
        Is made where it is missing.

    Raises
    ------
    PipelineError
        If the folder cannot be written to, or its file is no cache.
    """

    def __init__(self, folder: Path) -> None:
        self.path = folder / _FILE
        self._lock = threading.Lock()
        with self._told():
            folder.mkdir(parents=True, exist_ok=True)
            self._store = sqlite3.connect(self.path, timeout=30, check_same_thread=False)
            with self._store:
                self._store.execute(_TABLE)

    def get(self, key: str) -> Answer | None:
        """The answer to a question, if it was asked before."""
        with self._told(), self._lock:
            row = self._store.execute("SELECT answer FROM answers WHERE key = ?", (key,)).fetchone()
        return Answer(**json.loads(row[0])) if row else None

    def keep(self, key: str, answer: Answer) -> None:
        """Keep an answer; it is on disk when this returns."""
        with self._told(), self._lock, self._store:
            self._store.execute("INSERT OR REPLACE INTO answers VALUES (?, ?)", (key, answer.as_json()))

    def forget(self, key: str) -> None:
        """Forget an answer, so that its question is asked again."""
        with self._told(), self._lock, self._store:
            self._store.execute("DELETE FROM answers WHERE key = ?", (key,))

    def close(self) -> None:
        """Close the file."""
        self._store.close()

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, OSError) as error:
            raise PipelineError(
                f"{self.path}: the answers of the language model cannot be kept there ({error}). Make the folder writable, "
                "or move the file away, which means that all is asked again."
            ) from error
