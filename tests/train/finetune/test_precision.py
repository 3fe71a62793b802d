"""16-bit floats in training only where the processor has them."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.torch


@pytest.mark.parametrize(
    ("capabilities", "kind"),
    [
        ({"avx2": True}, "float32"),
        ({"avx2": True, "avx512_bf16": False}, "float32"),
        ({"avx512_bf16": True}, "bfloat16"),
        ({"amx_bf16": True}, "bfloat16"),
    ],
)
def test_products_are_in_16_bits_where_the_processor_has_them(
    capabilities: dict[str, bool], kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    import torch

    from pipeline.train.finetune.precision import fast_precision

    monkeypatch.setattr(torch.cpu, "get_capabilities", lambda: capabilities, raising=False)
    with fast_precision("cpu"):
        product = torch.ones(2, 2) @ torch.ones(2, 2)
    assert product.dtype is getattr(torch, kind)


def test_a_torch_that_cannot_tell_computes_in_32_bits(monkeypatch: pytest.MonkeyPatch) -> None:
    import torch

    from pipeline.train.finetune.precision import fast_precision

    monkeypatch.delattr(torch.cpu, "get_capabilities", raising=False)
    with fast_precision("cpu"):
        product = torch.ones(2, 2) @ torch.ones(2, 2)
    assert product.dtype is torch.float32
