"""The server as a process: it tells its address, ends when it is asked to, and may be killed at any moment."""

from __future__ import annotations

import http.client
import os
import random
import signal
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO
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
# For each line that it reads it has a child serve, and says its number; when the child is dead, it says so. It has imported and read all
# that a server needs, so that each start is a short one.
SERVE_AGAIN = """
import os, sys
from pathlib import Path
import uvicorn
import webbrowser
from pipeline.annotate.web import serve
from pipeline.annotate.web.app import make_app
from pipeline.annotate.web.security import Door
from tests.annotate.web.served import opened

with opened(Path(sys.argv[1])) as workbench:
    workbench.next_item("Ana")
    uvicorn.Config(make_app(workbench, Door("127.0.0.1", 80)), lifespan="off").load()
while sys.stdin.readline():
    server = os.fork()
    if server == 0:
        try:
            with opened(Path(sys.argv[1])) as workbench:
                serve(workbench, open_browser=False)
        finally:
            os._exit(0)
    print(server, flush=True)
    os.waitpid(server, 0)
    print("ended", flush=True)
"""
ITEMS, KILLS = 2000, 200


def entered(told: IO[str]) -> Served:
    """Somebody who opened the address that a server told."""
    line = next(line for line in told if "http://" in line)
    address = urlsplit(line.split()[-1])
    served = Served(None, Door("127.0.0.1", address.port or 0, token=parse_qs(address.query)["token"][0]))  # type: ignore[arg-type]
    served.enter()
    return served


def started(folder: Path) -> tuple[subprocess.Popen[str], Served]:
    """A server in a process of its own, and somebody who opened its address."""
    command = [sys.executable, "-c", SERVE, str(folder)]
    process = subprocess.Popen(command, cwd=PROJECT, stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    return process, entered(process.stderr)


@contextmanager
def mortal_servers(folder: Path) -> Iterator[Iterator[tuple[int, Served]]]:
    """One server after the other on the same folder, each with its process number; the next starts when the one before is dead."""
    command = [sys.executable, "-c", SERVE_AGAIN, str(folder)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=PROJECT, stdin=pipe, stdout=pipe, stderr=pipe, text=True) as process:
        orders, numbers, told = process.stdin, process.stdout, process.stderr
        assert orders is not None and numbers is not None and told is not None

        def servers() -> Iterator[tuple[int, Served]]:
            while True:
                orders.write("\n")
                orders.flush()
                yield int(numbers.readline()), entered(told)
                assert numbers.readline() == "ended\n"

        yield servers()
        orders.close()


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


@pytest.mark.skipif(not hasattr(os, "fork"), reason="servers are forked, which this system cannot")
def test_a_server_killed_two_hundred_times_loses_and_doubles_nothing(tmp_path: Path) -> None:
    folder = planned(tmp_path / "plan", [plain(number) for number in range(1, ITEMS + 1)])
    every = [(f"item-{number}", f"label-{number:04}") for number in range(1, ITEMS + 1)]
    chance = random.Random(1)
    confirmed, unanswered = 0, 0
    with mortal_servers(folder) as servers:
        for _ in range(KILLS):
            number, served = next(servers)
            # While answers are under way; the last one may find no server to tell it.
            end = threading.Timer(chance.uniform(0, 0.03), os.kill, (number, signal.SIGKILL))
            answers = chance.randint(0, 8)
            # The last that was confirmed is sent again, as by a page that did not hear of it.
            place = max(0, confirmed - 1)
            try:
                while True:
                    if place - confirmed >= answers - 1 and not end.ident:
                        end.start()
                    status, told = served.judge(*every[place])
                    assert status == 200, told
                    place += 1
            except (OSError, ValueError, http.client.HTTPException):
                unanswered += 1
            confirmed = max(confirmed, place)
            on_disk = {line["label_id"] for line in saved(folder)}
            assert {label_id for _, label_id in every[:confirmed]} <= on_disk
        assert unanswered == KILLS and KILLS < confirmed < ITEMS
        number, served = next(servers)
        rest = every[max(0, confirmed - 1) :][:20]
        for item_id, label_id in rest:
            assert served.judge(item_id, label_id)[0] == 200
        os.kill(number, signal.SIGKILL)
    counted = Counter(line["label_id"] for line in saved(folder))
    sent = every[: confirmed - 1 + len(rest)]
    assert counted == Counter(label_id for _, label_id in sent)
    with opened(folder) as workbench:
        assert workbench.progress("Ana").done == len(sent)
