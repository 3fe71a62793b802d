"""``stance rules``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.app import ConfigOption
from pipeline.cli.printing import report, table

if TYPE_CHECKING:
    from pipeline.labelling_functions.stage import RulesReport


def rules(
    examples: Annotated[
        Path | None, typer.Argument(help="A table of examples; default paths.examples.", show_default=False)
    ] = None,
    own: Annotated[
        Path | None,
        typer.Option("--rules", help="Your patterns; default configs/rules.yaml, where it exists.", show_default=False),
    ] = None,
    functions: Annotated[
        Path | None,
        typer.Option("--functions", help="A Python file with one function a rule, which is run.", show_default=False),
    ] = None,
    defaults: Annotated[bool, typer.Option("--defaults/--no-defaults", help="Ask the package's rules too.")] = True,
    only: Annotated[str, typer.Option("--only", help="Names of rules, such as thanks,sanctions; default all.")] = "",
    write: Annotated[bool, typer.Option("--write", help="Write the labels of the rules.")] = False,
    out: Annotated[
        Path | None,
        typer.Option("--out", help="Where; default rules.jsonl in paths.labels. Asks for --write.", show_default=False),
    ] = None,
    listing: Annotated[bool, typer.Option("--list", help="Say what each rule does, and ask none.")] = False,
    config: ConfigOption = None,
) -> None:
    """Label statements by rules, and say how much each covers and how often people agree with it."""
    from pipeline.config import load_config
    from pipeline.label.people import people_say
    from pipeline.labelling_functions import stage
    from pipeline.labelling_functions.study_rules import study_rules

    settings = load_config(config)
    names = [name.strip() for name in only.split(",") if name.strip()]
    asked = study_rules(settings.extract.languages, own, functions, defaults=defaults, only=names)
    if listing:
        table("Rules", ("rule", "what it says", "in"), [(r.name, r.description, Path(r.source).name) for r in asked])
        return
    made = stage.run(
        settings, asked, lambda read: people_say(settings, read).decided, examples=examples, write=write, out=out
    )
    _show(made)
    report(made)


def _show(made: RulesReport) -> None:
    from pipeline.labelling_functions.quality_table import COLUMNS, rows

    table("Rules", COLUMNS, rows(made.quality), right=tuple(range(3, len(COLUMNS))))
