"""The pages that list: one's own labels, disagreements, what waits for a review; the overview and the codebook."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from starlette.responses import Response

from pipeline.annotate.web.rendering import item_address, shown_codebook
from pipeline.annotate.web.site import Site, to_start

if TYPE_CHECKING:
    from starlette.requests import Request

    from pipeline.records import Label

_ON_A_PAGE = 100


class Lists(Site):
    """Answers to GET that list."""

    def mine(self, request: Request) -> Response:
        """What the annotator has judged, to look at again; the latest items of the plan first."""
        annotator = self.annotator(request)
        if not annotator:
            return to_start()
        judged = self.workbench.items(annotator)[::-1]
        given = request.query_params.get("from", "")
        first = int(given) if re.fullmatch("[0-9]{1,9}", given) else 0
        rows = [
            {"address": item_address(item_id), "text": label.text, "target": label.target, "answer": _answer(label)}
            for item_id, label in judged[first : first + _ON_A_PAGE]
        ]
        more = f"/mine?from={first + _ON_A_PAGE}" if len(judged) > first + _ON_A_PAGE else ""
        return self.page(request, "mine.html", "/mine", rows=rows, count=len(judged), more=more)

    def disagreements(self, request: Request) -> Response:
        """The items that annotators judge differently; not for who is still asked, or nobody's judgement would be his own."""
        if (waits := self.still_asked(request)) is not None:
            return waits
        rows = []
        for found in self.workbench.standing.disagreements():
            item = self.workbench.item(found.item_id)
            decided = found.decided
            rows.append(
                {
                    "address": item_address(found.item_id, "disagreements"),
                    "statement": item.statement,
                    "target_name": item.target_name,
                    "differs": found.differs,
                    "decided": _answer(decided) if decided else "",
                }
            )
        return self.page(request, "disagreements.html", "/disagreements", rows=rows)

    def review(self, request: Request) -> Response:
        """What a change of the codebook touches."""
        annotator = self.annotator(request)
        if not annotator:
            return to_start()
        found = self.workbench.standing.review_items(annotator)
        rows = [
            {
                "address": f"{item_address(one.item_id)}?for=review",
                "label": one.label,
                "rules": [str(rule) for rule in one.rules],
            }
            for one in found
        ]
        return self.page(request, "review.html", "/review", rows=rows)

    def overview(self, request: Request) -> Response:
        """How far everybody is, and how far they agree."""
        found = self.workbench.standing.overview()
        done = all(one.done >= one.total for one in found.annotators)
        return self.page(
            request, "overview.html", "/overview", overview=found, agreement_shown=bool(found.twice and done)
        )

    def codebook(self, request: Request) -> Response:
        """The codebook, to read."""
        return self.page(request, "codebook.html", "/codebook", codebook=shown_codebook(self.workbench.codebook))


def _answer(label: Label) -> str:
    parts = [label.stance, label.sentiment, *(flag.replace("_", " ") for flag in label.flags)]
    return ", ".join(part for part in parts if part)
