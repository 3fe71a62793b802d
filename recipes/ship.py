"""Put what a recipe made into the package, and write its card: ``python recipes/ship.py linear``.

The recipe is run first (`dvc repro`: only what is not up to date). Files that are what ships already are left as they
are; ``--check`` writes nothing and exits with 1 where one differs. ``--card`` only writes the card anew.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from figures import RESULTS, figure
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from reproduce import PROJECT, reproduce

from pipeline.io import write_text
from pipeline.model.folder import DESCRIPTION, load_model
from pipeline.model.former_names import with_present_names

RECIPES = PROJECT / "recipes"


@dataclass(frozen=True, slots=True)
class Shipped:
    """What a recipe makes: `files` under ``build`` → where they are in the package."""

    files: dict[str, str]
    description: str | None = None


def _model(name: str, description: str, *files: str, others: Mapping[str, str] = MappingProxyType({})) -> Shipped:
    own = {f"{name}/{file}": f"pipeline/shipped/{name}/{file}" for file in (description, *files)}
    return Shipped(own | dict(others), description)


# The recipe of the encoder makes what joins it with other evidence besides, and what it learned from is counted afterwards.
_BESIDE = {"profile.json": "pipeline/shipped/encoder/profile.json"} | {
    f"reporter/{name}": f"pipeline/shipped/reporter/{name}" for name in ("coefficients.npy", "reporter.json")
}
SHIPPED = {
    "encoder": _model(
        "encoder", DESCRIPTION, "network.onnx.gz", "tokenizer.json", "stance.skops", "sentiment.skops", others=_BESIDE
    ),
    "tagger": _model("tagger", "tagger.json", "model.onnx", "tokenizer.json"),
    "linear": _model("linear", DESCRIPTION, "profile.json", "stance.skops", "sentiment.skops"),
    "gazetteer": Shipped(
        {"gazetteer.csv": "pipeline/languages/en/gazetteer.csv", "domains.csv": "pipeline/countries/domains.csv"}
    ),
}


def content_digest(path: Path) -> str:
    """SHA-256 of what a file holds; models whose classes have moved since are the same under their new names."""
    content = path.read_bytes()
    if path.suffix == ".skops":
        content = with_present_names(content)
    if path.name == DESCRIPTION:
        # The digests of the other files follow from these.
        content = json.dumps(json.loads(content) | {"sha256": None}, sort_keys=True).encode()
    return hashlib.sha256(content).hexdigest()


def differing(recipe: str) -> list[str]:
    """The files of the package that are not what the recipe made."""
    build = RECIPES / recipe / "build"
    return [
        target
        for source, target in SHIPPED[recipe].files.items()
        if not (PROJECT / target).is_file() or content_digest(build / source) != content_digest(PROJECT / target)
    ]


def described(recipe: str) -> dict[str, Any]:
    """What the model in the package says of itself."""
    path = PROJECT / "pipeline/shipped" / recipe / str(SHIPPED[recipe].description)
    description: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return description


def version_of(recipe: str) -> str:
    """The version of the model in the package."""
    return str(described(recipe).get("version") or load_model(PROJECT / "pipeline/shipped" / recipe).version)


def card(recipe: str) -> str:
    """The card of what ships, from the recipe's template, the description of the model and files of figures."""
    environment = Environment(
        loader=FileSystemLoader(RECIPES / recipe),
        undefined=StrictUndefined,
        keep_trailing_newline=True,
        autoescape=False,
    )
    environment.filters["interval"] = interval
    return environment.get_template("card.md.j2").render(
        model=described(recipe), version=version_of(recipe), figure=figure
    )


def interval(value: Any) -> str:
    """A figure with its interval, to three decimals."""
    if not isinstance(value, dict):
        return f"{value:.3f}"
    return f"{value['value']:.3f} [{value['low']:.3f}, {value['high']:.3f}]"


def ship(recipe: str) -> None:
    """Copy what differs, and the figures that were measured of it."""
    build = RECIPES / recipe / "build"
    changed = differing(recipe)
    for source, target in SHIPPED[recipe].files.items():
        # A model and its description belong together, so one that differs brings the others along.
        if changed:
            shutil.copyfile(build / source, PROJECT / target)
    for path in sorted((build / "figures").glob("*.json")) if changed else ():
        shutil.copyfile(path, RESULTS / path.name)
    print(f"{recipe}: {', '.join(changed) if changed else 'what was made is what ships already'}")


def main() -> None:
    """Run a recipe, compare, copy, and write the card."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("recipe", choices=SHIPPED)
    parser.add_argument("--check", action="store_true", help="only say what differs")
    parser.add_argument("--card", action="store_true", help="only write the card")
    arguments = parser.parse_args()
    recipe = arguments.recipe
    if not arguments.card:
        reproduce(RECIPES / recipe)
        if arguments.check:
            changed = differing(recipe)
            sys.exit(f"{recipe}: what was made differs in {', '.join(changed)}" if changed else 0)
        ship(recipe)
    if SHIPPED[recipe].description:
        write_text(PROJECT / "pipeline/shipped" / recipe / "README.md", card(recipe))


if __name__ == "__main__":
    main()
