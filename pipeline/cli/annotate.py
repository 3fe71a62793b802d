"""``stance annotate``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from pipeline.cli.app import ConfigOption
from pipeline.cli.printing import report

QueueName = Literal["random", "uncertain", "diverse", "disagreement", "balanced"]


def annotate(
    source: Annotated[
        Path | None,
        typer.Argument(
            help="What is labelled: a table of scores, of examples or of articles, or files of articles. Without it the plan is "
            "resumed, or the examples of the study are taken.",
            show_default=False,
        ),
    ] = None,
    queue: Annotated[
        QueueName | None,
        typer.Option(
            "--queue",
            help="Draw a batch: random (for tests and shares), uncertain, diverse, disagreement, balanced. random where nothing is "
            "planned yet.",
            show_default=False,
        ),
    ] = None,
    items: Annotated[
        int | None, typer.Option("--items", help="How many are drawn; default annotate.items.", show_default=False)
    ] = None,
    more: Annotated[bool, typer.Option("--more", help="Draw another batch just like the last one.")] = False,
    double_share: Annotated[
        float | None,
        typer.Option(
            "--double-share", help="Share that two annotators judge; default annotate.double_share.", show_default=False
        ),
    ] = None,
    seed: Annotated[
        int | None, typer.Option("--seed", help="Of the draw; default annotate.seed.", show_default=False)
    ] = None,
    annotators: Annotated[
        str,
        typer.Option("--annotators", help="Names such as ada,bo, among whom all is divided; default: whoever comes."),
    ] = "",
    articles: Annotated[
        Path | None,
        typer.Option("--articles", help="Where the articles of a table of scores or examples are.", show_default=False),
    ] = None,
    against: Annotated[
        Path | None,
        typer.Option("--against", help="disagreement: the scores of a second model.", show_default=False),
    ] = None,
    model: Annotated[
        str | None,
        typer.Option(
            "--model", help="uncertain: who judges examples without scores; default score.model.", show_default=False
        ),
    ] = None,
    include_domestic: Annotated[
        bool, typer.Option("--include-domestic", help="Also statements about the speaker's own country.")
    ] = False,
    plan: Annotated[
        Path | None, typer.Option("--plan", help="Folder of the plan; default paths.annotation.", show_default=False)
    ] = None,
    store: Annotated[
        Path | None,
        typer.Option(
            "--store", help="File of the labels; default annotations.jsonl in paths.labels.", show_default=False
        ),
    ] = None,
    host: Annotated[
        str, typer.Option("--host", help="Address to listen at; all but this machine's own are open to others.")
    ] = "127.0.0.1",
    port: Annotated[
        int, typer.Option("--port", help="Port to listen at; 0: the study's usual one, or a free one.")
    ] = 0,
    browser: Annotated[bool, typer.Option("--browser/--no-browser", help="Open the page in the browser.")] = True,
    serve: Annotated[bool, typer.Option("--serve/--no-serve", help="Draw the batch only, and end.")] = True,
    config: ConfigOption = None,
) -> None:
    """Label statements in a local web page; every answer is on the disk before the page says saved."""
    from pipeline.annotate import stage
    from pipeline.config import load_config

    options = None
    # Where nobody asks for a batch, the plan is resumed.
    if include_domestic or any(given is not None for given in (queue, items, double_share, seed, against, model)):
        from pipeline.annotate.drawing import DrawOptions

        options = DrawOptions(queue or "random", items, double_share, seed, include_domestic, against, model)
    opened = stage.run(
        load_config(config),
        source,
        options,
        annotators=[name for name in annotators.split(",") if name.strip()],
        articles=articles,
        more=more,
        plan=plan,
        store=store,
    )
    report(opened)
    with opened.workbench as workbench:
        if serve:
            from pipeline.annotate.web import serve as serve_page

            serve_page(workbench, host=host, port=port, open_browser=browser)
