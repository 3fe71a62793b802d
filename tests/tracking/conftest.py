"""The command line in a process of its own, and a real MLflow server."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]
# The machine may have more to do than this.
PATIENCE = 240


def environment(**changes: str) -> dict[str, str]:
    """That of a child process that finds this checkout, and nothing of a store."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("MLFLOW_")}
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return kept | {"PYTHONPATH": str(PROJECT), "PATH": path} | changes


def start_stance(folder: Path, *arguments: str, **changes: str) -> subprocess.Popen[str]:
    """The command line in a process of its own."""
    script = "from pipeline.cli import main; main()"
    return subprocess.Popen(
        [sys.executable, "-c", script, *arguments],
        cwd=folder,
        env=environment(**changes),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def free_port() -> int:
    with socket.socket() as opened:
        opened.bind(("127.0.0.1", 0))
        return int(opened.getsockname()[1])


def wait_until(happened: Callable[[], bool], what: str, interval: float = 0.2) -> None:
    end = time.monotonic() + PATIENCE
    while not happened():
        assert time.monotonic() < end, f"in vain: {what}"
        time.sleep(interval)


def answers(uri: str) -> bool:
    try:
        with urllib.request.urlopen(uri, timeout=5):
            return True
    except OSError:
        return False


@dataclass
class Server:
    """A program that serves at a loopback address, in a process group of its own so that its workers end with it."""

    uri: str
    command: list[str]
    log: Path
    changes: dict[str, str] = field(default_factory=dict)
    process: subprocess.Popen[bytes] | None = None

    def start(self, health: str) -> None:
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.command, stdout=log, stderr=log, env=environment(**self.changes), start_new_session=True
            )

        def ready() -> bool:
            assert self.process is not None and self.process.poll() is None, self.log.read_text()
            return answers(self.uri + health)

        wait_until(ready, self.log.read_text())

    def kill(self) -> None:
        if self.process is not None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            self.process = None


@pytest.fixture(scope="module")
def mlflow_server(empty_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A real MLflow server on SQLite and a folder of artifacts, not started yet."""
    folder, port = tmp_path_factory.mktemp("server"), free_port()
    shutil.copy(empty_store, folder / "store.db")
    command = ["-m", "mlflow", "server", "--host", "127.0.0.1", "--port", str(port), "--workers", "1"]
    command += ["--backend-store-uri", f"sqlite:///{folder}/store.db", "--artifacts-destination", str(folder / "files")]
    quick = {"MLFLOW_SERVER_ENABLE_JOB_EXECUTION": "false", "MLFLOW_DISABLE_TELEMETRY": "true"}
    server = Server(f"http://127.0.0.1:{port}", [sys.executable, *command], folder / "log", quick)
    yield server
    server.kill()
