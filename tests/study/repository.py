"""DVC and git in a study, as their users call them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path


def dvc(folder: Path, *arguments: str, **environment: str) -> str:
    """What `dvc` prints in a folder, where it must succeed."""
    binaries = str(Path(sys.executable).parent)
    run = subprocess.run(
        [sys.executable, "-m", "dvc", *arguments],
        cwd=folder,
        env=os.environ | {"PATH": f"{binaries}{os.pathsep}{os.environ['PATH']}"} | environment,
        capture_output=True,
        text=True,
    )
    assert run.returncode == 0, run.stderr + run.stdout
    return run.stdout


def git(folder: Path, *arguments: str) -> None:
    subprocess.run(["git", "-C", folder, *arguments], check=True, capture_output=True)
