"""The server of one run: where it listens, what it tells the terminal, and how it ends."""

from __future__ import annotations

import os
import socket
import sys
from typing import TYPE_CHECKING

from pipeline.errors import PipelineError

if TYPE_CHECKING:
    from pipeline.annotate.workbench import Workbench

# Ports that no other program asks the system for by itself.
_FIRST_PORT, _PORTS = 20_000, 10_000


def usual_port(name: str) -> int:
    """The port of a study: the same each time, since a browser keeps what is not saved yet by port.

    Parameters
    ----------
    name : str
        The study's title.

    Examples
    --------
    >>> usual_port("harbours") == usual_port("harbours")
    True
    """
    from hashlib import sha256

    return _FIRST_PORT + int.from_bytes(sha256(name.encode()).digest()[:4], "big") % _PORTS


def listening(host: str, port: int, name: str) -> socket.socket:
    """A socket that listens.

    Parameters
    ----------
    host : str
    port : int
        0 for the study's usual one, or any that is free where that is taken.
    name : str
        The study's title.

    Raises
    ------
    PipelineError
        If the port is taken or the host is none of this machine.
    """
    wanted = [port] if port else [usual_port(name), 0]
    trouble: OSError | None = None
    for one in wanted:
        listener = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM)
        if os.name != "nt":
            # So that a restart finds its port again at once; on Windows it would let two servers share one.
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((host, one))
            listener.listen(128)
        except OSError as error:
            listener.close()
            trouble = error
        else:
            return listener
    raise PipelineError(
        f"The page cannot be served at {host}, port {wanted[0]} ({trouble}). Choose another --port, or leave --host away."
    )


def serve(workbench: Workbench, host: str = "127.0.0.1", port: int = 0, open_browser: bool = True) -> None:
    """Serve the annotation page until it is interrupted.

    Parameters
    ----------
    workbench : Workbench
    host : str, default="127.0.0.1"
        Another than this machine's own lets others on the network in who have the address.
    port : int, default=0
        0 for the one that the study always has, so that a browser finds again what was not saved.
    open_browser : bool, default=True

    Raises
    ------
    PipelineError
        If nothing can listen there.
    """
    import webbrowser

    import uvicorn

    from pipeline.annotate.web.app import make_app
    from pipeline.annotate.web.security import Door

    listener = listening(host, port, workbench.title)
    door = Door(host, listener.getsockname()[1])
    # Nothing of the machine is told, and no address with its token gets into a log.
    config = uvicorn.Config(
        make_app(workbench, door), log_level="warning", access_log=False, server_header=False, lifespan="off",
        timeout_graceful_shutdown=3,
    )  # fmt: skip
    workbench.serving(door.origin)
    print(
        f"Label at {door.address}\nStop with Ctrl-C; everything that the page called saved is on the disk.",
        file=sys.stderr,
        flush=True,
    )
    if open_browser:
        webbrowser.open(door.address)
    try:
        uvicorn.Server(config).run(sockets=[listener])
    except KeyboardInterrupt:
        pass
    finally:
        listener.close()
