"""What all pages share: the workbench, who asks, and a filled template."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote

from starlette.responses import HTMLResponse, RedirectResponse, Response

from pipeline.annotate.web.rendering import rendered

if TYPE_CHECKING:
    from starlette.requests import Request

    from pipeline.annotate.workbench import Workbench


@dataclass(frozen=True)
class Site:
    """The site of one run.

    Attributes
    ----------
    workbench : Workbench
    cookie : str
        The name of the cookie that remembers the annotator.
    """

    workbench: Workbench
    cookie: str

    def annotator(self, request: Request) -> str | None:
        """Who the cookie says it is."""
        name = unquote(request.cookies.get(self.cookie, ""))
        return name or None

    def page(self, request: Request, template: str, here: str, *, status: int = 200, **context: Any) -> Response:
        """A template filled for whoever asks.

        Parameters
        ----------
        request : Request
        template : str
        here : str
            The address in the list of pages that is marked as this one.
        status : int, default=200
        **context
            What the template shows.
        """
        whole = {"here": here, "annotator": self.annotator(request), **context}
        return HTMLResponse(rendered(template, whole), status_code=status)

    def still_asked(self, request: Request) -> Response | None:
        """What an annotator is told who asks for the answers of others and has begun, and not ended, to give his own."""
        annotator = self.annotator(request)
        if not annotator:
            return None
        own = self.workbench.progress(annotator)
        if not own.done or own.done >= own.total:
            return None
        sentence = f"{own.total - own.done:,} of your items are still open. What others answered is shown when you have judged them all."
        return self.page(
            request,
            "message.html",
            "/disagreements",
            heading="First your own",
            sentences=[sentence],
            links=[("/next", "Label")],
        )

    def trouble(self, request: Request, sentence: str, status: int) -> Response:
        """A page that says what is wrong."""
        return self.page(
            request, "message.html", "", status=status, heading="That did not work", sentences=[sentence],
            links=[("/next", "Back to the items"), ("/start", "Choose a name")],
        )  # fmt: skip


def annotator_cookie(response: Response, cookie: str, annotator: str) -> None:
    """Remember the annotator in the browser; names may hold any letters, cookies may not."""
    year = 365 * 24 * 3600
    response.set_cookie(cookie, quote(annotator), max_age=year, httponly=True, samesite="strict", path="/")


def to_start() -> Response:
    """Off to the page that asks for a name."""
    return RedirectResponse("/start", status_code=303)
