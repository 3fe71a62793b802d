"""Cut a smaller network out of a trained one, to be trained with that one as its teacher (needs the extra `encoder`).

The folder that it writes is a base for `train_network.py` (`--base small --start small/network.pt`) and `export_network.py`.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import pyarrow.parquet as pq
import torch

from pipeline.benchmark import read_polnear
from pipeline.io import atomic_path
from pipeline.train.finetune.smaller import frequent_word_pieces, smaller_network, smaller_tokenizer
from pipeline.train.finetune.weights import base_folder, mean_weights, start_network


def main() -> None:
    """Cut, and write the folder."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--base", required=True)
    parser.add_argument("--weights", type=Path, nargs="+", required=True, help="of several, the mean is taken")
    parser.add_argument("--soft", type=Path, required=True, help="texts of ask_network.py: their words are kept")
    parser.add_argument("--layers", type=int, nargs="+", required=True, help="layers that are kept, from 0")
    parser.add_argument("--pieces", type=int, default=16000, help="size of the vocabulary")
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    network, _ = start_network(arguments.base, 0.0, 0)
    network.load_state_dict(mean_weights(arguments.weights))
    tokenizer = (Path(base_folder(arguments.base)) / "tokenizer.json").read_text(encoding="utf-8")
    texts = pq.read_table(arguments.soft, columns=["masked"])["masked"].to_pylist()
    texts += [line for article in read_polnear(arguments.corpora, "train") for line in article.text.splitlines()]
    pieces = frequent_word_pieces(tokenizer, texts, arguments.pieces)
    small = smaller_network(network, arguments.layers, pieces)
    small.encoder.save_pretrained(arguments.out)
    (arguments.out / "tokenizer.json").write_text(smaller_tokenizer(tokenizer, pieces), encoding="utf-8")
    with atomic_path(arguments.out / "network.pt") as temporary:
        torch.save(small.state_dict(), temporary)
    print(f"{sum(weight.numel() for weight in small.parameters()) / 1e6:.1f} million weights in {arguments.out}")


if __name__ == "__main__":
    main()
