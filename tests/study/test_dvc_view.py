"""What DVC's extension of VS Code asks a study for: the rows of its table and the plots beside it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import vl_convert

from tests.study.repository import dvc

pytestmark = pytest.mark.slow
DATA = "<DVC_METRIC_DATA>"
# Of Vega-Lite 5, the version that the extension draws with.
VEGA_LITE = "5.14"


@pytest.fixture(scope="module")
def viewed(reproduced: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The study with its results committed, and an experiment on top whose seed is another."""
    study = tmp_path_factory.mktemp("viewed") / "study"
    shutil.copytree(reproduced, study)
    config = study / "configs/pipeline.yaml"
    config.write_text(config.read_text(encoding="utf-8").replace("seed: 13", "seed: 14"), encoding="utf-8")
    dvc(study, "exp", "save", "--force", "--name", "other")
    return study


@pytest.fixture(scope="module")
def rows(viewed: Path) -> dict[str, dict[str, Any]]:
    """The rows of the table by name, each with its data."""
    workspace, commit = json.loads(dvc(viewed, "exp", "show", "--rev", "HEAD", "--json"))
    experiments = [one["revs"][0] for one in commit["experiments"]]
    return {row.get("name") or row["rev"]: row["data"] for row in (workspace, commit | {"name": "HEAD"}, *experiments)}


@pytest.fixture(scope="module")
def plots(viewed: Path) -> dict[str, list[dict[str, Any]]]:
    """The plots of three rows by name, all of which could be loaded."""
    where = (".dvc/tmp/plots", "--split", "--json")
    answer = json.loads(dvc(viewed, "plots", "diff", "workspace", "HEAD", "other", "-o", *where))
    assert not answer.get("errors") and all(answer["data"].values()), answer.get("errors")
    return answer["data"]


def leaves(tree: dict[str, Any], above: str = "") -> Iterator[tuple[str, object]]:
    """The values of nested objects with their dotted names."""
    for name, value in tree.items():
        dotted = f"{above}.{name}" if above else name
        if isinstance(value, dict):
            yield from leaves(value, dotted)
        else:
            yield dotted, value


def test_each_row_has_its_parameters_and_figures(rows: dict[str, dict[str, Any]]) -> None:
    assert set(rows) == {"workspace", "HEAD", "other"}
    for name, row in rows.items():
        (figures,) = (file["data"] for file in row["metrics"].values())
        assert {"stance.macro_f1", "sentiment.macro_f1"} <= dict(leaves(figures)).keys(), name
        files = {path: dict(leaves(file["data"])) for path, file in row["params"].items()}
        assert files["configs/pipeline.yaml"]["train.seed"] == (13 if name == "HEAD" else 14)
        assert set(files) == {"configs/pipeline.yaml", "configs/made_with.json"}


def test_each_value_fits_into_a_cell(rows: dict[str, dict[str, Any]]) -> None:
    for row in rows.values():
        for file in (row["params"] | row["metrics"]).values():
            for name, value in leaves(file["data"]):
                parts = value if isinstance(value, list) else [value]
                assert all(part is None or isinstance(part, str | int | float) for part in parts), name


def test_each_dependency_and_output_of_a_commit_has_a_hash(rows: dict[str, dict[str, Any]]) -> None:
    row = rows["HEAD"]
    assert "data/raw" in row["deps"] and "data/model" in row["outs"]
    for path, file in (row["deps"] | row["outs"]).items():
        assert isinstance(file["hash"], str) and isinstance(file["size"], int), path
        assert not Path(path).is_absolute()


def test_each_plot_is_drawn_for_each_row(plots: dict[str, list[dict[str, Any]]], viewed: Path) -> None:
    drawn = {name: entries for name, entries in plots.items() if entries[0]["type"] == "vega"}
    pictures = {name: entries for name, entries in plots.items() if entries[0]["type"] == "image"}
    assert len(drawn) == 6 and len(pictures) == 2
    for name, (plot,) in drawn.items():
        points = plot["anchor_definitions"][DATA]
        assert {point["rev"] for point in points} == set(plot["revisions"]) == {"workspace", "HEAD", "other"}, name
    for entries in pictures.values():
        assert sorted(entry["revisions"][0] for entry in entries) == ["HEAD", "other", "workspace"]
        assert all((viewed / entry["url"]).read_bytes().startswith(b"<svg") for entry in entries)


def test_each_template_becomes_a_picture(plots: dict[str, list[dict[str, Any]]]) -> None:
    def filled(part: Any, anchors: dict[str, Any]) -> Any:
        if isinstance(part, dict):
            return {key: filled(value, anchors) for key, value in part.items()}
        if isinstance(part, list):
            return [filled(value, anchors) for value in part]
        return anchors.get(part, part) if isinstance(part, str) else part

    for name, entries in plots.items():
        for plot in (entry for entry in entries if entry["type"] == "vega"):
            spec = filled(plot["content"], plot["anchor_definitions"])
            assert "<DVC_" not in json.dumps(spec), name
            svg = vl_convert.vegalite_to_svg(spec, vl_version=VEGA_LITE)
            assert plot["anchor_definitions"]["<DVC_METRIC_X_LABEL>"] in svg and "NaN" not in svg, name
