"""git and DVC for a study: made ready without questions, and said in a sentence where they are not there."""

from __future__ import annotations

import importlib.resources
import importlib.util
import io
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from configparser import ConfigParser
from functools import partial
from pathlib import Path

from pipeline.errors import PipelineError
from pipeline.io import write_text
from pipeline.progress import progress

# Below .dvc, where its configuration looks for it.
PLOTS_PAGE = Path("plots_page.html")
# No reports of use to DVC's makers, dvc.lock staged for git, and plots that need no network.
_SETTINGS = {
    "core": {"analytics": "false", "autostage": "true"},
    "plots": {"html_template": PLOTS_PAGE.name},
}
# The names under which DVC's pages know the libraries.
_GLOBALS = "window.vega = vega; window.vegaLite = vegaLite; window.vegaEmbed = vegaEmbed;"


def start_versions(folder: Path, articles: Path | None) -> list[str]:
    """Make a study a git repository with DVC in it, and commit what there is.

    Parameters
    ----------
    folder : Path
    articles : Path, optional
        What DVC keeps from the beginning.

    Returns
    -------
    list of str
        What could not be done, each with what to type.
    """
    if importlib.util.find_spec("dvc") is None:
        return ["DVC is not installed, so `dvc repro` is not there; pip install 'country-stance[study]'."]
    told = []
    has_git = shutil.which("git") is not None
    if not has_git:
        told.append("git is not installed: runs carry no commit, and experiments (`dvc exp`) need it.")
    steps: list[Callable[[], object]] = [
        partial(_git, folder, "init", "--quiet") if has_git else lambda: None,
        partial(_start_dvc, folder, has_git),
        partial(_configure, folder / ".dvc/config"),
        partial(_dvc, folder, "add", "--quiet", articles.as_posix()) if articles else lambda: None,
    ]
    for step in progress(steps, "git, DVC", total=len(steps)):
        step()
    if has_git and (reason := _commit(folder)):
        told.append(f"Nothing is committed yet ({reason}). In the study type: git commit -m 'a new study'")
    return told


def _start_dvc(folder: Path, has_git: bool) -> None:
    arguments = ("init", "--quiet") if has_git else ("init", "--no-scm", "--quiet")
    with subprocess.Popen(
        _dvc_command(*arguments), cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as started:
        # Takes as long as DVC itself does, which starts meanwhile.
        page = _plots_page()
        _, told = started.communicate()
    _require_done(folder, arguments, started.returncode, told)
    write_text(folder / ".dvc" / PLOTS_PAGE, page)


def write_plots_page(folder: Path) -> None:
    """Write the page in which `dvc plots show` draws, with the libraries that it would else fetch from the network."""
    write_text(folder / ".dvc" / PLOTS_PAGE, _plots_page())


def _plots_page() -> str:
    import vl_convert

    page = importlib.resources.files("pipeline.study").joinpath("plots_page.html").read_text(encoding="utf-8")
    return page.replace("LIBRARIES", vl_convert.javascript_bundle(_GLOBALS))


def _configure(path: Path) -> None:
    settings = ConfigParser()
    settings.read(path, encoding="utf-8")
    settings.read_dict(_SETTINGS)
    text = io.StringIO()
    settings.write(text)
    write_text(path, text.getvalue())


def _commit(folder: Path) -> str:
    """Commit what there is; why not, where git did not."""
    _git(folder, "add", "--all")
    run = _git(folder, "commit", "--quiet", "--message", "A study, as stance init makes it")
    return "" if run.returncode == 0 else (run.stderr.strip().splitlines() or ["git commit failed"])[-1]


def _git(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return _run(folder, ["git", *arguments])


def _dvc(folder: Path, *arguments: str) -> None:
    run = _run(folder, _dvc_command(*arguments))
    _require_done(folder, arguments, run.returncode, run.stderr)


def _dvc_command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "dvc", *arguments]


def _require_done(folder: Path, arguments: Sequence[str], code: int, told: str) -> None:
    if code:
        reason = (told.strip().splitlines() or ["no reason given"])[-1]
        raise PipelineError(f"{folder}: `dvc {' '.join(arguments)}` failed ({reason}).")


def _run(folder: Path, command: Sequence[str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=folder, capture_output=True, text=True)
