"""One record of a web archive → what it says, by warcio, or by FastWARC where it is installed: the same from both."""

from __future__ import annotations

import io
import zlib
from dataclasses import dataclass
from importlib.util import find_spec

_CHUNK = 1 << 16


class TooLargeError(Exception):
    """The page unpacked is larger than one may be."""


@dataclass(frozen=True, slots=True)
class ArchivedPage:
    """A record taken apart.

    Attributes
    ----------
    kind : str
        The type of the record, such as ``response``.
    status : int, optional
        Of the answer of the server.
    content_type : str
        As the server or else the archive says it.
    truncated : bool
        Whether the archive says that it kept only a part.
    payload : bytes
        What the server sent, as it was sent.
    """

    kind: str
    url: str | None
    date: str | None
    status: int | None
    content_type: str
    truncated: bool
    transfer_encoding: str
    content_encoding: str
    payload: bytes

    def content(self, most: int) -> bytes:
        """The page itself, taken out of its packing for the way.

        Parameters
        ----------
        most : int
            Bytes at most.

        Raises
        ------
        TooLargeError
            If it is larger.
        """
        data = self.payload
        if "chunked" in self.transfer_encoding:
            data = _joined(data)
        for encoding in reversed([name.strip() for name in self.content_encoding.split(",")]):
            data = _unpacked(data, encoding, most)
        if len(data) > most:
            raise TooLargeError
        return data


def archived_page(data: bytes) -> ArchivedPage | None:
    """Take a record apart; ``None`` where it cannot be."""
    return by_fastwarc(data) if find_spec("fastwarc") else by_warcio(data)


def by_warcio(data: bytes) -> ArchivedPage | None:
    """`archived_page` by warcio."""
    from warcio.archiveiterator import WARCIterator
    from warcio.exceptions import ArchiveLoadFailed
    from warcio.statusandheaders import StatusAndHeadersParserException

    try:
        record = next(WARCIterator(io.BytesIO(data), no_record_parse=True), None)
    except (ArchiveLoadFailed, StatusAndHeadersParserException, EOFError, ValueError, AttributeError):
        return None
    if record is None:
        return None
    header = record.rec_headers.get_header
    return _page(
        header("WARC-Type"), header("WARC-Target-URI"), header("WARC-Date"), header("Content-Type"),
        header("WARC-Truncated"), record.raw_stream.read(len(data)),
    )  # fmt: skip


def by_fastwarc(data: bytes) -> ArchivedPage | None:
    """`archived_page` by FastWARC."""
    from fastwarc.warc import ArchiveIterator

    try:
        record = next(iter(ArchiveIterator(io.BytesIO(data), parse_http=False)), None)
        block = record.reader.read() if record else b""
    except OSError:
        # Its word for a header that is none.
        return None
    if record is None:
        return None
    header = record.headers.get
    return _page(
        header("WARC-Type"), header("WARC-Target-URI"), header("WARC-Date"), header("Content-Type"),
        header("WARC-Truncated"), block,
    )  # fmt: skip


def _page(
    kind: str | None, url: str | None, date: str | None, content_type: str | None, truncated: str | None, block: bytes
) -> ArchivedPage:
    kind = (kind or "").strip().casefold()
    url = (url or "").strip().removeprefix("<").removesuffix(">").replace(" ", "%20") or None
    status: int | None = None
    headers: dict[str, str] = {}
    payload = block
    if kind in ("response", "revisit") and block.startswith(b"HTTP/"):
        status, headers, payload = _answer(block)
    return ArchivedPage(
        kind,
        url,
        (date or "").strip() or None,
        status,
        headers.get("content-type", "" if headers else content_type or ""),
        truncated is not None,
        headers.get("transfer-encoding", "").casefold(),
        headers.get("content-encoding", "").casefold(),
        payload,
    )


def _answer(block: bytes) -> tuple[int | None, dict[str, str], bytes]:
    """Status, header and body of an answer of a server."""
    ends = [(at, len(end)) for end in (b"\r\n\r\n", b"\n\n") if (at := block.find(end)) >= 0]
    at, length = min(ends, default=(len(block), 0))
    first, *lines = block[:at].decode("latin-1").splitlines() or [""]
    headers: dict[str, str] = {}
    for line in lines:
        name, _, value = line.partition(":")
        headers.setdefault(name.strip().casefold(), value.strip())
    code = first.split(" ")[1:2]
    return int(code[0]) if code and code[0].isdecimal() else None, headers, block[at + length :]


def _joined(data: bytes) -> bytes:
    """The chunks in which a page was sent as one; as it is, where it is none, as many archives keep the header."""
    parts: list[bytes] = []
    position = 0
    while True:
        end = data.find(b"\r\n", position, position + 64)
        size = data[position:end].split(b";")[0].strip() if end >= 0 else b""
        try:
            length = int(size, 16)
        except ValueError:
            return b"".join([*parts, data[position:]]) if parts else data
        if length <= 0:
            return b"".join(parts)
        parts.append(data[end + 2 : end + 2 + length])
        position = end + 2 + length + 2
        if position >= len(data):
            return b"".join(parts)


def _unpacked(data: bytes, encoding: str, most: int) -> bytes:
    """The page out of one packing; as it is where it is not packed so, and what could be had of a broken one."""
    if encoding in ("gzip", "x-gzip") and data.startswith(b"\x1f\x8b"):
        return _inflated(data, 31, most)
    if encoding == "deflate":
        return _inflated(data, 15, most) or _inflated(data, -15, most) or data
    if encoding == "br":
        return _unpacked_brotli(data, most)
    return data


def _inflated(data: bytes, window: int, most: int) -> bytes:
    unpacking, parts, length = zlib.decompressobj(window), [], 0
    for start in range(0, len(data), _CHUNK):
        try:
            parts.append(unpacking.decompress(data[start : start + _CHUNK], most + 1 - length))
        except zlib.error:
            break
        length += len(parts[-1])
        if length > most:
            raise TooLargeError
    return b"".join(parts)


def _unpacked_brotli(data: bytes, most: int) -> bytes:
    import brotli

    unpacking, parts, length = brotli.Decompressor(), [], 0
    try:
        parts.append(unpacking.process(data, output_buffer_limit=most + 1))
        while parts[-1] and not unpacking.is_finished():
            length += len(parts[-1])
            if length > most:
                raise TooLargeError
            parts.append(unpacking.process(b"", output_buffer_limit=most + 1))
    except brotli.error:
        return b"".join(parts) or data
    if sum(map(len, parts)) > most:
        raise TooLargeError
    return b"".join(parts)
