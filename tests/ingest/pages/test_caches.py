"""What is kept of earlier pages is let go, without a search through the whole process."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable

from trafilatura.meta import reset_caches as reset_by_the_library

from pipeline.ingest.pages import parse_web_page, reset_caches
from pipeline.languages import language

PAGE = (
    "<html lang='en'><head><title>Envoys meet</title></head><body><article><h1>Envoys meet</h1>"
    "<p>Kenya’s minister thanked Uganda on 2021-05-03 for its help in the long drought of last year.</p>"
    "<p>Of the wells that both dug, forty still give water, and more are to follow in the spring.</p>"
    "</article></body></html>"
)
LIBRARIES = {"trafilatura", "htmldate", "courlan", "justext", "charset_normalizer"}


def kept() -> dict[str, int]:
    """How much each function of the libraries that read pages remembers."""
    modules = [module for name, module in list(sys.modules.items()) if name.split(".")[0] in LIBRARIES]
    caches = [value for module in modules for value in vars(module).values() if hasattr(value, "cache_info")]
    return {f"{cache.__module__}.{cache.__qualname__}": cache.cache_info().currsize for cache in caches}


def read_a_page_and(reset: Callable[[], None]) -> dict[str, int]:
    assert parse_web_page(PAGE, language("en"), guess_dates=True)
    filled = {name.partition(".")[0] for name, size in kept().items() if size}
    assert {"trafilatura", "htmldate"} <= filled
    reset()
    return kept()


def test_as_much_is_let_go_as_the_library_itself_lets_go() -> None:
    ours = read_a_page_and(reset_caches)
    theirs = read_a_page_and(reset_by_the_library)
    assert {name: size for name, size in ours.items() if size > theirs[name]} == {}


def test_not_every_object_of_the_process_is_looked_at() -> None:
    generations: list[int] = []

    def note(phase: str, info: dict[str, int]) -> None:
        generations.append(info["generation"])

    gc.callbacks.append(note)
    try:
        reset_caches()
    finally:
        gc.callbacks.remove(note)
    assert 2 not in generations
