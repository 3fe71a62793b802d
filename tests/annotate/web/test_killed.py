"""The server may be killed at any moment, while two tabs judge the same items: nothing is lost, doubled or written over unseen."""

from __future__ import annotations

import json
import os
import random
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from pipeline.annotate.store import LabelStore
from pipeline.errors import PipelineError
from tests.annotate.web.mortal import MortalServers, mortal_servers
from tests.annotate.web.served import STORE, opened, plain, planned, saved
from tests.annotate.web.tabs import Browser, Sent, Tab

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not hasattr(os, "fork"), reason="servers are forked, which this system cannot"),
]
# As many kills as it takes until the rest has been seen, between these.
ITEMS, KILLS, MOST_KILLS = 200, 200, 1000
# So many at least must be in the middle of work, or the test shows nothing.
BROKEN_OFF, UNTOLD, BOTH_TABS, TAKEN_BACK = KILLS // 2, KILLS // 10, KILLS // 10, KILLS // 10
Lines = Sequence[Mapping[str, Any]]


def unconfirmed(lines: Lines, sent: Mapping[str, Sent]) -> set[str]:
    """What stands there and was not confirmed, after a check that what was stands there once, as it was sent, beside nothing that was
    not sent."""
    there = Counter(line["label_id"] for line in lines)
    assert max(there.values(), default=1) == 1
    assert there.keys() <= sent.keys()
    confirmed = {label_id for label_id, one in sent.items() if one.confirmed}
    assert confirmed <= there.keys()
    for line in lines:
        assert line["stance"] == sent[line["label_id"]].stance
        assert sent[line["label_id"]].item_id in (None, line["example_id"])
    return there.keys() - confirmed


def standing(lines: Lines, sent: Mapping[str, Sent]) -> dict[str, list[str]]:
    """The judgements of each item that are not taken back; each replaced one that its tab knew of, and the last was taken back."""
    of_item: dict[str, list[str]] = {}
    judged: list[tuple[str, str]] = []
    for line in lines:
        item_id, label_id = line["example_id"], line["label_id"]
        of_this = of_item.setdefault(item_id, [])
        if withdraws := line.get("withdraws"):
            assert judged.pop() == (item_id, withdraws)
            assert of_this.pop() == withdraws
        else:
            assert not of_this or of_this[-1] in sent[label_id].seen
            of_this.append(label_id)
            judged.append((item_id, label_id))
    return of_item


def refused(folder: Path, servers: MortalServers, origin: str) -> None:
    """A second server is told of the one that is there."""
    with pytest.raises(PipelineError, match=f"is in use by the process {servers.number} at {origin}"):
        LabelStore(folder / STORE)


def whole_and_cut(folder: Path) -> tuple[Lines, bytes]:
    """The whole lines of a store whose server was killed, and what stands of a line that it was about to write."""
    whole, end, cut = (folder / STORE).read_bytes().rpartition(b"\n")
    return [json.loads(line) for line in (whole + end).splitlines()], cut


def set_aside(folder: Path) -> set[bytes]:
    """What stands in the files into which the next server moved a line that was cut."""
    return {path.read_bytes() for path in folder.glob(f"{STORE}.cut-*")}


def taken_back(lines: Lines) -> int:
    """How many judgements were withdrawn."""
    return sum("withdraws" in line for line in lines)


def killed_again_and_again(folder: Path, browser: Browser, seed: int) -> None:
    """Servers that are killed while the tabs of a browser are at work, until all that is to be seen has been, the last one when all is
    confirmed."""
    chance = random.Random(seed)
    untold: set[str] = set()
    cuts: set[bytes] = set()
    lines: Lines = []
    enough = False
    with mortal_servers(folder) as servers:
        for kill in count():
            if enough and kill >= KILLS:
                break
            assert kill < MOST_KILLS, (browser.broken_off, len(untold), browser.conflicts, taken_back(lines))
            servers.begin()
            if chance.random() < 0.1:
                # At its start, before anybody was told where it is.
                time.sleep(chance.uniform(0, 0.1))
            else:
                served = servers.entered()
                if kill % 10 == 0:
                    refused(folder, servers, served.door.origin)
                browser.finds(served)
                browser.gets_answers(chance.randint(0, 8))
                time.sleep(chance.uniform(0, 0.015))
            servers.kill()
            browser.loses()
            lines, cut = whole_and_cut(folder)
            cuts |= {cut} - {b""}
            untold |= unconfirmed(lines, browser.sent)
            enough = browser.broken_off >= BROKEN_OFF and len(untold) >= UNTOLD
            enough = enough and browser.conflicts >= BOTH_TABS and taken_back(lines) >= TAKEN_BACK
        servers.begin()
        browser.ends = True
        browser.finds(servers.entered())
        browser.all_closed()
        servers.kill()
    assert cuts <= set_aside(folder)


def test_two_hundred_killed_servers_and_two_tabs_lose_and_double_nothing(tmp_path: Path) -> None:
    folder = planned(tmp_path / "plan", [plain(number) for number in range(1, ITEMS + 1)])
    browser = Browser(tabs=2)
    items = [f"item-{number}" for number in range(1, ITEMS + 1)]
    first, second = (Tab(browser, seed, items) for seed in (1, 2))
    with ThreadPoolExecutor(2) as threads:
        tabs = [threads.submit(first.judge_on, second), threads.submit(second.judge_on, first)]
        try:
            killed_again_and_again(folder, browser, seed=3)
        finally:
            browser.is_gone()
        for tab in tabs:
            tab.result()
    lines, sent = saved(folder), browser.sent
    unconfirmed(lines, sent)
    assert all(one.confirmed or one.given_up for one in sent.values())
    of_item = standing(lines, sent)
    with opened(folder) as workbench:
        assert workbench.progress("Ana").done == sum(bool(labels) for labels in of_item.values())
