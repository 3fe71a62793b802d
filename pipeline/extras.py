"""Libraries that only some jobs need: which extra of the package brings one that is not installed."""

from __future__ import annotations

import re
from importlib import metadata

from pipeline.errors import PipelineError
from pipeline.provenance import DISTRIBUTION

# Such as: mlflow>=3.0; extra == "study"
_REQUIREMENT = re.compile(r"""(?P<library>[\w.-]+).*;.*\bextra == ["'](?P<extra>[\w-]+)["']""")


def missing_library(error: ModuleNotFoundError) -> PipelineError | None:
    """What to install, where an import failed for want of a library that an extra brings; ``None`` where it did not.

    The extras are read from the installed package's own metadata.
    """
    library = (error.name or "").partition(".")[0]
    for requirement in metadata.requires(DISTRIBUTION) or ():
        found = _REQUIREMENT.match(requirement)
        if found and found["library"].replace("-", "_") == library:
            install = f"pip install '{DISTRIBUTION}[{found['extra']}]'"
            return PipelineError(f"This needs {library}, which is not installed: `{install}`.")
    return None
