"""``stance ask``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.app import ConfigOption
from pipeline.cli.printing import report, table

if TYPE_CHECKING:
    from pipeline.language_models.report import AskReport


def ask(
    model: Annotated[str, typer.Option("--model", help="The model's name, as its endpoint calls it.")],
    examples: Annotated[
        Path | None, typer.Argument(help="A table of examples; default paths.examples.", show_default=False)
    ] = None,
    base_url: Annotated[
        str,
        typer.Option("--base-url", help="Any endpoint of the protocol, such as http://localhost:11434/v1 of Ollama."),
    ] = "https://api.openai.com/v1",
    sample: Annotated[
        int | None, typer.Option("--sample", min=1, help="So many, drawn at random; default all.", show_default=False)
    ] = None,
    judged: Annotated[
        bool, typer.Option("--judged", help="Only what people have judged: tells its agreement.")
    ] = False,
    shots: Annotated[
        int, typer.Option("--shots", min=0, help="Examples of gold shown before each; never of its test part.")
    ] = 0,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what it would cost, and ask nothing.")] = False,
    max_cost: Annotated[
        float | None, typer.Option("--max-cost", help="Ask no more than this pays for.", show_default=False)
    ] = None,
    max_tokens: Annotated[
        int | None, typer.Option("--max-tokens", min=1, help="Ask no more than so many tokens.", show_default=False)
    ] = None,
    price_in: Annotated[
        float | None, typer.Option("--price-in", help="Of a million tokens sent.", show_default=False)
    ] = None,
    price_out: Annotated[
        float | None, typer.Option("--price-out", help="Of a million tokens received.", show_default=False)
    ] = None,
    concurrency: Annotated[int, typer.Option("--concurrency", min=1, max=256, help="Questions at a time.")] = 8,
    timeout: Annotated[float, typer.Option("--timeout", min=0.1, help="Seconds to wait for an answer.")] = 120.0,
    attempts: Annotated[int, typer.Option("--attempts", min=1, help="How often a question is put.")] = 6,
    longest_answer: Annotated[
        int, typer.Option("--longest-answer", min=50, help="Tokens of an answer; models that reason need thousands.")
    ] = 500,
    again: Annotated[bool, typer.Option("--again", help="Ask once more where the answer was no judgement.")] = False,
    seed: Annotated[int, typer.Option("--seed", help="Of the sample, the shots and the model.")] = 13,
    key_variable: Annotated[
        str, typer.Option("--api-key-env", help="The environment variable that holds the key.")
    ] = "OPENAI_API_KEY",
    out: Annotated[
        Path | None, typer.Option("--out", help="Of the labels; default a file in paths.labels.", show_default=False)
    ] = None,
    config: ConfigOption = None,
) -> None:
    """Ask a language model to label statements by the codebook, and say how far it agrees with people."""
    from pipeline.config import load_config
    from pipeline.language_models import stage
    from pipeline.language_models.budget import Prices
    from pipeline.language_models.settings import AskSettings
    from pipeline.language_models.waiting import Patience

    settings = AskSettings(
        model=model,
        base_url=base_url,
        sample=sample,
        judged=judged,
        shots=shots,
        again=again,
        dry_run=dry_run,
        seed=seed,
        concurrency=concurrency,
        longest_answer=longest_answer,
        max_cost=max_cost,
        max_tokens=max_tokens,
        prices=Prices(price_in, price_out),
        key_variable=key_variable,
        patience=Patience(attempts=attempts, timeout=timeout),
        out=out,
    )
    made = stage.run(load_config(config), settings, examples)
    _show(made)
    report(made)


def _show(made: AskReport) -> None:
    for found in made.people:
        if found.agreed is not None:
            columns, rows = found.table()
            table(f"{found.task}: people and the model", columns, rows, right=tuple(range(1, len(columns))))
