"""Which code, data and libraries made an output."""

from pipeline.provenance.closure import closure, imported_modules
from pipeline.provenance.distributions import distributions
from pipeline.provenance.versions import DISTRIBUTION, GitState, code_version, file_digest, git_state, package_version

__all__ = [
    "DISTRIBUTION",
    "GitState",
    "closure",
    "code_version",
    "distributions",
    "file_digest",
    "git_state",
    "imported_modules",
    "package_version",
]
