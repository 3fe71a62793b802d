"""The trained network as ONNX with int8 weights (needs torch and onnx)."""

from __future__ import annotations

import json
import logging
import re
import tempfile
import warnings
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic

from pipeline.network.session import CONTEXT_KEY
from pipeline.train.finetune.far_columns import far_columns, multiply_apart
from pipeline.train.finetune.grid import distances, matrices
from pipeline.train.finetune.network import StanceNetwork

# Where the file says which of its constants is which weight of the network, so that training can start from it.
WEIGHTS_KEY, CONFIG_KEY = "weights", "config"
_INPUTS = ["ids", "roles", "mask"]
_OUTPUTS = ["relation", "sentiment", "reported", "pooled"]
_FAR_COLUMNS = 4
_CONFIG = (
    "model_type", "vocab_size", "hidden_size", "num_hidden_layers", "num_attention_heads", "intermediate_size",
    "max_position_embeddings", "type_vocab_size", "layer_norm_eps", "relative_attention_num_buckets",
)  # fmt: skip


def export_network(network: StanceNetwork, quantized: bool = True, grid: float = 0.0) -> bytes:
    """The network as ONNX, the same bytes for the same weights.

    Parameters
    ----------
    network : StanceNetwork
    quantized : bool, default=True
        Whether the matrices are stored, and multiplied, as 8-bit integers.
    grid : float, default=0
        Step of a coarse grid on which these integers are the numbers of the points, in standard deviations (see
        `grid.distances`), so that the file can be compressed to less than half; 0 for the finest that 8 bits allow.
    """
    network = network.cpu().eval()
    # The exporter knows this form of attention best.
    network.encoder.set_attn_implementation("eager")
    with tempfile.TemporaryDirectory() as folder:
        whole, small = Path(folder) / "whole.onnx", Path(folder) / "small.onnx"
        ids = torch.arange(2 * 8).reshape(2, 8) + 2
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            torch.onnx.export(
                network, (ids, torch.ones_like(ids), torch.ones_like(ids)), str(whole), input_names=_INPUTS, output_names=_OUTPUTS,
                dynamic_axes={name: {0: "texts", 1: "pieces"} for name in _INPUTS} | {name: {0: "texts"} for name in _OUTPUTS},
                opset_version=17, dynamo=False,
            )  # fmt: skip
        model = onnx.load(whole)
        if quantized:
            logging.getLogger().setLevel(logging.ERROR)
            quantize_dynamic(
                whole, small, weight_type=QuantType.QInt8, per_channel=True, op_types_to_quantize=["MatMul", "Gather"], reduce_range=True, extra_options={"DefaultTensorType": onnx.TensorProto.FLOAT},
            )  # fmt: skip
            model = onnx.load(small)
    model.doc_string, model.producer_version = "", ""
    config = {name: value for name, value in network.encoder.config.to_dict().items() if name in _CONFIG}
    constants = _constants_of(model, network)
    if quantized and grid:
        _put_on_grid(model, network, constants, grid)
    if quantized:
        columns = far_columns(network, network.encoder.config.vocab_size, _FAR_COLUMNS)
        multiply_apart(model, {constants[f"{name}.weight"]: chosen for name, chosen in columns.items()})
    described = {WEIGHTS_KEY: constants, CONFIG_KEY: config, CONTEXT_KEY: True}
    onnx.helper.set_model_props(model, {key: json.dumps(value, sort_keys=True) for key, value in described.items()})
    return bytes(model.SerializeToString())


def _constants_of(model: onnx.ModelProto, network: StanceNetwork) -> dict[str, str]:
    """Name of each weight of the network → name of the constant that holds it (transposed, in a matrix product)."""
    constants = {constant.name for constant in model.graph.initializer}
    named = {name: name for name in network.state_dict() if name in constants}
    for name in network.state_dict():
        if f"{name}_quantized" in constants:
            named[name] = f"{name}_quantized"
    for node in model.graph.node:
        found = re.match(r"/?(.*)/(?:Gemm_)?MatMul(_quant)?$", node.name)
        matrix = [i for i in node.input if i in constants and not re.search(r"_(scale|zero_point)$", i)]
        if found and matrix and node.op_type in ("MatMul", "MatMulInteger"):
            named[found[1].replace("/", ".") + ".weight"] = matrix[0]
    known = {name: constant for name, constant in named.items() if name in network.state_dict()}
    if missing := set(network.state_dict()) - set(known):
        raise RuntimeError(f"the exporter names no constant for {', '.join(sorted(missing))}")
    return known


def _put_on_grid(model: onnx.ModelProto, network: StanceNetwork, constants: dict[str, str], step: float) -> None:
    """Number the points of a coarse grid in the place of the 8-bit weights, in place."""
    stored = {constant.name: constant for constant in model.graph.initializer}

    def store(name: str, value: torch.Tensor) -> None:
        kind = onnx.numpy_helper.to_array(stored[name]).dtype
        stored[name].CopyFrom(onnx.numpy_helper.from_array(value.numpy().astype(kind), name))

    for name, weight, by_row in matrices(network):
        if not constants[name].endswith("_quantized"):
            continue
        base = constants[name].removesuffix("_quantized")
        signed = onnx.numpy_helper.to_array(stored[constants[name]]).dtype == "int8"
        distance = distances(weight.detach(), step, by_row)
        points = torch.clamp(torch.round(weight.detach() / distance), -127, 127) + (0 if signed else 128)
        store(constants[name], points if constants[name] == f"{name}_quantized" else points.T.contiguous())
        store(f"{base}_scale", distance.flatten() if by_row else distance)
        if not signed:
            store(f"{base}_zero_point", torch.tensor(128))
