"""git and DVC for a study: made ready without questions, and said in a sentence where they are not there."""

from __future__ import annotations

import importlib.resources
import importlib.util
import io
import shutil
import subprocess
import sys
from collections.abc import Sequence
from configparser import ConfigParser
from pathlib import Path

from pipeline.errors import PipelineError
from pipeline.io import write_text

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
    if shutil.which("git") is None:
        told.append("git is not installed: runs carry no commit, and experiments (`dvc exp`) need it.")
        _dvc(folder, "init", "--no-scm", "--quiet")
    else:
        _git(folder, "init", "--quiet")
        _dvc(folder, "init", "--quiet")
    _configure(folder / ".dvc/config")
    write_plots_page(folder)
    if articles:
        _dvc(folder, "add", "--quiet", articles.as_posix())
    if not told and (reason := _commit(folder)):
        told.append(f"Nothing is committed yet ({reason}). In the study type: git commit -m 'a new study'")
    return told


def write_plots_page(folder: Path) -> None:
    """Write the page in which `dvc plots show` draws, with the libraries that it would else fetch from the network."""
    import vl_convert

    page = importlib.resources.files("pipeline.study").joinpath("plots_page.html").read_text(encoding="utf-8")
    write_text(folder / ".dvc" / PLOTS_PAGE, page.replace("LIBRARIES", vl_convert.javascript_bundle(_GLOBALS)))


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
    run = _run(folder, [sys.executable, "-m", "dvc", *arguments])
    if run.returncode:
        raise PipelineError(
            f"{folder}: `dvc {' '.join(arguments)}` failed ({(run.stderr.strip().splitlines() or ['no reason given'])[-1]})."
        )


def _run(folder: Path, command: Sequence[str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=folder, capture_output=True, text=True)
