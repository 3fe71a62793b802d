"""What the libraries that read pages keep of earlier ones."""

from __future__ import annotations

import logging


def reset_caches() -> None:
    """Empty what trafilatura and its libraries keep of earlier pages: called once a batch, so that memory stays flat.

    trafilatura's own function of that name ends with a collection of all garbage of the process, which takes longer than
    to read a page; what is garbage is collected in time as everywhere.
    """
    from courlan.meta import clear_caches
    from htmldate.meta import reset_caches as reset_dates
    from trafilatura import meta

    # It reports as an error that a cache of another library has moved, which changes nothing here.
    logging.getLogger("htmldate.meta").setLevel(logging.CRITICAL)
    reset_dates()
    clear_caches()
    for value in vars(meta).values():
        if hasattr(value, "cache_clear"):
            value.cache_clear()
