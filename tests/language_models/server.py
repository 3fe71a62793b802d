"""A local endpoint that speaks the protocol of chat completions, and misbehaves as it is told."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

RIGHT = {
    "reason": "It accuses.",
    "rules": [30],
    "flag": "none",
    "stance": "against",
    "sentiment": "negative",
    "confidence": 0.9,
}


@dataclass
class Reply:
    """What the server answers: a judgement by default."""

    content: str = field(default_factory=lambda: json.dumps(RIGHT))
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes | None = None
    finish: str = "stop"
    refusal: str | None = None
    wait: float = 0.0
    cut: bool = False
    usage: bool = True


def judgement(**changed: Any) -> Reply:
    return Reply(json.dumps(RIGHT | changed))


def error(status: int, message: str, code: str | None = None, **headers: str) -> Reply:
    body = json.dumps({"error": {"message": message, "code": code}}).encode()
    return Reply(status=status, body=body, headers={name.replace("_", "-"): value for name, value in headers.items()})


Behaviour = Callable[[dict[str, Any], int], Reply]


@dataclass
class Served:
    """The running server: its address, and the requests it was sent, in their order."""

    url: str
    requests: list[dict[str, Any]]
    keys: list[str | None]
    most_at_once: int = 0

    def questions(self) -> list[str]:
        return [request["messages"][-1]["content"] for request in self.requests]


@contextmanager
def serving(behave: Behaviour) -> Iterator[Served]:
    """A server whose answer to a request is what `behave` makes of it and of how often the same question came before."""
    served = Served("", [], [])
    lock = threading.Lock()
    at_once = 0

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            nonlocal at_once
            request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            with lock:
                at_once += 1
                served.most_at_once = max(served.most_at_once, at_once)
                question = request["messages"][-1]["content"]
                before = served.questions().count(question)
                served.requests.append(request)
                served.keys.append(self.headers.get("Authorization"))
            try:
                reply = behave(request, before)
                time.sleep(reply.wait)
                self._send(request, reply)
            except (BrokenPipeError, ConnectionResetError):
                pass
            finally:
                with lock:
                    at_once -= 1

        def _send(self, request: dict[str, Any], reply: Reply) -> None:
            message = {"role": "assistant", "content": reply.content, "refusal": reply.refusal}
            whole: dict[str, Any] = {
                "id": "1",
                "object": "chat.completion",
                "created": 1_790_000_000,
                "model": request["model"] + "-2026-05",
                "choices": [{"index": 0, "message": message, "finish_reason": reply.finish}],
            }
            if reply.usage:
                whole["usage"] = {"prompt_tokens": 1000, "completion_tokens": 50, "total_tokens": 1050}
            body = reply.body if reply.body is not None else json.dumps(whole).encode()
            self.send_response(reply.status)
            for name, value in ({"Content-Type": "application/json"} | reply.headers).items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body[: len(body) // 2] if reply.cut else body)
            if reply.cut:
                self.close_connection = True

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    served.url = f"http://127.0.0.1:{server.server_address[1]}/v1"
    try:
        yield served
    finally:
        server.shutdown()
        server.server_close()
