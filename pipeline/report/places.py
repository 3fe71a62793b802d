"""Where a report is written: nothing that is there is replaced unasked, and a folder appears whole or not at all."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path

from pipeline.errors import PipelineError

_OURS = re.compile(r"\d{4,}\.js")


def require_free(paths: Iterable[Path], overwrite: bool) -> None:
    """Check that nothing stands at `paths`, or that it may be replaced.

    Raises
    ------
    PipelineError
        Naming what is there.
    """
    for path in paths:
        if path.is_symlink() or path.exists():
            if not overwrite:
                raise PipelineError(f"{path}: is there already. Name another place, or replace it with --overwrite.")
            if path.is_dir() and not all(_OURS.fullmatch(inside.name) for inside in path.iterdir()):
                raise PipelineError(
                    f"{path}: holds files that no report made, so it is not replaced. Name another place."
                )


def remove_folder(folder: Path) -> None:
    """Remove a folder of texts whose page could not be written."""
    shutil.rmtree(folder, ignore_errors=True)


def write_folder(folder: Path, files: Iterable[tuple[str, str]]) -> int:
    """Write text files into a new folder, which takes its name when it is complete; return how many there were.

    Without files there is no folder. What `require_free` let pass is replaced.

    Raises
    ------
    PipelineError
        If it cannot be written; what stood there before is still there.
    """
    number = 0
    made: Path | None = None
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        made = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", suffix=".part", dir=folder.parent))
        for name, content in files:
            (made / name).write_text(content, encoding="utf-8", newline="\n")
            number += 1
        if folder.is_dir():
            shutil.rmtree(folder)
        if number:
            made.chmod(0o755)
            made.replace(folder)
    except OSError as error:
        raise PipelineError(
            f"{folder}: could not be written ({error.strerror or error}). Free some space, or name a place that can be "
            "written to."
        ) from error
    finally:
        if made is not None:
            shutil.rmtree(made, ignore_errors=True)
    return number
