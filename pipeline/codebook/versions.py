"""Versions of a codebook: what differs between two, and the texts of earlier ones that were kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from pipeline.codebook.codebook import Codebook
from pipeline.codebook.consistency import version_key
from pipeline.codebook.loading import load_codebook
from pipeline.errors import PipelineError
from pipeline.tasks import Task


@dataclass(frozen=True, slots=True)
class Difference:
    """What differs between two codebooks.

    Attributes
    ----------
    changed, added, removed : tuple of str
        Names of rules (“31”) and definitions (“stance.favor”), in order.
    elsewhere : bool
        Whether anything else differs: the introduction, headings, edge cases, practice items, the list of changes.
    """

    changed: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    elsewhere: bool = False

    @property
    def touched(self) -> tuple[str, ...]:
        """All names, in order."""
        return in_order((*self.changed, *self.added, *self.removed))

    def __str__(self) -> str:
        told = [
            f"{what} {', '.join(names)}"
            for what, names in (("changed", self.changed), ("new", self.added), ("gone", self.removed))
            if names
        ]
        if self.elsewhere and not told:
            told = ["changed outside of rules and definitions"]
        return "; ".join(told) or "no difference"


def in_order(names: Iterable[str]) -> tuple[str, ...]:
    """Names of rules by their numbers, then those of definitions.

    Parameters
    ----------
    names : iterable of str
    """
    return tuple(sorted(set(names), key=lambda name: (not name.isdigit(), int(name) if name.isdigit() else 0, name)))


def difference(before: Codebook, after: Codebook) -> Difference:
    """What differs in `after`.

    Parameters
    ----------
    before, after : Codebook
    """
    old, new = before.contents.parts(), after.contents.parts()
    return Difference(
        changed=in_order(name for name in old if name in new and old[name] != new[name]),
        added=in_order(new.keys() - old.keys()),
        removed=in_order(old.keys() - new.keys()),
        elsewhere=before.digest != after.digest and _rest(before) != _rest(after),
    )


def _rest(codebook: Codebook) -> dict[str, object]:
    rest = codebook.contents.model_dump(exclude={"sections", "tasks", "flags", "marks"})
    titles = [
        (section.title, section.task, [rule.number for rule in section.rules]) for section in codebook.contents.sections
    ]
    asks = [codebook.contents.tasks.of(task).asks for task in Task]
    return {**rest, "titles": titles, "asks": asks}


def snapshots_folder(path: Path) -> Path:
    """Where the adopted texts of the codebook at `path` are kept.

    Parameters
    ----------
    path : Path
        ``configs/codebook.yaml``, for example.
    """
    return path.with_name(f"{path.stem}_versions")


def load_snapshots(folder: Path) -> dict[str, Codebook]:
    """The adopted codebooks in a folder by their version, the earliest first; none where there is no folder.

    Parameters
    ----------
    folder : Path

    Raises
    ------
    PipelineError
        If one is damaged, or its name is not its version.
    """
    found: dict[str, Codebook] = {}
    for path in sorted(folder.glob("*.yaml")):
        if path.name.startswith("."):
            continue
        codebook = load_codebook(path)
        if codebook.version != path.stem:
            raise PipelineError(
                f"{path}: holds version {codebook.version}. Texts of adopted versions are not edited: take back the change, "
                "for example with git, or name the file for its version."
            )
        found[codebook.version] = codebook
    return dict(sorted(found.items(), key=lambda item: version_key(item[0])))


def latest(codebook: Codebook, snapshots: Mapping[str, Codebook], packaged: Codebook) -> Codebook | None:
    """The codebook that was adopted last; before the first adoption, the package's, if `codebook` comes of it.

    Parameters
    ----------
    codebook : Codebook
    snapshots : mapping of str to Codebook
    packaged : Codebook
    """
    if snapshots:
        return max(snapshots.values(), key=lambda one: version_key(one.version))
    return packaged if packaged.version in codebook.versions else None
