"""Networks on ONNX Runtime, the tagger's and the encoder's alike: on one thread, and the same on every processor."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onnxruntime import InferenceSession


def open_session(network: str | bytes) -> InferenceSession:
    """A session of a network, given by its file's path or its bytes.

    Processors without instructions for 8-bit products (VNNI) add two products in 16 bits, which overflows where both are
    large; they are told to multiply in the slower way that does not, so that results do not depend on the machine.

    Raises
    ------
    ImportError
        If ONNX Runtime is not installed.
    """
    from onnxruntime import InferenceSession, SessionOptions

    options = SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    options.add_session_config_entry("session.x64quantprecision", "1")
    return InferenceSession(network, options, providers=["CPUExecutionProvider"])
