"""Columns of activations that reach far beyond the others, multiplied apart in 32 bits (Dettmers et al. 2022, LLM.int8).

In 8 bits one scale serves all that a matrix is multiplied with. A few columns that reach ten times as far as the others,
and are so in every text, leave those a tenth of the steps.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import numpy as np
import onnx
import torch

Array = np.ndarray[Any, Any]
_TEXTS, _PIECES = 48, 24


def far_columns(network: torch.nn.Module, vocabulary: int, count: int) -> dict[str, Array]:
    """The columns that reach farthest in what each matrix is multiplied with, where the network reads random pieces.

    Parameters
    ----------
    network : Module
        Takes pieces, roles and mask, each of shape (n_texts, n_pieces).
    vocabulary : int
        Number of pieces.
    count : int
        How many columns.

    Returns
    -------
    dict of str to ndarray of shape (count,)
        Name of each linear module → columns, ascending.
    """
    reach: dict[str, torch.Tensor] = {}

    def watched(name: str) -> Any:
        def watch(_: torch.nn.Module, inputs: tuple[torch.Tensor, ...]) -> None:
            reach[name] = inputs[0].detach().abs().flatten(0, -2).amax(dim=0)

        return watch

    linear = [(name, module) for name, module in network.named_modules() if isinstance(module, torch.nn.Linear)]
    hooks = [module.register_forward_pre_hook(watched(name)) for name, module in linear]
    pieces = torch.from_numpy(np.random.default_rng(0).integers(0, vocabulary, (_TEXTS, _PIECES)))
    with torch.no_grad():
        network(pieces, torch.ones_like(pieces), torch.ones_like(pieces))
    for hook in hooks:
        hook.remove()
    return {name: np.sort(far.topk(min(count, len(far))).indices.numpy()) for name, far in reach.items()}


def multiply_apart(model: onnx.ModelProto, columns: dict[str, Array]) -> None:
    """Take the columns out of what is rounded to 8 bits, and add what they make in 32 bits, in place.

    Parameters
    ----------
    model : ModelProto
        With matrices in 8 bits.
    columns : dict of str to ndarray
        Name of each constant that is such a matrix, of shape (n_columns, n_outputs) → its columns.
    """
    graph = model.graph
    readers: dict[str, list[onnx.NodeProto]] = defaultdict(list)
    for node in graph.node:
        for name in node.input:
            readers[name].append(node)
    heights = {constant.name: constant.dims[0] for constant in graph.initializer if constant.dims}
    before: dict[str, list[onnx.NodeProto]] = defaultdict(list)
    after: dict[str, list[onnx.NodeProto]] = defaultdict(list)
    for node in graph.node:
        if node.op_type != "DynamicQuantizeLinear":
            continue
        products = [reader for reader in readers[node.output[0]] if reader.op_type == "MatMulInteger"]
        given, chosen = node.input[0], columns[products[0].input[1]]
        names = {part: f"{given}_{part}" for part in ("near", "is_near", "far", "far_columns")}
        is_near = np.ones(heights[products[0].input[1]], dtype=np.float32)
        is_near[chosen] = 0
        _constant(graph, names["is_near"], is_near)
        _constant(graph, names["far_columns"], chosen.astype(np.int64))
        node.input[0] = names["near"]
        before[node.name] += [
            _node("Mul", [given, names["is_near"]], names["near"]),
            _node("Gather", [given, names["far_columns"]], names["far"], axis=-1),
        ]
        for product in products:
            before[node.name] += _far_product(names["far"], names["far_columns"], product.input[1])
            last = _last_of_product(product, readers)
            whole, last.output[0] = last.output[0], f"{last.output[0]}_near"
            after[last.name].append(_node("Add", [last.output[0], f"{product.input[1]}_far_product"], whole))
    nodes = [part for node in graph.node for part in (*before[node.name], node, *after[node.name])]
    del graph.node[:]
    graph.node.extend(nodes)


def _last_of_product(product: onnx.NodeProto, readers: dict[str, list[onnx.NodeProto]]) -> onnx.NodeProto:
    """The node behind an 8-bit product that turns it into numbers, or adds the bias to these."""
    last = product
    for following in ("Cast", "Mul", "Add"):
        found = readers[last.output[0]]
        if len(found) == 1 and found[0].op_type == following:
            last = found[0]
    return last


def _node(kind: str, inputs: list[str], output: str, **attributes: int) -> onnx.NodeProto:
    return onnx.helper.make_node(kind, inputs, [output], output, **attributes)


def _constant(graph: onnx.GraphProto, name: str, value: Array) -> None:
    graph.initializer.append(onnx.numpy_helper.from_array(value, name))


def _far_product(far: str, columns: str, matrix: str) -> list[onnx.NodeProto]:
    """The far columns times their rows of a matrix; the rows are constant and are made when the file is loaded."""
    # The matrices are signed, and zero is their zero point.
    rows, scale = f"{matrix}_far_rows", matrix.removesuffix("_quantized") + "_scale"
    return [
        _node("Gather", [matrix, columns], f"{rows}_8bit", axis=0),
        _node("Cast", [f"{rows}_8bit"], f"{rows}_points", to=onnx.TensorProto.FLOAT),
        _node("Mul", [f"{rows}_points", scale], rows),
        _node("MatMul", [far, rows], f"{matrix}_far_product"),
    ]
