"""Write trained weights as an encoder model in 8 bits, in the form in which the package ships it (needs the extra `encoder`).

Of several weights the mean is taken; one that is named twice counts twice. The calibration is fitted on the pairs of real news that
were kept apart.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

import numpy as np
from pairs import LabelledPair, read_pairs

from pipeline.extract.reporter import is_sure
from pipeline.model.calibration import fit_temperature, fit_temperature_and_offsets
from pipeline.model.encoder.head import Head
from pipeline.model.folder import save_model
from pipeline.network.session import SavedNetwork
from pipeline.records import STANCES
from pipeline.tasks import Task
from pipeline.train.finetune.export import export_network
from pipeline.train.finetune.fine_tuning import network_model
from pipeline.train.finetune.weights import mean_weights, start_network


def calibration(network: SavedNetwork, pairs: list[LabelledPair]) -> dict[str, Any]:
    """The temperature of each task and the offsets of stance, fitted on the pairs of real news that are kept apart."""
    chosen: dict[str, Any] = {}
    held = [pair for pair in pairs if pair.reported]
    alone, behind = network.run([pair.masked for pair in held]), network.run([pair.as_read for pair in held])
    inputs = np.where(is_sure(alone)[:, None], alone, behind)
    for task in Task:
        judge = Head.of_network(task.name)
        codes = np.searchsorted(judge.classes_, np.array([task.label(pair) for pair in held]))
        if task is Task.stance:
            temperature, offsets = fit_temperature_and_offsets(judge.predict_proba(inputs), codes)
            # Half way, since rows are also made of pairs on which readers see nothing.
            for label, offset in zip(judge.classes_, offsets / 2, strict=True):
                chosen[f"{task}.offset.{label}"] = round(float(offset), 4)
        else:
            temperature = fit_temperature(judge.predict_proba(inputs), codes)
        chosen[f"{task}.temperature"] = temperature
    return chosen


def main() -> None:
    """Average, export, calibrate, save."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--pairs", type=Path, required=True, help="see pairs.py")
    parser.add_argument("--base", required=True)
    parser.add_argument("--weights", type=Path, nargs="+", required=True, help="of trainings, or a model's folder")
    parser.add_argument(
        "--grid",
        type=float,
        default=0.0,
        help="step of the grid of the weights in standard deviations: 0.33 halves the file",
    )
    parser.add_argument("--teacher", help="base of the larger network that taught it, for the description")
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    network, tokenizer = start_network(arguments.base, 0.0, 0)
    network.load_state_dict(mean_weights(arguments.weights))
    saved = SavedNetwork(export_network(network, grid=arguments.grid), tokenizer)
    chosen = calibration(saved, [pair for pair in read_pairs(arguments.pairs) if pair.apart])
    scales = {task.name: chosen[f"{task}.temperature"] for task in Task}
    offsets = {"stance": np.array([chosen[f"stance.offset.{label}"] for label in sorted(STANCES)])}
    description: dict[str, Any] = {
        "estimator": "encoder",
        "trained_on": [
            "dse train",
            "newsmtsc train",
            "plover train",
            "composed sentences",
            "lines on real news",
            "lines between actors",
            "lines on wire reports",
        ],
        "base": Path(arguments.base).name if Path(arguments.base).is_dir() else arguments.base,
        "weights": [path.name for path in arguments.weights],
        "chosen": chosen,
    }
    if arguments.teacher:
        description |= {
            "teacher": arguments.teacher,
            "taught_on": ["those sentences, other names marked", "polnear train"],
        }
    version = save_model(arguments.out, network_model(saved, scales, description, offsets))
    size = sum(path.stat().st_size for path in arguments.out.iterdir()) / 1e6
    print(f"Model {version}, {size:.1f} MB, {chosen}")


if __name__ == "__main__":
    main()
