"""`dvc repro` in a recipe's folder, with the Python and the package that run this."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent


def reproduce(place: Path) -> None:
    """Run the stages of the recipe there that are not up to date.

    Raises
    ------
    SystemExit
        If one fails; it has said why.
    """
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    python_path = os.pathsep.join([str(PROJECT), *filter(None, [os.environ.get("PYTHONPATH")])])
    environment = os.environ | {"PATH": path, "PYTHONPATH": python_path}
    run = subprocess.run([sys.executable, "-m", "dvc", "repro"], cwd=place, env=environment)
    if run.returncode:
        sys.exit(run.returncode)
