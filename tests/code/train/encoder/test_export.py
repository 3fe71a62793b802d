"""A network as ONNX with whole numbers."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tests.code.train.encoder.small_base import small_encoder

torch = pytest.importorskip("torch")
onnx = pytest.importorskip("onnx")


@pytest.mark.parametrize("kind", ["mpnet", "bert"])
def test_two_products_fit_16_bits_so_that_every_processor_adds_them_alike(tmp_path: Path, kind: str) -> None:
    from pipeline.train.encoder.export import export_network
    from pipeline.train.encoder.weights import start_network

    network, _ = start_network(small_encoder(tmp_path, kind), 0.0, 0)
    with torch.no_grad():
        for weight in network.parameters():
            weight += 0.02 * torch.randn(weight.shape)
    model = onnx.load_model_from_string(export_network(network))
    matrices = {node.input[1] for node in model.graph.node if node.op_type == "MatMulInteger"}
    values = {c.name: onnx.numpy_helper.to_array(c).astype(int) for c in model.graph.initializer}
    assert len(matrices) >= 8 and not any("embeddings" in name for name in matrices)
    assert all(2 * 255 * np.abs(values[name]).max() <= np.iinfo(np.int16).max for name in matrices)
    embedded = next(value for name, value in values.items() if name.endswith("word_embeddings.weight_quantized"))
    assert np.ptp(embedded) > 200  # looked up, not multiplied: all 8 bits
