"""Products of 8-bit integers, the same on every processor."""

from __future__ import annotations

import base64
import zlib

import numpy as np
import onnxruntime

from pipeline.sessions import fast_products_are_exact, open_session

# Rounds an input of shape (n, 64) to 8 bits and multiplies it with a matrix of shape (64, 16) that is 127 throughout.
NETWORK = zlib.decompress(
    base64.b64decode(
        "eNrj4LBq4ORS5mKsEGIsFGIsFmKsUhJ1qcxLzM1MDixNzCvJrEr1ycxLTSzikuZiLORiLOdirBJirFTi9U0s8S3N8cwrSU1PLRJiTNfq4eBw4BAQYHZi"
        "LPdq4KgfBaNgFIxYECUCKlP4uXg5GIU4uZiFGPO4mDgckoCilWBRNoSogBMLF4OAIAA0CxdG"
    )
)


def test_two_large_products_do_not_overflow() -> None:
    (products,) = open_session(NETWORK).run(["y"], {"x": np.ones((2, 64), dtype=np.float32)})
    assert (products == 64 * 255 * 127).all()


def test_the_fast_way_is_called_exact_only_if_it_gives_the_same() -> None:
    options = onnxruntime.SessionOptions()
    options.add_session_config_entry("session.x64quantprecision", "0")
    session = onnxruntime.InferenceSession(NETWORK, options, providers=["CPUExecutionProvider"])
    (products,) = session.run(["y"], {"x": np.ones((2, 64), dtype=np.float32)})
    assert fast_products_are_exact() == bool((products == 64 * 255 * 127).all())
