"""The server as a process: it tells its address, ends when it is asked to, and is found at the same port again."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.annotate.web.mortal import PROJECT, entered
from tests.annotate.web.served import Served, plain, planned

pytestmark = pytest.mark.slow
SERVE = """
import sys
from pathlib import Path
from pipeline.annotate.web import serve
from tests.annotate.web.served import opened

with opened(Path(sys.argv[1])) as workbench:
    serve(workbench, open_browser=False)
"""


def started(folder: Path) -> tuple[subprocess.Popen[str], Served]:
    """A server in a process of its own, and somebody who opened its address."""
    command = [sys.executable, "-c", SERVE, str(folder)]
    process = subprocess.Popen(command, cwd=PROJECT, stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    return process, entered(process.stderr)


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
