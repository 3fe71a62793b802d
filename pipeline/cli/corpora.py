"""``stance corpora``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.app import count, report, table

corpora = typer.Typer(help="Public labelled corpora: which there are, and getting them.", no_args_is_help=True)


@corpora.command("list")
def list_corpora() -> None:
    """Which corpora are known, what they hold, and under what terms."""
    from pipeline.corpora import load_catalogue

    rows = [[name, c.about, ", ".join(c.files), c.licence, c.citation] for name, c in load_catalogue().items()]
    table("Public corpora", ["name", "what it is", "splits", "licence", "cite"], rows)


@corpora.command()
def fetch(
    names: Annotated[list[str], typer.Argument(metavar="NAME...", help="Corpora to fetch, such as dse newsmtsc.")],
    folder: Annotated[Path, typer.Option("--corpora", help="Folder to put them in, each in a folder of its own.")],
) -> None:
    """Download corpora from their public address; only files with the published checksum are kept."""
    from pipeline.corpora import fetch_corpus
    from pipeline.corpora.catalogue import corpus_named

    chosen = {name: corpus_named(name) for name in names}
    for name, corpus in chosen.items():
        fetched = fetch_corpus(name, corpus, folder)
        report(
            f"{name}: {count(len(fetched), 'file')} fetched into {folder / name}. Licence: {corpus.licence}. Cite: {corpus.citation}"
        )
