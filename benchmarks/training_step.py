"""Seconds of a training step of the shipped encoder in 16-bit and in 32-bit floats (needs the extra `finetune`).

    python benchmarks/training_step.py [--texts N] [--json FILE]

What `fast_precision` takes on this machine should be the faster one; a processor without instructions for products of
bfloat16 imitates them.
"""

from __future__ import annotations

import argparse
import json
import statistics
import time
from pathlib import Path

import torch

from pipeline.network.network_file import load_shipped
from pipeline.train.finetune.precision import multiplies_bfloat16
from pipeline.train.finetune.weights import saved_network

ROUNDS = 3
PIECES = 40


def step_seconds(network: torch.nn.Module, ids: torch.Tensor, in_16_bits: bool) -> float:
    """Forward and backward through the network."""
    began = time.perf_counter()
    roles = torch.ones_like(ids)
    with torch.autocast("cpu", dtype=torch.bfloat16, enabled=in_16_bits):
        relation, sentiment, _ = network(ids, roles, roles)
    (relation.float().sum() + sentiment.float().sum()).backward()
    return time.perf_counter() - began


def main() -> None:
    """Measure, print, and write if asked."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--texts", type=int, default=4, help="texts in a step; a training has 40")
    parser.add_argument("--json", type=Path)
    arguments = parser.parse_args()
    torch.manual_seed(0)
    torch.set_num_threads(2)
    network = saved_network(load_shipped().onnx, 0.1).train()
    ids = torch.randint(0, network.encoder.config.vocab_size, (arguments.texts, PIECES))
    taken: dict[bool, list[float]] = {False: [], True: []}
    step_seconds(network, ids, False)
    for _ in range(ROUNDS):
        for in_16_bits, seconds in taken.items():
            seconds.append(step_seconds(network, ids, in_16_bits))
    in_32, in_16 = (statistics.median(taken[kind]) for kind in (False, True))
    figures = {
        "seconds_32_bit": round(in_32, 2),
        "seconds_16_bit": round(in_16, 2),
        "ratio_16_to_32": round(in_16 / in_32, 2),
        "taken_here": "16-bit" if multiplies_bfloat16("cpu") else "32-bit",
    }
    print(json.dumps(figures, indent=1))
    if arguments.json:
        arguments.json.write_text(json.dumps(figures) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
