"""Labels that a later version of the codebook may decide otherwise, and labels of several versions side by side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pipeline.codebook.codebook import Codebook
from pipeline.codebook.consistency import version_key
from pipeline.codebook.versions import in_order
from pipeline.printable import count
from pipeline.records import Label

_COUNTED = ("annotator", "adjudicator")


@dataclass(frozen=True, slots=True)
class Affected:
    """A label to be looked at again, and the names of the touched rules for which it is."""

    label: Label
    rules: tuple[str, ...]


def affected_labels(
    labels: Iterable[Label], codebook: Codebook, snapshots: Mapping[str, Codebook] | None = None
) -> list[Affected]:
    """The labels of earlier versions that a change of meaning touches.

    Parameters
    ----------
    labels : iterable of Label
        Those that count; of one annotator's labels on one example, only the last.
    codebook : Codebook
        The one that counts now, whose `changes` say which rules changed in meaning.
    snapshots : mapping of str to Codebook, optional
        Earlier ones by version, which know of rules that are gone and what rules concerned before.

    Returns
    -------
    list of Affected
        In the order of `labels`. A label that names a touched rule is there for that one; any other for those whose
        `concerns`, then or now, cover it. Labels of versions that the codebook has never heard of are not among them; see
        `versions_sentence`.
    """
    touched = {version: _touched_since(version, codebook) for version in codebook.versions}
    parts = [one.contents.parts() for one in (codebook, *(snapshots or {}).values())]
    found = []
    for label in labels:
        names = touched.get(label.codebook, ())
        if label.withdraws is not None or label.role not in _COUNTED:
            continue
        own = in_order(name for name in names if name.isdigit() and int(name) in label.rules)
        rules = own or in_order(
            name for name in names if any(name in part and _concerns(part[name], label) for part in parts)
        )
        if rules:
            found.append(Affected(label, rules))
    return found


def _touched_since(version: str, codebook: Codebook) -> tuple[str, ...]:
    later = [change for change in codebook.contents.changes if version_key(change.version) > version_key(version)]
    names = {name for change in later for name in change.rules}
    return in_order((names - {"all"}) | (set(codebook.contents.parts()) if "all" in names else set()))


def _concerns(part: object, label: Label) -> bool:
    """Whether a rule or definition concerns a label; a flag and a mark concern those that have it."""
    if (concerns := getattr(part, "concerns", None)) is not None:
        return bool(concerns.cover(label))
    if (flag := getattr(part, "flag", None)) is not None:
        return flag in label.flags
    mark = getattr(part, "mark", "")
    return bool(getattr(label, mark, False))


def mixed_versions(labels: Iterable[Label]) -> dict[str, int]:
    """How many labels follow each version of the codebook, in the order of the versions.

    Parameters
    ----------
    labels : iterable of Label
    """
    counted = Counter(label.codebook for label in labels)
    return dict(sorted(counted.items(), key=lambda item: (_order(item[0]), item[0])))


def _order(version: str) -> tuple[int, ...]:
    try:
        return version_key(version)
    except ValueError:
        return ()


# What labels of a sheet have that does not say which version its annotators followed.
UNKNOWN = "unknown"
_UNKNOWN = (
    "{} came from a sheet that does not say which version of the codebook its annotators followed; `stance labels import "
    "--codebook VERSION` says it."
)


def versions_sentence(versions: Mapping[str, int], codebook: Codebook | None = None) -> str:
    """What a report says where labels follow several versions, or one that the codebook does not know; else ``""``.

    Parameters
    ----------
    versions : mapping of str to int
        See `mixed_versions`.
    codebook : Codebook, optional
        The one that counts now.
    """
    unknown = [name for name in versions if codebook is not None and name not in codebook.versions]
    told = []
    if len(versions) > 1:
        each = ", ".join(f"{name} ({number:,})" for name, number in versions.items())
        told.append(f"The labels follow several versions of the codebook: {each}.")
    if unknown and codebook is not None:
        number = sum(versions[name] for name in unknown)
        names = " and ".join(f"'{name}'" for name in unknown)
        told.append(
            _UNKNOWN.format(count(number, "label"))
            if unknown == [UNKNOWN]
            else f"{count(number, 'label')} of version {names}: {codebook.source} (version {codebook.version}) has never heard of "
            "it. List it under `changes` there, or label these again."
        )
    return " ".join(told)
