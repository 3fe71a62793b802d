"""A file that is one text, read whole and decoded."""

from __future__ import annotations

from pipeline.config import IngestConfig
from pipeline.ingest.reasons import Reason
from pipeline.ingest.sources.opening import Opened
from pipeline.io.decoding import decode
from pipeline.records import Reject


def whole_text(opened: Opened, config: IngestConfig) -> str | Reject:
    """The text of a file, or why it has none: it is too large, empty, or no text.

    Raises
    ------
    SourceError
        If it cannot be read to its end: half a text is none.
    """
    most = config.max_megabytes * 1_000_000
    data = opened.stream().read(most + 1)
    if len(data) > most:
        reason = f"has more than ingest.max_megabytes ({config.max_megabytes} MB), too much for one text. Split it"
        return Reject(opened.name, None, reason, code=Reason.TOO_LARGE)
    text = decode(data)
    if text is None:
        reason = "the file is binary or in an unknown encoding. Save it as UTF-8"
        return Reject(opened.name, None, reason, code=Reason.NO_FORMAT)
    return text if text.strip() else Reject(opened.name, None, "the file is empty but for spaces", code=Reason.EMPTY)
