import json
import shutil
import sys
from pathlib import Path

import pytest

from pipeline.attributions.tagger.model import PACKAGED, load_tagger
from pipeline.errors import PipelineError


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(PACKAGED, tmp_path / "tagger"))


def test_the_packaged_tagger_loads_and_is_small() -> None:
    tagger = load_tagger()
    assert tagger.transitions.shape == (7, 7) and tagger.version
    assert sum(f.stat().st_size for f in PACKAGED.iterdir()) < 30e6


def test_a_damaged_model_is_not_loaded(folder: Path) -> None:
    with (folder / "model.onnx").open("ab") as file:
        file.write(b"x")
    with pytest.raises(PipelineError, match=r"model\.onnx: not the file that tagger\.json describes"):
        load_tagger(folder)


def test_a_folder_without_a_tagger_says_so(tmp_path: Path) -> None:
    with pytest.raises(PipelineError, match=r"tagger\.json: no tagger here"):
        load_tagger(tmp_path / "nothing")


def test_a_description_that_lacks_something_says_so(folder: Path) -> None:
    (folder / "tagger.json").write_text(json.dumps({"version": "1"}))
    with pytest.raises(PipelineError, match=r"no tagger here"):
        load_tagger(folder)


def test_without_onnxruntime_the_error_says_what_to_do(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    with pytest.raises(PipelineError, match=r"pip install onnxruntime.*rules"):
        load_tagger(folder)
