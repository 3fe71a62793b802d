"""A browser without a window: two tabs that do what `assets/judge.js` and `assets/unsaved.js` do, and what they share."""

from __future__ import annotations

import html
import http.client
import json
import random
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from tests.annotate.web.served import Served

Fields = dict[str, Any]


@dataclass
class Sent:
    """What was sent under one id: an answer, which may replace any that was `seen`, or a withdrawal (no `item_id`)."""

    item_id: str | None = None
    stance: str | None = None
    seen: set[str | None] = field(default_factory=set)
    confirmed: bool = False
    given_up: bool = False


class Browser:
    """What tabs share: the server as long as there is one, what is not confirmed, and a record of all that was ever sent.

    Parameters
    ----------
    tabs : int
    """

    def __init__(self, tabs: int) -> None:
        self.sent: dict[str, Sent] = {}
        self.unsaved: dict[str, Fields] = {}
        self.answered = self.broken_off = self.conflicts = 0
        self.ends = False
        self.guard = threading.Condition()
        self._served: Served | None = None
        self._gone = False
        self._tabs, self._idle = tabs, 0

    # ---- what happens to it

    def finds(self, served: Served) -> None:
        """A server is there."""
        with self.guard:
            self._served = served
            self.guard.notify_all()

    def loses(self) -> None:
        """It is not there any more; on return every tab has found that out, or has nothing to do."""
        with self.guard:
            self._served = None
            assert self.guard.wait_for(lambda: self._idle == self._tabs, timeout=30)

    def gets_answers(self, number: int) -> None:
        """So many more are there."""
        with self.guard:
            wanted = self.answered + number
            self.guard.wait_for(lambda: self.answered >= wanted or not self._tabs, timeout=10)

    def all_closed(self) -> None:
        """On return no tab is open any more."""
        with self.guard:
            assert self.guard.wait_for(lambda: not self._tabs, timeout=60)

    @contextmanager
    def open_tab(self) -> Iterator[None]:
        """One of the tabs, until it is closed."""
        try:
            yield
        finally:
            with self.guard:
                self._tabs -= 1
                self.guard.notify_all()

    def is_gone(self) -> None:
        """No server comes any more; tabs that wait for one end with an error."""
        with self.guard:
            self._gone = True
            self.guard.notify_all()

    # ---- what a tab does with it

    def ask(self, method: str, path: str, body: Fields | None = None) -> tuple[int, dict[str, str], str]:
        """Status, headers and text of an answer; status 0 where the server is away, after which another is waited for."""
        with self.guard:
            served = self._served
        try:
            if served is None:
                raise ConnectionRefusedError
            told = served.ask(method, path, body)
        except (OSError, http.client.HTTPException) as error:
            with self.guard:
                self.broken_off += method == "POST" and not isinstance(error, ConnectionRefusedError)
                self._idle += 1
                self.guard.notify_all()
                self.guard.wait_for(lambda: self._gone or self._served not in (None, served))
                self._idle -= 1
                if self._gone:
                    raise
            return 0, {}, ""
        with self.guard:
            self.answered += 1
            self.guard.notify_all()
        return told

    def keep(self, body: Fields) -> None:
        """Have it wait until it is confirmed."""
        seen = body["seen"] if isinstance(body["seen"], list) else [body["seen"]]
        with self.guard:
            sent = self.sent.setdefault(body["label_id"], Sent(body["item_id"], body["stance"]))
            sent.seen.update(seen)
            self.unsaved[body["label_id"]] = body

    def give_up(self, label_id: str) -> None:
        """Send it no more."""
        with self.guard:
            self.sent[label_id].given_up = True
            self.unsaved.pop(label_id, None)

    def deliver(self, body: Fields, chance: random.Random) -> tuple[int, Fields]:
        """Send what waits; where another tab judged the item, one of both is chosen."""
        label_id = body["label_id"]
        status, _, text = self.ask("POST", "/judge", body)
        answer: Fields = json.loads(text) if text else {}
        assert status in (0, 200, 409), text
        if status == 200:
            with self.guard:
                self.sent[label_id].confirmed = True
                self.unsaved.pop(label_id, None)
        elif status == 409 and label_id in self.unsaved:
            assert answer["there"]["label_id"] != label_id
            self.conflicts += 1
            if chance.random() < 0.5:
                self.give_up(label_id)
            else:
                mine = {**body, "seen": answer["there"]["label_id"]}
                self.keep(mine)
                return self.deliver(mine, chance)
        return status, answer

    def deliver_all(self, chance: random.Random) -> None:
        """Send whatever waits, of the other tab too."""
        for body in list(self.unsaved.values()):
            if self.deliver(body, chance)[0] == 0:
                break


