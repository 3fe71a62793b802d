"""Columns of activations that reach far beyond the others."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from pipeline.network.session import SavedNetwork
from tests.model.linear.test_classifier import TEXTS
from tests.train.finetune.small_base import small_encoder

pytestmark = pytest.mark.torch
FAR, AWAY = 5, 500.0


@pytest.mark.parametrize("kind", ["mpnet", "bert"])
def test_a_column_that_reaches_far_leaves_the_others_their_8_bits(tmp_path: Path, kind: str) -> None:
    import torch

    from pipeline.train.finetune.export import export_network
    from pipeline.train.finetune.far_columns import far_columns
    from pipeline.train.finetune.weights import start_network

    network, tokenizer = start_network(small_encoder(tmp_path, kind), 0.0, 0)
    with torch.no_grad():
        for weight in network.parameters():
            weight += 0.02 * torch.randn(weight.shape)
        for layer in network.encoder.encoder.layer:
            into, out = layer.intermediate.dense, layer.output.dense
            for dense in (into, out):
                # Weights that the file's 7 bits hold exactly, so that only the activations are rounded.
                dense.weight.copy_(torch.randint(-64, 65, dense.weight.shape) / 64 * 0.3)
                dense.weight[:, 0] = 0.3
            # One column is far from zero, in a way that takes nothing from what the layer says.
            (layer.attention.LayerNorm if kind == "mpnet" else layer.attention.output.LayerNorm).bias[FAR] += AWAY
            into.bias -= AWAY * into.weight[:, FAR]
            out.bias[FAR] -= AWAY
    columns = far_columns(network.eval(), network.encoder.config.vocab_size, 4)
    assert all(len(chosen) == 4 for chosen in columns.values())
    assert all(FAR in chosen for name, chosen in columns.items() if name.endswith("intermediate.dense"))
    whole, rounded = (SavedNetwork(export_network(network, quantized=q), tokenizer).run(TEXTS) for q in (False, True))
    np.testing.assert_allclose(rounded, whole, atol=0.1)
