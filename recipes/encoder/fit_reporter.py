"""Fit what joins circumstances, words and network to the probability that a pair stands for a statement.

    python fit_reporter.py --pairs build/pairs.jsonl --model build/encoder --out build/reporter

The linear judge learns from the documents that are not apart; how it and the network are joined is fitted on those that are, and the figures
printed are of a cross-validation over these.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

import numpy as np
from pairs import LabelledPair, read_pairs
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score
from sklearn.model_selection import GroupKFold, cross_val_predict

from pipeline.extract.pair_features import features_of
from pipeline.extract.reporter import log_odds
from pipeline.io import atomic_path, write_json
from pipeline.network.network_file import load_network
from pipeline.provenance import file_digest

_C = 0.05
_FOLDS = 10
# The share of pairs of which the network is asked.
_ASKED = 1 / 3


def described(pairs: list[LabelledPair]) -> list[tuple[str, list[str]]]:
    """Pairs as the linear judge sees them."""
    return [(pair.masked, pair.circumstances) for pair in pairs]


def main() -> None:
    """Fit, write, and say how good it is."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--pairs", type=Path, required=True)
    parser.add_argument("--model", type=Path, required=True, help="folder with the network")
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    told = [pair for pair in read_pairs(arguments.pairs) if pair.reported is not None]
    learned, apart = ([pair for pair in told if pair.apart == part] for part in (False, True))
    linear = LogisticRegression(C=_C, max_iter=2000)
    linear.fit(features_of(described(learned)), [pair.reported for pair in learned])
    coefficients = linear.coef_[0].astype(np.float32)
    network = log_odds(load_network(arguments.model).reported([pair.masked for pair in apart]))
    words = features_of(described(apart)) @ coefficients.astype(np.float64) + linear.intercept_[0]
    both, happened = np.stack([network, words], axis=1), np.array([bool(pair.reported) for pair in apart])
    joined = LogisticRegression(C=1e6)
    groups = [pair.document for pair in apart]
    folds = GroupKFold(min(_FOLDS, len(set(groups))))
    crossed = cross_val_predict(joined, both, happened, groups=groups, cv=folds, method="predict_proba")[:, 1]
    joined.fit(both, happened)
    figures = {
        "pairs": len(apart),
        "reported": int(happened.sum()),
        "average_precision": {
            name: round(float(average_precision_score(happened, judged)), 4)
            for name, judged in (("network", network), ("linear", words), ("both", crossed))
        },
    }
    described_as: dict[str, Any] = {
        "intercept": round(float(linear.intercept_[0]), 6),
        "of_network": round(float(joined.coef_[0][0]), 4),
        "of_linear": round(float(joined.coef_[0][1]), 4),
        "constant": round(float(joined.intercept_[0]), 4),
        "open_from": round(float(np.quantile(words, 1 - _ASKED)), 4),
        "figures": figures,
    }
    arguments.out.mkdir(parents=True, exist_ok=True)
    with atomic_path(arguments.out / "coefficients.npy") as temporary, temporary.open("wb") as file:
        np.save(file, coefficients, allow_pickle=False)
    described_as["sha256"] = {"coefficients.npy": file_digest(arguments.out / "coefficients.npy")}
    write_json(arguments.out / "reporter.json", described_as)
    print(described_as)


if __name__ == "__main__":
    main()
