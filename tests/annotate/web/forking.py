"""A process that has imported what `stance annotate` needs, and forks one server after the other, so that each start is a short one.

    python -m tests.annotate.web.forking FOLDER

For each line that it reads it has a child serve the folder's plan, as the command does, and says its number; when the child is dead, it
says so. The terminal is told of both too, between what the children tell it.
"""

from __future__ import annotations

import os
import sys
import traceback
from pathlib import Path

import uvicorn

from pipeline.annotate import stage
from pipeline.annotate.web import serve
from pipeline.annotate.web.app import make_app
from pipeline.annotate.web.security import Door
from pipeline.annotate.workbench import Workbench
from pipeline.config import load_config
from tests.annotate.web.served import STORE


def begins(number: int) -> str:
    """The line before what a server tells."""
    return f"server {number} begins\n"


def ended(number: int) -> str:
    """The line after what a server tells."""
    return f"server {number} ended\n"


def _opened(folder: Path) -> Workbench:
    return stage.run(load_config(), plan=folder, store=folder / STORE).workbench


def _ready(folder: Path) -> None:
    """Import and read once what every server needs."""
    with _opened(folder) as workbench:
        workbench.next_item("Ana")
        uvicorn.Config(make_app(workbench, Door("127.0.0.1", 80)), lifespan="off").load()


def _tell(line: str) -> None:
    sys.stderr.write(line)
    sys.stderr.flush()


def _serve_again(folder: Path) -> None:
    _ready(folder)
    while sys.stdin.readline():
        server = os.fork()
        if server == 0:
            try:
                _tell(begins(os.getpid()))
                with _opened(folder) as workbench:
                    serve(workbench, open_browser=False)
            except BaseException:
                traceback.print_exc()
            finally:
                os._exit(0)
        print(server, flush=True)
        os.waitpid(server, 0)
        _tell(ended(server))
        print("ended", flush=True)


if __name__ == "__main__":
    _serve_again(Path(sys.argv[1]))