class Tab:
    """An annotator at one tab, for whom chance decides.

    Parameters
    ----------
    browser : Browser
    seed : int
    items : sequence of str
    """

    def __init__(self, browser: Browser, seed: int, items: list[str]) -> None:
        self._browser, self._items = browser, items
        self._chance = random.Random(seed)
        self.open = ""

    def judge_on(self, other: Tab) -> None:
        """Judge until the browser ends, at times what the other tab has open, and have all confirmed."""
        with self._browser.open_tab():
            following = "/next"
            while not self._browser.ends:
                turn = self._chance.random()
                if turn < 0.25 and other.open:
                    following = f"/item/{other.open}"
                elif turn < 0.4:
                    following = f"/item/{self._chance.choice(self._items)}"
                if (page := self._opened(following)) is None:
                    following = f"/item/{self._chance.choice(self._items)}"
                    continue
                self.open = page["item_id"]
                self._browser.deliver_all(self._chance)
                if self._chance.random() < 0.1 and not self._browser.unsaved:
                    following = self._undo()
                else:
                    following = self._save(page)
            while self._browser.unsaved:
                self._browser.deliver_all(self._chance)

    def _opened(self, address: str) -> Fields | None:
        """What the page of an item knows, ``None`` where there is no item left."""
        while True:
            status, headers, text = self._browser.ask("GET", address)
            address = headers.get("location", address)
            if status == 200:
                found = re.search(r'data-item="([^"]*)"', text)
                return json.loads(html.unescape(found[1])) if found else None

    def _new_id(self) -> str:
        return f"{self._chance.getrandbits(128):032x}"

    def _save(self, page: Fields) -> str:
        """Answer, at times otherwise while it is not saved, and say what comes next."""
        sent_before: list[str] = []
        while True:
            stance = self._chance.choice(["favor", "against", "neutral"])
            body = {
                "label_id": self._new_id(), "item_id": page["item_id"], "annotator": page["annotator"], "stance": stance,
                "sentiment": "neutral", "seen": [page["seen"], *sent_before], "seconds": 2.5, "task": page["task"],
            }  # fmt: skip
            corrected = False
            while not corrected:
                self._browser.keep(body)
                status, answer = self._browser.deliver(body, self._chance)
                if status == 200 or self._browser.sent[body["label_id"]].given_up:
                    return str(answer.get("next", page["next"]))
                corrected = self._chance.random() < 0.2
            self._browser.give_up(body["label_id"])
            sent_before.append(body["label_id"])

    def _undo(self) -> str:
        """Take the last judgement back, and go to its item."""
        body = {"annotator": "Ana", "label_id": self._new_id(), "task": "label"}
        self._browser.sent[body["label_id"]] = Sent()
        while True:
            status, _, text = self._browser.ask("POST", "/undo", body)
            if status == 200:
                taken_back = json.loads(text)["item"]
                # Where there was nothing to take back, nothing may stand under this id.
                self._browser.sent[body["label_id"]].confirmed = True
                if taken_back is None:
                    del self._browser.sent[body["label_id"]]
                return str(taken_back or "/next")
