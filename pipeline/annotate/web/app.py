"""The application: addresses, what answers them, and the guard before all of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from pipeline.annotate.web.answers import Answers
from pipeline.annotate.web.lists import Lists
from pipeline.annotate.web.pages import Pages
from pipeline.annotate.web.rendering import asset
from pipeline.annotate.web.security import Door, Guard
from pipeline.errors import PipelineError

if TYPE_CHECKING:
    from starlette.types import ASGIApp

    from pipeline.annotate.workbench import Workbench


def make_app(workbench: Workbench, door: Door) -> ASGIApp:
    """The application of one run.

    Parameters
    ----------
    workbench : Workbench
    door : Door
        Where it is reached and by whom.
    """
    cookie = f"stance_annotator_{door.port}"
    pages, lists, answers = Pages(workbench, cookie), Lists(workbench, cookie), Answers(workbench, cookie)

    def trouble(request: Request, error: Exception) -> Response:
        status = error.status_code if isinstance(error, HTTPException) else 400
        sentence = "There is no such page." if isinstance(error, HTTPException) else str(error)
        if request.method == "POST":
            return JSONResponse({"error": sentence}, status_code=status)
        return pages.trouble(request, sentence, status)

    routes = [
        Route("/", pages.home),
        Route("/start", pages.start),
        Route("/start", answers.start, methods=["POST"]),
        Route("/next", pages.following),
        Route("/item/{item_id}", pages.item),
        Route("/judge", answers.judge, methods=["POST"]),
        Route("/undo", answers.undo, methods=["POST"]),
        Route("/add", answers.add, methods=["POST"]),
        Route("/mine", lists.mine),
        Route("/review", lists.review),
        Route("/disagreements", lists.disagreements),
        Route("/disagreements/{item_id}", pages.disagreement),
        Route("/practice", pages.practice),
        Route("/practice/{item_id}", pages.practice_item),
        Route("/practise", answers.practise, methods=["POST"]),
        Route("/overview", lists.overview),
        Route("/codebook", lists.codebook),
        Route("/assets/{name}", _asset),
    ]
    inner = Starlette(routes=routes, exception_handlers={PipelineError: trouble, HTTPException: trouble})
    return Guard(inner, door)


def _asset(request: Request) -> Response:
    found = asset(request.path_params["name"])
    if found is None:
        return PlainTextResponse("There is no such file.", status_code=404)
    return Response(found[0], headers={"content-type": found[1]})
