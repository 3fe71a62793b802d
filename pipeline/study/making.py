"""Making a study: a folder with configuration, stages, places for articles and labels, git and DVC."""

from __future__ import annotations

import json
import os
import shlex
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from string import Template

from pipeline.config import load_config
from pipeline.errors import PipelineError
from pipeline.ingest import find_files
from pipeline.io import write_text
from pipeline.printable import count
from pipeline.provenance import package_version
from pipeline.study.dvc_project import start_versions
from pipeline.study.presets import find_preset, with_values
from pipeline.study.template import FILES, template_text
from pipeline.study.tool import this_tool, write_made_with
from pipeline.study_folder import CONFIG_PATH as _CONFIG
from pipeline.study_folder import DVC_YAML, study_folder

RAW, LABELS = Path("data/raw"), Path("data/labels")
_README = Path("README.md")
_SCORE = "stance score data/raw --out scores.parquet"


@dataclass(frozen=True, slots=True)
class MadeStudy:
    """A study that was made.

    Attributes
    ----------
    folder : Path
    articles : int
        Files that were copied into its ``data/raw``.
    next_commands : list of str
    told : list of str
        What could not be done, each with what to type.
    """

    folder: Path
    articles: int
    next_commands: list[str]
    told: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        holds = f" with {count(self.articles, 'file')} of articles" if self.articles else ""
        return "\n".join([f"The study {self.folder} is made{holds}.", *self.told])


def make_study(folder: Path, source: Path | None = None, preset: str = "accurate") -> MadeStudy:
    """Make a study in a folder that is new, or that holds none of its files.

    Parameters
    ----------
    folder : Path
    source : Path, optional
        A file or folder of articles, copied into the study's ``data/raw``.
    preset : str
        One of `pipeline.study.presets`.

    Raises
    ------
    PipelineError
        If there is something already that would be overwritten, the folder lies in another study, `source` holds no
        articles, there is no such preset, or nothing can be written there.
    """
    folder = folder.absolute()
    values = find_preset(preset).set
    _require_room(folder)
    files = sorted({Path(found.place) for found in find_files([source])}) if source else []
    following = _next_commands(bool(files), values.get("train.estimator"))
    texts = {path: template_text(path) for path in FILES}
    # JSON's quotation marks are YAML's, whatever is in the name.
    experiment = json.dumps(folder.name, ensure_ascii=False)
    texts[_CONFIG] = with_values(texts[_CONFIG], {**values, "tracking.experiment": experiment})
    texts[_README] = Template(texts[_README]).substitute(
        study=folder.name,
        version=package_version(),
        first="Its articles are in `data/raw`." if files else "Put your articles into `data/raw` first.",
        following="\n".join(following),
    )
    with _made_whole(folder) as place:
        for path, text in texts.items():
            write_text(place / path, text)
        (place / RAW).mkdir(parents=True, exist_ok=True)
        write_made_with(place, this_tool())
        _copy(files, source, place / RAW)
        load_config(place / _CONFIG)
        told = start_versions(place, RAW if files else None)
    return MadeStudy(folder, len(files), [f"cd {shlex.quote(os.path.relpath(folder))}", *following], told)


@contextmanager
def _made_whole(folder: Path) -> Iterator[Path]:
    """A folder beside a new study's, which takes its place when the block ends well; a folder that is there is filled."""
    if folder.exists():
        yield folder
        return
    place = folder.with_name(f".{folder.name}.part")
    shutil.rmtree(place, ignore_errors=True)
    try:
        yield place
        place.rename(folder)
    finally:
        shutil.rmtree(place, ignore_errors=True)


def _require_room(folder: Path) -> None:
    around = study_folder(folder.parent)
    if around != folder.parent.resolve() or (around / _CONFIG).exists():
        raise PipelineError(
            f"{folder}: lies in {around}, which is a study or a checkout itself, and a study inside another would take its "
            "commands for its own. Name a folder outside."
        )
    if (folder / _CONFIG).is_file() and (folder / DVC_YAML).is_file():
        raise PipelineError(
            f"{folder}: is a study already. Go into it and type `dvc repro`, after an update of the tool `stance upgrade`; "
            "for another study name a new folder."
        )
    there = [path for path in (*FILES, RAW) if (folder / path).exists()]
    if there:
        raise PipelineError(
            f"{folder}: has {there[0]} already, which would be overwritten. Name a new folder, or for a study of an earlier "
            "version run `stance upgrade` in it."
        )
    if folder.exists() and not folder.is_dir():
        raise PipelineError(f"{folder}: is a file. Name a folder.")


def _copy(files: list[Path], source: Path | None, raw: Path) -> None:
    for path in files:
        inside = path.relative_to(source) if source and source.is_dir() else Path(path.name)
        (raw / inside).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, raw / inside)


def _next_commands(has_articles: bool, estimator: str | None) -> list[str]:
    score = f"{_SCORE} --model {estimator}" if estimator else _SCORE
    if has_articles:
        return [
            "stance extract --show data/raw    # who says what about which country",
            f"{score}    # who stands where",
            "dvc repro    # once there are labels: train on them, evaluate, log the run",
        ]
    return ["dvc add data/raw    # keeps a version of the articles", score, "dvc repro    # once there are labels"]
