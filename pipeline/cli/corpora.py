"""``stance corpora``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.printing import report, table
from pipeline.errors import PipelineError
from pipeline.printable import count

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


@corpora.command()
def convert(
    source: Annotated[
        str, typer.Argument(metavar="NAME|FILE", help="A known corpus, or a table of labels of your own.")
    ],
    out: Annotated[Path, typer.Option("--out", help="Folder to write the dataset to; it must not exist.")],
    folder: Annotated[
        Path | None, typer.Option("--corpora", help="Folder with the corpora, for a known corpus.", show_default=False)
    ] = None,
    columns: Annotated[
        str, typer.Option("--columns", help="For a table: ours=theirs, such as text=quote,target=country,stance=label.")
    ] = "",
    labels: Annotated[
        str, typer.Option("--labels", help="For a table: theirs=ours, such as pro=favor,con=against.")
    ] = "",
) -> None:
    """Write labelled examples as a datasets.DatasetDict, with the texts as a classifier reads them."""
    from pipeline.corpora.catalogue import load_catalogue
    from pipeline.corpora.dataset import corpus_dataset, examples_dataset
    from pipeline.corpora.table import ColumnMapping, read_table

    if out.exists():
        raise PipelineError(f"{out}: is there already. Choose another --out, or remove it.")
    known = load_catalogue().get(source)
    if known:
        if folder is None:
            raise PipelineError(f"{source}: name the folder that holds {source}/ with --corpora.")
        made = corpus_dataset(folder, source)
        report(f"{source}: licence: {known.licence}. Cite: {known.citation}")
    else:
        mapping = ColumnMapping(_pairs(columns, "--columns"), _pairs(labels, "--labels"))
        made = examples_dataset({"train": read_table(Path(source), mapping)})
    made.save_to_disk(str(out))
    sizes = ", ".join(f"{len(part):,} {name}" for name, part in made.items())
    report(f"{sizes} → {out}")


def _pairs(given: str, option: str) -> dict[str, str]:
    pairs = [pair.partition("=") for pair in given.split(",") if pair.strip()]
    if any(not separator or not key.strip() or not value.strip() for key, separator, value in pairs):
        raise PipelineError(f"{option}: '{given}' is not of the form name=name,name=name.")
    return {key.strip(): value.strip() for key, _, value in pairs}
