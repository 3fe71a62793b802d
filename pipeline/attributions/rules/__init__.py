"""Finding statements by rules over words: cue verbs, what stands before them, and what follows.

Four shapes are read, in this order of precedence where they cover the same words: quotations, reported clauses,
judgements, narration; a file each. The same shapes inside a quotation give nested statements where their speaker is not
the one who is quoted. No parser is needed: closed classes of words and the forms of the cue verbs tell where a phrase
or a clause ends.
"""

from dataclasses import replace

from pipeline.attributions.attribution import Attribution
from pipeline.attributions.rules.judgements import judgements
from pipeline.attributions.rules.narration import narration
from pipeline.attributions.rules.precedence import add_reported, add_unless_covered
from pipeline.attributions.rules.quoted import quoted
from pipeline.attributions.rules.reported import according_to, reported_clauses
from pipeline.attributions.rules.words import ParagraphWords

__all__ = ["ParagraphWords", "add_judgements_and_narration", "add_nested", "find_attributions"]


def find_attributions(words: ParagraphWords) -> list[Attribution]:
    """All attributions of a paragraph, in the order of their content."""
    found = list(quoted(words))
    for attribution in [*reported_clauses(words), *according_to(words)]:
        add_reported(words, found, attribution)
    return add_judgements_and_narration(words, found)


def add_nested(words: ParagraphWords, found: list[Attribution]) -> None:
    """Add what people report within a quotation: "… because Iran said it would wait"."""
    for attribution in reported_clauses(words):
        if attribution.cue is not None and words.quote_around(words.at(attribution.cue.start)) is not None:
            add_reported(words, found, replace(attribution, nested=True))


def add_judgements_and_narration(
    words: ParagraphWords, found: list[Attribution], of_countries: bool = False
) -> list[Attribution]:
    """The attributions in `found` with the judgements and the narration beside them, in the order of their content.

    With `of_countries`, only judgements that name a country.
    """
    for attribution in [*judgements(words), *narration(words)]:
        if not of_countries or words.names_country(attribution.content):
            add_unless_covered(found, attribution)
    return sorted(found, key=lambda a: (a.content.start, -a.content.end))
