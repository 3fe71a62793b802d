"""UTF-8 that was read as another encoding and written again, repaired."""

from __future__ import annotations

import re

from pipeline.io.charsets import with_windows_signs

# UTF-8 that was read as another encoding and written again: a first byte of a sequence and one that goes on with it, as
# they look in the code pages of Windows (Western, Cyrillic), on the Macintosh and under DOS.
_TWICE = re.compile(
    "[Â-ôĂĹ][\x80-¿ŒœŠšŽžŸƒˆ˜–-•…‰‹›€™ťŤśŚľĽąşŞżŻł]|[РСВГв][\xa0-¿–-•…‰‹›€™№Ђ-ЏЎІЇЄў-џіїєґҐё]|[√¬‚][^\x00-\x7f\\s]|[├┬╨╤][^\x00-\x7f]|Γ[À-ÿ]"
)
# The mark that closes a quotation, once its last byte was lost: the code page of Windows has no sign for it.
_CLOSING_MARK_CUT = re.compile("â€(?:\ufffd|(?=[\\s.,;:!?)]|$))")
_RUN = re.compile(r"[^\x00-\x7f]{2,}")


def repaired(text: str) -> str:
    """Text in which UTF-8 that was read as another encoding is mended; anything else, quotation marks too, stays as it is.

    It is mended line by line (ftfy, Speer 2019), and only where the bytes give valid UTF-8.

    Examples
    --------
    >>> repaired("CÃ´te dâ€™Ivoire"), repaired("“Pâté”")
    ('Côte d’Ivoire', '“Pâté”')
    """
    # Both signs of such a pair are no ASCII.
    if text.isascii() or not any(_TWICE.search(run[0]) for run in _RUN.finditer(text)):
        return with_windows_signs(text)
    import ftfy

    return with_windows_signs(
        "\n".join(
            ftfy.fix_encoding(_CLOSING_MARK_CUT.sub("â€\x9d", line)) if _TWICE.search(line) else line
            for line in text.split("\n")
        )
    )
