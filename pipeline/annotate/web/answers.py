"""Answers to POST: what a browser sends is checked, handed to the workbench, and confirmed when it is on the disk."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from json import JSONDecodeError
from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter, ValidationError
from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse, Response

from pipeline.annotate.added import Missed
from pipeline.annotate.judgements import Conflict, Judgement
from pipeline.annotate.store import NotSavedError
from pipeline.annotate.web.earlier import earlier_answer
from pipeline.annotate.web.rendering import item_address
from pipeline.annotate.web.site import Site, annotator_cookie
from pipeline.errors import PipelineError

if TYPE_CHECKING:
    from starlette.requests import Request

    from pipeline.annotate.items import Item
    from pipeline.records import Label

Fields = dict[str, Any]
ADJUDICATE = "adjudicate"
_JUDGEMENT = TypeAdapter(Judgement)
_JUDGEMENT_FIELDS = frozenset(field.name for field in fields(Judgement))


class Answers(Site):
    """Answers to POST."""

    async def start(self, request: Request) -> Response:
        """Remember who labels."""

        def choose(sent: Fields) -> Response:
            given = _text(sent, "annotator")
            decides = sent.get("task") == ADJUDICATE
            name = self.workbench.who.newcomer(given, "adjudicator" if decides else "annotator")
            response = JSONResponse({"next": "/disagreements" if decides else "/next"})
            annotator_cookie(response, self.cookie, name)
            return response

        return await _answered(request, choose)

    async def judge(self, request: Request) -> Response:
        """Save a judgement of an annotator or of an adjudicator."""

        def save(sent: Fields) -> Response:
            judgement, task = _judgement(sent), sent.get("task")
            role = "adjudicator" if task == ADJUDICATE else "annotator"
            saved = self.workbench.record(judgement, _ids(sent.get("seen")), role)
            if isinstance(saved, Conflict):
                return JSONResponse({"there": _told(saved.there)}, status_code=409)
            return JSONResponse({"saved": saved.label_id, "next": self._following(judgement, task)})

        return await _answered(request, save)

    async def undo(self, request: Request) -> Response:
        """Take back the last judgement that counts; again and again, as far as there are any."""

        def undo(sent: Fields) -> Response:
            annotator, task = _text(sent, "annotator"), sent.get("task")
            role = "adjudicator" if task == ADJUDICATE else "annotator"
            item = self.workbench.undo(annotator, _text(sent, "label_id"), role)
            if item is None:
                return JSONResponse({"item": None})
            earlier = self._taken_back(item, annotator)
            folder = "disagreements" if task == ADJUDICATE else "item"
            return JSONResponse(
                {
                    "item": item_address(item.item_id, folder),
                    "item_id": item.item_id,
                    "label": earlier_answer(item, earlier) if earlier else None,
                }
            )

        return await _answered(request, undo)

    async def add(self, request: Request) -> Response:
        """Add a statement that was missed; it is an item of its own, judged on its own page."""

        def add(sent: Fields) -> Response:
            country = sent.get("speaker_country")
            missed = Missed(
                _number(sent, "first_piece"),
                _number(sent, "last_piece"),
                _text(sent, "target"),
                _number(sent, "speaker_first_piece") if sent.get("speaker_first_piece") is not None else None,
                _number(sent, "speaker_last_piece") if sent.get("speaker_last_piece") is not None else None,
                country if isinstance(country, str) and country else None,
            )
            item = self.workbench.add_statement(_text(sent, "annotator"), _text(sent, "item_id"), missed)
            return JSONResponse({"item": item_address(item.item_id)})

        return await _answered(request, add)

    async def practise(self, request: Request) -> Response:
        """Judge a practice item and hear what the codebook says."""

        def practise(sent: Fields) -> Response:
            told = self.workbench.practice.judge(_judgement(sent))
            right = [told.stance, told.sentiment, *(flag.replace("_", " ") for flag in told.flags)]
            return JSONResponse(
                {
                    "right": told.right,
                    "answer": ", ".join(part for part in right if part),
                    "rules": list(told.rules),
                    "feedback": told.feedback,
                }
            )

        return await _answered(request, practise)

    def _following(self, judgement: Judgement, task: object) -> str:
        if task == "review":
            left = [one.item_id for one in self.workbench.standing.review_items(judgement.annotator)]
            return f"{item_address(left[0])}?for=review" if left else "/review"
        if task == ADJUDICATE:
            open_ = [found.item_id for found in self.workbench.standing.disagreements() if found.decided is None]
            return item_address(open_[0], "disagreements") if open_ else "/disagreements"
        item = self.workbench.next_item(judgement.annotator, after=judgement.item_id)
        return item_address(item.item_id) if item else "/next"

    def _taken_back(self, item: Item, annotator: str) -> Label | None:
        lines = self.workbench.history(item.item_id, annotator)
        withdrawn = [line.withdraws for line in lines if line.withdraws]
        return next((line for line in reversed(lines) if withdrawn and line.label_id == withdrawn[-1]), None)


async def _answered(request: Request, act: Callable[[Fields], Response]) -> Response:
    try:
        sent = await request.json()
    except (JSONDecodeError, UnicodeDecodeError, RecursionError):
        return JSONResponse({"error": "What was sent is no JSON."}, status_code=400)
    if not isinstance(sent, dict):
        return JSONResponse({"error": "What was sent is no JSON object."}, status_code=400)
    try:
        return await run_in_threadpool(act, sent)
    except NotSavedError as error:
        return JSONResponse({"error": str(error)}, status_code=503)
    except PipelineError as error:
        return JSONResponse({"error": str(error)}, status_code=400)


def _judgement(sent: Fields) -> Judgement:
    try:
        return _JUDGEMENT.validate_python({name: value for name, value in sent.items() if name in _JUDGEMENT_FIELDS})
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise PipelineError(f"{where}: {first['msg']}. Load the page again.") from None


def _text(sent: Fields, name: str) -> str:
    value = sent.get(name)
    if not isinstance(value, str) or not value:
        raise PipelineError(f"What was sent has no {name}. Load the page again.")
    return value


def _ids(seen: Any) -> list[str]:
    """The label or labels that a page knew of."""
    return [one for one in (seen if isinstance(seen, list) else [seen]) if isinstance(one, str)]


def _number(sent: Fields, name: str) -> int:
    value = sent.get(name)
    if not isinstance(value, int) or isinstance(value, bool):
        raise PipelineError(f"What was sent has no {name}. Load the page again.")
    return value


def _told(label: Label) -> Fields:
    return {
        "label_id": label.label_id,
        "stance": label.stance,
        "sentiment": label.sentiment,
        "flags": list(label.flags),
        "time": label.time,
    }
