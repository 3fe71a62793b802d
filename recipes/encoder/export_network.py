"""Write trained weights as an encoder model in 8 bits, in the form in which the package ships it (needs the extra `encoder`).

Of several weights the mean is taken; one that is named twice counts twice. The calibration is fitted on what was held out of the
training parts.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

import numpy as np

from pipeline.corpora import read_corpus
from pipeline.corpora.held_out import for_calibration
from pipeline.model.calibration import fit_temperature, fit_temperature_and_offsets
from pipeline.model.encoder.head import Head
from pipeline.model.encoder.session import SavedNetwork
from pipeline.model.folder import save_model
from pipeline.train.finetune.export import export_network
from pipeline.train.finetune.fine_tuning import network_model
from pipeline.train.finetune.weights import mean_weights, start_network


def calibration(network: SavedNetwork, corpora: Path) -> tuple[dict[str, float], dict[str, Any]]:
    """The temperature of each task, and the offsets of stance, on the sentences held out of its corpus.

    Of dse's pairs without a relation the training sees two in five (`curriculum.taught_texts`), so that stance needs offsets; sentiment is
    taught as it occurs.
    """
    scales: dict[str, float] = {}
    offsets: dict[str, Any] = {}
    for task, corpus in (("stance", "dse"), ("sentiment", "newsmtsc")):
        examples = for_calibration(read_corpus(corpora, corpus, "train"))
        judge = Head.of_network(task)
        labels: Any = np.array([getattr(example, task) for example in examples])
        probabilities = judge.predict_proba(network.run([example.masked() for example in examples], spoken=False))
        codes = np.searchsorted(judge.classes_, labels)
        if task == "stance":
            scales[task], offsets[task] = fit_temperature_and_offsets(probabilities, codes)
        else:
            scales[task] = fit_temperature(probabilities, codes)
    return scales, offsets


def main() -> None:
    """Average, export, calibrate, save."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--corpora", type=Path, required=True)
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
    scales, offsets = calibration(saved, arguments.corpora)
    chosen: dict[str, Any] = {f"{task}.temperature": value for task, value in scales.items()}
    for task, values in offsets.items():
        labels = Head.of_network(task).classes_
        chosen |= {f"{task}.offset.{label}": float(value) for label, value in zip(labels, values, strict=True)}
    description: dict[str, Any] = {
        "estimator": "encoder",
        "trained_on": ["dse train", "newsmtsc train", "plover train", "composed sentences"],
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
