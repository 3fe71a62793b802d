"""Write the trained tagger as a model in 8 bits, in the form in which the package ships it (needs the extra `encoder`)."""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
import tempfile
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.transformers.fusion_options import FusionOptions
from onnxruntime.transformers.optimizer import optimize_model
from tagger import Tagger

from pipeline.attributions.tagger.tags import Tag
from pipeline.train.finetune.weights import mean_weights


class _Scores(torch.nn.Module):
    """The tagger without its loss, special pieces cut off."""

    def __init__(self, tagger: Tagger) -> None:
        super().__init__()
        self.tagger = tagger

    def forward(self, ids: torch.Tensor, features: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """Scores of shape (n_windows, n_pieces - 2, n_tags)."""
        scores: torch.Tensor = self.tagger(ids, features, mask)[:, 1:-1]
        return scores


def main() -> None:
    """Average the weights, export, fuse, quantize, and describe the result."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--weights", type=Path, nargs="+", required=True, help="of several, the mean is taken")
    parser.add_argument("--window", type=int, default=254)
    parser.add_argument(
        "--first-offset", type=float, default=-0.15, help="added to the transitions to the first piece of a content"
    )
    parser.add_argument("--content-offset", type=float, default=-0.1, help="added to that from content to content")
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    tagger = Tagger(str(arguments.base))
    tagger.load_state_dict(mean_weights(arguments.weights))
    # Only this form of attention is known to the fusion below.
    tagger.encoder.set_attn_implementation("eager")
    tagger.eval()
    config = tagger.encoder.config
    arguments.out.mkdir(parents=True, exist_ok=True)
    target = arguments.out / "model.onnx"
    with tempfile.TemporaryDirectory() as folder:
        whole, fused = Path(folder) / "whole.onnx", Path(folder) / "fused.onnx"
        ids = torch.arange(2 * 32).reshape(2, 32) % config.vocab_size
        names = ["ids", "features", "mask"]
        torch.onnx.export(
            _Scores(tagger), (ids, torch.zeros_like(ids), torch.ones_like(ids)), str(whole), input_names=names, output_names=["scores"],
            dynamic_axes={name: {0: "windows", 1: "pieces"} for name in [*names, "scores"]}, opset_version=17, dynamo=False,
        )  # fmt: skip
        options = FusionOptions("bert")
        options.enable_embed_layer_norm = False
        optimize_model(
            str(whole), "bert", config.num_attention_heads, config.hidden_size, optimization_options=options
        ).save_model_to_file(str(fused))
        quantize_dynamic(
            fused, target, weight_type=QuantType.QInt8, per_channel=True,
            op_types_to_quantize=["MatMul", "Gemm", "Gather", "Attention"],
            extra_options={"DefaultTensorType": onnx.TensorProto.FLOAT},
        )  # fmt: skip
    model = onnx.load(target)
    model.doc_string, model.producer_version = "", ""
    onnx.save(model, target)
    shutil.copy(arguments.base / "tokenizer.json", arguments.out / "tokenizer.json")
    transitions = tagger.transitions.detach().clone()
    transitions[:, Tag.CONTENT_FIRST] += arguments.first_offset
    transitions[Tag.CONTENT, Tag.CONTENT] += arguments.content_offset
    digest = hashlib.sha256(target.read_bytes()).hexdigest()
    files = ("model.onnx", "tokenizer.json")
    description = {
        "sha256": {name: hashlib.sha256((arguments.out / name).read_bytes()).hexdigest() for name in files},
        "version": digest[:12],
        "window": arguments.window,
        "transitions": [[round(float(value), 6) for value in row] for row in transitions.tolist()],
    }
    (arguments.out / "tagger.json").write_text(json.dumps(description, indent=1) + "\n", encoding="utf-8")
    print(target.stat().st_size, digest[:12])


if __name__ == "__main__":
    main()
