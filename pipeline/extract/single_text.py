"""A text on its own, without an article around it, as a classifier reads it."""

from __future__ import annotations

from pipeline.countries.gazetteer import gazetteer, known_codes, suggested_code
from pipeline.errors import PipelineError
from pipeline.extract.examples import role_of
from pipeline.masking import mask
from pipeline.records import Mention


def masked_text(text: str, target: str, speaker_country: str | None = None) -> str:
    """`text` as a classifier reads it toward `target`.

    Raises
    ------
    PipelineError
        If the text is empty, the code is unknown, or the text does not name the target.
    """
    if not isinstance(text, str) or not text.strip():
        raise PipelineError("The text is empty; give the words of the statement.")
    if target not in known_codes():
        raise PipelineError(f"'{target}' is no ISO 3166-1 alpha-3 code.{suggested_code(str(target))}")
    found = gazetteer().find(text)
    mentions = [Mention(c.start, c.end, c.country, role_of(c.country, target, speaker_country)) for c in found]
    if not any(m.role == "target" for m in mentions):
        raise PipelineError(f"The text does not name {target}: “{text[:80]}”. Give a text about it, or another target.")
    return mask(text, 0, mentions)
