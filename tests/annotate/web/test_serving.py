"""The server as a process: it tells its address, ends when it is asked to, and may be killed at any moment."""

from __future__ import annotations

import http.client
import signal
import subprocess
import sys
import threading
from collections import Counter
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from pipeline.annotate.web.security import Door
from tests.annotate.web.served import Served, opened, plain, planned, saved

pytestmark = pytest.mark.slow
PROJECT = Path(__file__).resolve().parents[3]
SERVE = """
import sys
from pathlib import Path
from pipeline.annotate.web import serve
from tests.annotate.web.served import opened

with opened(Path(sys.argv[1])) as workbench:
    serve(workbench, open_browser=False)
"""
ITEMS, KILLS = 60, 4


def started(folder: Path) -> tuple[subprocess.Popen[str], Served]:
    """A server in a process of its own, and somebody who opened its address."""
    command = [sys.executable, "-c", SERVE, str(folder)]
    process = subprocess.Popen(command, cwd=PROJECT, stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    for line in process.stderr:
        if "http://" in line:
            break
    address = urlsplit(line.split()[-1])
    served = Served(None, Door("127.0.0.1", address.port or 0, token=parse_qs(address.query)["token"][0]))  # type: ignore[arg-type]
    served.enter()
    return process, served


def test_an_interrupted_server_ends_well_and_is_found_at_the_same_port_again(tmp_path: Path) -> None:
    folder = planned(tmp_path / "plan", [plain(1)])
    doors = []
    for _ in range(2):
        process, served = started(folder)
        assert served.ask("GET", "/item/item-1")[0] == 200
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=30) == 0
        doors.append(served.door)
    assert doors[0].port == doors[1].port and doors[0].token != doors[1].token


def test_a_killed_server_loses_and_doubles_nothing(tmp_path: Path) -> None:
    folder = planned(tmp_path / "plan", [plain(number) for number in range(1, ITEMS + 1)])
    waiting = [(f"item-{number}", f"label-{number:04}") for number in range(1, ITEMS + 1)]
    confirmed: list[str] = []
    for kill in range(KILLS):
        process, served = started(folder)
        # It is killed while answers are under way; the last one may have no server to tell it.
        threading.Timer(0.03 + 0.04 * kill, process.kill).start()
        while waiting:
            try:
                status, told = served.judge(*waiting[0])
            except (OSError, ValueError, http.client.HTTPException):
                break
            assert status == 200, told
            confirmed.append(waiting.pop(0)[1])
        process.wait(timeout=30)
        if process.stderr:
            process.stderr.close()
    process, served = started(folder)
    for item_id, label_id in waiting:
        assert served.judge(item_id, label_id)[0] == 200
    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=30) == 0
    counted = Counter(line["label_id"] for line in saved(folder))
    assert set(confirmed) <= set(counted) and len(counted) == ITEMS and set(counted.values()) == {1}
    with opened(folder) as workbench:
        assert workbench.progress("Ana").done == ITEMS
