"""A workbench of a few invented articles, served as the command serves it, and one way to talk to it without a browser."""

from __future__ import annotations

import http.client
import json
import re
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import uvicorn

from pipeline.annotate.items import PlannedItem
from pipeline.annotate.plan import Batch, Plan, extend_plan, write_batches
from pipeline.annotate.store import LabelStore
from pipeline.annotate.web.app import make_app
from pipeline.annotate.web.security import Door
from pipeline.annotate.web.serving import listening
from pipeline.annotate.workbench import Workbench
from pipeline.codebook import packaged_codebook
from pipeline.records import Article, Mention
from pipeline.records.ids import text_digest

STORE = "annotations.jsonl"


@dataclass(frozen=True)
class Told:
    """An article with one statement to judge; names are the words in the text."""

    text: str
    statement: str
    speaker: str | None = "Kari Dahl"
    speaker_country: str | None = "NOR"
    target: str = "CHL"
    named: str = "Chile"
    cue: str | None = "said"
    url: str | None = None
    outlet: str = "Harbour Wire"
    source_path: str = "articles/one.txt"


def plain(number: int) -> Told:
    """One of many articles, told apart by its number."""
    return Told(
        f"Envoys meet, day {number}\n\nIt rained.\n\nKari Dahl said: “Chile kept its word {number} times.” She left.\n\nThe end.",
        f"Chile kept its word {number} times.",
    )


def _place(text: str, words: str | None) -> tuple[int, int] | tuple[None, None]:
    start = text.find(words) if words else -1
    return (start, start + len(words or "")) if start >= 0 else (None, None)


def _planned(number: int, told: Told, double: bool) -> tuple[PlannedItem, Article]:
    start, end = _place(told.text, told.statement)
    assert start is not None and end is not None
    title = told.text.split("\n")[0]
    speaker, cue = (_place(told.text, words) for words in (told.speaker, told.cue))
    article = Article(
        f"article-{number}", told.source_path, [told.source_path], told.url, told.outlet, title, "2026-03-01", "en", [],
        told.text, f"article-{number}",
    )  # fmt: skip
    item = PlannedItem(
        item_id=f"item-{number}", article_id=article.article_id, article_digest=text_digest(told.text),
        source_path=told.source_path, outlet=told.outlet, published="2026-03-01", url=told.url, title=title, target=told.target,
        domestic=False, organisation=False, kind="direct", cue=told.cue, speaker=told.speaker,
        speaker_country=told.speaker_country, start=start, end=end, text=told.statement, text_start=start,
        mentions=[Mention(*named.span(), told.target, "target") for named in re.finditer(told.named, told.text)], context=None,
        headline=False, alleged=False, speaker_start=speaker[0], speaker_end=speaker[1], cue_start=cue[0], cue_end=cue[1],
        batch=0, number=0, queue="random", sampling_probability=0.5, double=double,
    )  # fmt: skip
    return item, article


def planned(folder: Path, told: Sequence[Told], annotators: Sequence[str] = (), double: bool = True) -> Path:
    """A folder with a plan of the articles, which `opened` reads."""
    folder.mkdir(parents=True, exist_ok=True)
    pairs = [_planned(number, one, double) for number, one in enumerate(told, start=1)]
    write_batches(folder, [], annotators)
    batch = Batch(1, "random", len(pairs), len(pairs), 0, float(double), "articles")
    extend_plan(folder, [item for item, _ in pairs], [article for _, article in pairs], batch)
    return folder


def opened(folder: Path) -> Workbench:
    """The workbench of a planned folder, as it is after each start."""
    store = LabelStore(folder / STORE)
    return Workbench(Plan(folder), store, packaged_codebook(), folder / "practice.jsonl", title="harbours")


def saved(folder: Path) -> list[dict[str, Any]]:
    """The lines of the store."""
    lines = (folder / STORE).read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


@dataclass
class Served:
    """A running server: its door, and requests to it."""

    workbench: Workbench
    door: Door
    cookies: dict[str, str] = field(default_factory=dict)

    def ask(
        self, method: str, path: str, body: Any = None, *, headers: dict[str, str | None] | None = None
    ) -> tuple[int, dict[str, str], str]:
        """Status, headers and text of an answer; a header that is ``None`` is not sent."""
        sent: dict[str, str | None] = {"Host": f"127.0.0.1:{self.door.port}"}
        if self.cookies:
            sent["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        if method == "POST":
            sent |= {"Content-Type": "application/json", "X-Stance": "1", "Origin": self.door.origin}
        data = body if isinstance(body, bytes) else json.dumps(body).encode() if method == "POST" else b""
        if method == "POST":
            sent["Content-Length"] = str(len(data))
        sent |= headers or {}
        connection = http.client.HTTPConnection("127.0.0.1", self.door.port, timeout=10)
        connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
        for name, value in sent.items():
            if value is not None:
                connection.putheader(name, value)
        connection.endheaders(data)
        response = connection.getresponse()
        text = response.read().decode("utf-8")
        found = {name.lower(): value for name, value in response.getheaders()}
        for name, value in response.getheaders():
            if name.lower() == "set-cookie":
                key, _, rest = value.partition("=")
                self.cookies[key] = rest.partition(";")[0]
        connection.close()
        return response.status, found, text

    def enter(self, annotator: str | None = "Ana") -> None:
        """Open the first address and give a name."""
        self.ask("GET", f"/open?token={self.door.token}")
        if annotator:
            assert self.ask("POST", "/start", {"annotator": annotator})[0] == 200

    def judge(self, item_id: str, label_id: str, **answer: Any) -> tuple[int, Any]:
        """Save a judgement as the page does."""
        body = {
            "item_id": item_id,
            "label_id": label_id,
            "annotator": "Ana",
            "stance": "favor",
            "sentiment": "neutral",
            **answer,
        }
        status, _, text = self.ask("POST", "/judge", body)
        return status, json.loads(text)


@contextmanager
def serving(folder: Path, port: int = 0) -> Iterator[Served]:
    """The server of a planned folder, on a port of its own or on the one it had before."""
    with opened(folder) as workbench, served(workbench, str(folder), port) as server:
        yield server


@contextmanager
def served(workbench: Workbench, name: str, port: int = 0) -> Iterator[Served]:
    """The server of a workbench."""
    listener = listening("127.0.0.1", port, name)
    door = Door("127.0.0.1", listener.getsockname()[1])
    server = uvicorn.Server(
        uvicorn.Config(make_app(workbench, door), log_level="error", lifespan="off", timeout_graceful_shutdown=1)
    )
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    try:
        yield Served(workbench, door)
    finally:
        server.should_exit = True
        thread.join()
        listener.close()
