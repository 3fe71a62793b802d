"""Which installed distributions a module's code imports."""

from __future__ import annotations

import sys
from functools import cache
from importlib import metadata

from pipeline.provenance.closure import imported_modules
from pipeline.provenance.source import imports_of


@cache
def _providers() -> dict[str, list[str]]:
    return {name: sorted(set(given)) for name, given in metadata.packages_distributions().items()}


def distributions(module: str, script: bool = False) -> dict[str, str]:
    """The distributions that a module and all it imports of its own package import, by name with the version installed.

    Those that are not installed are left out: the code can do without them, or could not have run.

    Parameters
    ----------
    module, script
        See `imported_modules`.

    Raises
    ------
    ModuleNotFoundError
        If there is no such module.

    Examples
    --------
    >>> list(distributions("pipeline.languages"))
    ['pyarrow', 'pydantic', 'PyYAML']
    """
    own = module.partition(".")[0]
    tops = {
        imported.partition(".")[0]
        for path in imported_modules(module, script).values()
        for imported in imports_of(path.read_text(encoding="utf-8"), own)
    }
    found = {name for top in tops - {own} - set(sys.stdlib_module_names) for name in _providers().get(top, [])}
    return {name: metadata.version(name) for name in sorted(found, key=str.lower)}
