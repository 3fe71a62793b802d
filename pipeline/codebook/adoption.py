"""Whether an edited codebook may count: a change of rules raises the version, and says which rules it touched."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.codebook.codebook import Codebook
from pipeline.codebook.consistency import version_key
from pipeline.codebook.versions import Difference, difference


@dataclass(frozen=True, slots=True)
class Standing:
    """A codebook beside the one that was adopted last.

    Attributes
    ----------
    codebook : Codebook
    adopted : Codebook or None
        The last one, if any.
    difference : Difference
    refusal : str or None
        Why the codebook cannot be adopted as it is, and what to do.
    """

    codebook: Codebook
    adopted: Codebook | None
    difference: Difference
    refusal: str | None

    @property
    def is_adopted(self) -> bool:
        """Whether nothing changed since."""
        return self.adopted is not None and self.adopted.digest == self.codebook.digest


def standing(codebook: Codebook, adopted: Codebook | None) -> Standing:
    """Compare a codebook with the one that was adopted last.

    Parameters
    ----------
    codebook : Codebook
    adopted : Codebook or None
    """
    if adopted is None:
        return Standing(codebook, None, Difference(), None)
    found = difference(adopted, codebook)
    return Standing(codebook, adopted, found, _refusal(codebook, adopted, found))


def _refusal(codebook: Codebook, adopted: Codebook, found: Difference) -> str | None:
    last, now = adopted.version, codebook.version
    if version_key(now) < version_key(last):
        return f"{codebook.source}: its version {now} is lower than {last}, which was adopted before. Raise `version` above {last}."
    if now == last:
        if not found.touched:
            return None
        return (
            f"{codebook.source}: rules differ from the adopted version {last} ({found}). Raise `version`, and list under "
            "`changes` for the new version those that changed in meaning (`rules`) or in wording only (`wording`), with a "
            "`reason`; labels made before are then told apart."
        )
    since = [change for change in codebook.contents.changes if version_key(change.version) > version_key(last)]
    if not any(change.version == now for change in since):
        return (
            f"{codebook.source}: `changes` has no entry for version {now}. Add one with `version`, `reason`, and the rules "
            f"that changed in meaning (`rules`) or in wording only (`wording`); since {last}: {found}."
        )
    named = {name for change in since for name in (*change.rules, *change.wording)}
    if missing := [name for name in found.touched if "all" not in named and name not in named]:
        return (
            f"{codebook.source}: since version {last} {', '.join(missing)} changed too, but `changes` does not name "
            f"{'it' if len(missing) == 1 else 'them'}. List each under `rules` if its meaning changed, else under `wording`."
        )
    known = codebook.contents.parts().keys() | adopted.contents.parts().keys() | {"all"}
    if strange := sorted(named - known):
        return f"{codebook.source}: `changes` names {', '.join(strange)}, which neither version {last} nor {now} has. Mend the name."
    return None
