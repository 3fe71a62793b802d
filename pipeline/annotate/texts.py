"""The texts of the plan's articles, the last few kept, and what pages send of them."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence

from pipeline.annotate.items import PlannedItem
from pipeline.annotate.judgements import Judgement
from pipeline.annotate.pieces import Mark, Piece, pieces
from pipeline.annotate.plan import Plan

_KEPT = 16


class ArticleTexts:
    """The texts of the articles of a plan.

    Parameters
    ----------
    plan : Plan
    """

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._texts: OrderedDict[str, str] = OrderedDict()

    def text(self, article_id: str) -> str:
        """The text of an article."""
        if article_id in self._texts:
            self._texts.move_to_end(article_id)
        else:
            self._texts[article_id] = self._plan.article(article_id).text
            if len(self._texts) > _KEPT:
                self._texts.popitem(last=False)
        return self._texts[article_id]

    def cut_for(self, judgement: Judgement, item: PlannedItem) -> Sequence[Piece]:
        """The article of an item in pieces, where a judgement mends borders; else none."""
        mended = (
            judgement.first_piece,
            judgement.last_piece,
            judgement.speaker_first_piece,
            judgement.speaker_last_piece,
        )
        # Only mended borders need the whole article cut.
        if all(place is None for place in mended):
            return []
        return pieces(self.text(item.article_id), [Mark(item.start, item.end, "statement")])
