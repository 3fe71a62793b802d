"""Networks on ONNX Runtime, the tagger's and the encoder's alike: on one thread, and the same on every processor."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

_WIDTH = 64


def open_session(network: str | bytes) -> InferenceSession:
    """A session of a network, given by its file's path or its bytes.

    Processors without instructions for 8-bit products (VNNI) add two products in 16 bits, which overflows where both are
    large; they are told to multiply in the slower way that does not, so that results do not depend on the machine.

    Raises
    ------
    ImportError
        If ONNX Runtime is not installed.
    """
    return _opened(network, slowly=not fast_products_are_exact())


@cache
def fast_products_are_exact() -> bool:
    """Whether this processor's fast 8-bit products do not overflow: tried on the largest there are."""
    network = files("pipeline.shipped").joinpath("exactness", "largest_products.onnx").read_bytes()
    given = np.full((_WIDTH, _WIDTH), 255, dtype=np.uint8)
    (sums,) = _opened(network, slowly=False).run(None, {"given": given})
    return bool((sums == _WIDTH * 255 * 127).all())


def _opened(network: str | bytes, *, slowly: bool) -> InferenceSession:
    from onnxruntime import InferenceSession, SessionOptions

    options = SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    options.add_session_config_entry("session.x64quantprecision", str(int(slowly)))
    return InferenceSession(network, options, providers=["CPUExecutionProvider"])
