"""Finding statements by rules over a dependency parse: cue verbs, their subjects, and what they govern.

Four shapes are read, in this order of precedence where they cover the same words: quotations, reported clauses,
judgements, narration; a file each. The same shapes inside a quotation give nested statements where their speaker is not
the one who is quoted.
"""

from pipeline.extract.attributions import Attribution
from pipeline.extract.rules.judged import judged
from pipeline.extract.rules.narrated import narrated
from pipeline.extract.rules.parse import ParagraphParse
from pipeline.extract.rules.precedence import add_reported, add_unless_covered
from pipeline.extract.rules.quoted import quoted
from pipeline.extract.rules.reported import according_to, reported_clauses

__all__ = ["ParagraphParse", "find_attributions"]


def find_attributions(parse: ParagraphParse) -> list[Attribution]:
    """All attributions of a paragraph, in the order of their content."""
    found = list(quoted(parse))
    for attribution in [*reported_clauses(parse), *according_to(parse)]:
        add_reported(parse, found, attribution)
    for attribution in [*judged(parse), *narrated(parse)]:
        add_unless_covered(found, attribution)
    return sorted(found, key=lambda a: (a.content.start, -a.content.end))
