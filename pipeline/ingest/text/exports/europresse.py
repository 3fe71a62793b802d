"""Exports of Europresse: the outlet, a line with edition, date and number of words, the title, the text, a number of reference.

::

    Le Courrier du Fleuve
    Afrique, mardi 2 avril 2024 540 mots, p. 4

    Le Mali accuse l'Algérie

    Awa Traoré

    Le ministre a accusé lundi l'Algérie …
    © 2024 Le Courrier du Fleuve. Tous droits réservés.
    news·20240402·CF·1234567
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.ingest.fields.dates import read_date
from pipeline.ingest.text.bylines import names_alone
from pipeline.ingest.text.exports.exported import Exported, blocks_of
from pipeline.ingest.text.exports.layout_words import layout_words
from pipeline.ingest.text.wrapped_lines import join_lines
from pipeline.languages import Language

# The line with the date stands so far below the first at most: a long name of the outlet is on two.
_LINES_OF_FRONT = 4
_LONGEST_BYLINE = 100
_SENTENCE_END = re.compile(r"[.!?…][\"”’»')\]]*$")


def is_reference(line: str) -> bool:
    """Whether the line is the last of a document: the number under which the service has it."""
    return bool(layout_words().reference_line.fullmatch(line.strip()))


def europresse_document(lines: Sequence[str], language: Language, order: str) -> Exported | None:
    """The document in the lines, or ``None`` where no text is found in them; parameters as `labelled_document` has them."""
    words = layout_words()
    written = [(number, line.strip()) for number, line in enumerate(lines) if line.strip()]
    counted = next(
        (n for n, (_, line) in enumerate(written[:_LINES_OF_FRONT]) if n and words.counted_line.fullmatch(line)), None
    )
    if counted is None:
        return None
    below = written[counted][0] + 1
    blocks = blocks_of(
        [line for line in lines[below:] if not (words.rights_line.fullmatch(line) or words.certificate.fullmatch(line))]
    )
    if len(blocks) < 2:
        return None
    title, text = join_lines(blocks[0]), blocks[1:]
    byline = None
    if len(text) > 1 and _is_byline(text[0], language):
        byline, text = text[0][0].strip(), text[1:]
    front = written[counted][1]
    found = words.counted_line.fullmatch(front)
    outlet = " ".join(line for _, line in written[:counted])
    return Exported(
        title=title,
        published=read_date(found["before"] if found else front, language, order).iso,
        outlet=outlet,
        byline=byline,
        language=None,
        text="\n\n".join("\n".join(block) for block in text),
    )


def _is_byline(block: list[str], language: Language) -> bool:
    line = block[0].strip()
    if len(block) > 1 or len(line) > _LONGEST_BYLINE or _SENTENCE_END.search(line):
        return False
    return bool(names_alone(line, language)) or all(not word[0].islower() for word in re.findall(r"\w+", line))
