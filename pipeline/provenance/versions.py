"""Which version of the code and of the data made an output."""

from __future__ import annotations

import hashlib
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import metadata
from pathlib import Path

DISTRIBUTION = "country-stance"


@dataclass(frozen=True, slots=True)
class GitState:
    """The commit of the checkout that holds a folder, and whether its files differ from that commit."""

    commit: str
    dirty: bool


def _git(folder: Path, *arguments: str) -> str | None:
    try:
        run = subprocess.run(["git", "-C", str(folder), *arguments], capture_output=True, text=True, timeout=20)
    except (OSError, subprocess.TimeoutExpired):
        return None
    return run.stdout.strip() if run.returncode == 0 else None


@cache
def git_state(folder: Path) -> GitState | None:
    """The git state of `folder`, or ``None`` where it is no checkout with a commit."""
    commit = _git(folder, "rev-parse", "HEAD")
    if commit is None:
        return None
    return GitState(commit, bool(_git(folder, "status", "--porcelain", "--untracked-files=no")))


def package_version() -> str:
    """The version of the installed package."""
    try:
        return metadata.version(DISTRIBUTION)
    except metadata.PackageNotFoundError:
        return "0.0.0"


@cache
def code_version() -> str:
    """The package version, with the commit of its own checkout where it runs from one: ``0.1.0+g1a2b3c4d.dirty``."""
    source = Path(__file__).resolve().parents[2]
    version = package_version()
    if not (source / "pyproject.toml").exists():
        return version
    state = git_state(source)
    if state is None:
        return version
    return f"{version}+g{state.commit[:8]}{'.dirty' if state.dirty else ''}"


def file_digest(path: Path, told: Callable[[int], object] = lambda size: None) -> str:
    """The SHA-256 of a file, or of a folder's files and their relative names in sorted order.

    Parameters
    ----------
    path : Path
    told : callable, optional
        Is told the number of bytes of each block that was read.
    """
    digest = hashlib.sha256()
    files = [path] if path.is_file() else sorted(p for p in path.rglob("*") if p.is_file())
    for file in files:
        if file != path:
            digest.update(file.relative_to(path).as_posix().encode() + b"\x00")
        with file.open("rb") as stream:
            while block := stream.read(1 << 20):
                digest.update(block)
                told(len(block))
    return digest.hexdigest()
