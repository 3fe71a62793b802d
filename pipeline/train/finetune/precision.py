"""16-bit floats where the machine multiplies them itself; elsewhere torch imitates them, tens of times slower than 32 bits."""

from __future__ import annotations

import torch

# What a processor of each sort says when it has instructions for products of bfloat16.
_MULTIPLIES = ("avx512_bf16", "amx_bf16")


def multiplies_bfloat16(device: str) -> bool:
    """Whether a device of that type has instructions for products of bfloat16; ``False`` where torch is too old to tell."""
    if device == "cuda":
        return bool(torch.cuda.is_bf16_supported(including_emulation=False))
    capabilities = torch.cpu.get_capabilities() if hasattr(torch.cpu, "get_capabilities") else {}
    return any(capabilities.get(name) for name in _MULTIPLIES)


def fast_precision(device: str) -> torch.autocast:
    """A block in which a network computes in bfloat16 if the device multiplies it, else in 32 bits."""
    return torch.autocast(device, dtype=torch.bfloat16, enabled=multiplies_bfloat16(device))
