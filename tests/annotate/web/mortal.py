"""Servers of one folder that are killed one after the other."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import takewhile
from pathlib import Path
from typing import IO
from urllib.parse import parse_qs, urlsplit

from pipeline.annotate.web.security import Door
from tests.annotate.web.forking import begins, ended
from tests.annotate.web.served import Served

PROJECT = Path(__file__).resolve().parents[3]


def entered(told: Iterable[str]) -> Served:
    """Somebody who opened the address that a server told, and gave the name Ana."""
    lines: list[str] = []
    for line in told:
        lines.append(line)
        if "http://" in line:
            break
    else:
        raise AssertionError(f"no server: {''.join(lines)}")
    address = urlsplit(line.split()[-1])
    served = Served(None, Door("127.0.0.1", address.port or 0, token=parse_qs(address.query)["token"][0]))  # type: ignore[arg-type]
    served.enter()
    return served


class MortalServers:
    """One server at a time, each a process of its own that `kill` ends as a power cut would.

    Parameters
    ----------
    orders, numbers, told : text streams
        To and from a process of `tests.annotate.web.forking`.
    """

    def __init__(self, orders: IO[str], numbers: IO[str], told: IO[str]) -> None:
        self._orders, self._numbers, self._told = orders, numbers, told
        self.number = 0
        self._lives = False

    def begin(self) -> None:
        """Have the next one begin; it may take a while until it serves."""
        self._orders.write("\n")
        self._orders.flush()
        self.number = int(self._numbers.readline())
        self._lives = True

    def entered(self) -> Served:
        """Somebody who opened its address."""
        # Those before it may have been killed while they told theirs.
        assert any(line == begins(self.number) for line in self._told)
        return entered(takewhile(lambda line: line != ended(self.number), self._told))

    def kill(self) -> None:
        """Kill it, whatever it is doing; nothing where it is dead."""
        if self._lives:
            os.kill(self.number, signal.SIGKILL)
            assert self._numbers.readline() == "ended\n"
            self._lives = False


@contextmanager
def mortal_servers(folder: Path) -> Iterator[MortalServers]:
    """The servers of a planned folder."""
    command = [sys.executable, "-m", "tests.annotate.web.forking", str(folder)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=PROJECT, stdin=pipe, stdout=pipe, stderr=pipe, text=True) as process:
        assert process.stdin is not None and process.stdout is not None and process.stderr is not None
        servers = MortalServers(process.stdin, process.stdout, process.stderr)
        try:
            yield servers
        finally:
            servers.kill()
            process.stdin.close()
