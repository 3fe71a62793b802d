"""The one error that a reader may meet while it reads a source."""

from __future__ import annotations

from pipeline.ingest.reasons import Reason


class SourceError(Exception):
    """A source cannot be opened, or not be read further.

    Attributes
    ----------
    reason : Reason
        Its kind.
    sentence : str
        What was wrong and what to do; the name of the source is told beside it.
    """

    def __init__(self, reason: Reason, sentence: str) -> None:
        super().__init__(sentence)
        self.reason = reason
        self.sentence = sentence
