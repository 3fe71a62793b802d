"""The commits between the code of two runs."""

from __future__ import annotations

import subprocess


def commits_between(one: str | None, other: str | None, most: int = 10) -> list[str]:
    """The commits that lead from one to the other, newest first, as ``git log --oneline`` has them; none where git does
    not know both."""
    if not one or not other or one == other:
        return []
    command = ["git", "log", "--oneline", "--no-decorate", f"--max-count={most}", f"{one}..{other}"]
    try:
        run = subprocess.run(command, capture_output=True, text=True, timeout=20)
    except (OSError, subprocess.TimeoutExpired):
        return []
    return run.stdout.splitlines() if run.returncode == 0 else []
