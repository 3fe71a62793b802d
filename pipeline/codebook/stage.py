"""The codebook of a study: how it stands, its adoption, and the files that are written of it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.codebook.adoption import Standing, standing
from pipeline.codebook.codebook import Codebook
from pipeline.codebook.loading import PACKAGED, load_codebook, packaged_codebook
from pipeline.codebook.page import is_untouched_page
from pipeline.codebook.versions import latest, load_snapshots, snapshots_folder
from pipeline.config import PipelineConfig
from pipeline.errors import PipelineError
from pipeline.io import write_text
from pipeline.study_folder import study_folder

# The page of a study, which its people read.
PAGE = Path("data/codebook.md")
_DIGITS = 12


@dataclass(frozen=True, slots=True)
class CodebookReport:
    """How the codebook of a study stands.

    Attributes
    ----------
    standing : Standing
    written : list of Path
        What was written now.
    stale : list of Path
        Pages that say something else than the codebook, each left as it is.
    """

    standing: Standing
    written: list[Path]
    stale: list[Path]

    def __str__(self) -> str:
        return "\n".join(self._sentences())

    def _sentences(self) -> Iterator[str]:
        codebook, adopted = self.standing.codebook, self.standing.adopted
        yield f"Version {codebook.version}, digest {codebook.digest[:_DIGITS]}: {codebook.source}"
        if self.standing.is_adopted and codebook.source != PACKAGED:
            yield f"Unchanged since version {codebook.version} was adopted."
        elif self.standing.refusal:
            yield self.standing.refusal
        elif codebook.source != PACKAGED:
            since = f"Since version {adopted.version}: {self.standing.difference}. " if adopted else ""
            yield f"{since}Not adopted yet; type `stance codebook --adopt`."
        for path in self.written:
            yield f"→ {path}"
        for path in self.stale:
            yield f"{path} says something else; `stance codebook --out {path} --overwrite` renews it."


def run(config: PipelineConfig, *, adopt: bool = False, check: bool = False) -> CodebookReport:
    """Say how the codebook stands, and adopt it if asked to.

    Parameters
    ----------
    config : PipelineConfig
    adopt : bool
        Keep its text as that of its version, and renew the study's page.
    check : bool
        Refuse a codebook that was changed and not adopted, or whose page is not renewed.

    Raises
    ------
    PipelineError
        If the codebook or a kept version is damaged, cannot be adopted, or does not pass the check.
    """
    path = config.paths.codebook
    codebook = load_codebook(path)
    folder = snapshots_folder(path)
    snapshots = load_snapshots(folder)
    now = standing(codebook, latest(codebook, snapshots, packaged_codebook()))
    if adopt:
        written = [*_adopt(path, folder, now, not snapshots), *_renewed_page(codebook)]
        return CodebookReport(standing(codebook, codebook), written, _stale(codebook))
    stale = _stale(codebook)
    if check and (now.refusal or not now.is_adopted):
        raise PipelineError(
            now.refusal or f"{path}: was changed and is not adopted ({now.difference}). Type `stance codebook --adopt`."
        )
    if check and stale:
        raise PipelineError(
            f"{stale[0]}: is not the page of {path}. `stance codebook --out {stale[0]} --overwrite` renews it."
        )
    return CodebookReport(now, [], stale)


def write_copy(codebook: Codebook, out: Path, *, overwrite: bool = False) -> None:
    """Write the page (``.md``) or the YAML (``.yaml``) of a codebook.

    Parameters
    ----------
    codebook : Codebook
    out : Path
    overwrite : bool
        Also over a file that is not a page as this function wrote it.

    Raises
    ------
    PipelineError
        If `out` has another suffix, would be overwritten, or cannot be written.
    """
    if out.suffix not in (".md", ".yaml", ".yml"):
        raise PipelineError(f"{out}: the suffix says the format: .md for the page, .yaml for the codebook itself.")
    text = codebook.page() if out.suffix == ".md" else codebook.text
    if out.exists() and not overwrite and not (out.suffix == ".md" and is_untouched_page(_read(out))):
        raise PipelineError(
            f"{out}: is there, and was changed by hand. Name another file, or add --overwrite to replace it."
        )
    write_text(out, text)


def _adopt(path: Path, folder: Path, now: Standing, is_first: bool) -> Iterator[Path]:
    if not path.exists():
        raise PipelineError(
            f"{path}: is missing, so the codebook inside the package counts, which needs no adoption. To change it, type "
            f"`stance codebook --out {path}`, and edit that file."
        )
    if now.refusal:
        raise PipelineError(now.refusal)
    first = [now.adopted] if is_first and now.adopted and now.adopted.version != now.codebook.version else []
    for codebook in (*first, now.codebook):
        kept = folder / f"{codebook.version}.yaml"
        if not kept.exists() or _read(kept) != codebook.text:
            write_text(kept, codebook.text)
            yield kept


def _page_path() -> Path:
    return Path(os.path.relpath(study_folder() / PAGE))


def _renewed_page(codebook: Codebook) -> Iterator[Path]:
    page = _page_path()
    if page.exists() and _read(page) != codebook.page() and is_untouched_page(_read(page)):
        write_text(page, codebook.page())
        yield page


def _stale(codebook: Codebook) -> list[Path]:
    page = _page_path()
    return [page] if page.exists() and _read(page) != codebook.page() else []


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise PipelineError(f"{path}: cannot be read ({error}). Mend or remove it.") from error
