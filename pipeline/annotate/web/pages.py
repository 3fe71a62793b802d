"""The pages on which one judges, and those that lead there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from starlette.responses import RedirectResponse, Response

from pipeline.annotate.names import country_options, target_options
from pipeline.annotate.web.earlier import earlier_answer
from pipeline.annotate.web.rendering import answer_controls, item_address
from pipeline.annotate.web.shown import shown_text
from pipeline.annotate.web.site import Site, to_start
from pipeline.records import Label

if TYPE_CHECKING:
    from starlette.requests import Request

    from pipeline.annotate.items import Item

_ABOUT = 60


class Pages(Site):
    """Answers to GET that lead to a judgement."""

    def home(self, request: Request) -> Response:
        """The first page, or on to the work where the annotator is known."""
        return RedirectResponse("/next" if self.annotator(request) else "/start", status_code=303)

    def start(self, request: Request) -> Response:
        """Who labels?"""
        return self.page(request, "start.html", "/start", known=self.workbench.who.known())

    def following(self, request: Request) -> Response:
        """On to the item that the annotator is asked next."""
        annotator = self.annotator(request)
        if not annotator:
            return to_start()
        item = self.workbench.next_item(annotator)
        if item is not None:
            return RedirectResponse(item_address(item.item_id), status_code=303)
        skipped = self.workbench.skipped(annotator)
        links = [(item_address(skipped[0]), f"Go back to what you skipped ({len(skipped)})")] if skipped else []
        return self.page(
            request, "message.html", "/next", heading="All done",
            sentences=["No item waits for you. The command “stance label” makes gold of what is judged."],
            links=[*links, ("/overview", "Overview"), ("/disagreements", "Disagreements")],
        )  # fmt: skip

    def item(self, request: Request) -> Response:
        """One item to judge, or to judge again."""
        annotator = self.annotator(request)
        if not annotator:
            return to_start()
        item = self.workbench.item(request.path_params["item_id"])
        task = "review" if request.query_params.get("for") == "review" else "label"
        label = self.workbench.judged(item.item_id, annotator)
        notices = []
        if label is not None and task == "review":
            rules = {
                str(rule)
                for one in self.workbench.standing.review_items(annotator)
                if one.item_id == item.item_id
                for rule in one.rules
            }
            named = ", ".join(sorted(rules, key=lambda name: (len(name), name)))
            notices = [f"You judged this under codebook {label.codebook}; since then {named or 'rules'} changed."]
        elif label is not None:
            notices = [
                "You have judged this. What you save now takes the place of it; the earlier answer is kept in the store."
            ]
        return self._judged(
            request, item, annotator, task, label, notices, following="/review" if task == "review" else "/next"
        )

    def disagreement(self, request: Request) -> Response:
        """Both answers to an item, for the one who decides."""
        annotator = self.annotator(request)
        if not annotator:
            return to_start()
        if (waits := self.still_asked(request)) is not None:
            return waits
        item_id = request.path_params["item_id"]
        for found in self.workbench.standing.disagreements():
            if found.item_id == item_id:
                label = self.workbench.judged(item_id, annotator, role="adjudicator")
                return self._judged(
                    request, self.workbench.item(item_id), annotator, "adjudicate", label, [],
                    following="/disagreements", sides=found.labels, differs=found.differs,
                )  # fmt: skip
        return RedirectResponse("/disagreements", status_code=303)

    def practice(self, request: Request) -> Response:
        """On to the first practice item that is not yet right."""
        annotator = self.annotator(request)
        if not annotator:
            return to_start()
        items, tried = self.workbench.practice.items(), self.workbench.practice.done(annotator)
        for item in items:
            if not tried.get(item.item_id):
                return RedirectResponse(item_address(item.item_id, "practice"), status_code=303)
        sentence = "Every practice item is right." if items else "The codebook has no practice items."
        links = [("/next", "Label"), *([(item_address(items[0].item_id, "practice"), "Once more")] if items else [])]
        return self.page(
            request, "message.html", "/practice", heading="Practice round", sentences=[sentence], links=links
        )

    def practice_item(self, request: Request) -> Response:
        """An item with a known answer."""
        annotator = self.annotator(request)
        if not annotator:
            return to_start()
        items = self.workbench.practice.items()
        ids = [item.item_id for item in items]
        if request.path_params["item_id"] not in ids:
            return RedirectResponse("/practice", status_code=303)
        place = ids.index(request.path_params["item_id"])
        following = item_address(ids[place + 1], "practice") if place + 1 < len(ids) else "/practice"
        heading = f"Practice {place + 1} of {len(ids)}: nothing of it counts."
        return self._judged(request, items[place], annotator, "practice", None, [heading], following=following)

    def _judged(
        self,
        request: Request,
        item: Item,
        annotator: str,
        task: str,
        label: Label | None,
        notices: list[str],
        *,
        following: str,
        sides: tuple[Label, ...] = (),
        differs: tuple[str, ...] = (),
    ) -> Response:
        progress = self.workbench.progress(annotator) if task == "label" else None
        told: dict[str, Any] = {
            "item_id": item.item_id,
            "annotator": annotator,
            "task": task,
            "path": "/practise" if task == "practice" else "/judge",
            "seen": label.label_id if label else None,
            "first_piece": item.first_piece,
            "last_piece": item.last_piece,
            "speaker_pieces": item.speaker_pieces,
            "mended": earlier_answer(item, label) if label else None,
            "about": f"toward {item.target_name}, “{item.statement[:_ABOUT]}”",
            "next": following,
        }
        # Whether a statement is nested only an annotator says.
        marked = [name for name in ("headline", "alleged", "nested") if getattr(label or item, name, False)]
        return self.page(
            request, "item.html", {"label": "/next", "adjudicate": "/disagreements"}.get(task, f"/{task}"),
            heading=f"{progress.done + 1} of {progress.total}" if progress else task.capitalize(),
            item=item, text=shown_text(item.paragraphs), label=label, sides=sides, differs=differs, notices=notices,
            done=progress, told=told, task=task, countries=country_options(), targets=target_options(), marked=marked, **answer_controls(self.workbench.codebook),
        )  # fmt: skip
