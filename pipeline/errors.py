"""The one error that a user of the pipeline is meant to see."""

from __future__ import annotations

import difflib
from collections.abc import Iterable


class PipelineError(Exception):
    """Something a user can mend: one sentence that says where, what is wrong and what to do.

    The command line prints it without a traceback (unless ``--debug``) and exits with code 2.
    """


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A suggestion to append to an error message, or ``""`` where nothing known is close to `word`."""
    names = {name.lower(): name for name in known}
    close = difflib.get_close_matches(word.lower(), names, n=1, cutoff=0.6)
    return f" Did you mean '{names[close[0]]}'?" if close else ""
