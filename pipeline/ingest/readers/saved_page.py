"""A page that a browser saved as one file (MHTML, RFC 2557): its HTML, without the pictures and styles beside it."""

from __future__ import annotations

import email
import email.policy
from collections.abc import Iterator
from email.message import EmailMessage

from pipeline.config import IngestConfig
from pipeline.ingest.documents import Document
from pipeline.ingest.reasons import Reason
from pipeline.ingest.sources.opening import Opened
from pipeline.ingest.sources.source import Piece
from pipeline.io.decoding import decode
from pipeline.records import Reject

# With its pictures a page takes many times its text.
_FILE = 5
_PAGE = "text/html"
_ADDRESSES = ("Snapshot-Content-Location", "Content-Location", "Content-Base")


def read(opened: Opened, piece: Piece, config: IngestConfig) -> Iterator[Document | Reject]:
    """The one page.

    Parameters
    ----------
    opened : Opened
    piece : Piece
        Always the whole file.
    config : IngestConfig
    """
    most = config.max_megabytes * 1_000_000
    data = opened.stream().read(_FILE * most + 1)
    if len(data) > _FILE * most:
        reason = f"the saved page has more than {_FILE * most / 1e6:.0f} MB; set ingest.max_megabytes higher, or save it as HTML"
        yield Reject(opened.name, None, reason, Reason.TOO_LARGE)
        return
    whole = email.message_from_bytes(data.lstrip(), policy=email.policy.HTTP)
    page = next((part for part in whole.walk() if part.get_content_type() == _PAGE), None)
    content = page.get_payload(decode=True) if page is not None else None
    if page is None or not isinstance(content, bytes) or not content.strip():
        reason = "the saved page holds no HTML; open it in the browser and save it as HTML"
        yield Reject(opened.name, None, reason, Reason.NO_TEXT)
        return
    if len(content) > most:
        reason = f"has more than ingest.max_megabytes ({config.max_megabytes} MB), too much for one text. Split it"
        yield Reject(opened.name, None, reason, Reason.TOO_LARGE)
        return
    text = decode(content, page.get_content_charset())
    if text is None:
        reason = "the saved page is in an unknown encoding; open it in the browser and save it as HTML"
        yield Reject(opened.name, None, reason, Reason.NO_FORMAT)
        return
    yield Document(opened.name, text, "html", url=_address(whole, page))


def _address(whole: EmailMessage, page: EmailMessage) -> str | None:
    """Where the page was: as the browser says of the whole, else of the part."""
    given = [str(part.get(name) or "").strip() for part in (whole, page) for name in _ADDRESSES]
    return next((address for address in given if address.startswith(("http://", "https://"))), None)
