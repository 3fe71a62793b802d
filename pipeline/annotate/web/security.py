"""Who may talk to the page: a browser that was given the address of this run, and no other page in that browser."""

from __future__ import annotations

import ipaddress
import secrets
import socket
from dataclasses import dataclass, field
from hmac import compare_digest
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import cookie_parser
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

# No judgement, with its note, comes near.
BODY_LIMIT = 64 * 1024
OPEN_PATH = "/open"
# A page of another origin cannot send it without being asked first whether it may, and nobody here says yes.
REQUEST_HEADER = "x-stance"
HEADERS = {
    "content-security-policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cache-control": "no-store",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}
_ANY_ADDRESS = ("0.0.0.0", "::")
_HTTP_PORT = 80


@dataclass(frozen=True)
class Door:
    """The address of one run of the server, the token that opens it, and the secret of the cookie that it is exchanged for.

    Attributes
    ----------
    host, port
        Where the server listens.
    token
        Stands in the first address only.
    session
        What the cookie holds; another secret than the token, so that an address in a browser's history is no cookie.
    """

    host: str
    port: int
    token: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    session: str = field(default_factory=lambda: secrets.token_urlsafe(24))

    @property
    def cookie(self) -> str:
        """The name of the cookie: browsers keep one jar for all ports of a machine, and studies are open side by side."""
        return f"stance_session_{self.port}"

    @property
    def origin(self) -> str:
        """The origin of the page, such as ``http://127.0.0.1:8501``."""
        host = socket.gethostname() if self.host in _ANY_ADDRESS else self.host
        return f"http://[{host}]:{self.port}" if ":" in host else f"http://{host}:{self.port}"

    @property
    def address(self) -> str:
        """The first address, which holds the token."""
        return f"{self.origin}{OPEN_PATH}?token={self.token}"

    def answers_to(self, host: str) -> bool:
        """Whether a ``Host`` header names this server, and no domain that somebody pointed at this machine.

        An address of numbers is nobody's domain; a name must be the one that was asked for.
        """
        name, port = _parted(host)
        # Browsers leave the usual port of HTTP away.
        if (port or str(_HTTP_PORT)) != str(self.port):
            return False
        if name == self.host.lower():
            return True
        if self.host in _ANY_ADDRESS:
            return name in ("localhost", socket.gethostname().lower()) or _is_number(name)
        return _is_loopback(self.host) and name in ("localhost", "127.0.0.1", "::1")


class Guard:
    """The outermost layer of the server: refuses whoever has no business here and sets the headers of every answer.

    Parameters
    ----------
    app : ASGI application
    door : Door
    """

    def __init__(self, app: ASGIApp, door: Door) -> None:
        self._app, self._door = app, door

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers[name] = value
            await send(message)

        headers = Headers(scope=scope)
        answer = self._refused(scope, headers) or self._opened(scope) or self._unknown(scope, headers)
        if answer is None and scope["method"] == "POST":
            body = await _body(receive)
            if body is None:
                answer = _refusal(scope, 413, "This is longer than any judgement.")
            else:
                receive = _replayed(body)
        await (answer or self._app)(scope, receive, send_guarded)

    def _refused(self, scope: Scope, headers: Headers) -> Response | None:
        if not self._door.answers_to(headers.get("host", "")):
            return _refusal(scope, 421, "This server answers only to its own address, as the terminal printed it.")
        if scope["method"] not in ("GET", "HEAD", "POST"):
            return _refusal(scope, 405, "Only GET and POST are understood.")
        if scope["method"] != "POST":
            return None
        if headers.get("origin") != f"http://{headers['host']}":
            return _refusal(scope, 403, "This came from another page.")
        if headers.get("sec-fetch-site", "same-origin") != "same-origin" or not headers.get(REQUEST_HEADER):
            return _refusal(scope, 403, "This came from another page.")
        if headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
            return _refusal(scope, 415, "Only JSON is understood.")
        return None

    def _opened(self, scope: Scope) -> Response | None:
        """The exchange of the token for a cookie; the token leaves the address bar at once."""
        if scope["path"] != OPEN_PATH:
            return None
        given = parse_qs(scope["query_string"].decode("latin-1")).get("token", [""])[0]
        if scope["method"] != "GET" or not _equal(given, self._door.token):
            return _refusal(scope, 403, "This address is of an earlier run: open the one that the terminal shows now.")
        answer = RedirectResponse("/", status_code=303)
        answer.set_cookie(self._door.cookie, self._door.session, httponly=True, samesite="strict", path="/")
        return answer

    def _unknown(self, scope: Scope, headers: Headers) -> Response | None:
        # Other programs of this machine share the jar; one that the standard library cannot read would hide what is behind it.
        kept = cookie_parser(headers.get("cookie", "")).get(self._door.cookie)
        if kept and _equal(kept, self._door.session):
            return None
        return _refusal(scope, 401, "The server was started anew: open the address that the terminal shows now.")


def _refusal(scope: Scope, status: int, sentence: str) -> Response:
    if scope["method"] == "POST":
        return JSONResponse({"error": sentence}, status_code=status)
    return PlainTextResponse(sentence, status_code=status)


async def _body(receive: Receive) -> bytes | None:
    """The whole body, or ``None`` where it is too long; what says its length is not believed."""
    body = bytearray()
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            return bytes(body)
        body += message.get("body", b"")
        if len(body) > BODY_LIMIT:
            return None
        if not message.get("more_body"):
            return bytes(body)


def _replayed(body: bytes) -> Receive:
    async def receive() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    return receive


def _equal(given: str, secret: str) -> bool:
    return compare_digest(given.encode(), secret.encode())


def _parted(host: str) -> tuple[str, str]:
    """Name and port of a ``Host`` header; the port is empty where it is not told."""
    name, colon, port = host.rpartition(":")
    if not colon or host.endswith("]"):
        name, port = host, ""
    return name.strip("[]").lower(), port


def _is_number(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def _is_loopback(host: str) -> bool:
    return host == "localhost" or (_is_number(host) and ipaddress.ip_address(host).is_loopback)
