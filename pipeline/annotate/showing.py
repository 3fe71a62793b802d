"""An item of the plan → what a page shows of it."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.annotate.items import Item, Paragraph, PlannedItem
from pipeline.annotate.pieces import Mark, Piece, piece_numbers, pieces
from pipeline.countries.names import country_name

# Paragraphs before and after the statement that are shown at once.
BESIDE = 1


def shown(item: PlannedItem, text: str, number: int) -> Item:
    """What a page shows.

    Parameters
    ----------
    item : PlannedItem
    text : str
        Of its article.
    number : int
        Its place in the plan.
    """
    cut = pieces(text, _marks(item))
    first, last = piece_numbers(cut, item.start, item.end) or (0, 0)
    has_speaker = item.speaker_start is not None and item.speaker_end is not None
    country = item.speaker_country
    return Item(
        item_id=item.item_id,
        article_id=item.article_id,
        outlet=item.outlet,
        published=item.published,
        url=item.url if item.url and item.url.lower().startswith(("http://", "https://")) else None,
        title=item.title,
        target=item.target,
        target_name=country_name(item.target),
        speaker=item.speaker,
        speaker_country=country,
        speaker_country_name=country_name(country) if country else None,
        kind=item.kind,
        headline=item.headline,
        alleged=item.alleged,
        domestic=item.domestic,
        statement=item.text,
        first_piece=first,
        last_piece=last,
        speaker_pieces=piece_numbers(cut, item.speaker_start or 0, item.speaker_end or 0) if has_speaker else None,
        paragraphs=_paragraphs(cut, first, last),
        number=number,
        batch=item.batch,
        queue=item.queue,
        double=item.double,
    )


def _marks(item: PlannedItem) -> list[Mark]:
    found = [Mark(item.start, item.end, "statement")]
    found += [Mark(mention.start, mention.end, "target") for mention in item.mentions if mention.role == "target"]
    if item.speaker_start is not None and item.speaker_end is not None:
        found.append(Mark(item.speaker_start, item.speaker_end, "speaker"))
    if item.cue_start is not None and item.cue_end is not None:
        found.append(Mark(item.cue_start, item.cue_end, "cue"))
    return found


def _paragraphs(cut: Sequence[Piece], first: int, last: int) -> tuple[Paragraph, ...]:
    groups: list[list[Piece]] = [[]]
    for piece in cut:
        ends_line = "\n" in piece.text or "\r" in piece.text
        # Blank lines end the paragraph before them.
        if groups[-1] and not ends_line and _ends_line(groups[-1][-1]):
            groups.append([])
        groups[-1].append(piece)
    groups = [group for group in groups if group]
    holding = [n for n, group in enumerate(groups) if group[-1].number >= first and group[0].number <= last]
    low, high = (min(holding) - BESIDE, max(holding) + BESIDE) if holding else (0, 0)
    return tuple(Paragraph(tuple(group), low <= number <= high) for number, group in enumerate(groups))


def _ends_line(piece: Piece) -> bool:
    return "\n" in piece.text or "\r" in piece.text
