"""A network on disk: ``network.onnx.gz`` and ``tokenizer.json``, in the folder of a model.

The ONNX file is compressed by the frequency of its bytes alone: whole numbers on a coarse grid take half of their room, and
nothing else in it repeats.
"""

from __future__ import annotations

import importlib.resources
import zlib
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from pipeline.errors import PipelineError
from pipeline.io import atomic_path
from pipeline.network.session import SavedNetwork
from pipeline.provenance import file_digest

NETWORK, TOKENIZER = "network.onnx.gz", "tokenizer.json"
SHIPPED = "shipped"
# Of zlib: a gzip header, without a time.
_GZIP = 31


def shipped_folder() -> Path:
    """The folder of the encoder model that the package carries."""
    return Path(str(importlib.resources.files("pipeline.shipped") / "encoder"))


def save_network(folder: Path, network: SavedNetwork) -> list[Path]:
    """Write the two files of a network; return their paths."""
    written = []
    for name, content in ((NETWORK, _compressed(network.onnx)), (TOKENIZER, network.tokenizer.encode())):
        with atomic_path(folder / name) as temporary:
            temporary.write_bytes(content)
        written.append(folder / name)
    return written


def _compressed(content: bytes) -> bytes:
    packer = zlib.compressobj(wbits=_GZIP, strategy=zlib.Z_HUFFMAN_ONLY)
    return packer.compress(content) + packer.flush()


@dataclass(frozen=True, slots=True)
class _Files:
    """The two files of a network, which are those of another folder where their digests are."""

    digests: tuple[str, str]
    folder: Path = field(compare=False)


def load_network(folder: Path, threads: int = 1) -> SavedNetwork:
    """The network of a model's folder; one of the same bytes as a network that was loaded lately is that network.

    Raises
    ------
    PipelineError
        If a file is missing or damaged.
    """
    try:
        return _opened(_Files((file_digest(folder / NETWORK), file_digest(folder / TOKENIZER)), folder), threads)
    except (OSError, UnicodeDecodeError, zlib.error) as error:
        raise _not_whole(folder, error) from error


# A study's model and the package's mostly have one network, which takes a second to unpack and to open.
@lru_cache(maxsize=2)
def _opened(files: _Files, threads: int) -> SavedNetwork:
    onnx = zlib.decompress((files.folder / NETWORK).read_bytes(), _GZIP)
    return SavedNetwork(onnx, (files.folder / TOKENIZER).read_text(encoding="utf-8"), threads)


def _not_whole(folder: Path, error: Exception) -> PipelineError:
    return PipelineError(f"{folder}: holds no whole encoder model ({error}). Get it again, whole.")


def load_shipped(threads: int = 1) -> SavedNetwork:
    """The network that the package carries; it is read once."""
    return _loaded_once(shipped_folder(), threads)


def base_network(base: str, threads: int = 1) -> SavedNetwork | None:
    """The network that training starts from: the shipped one, or that of an encoder model's folder; it is read once.

    ``None`` where `base` is something else, such as the name of an encoder that has no heads yet.

    Raises
    ------
    PipelineError
        If a file of the model is missing or damaged.
    """
    if base == SHIPPED:
        return load_shipped(threads)
    return _loaded_once(Path(base), threads) if (Path(base) / NETWORK).is_file() else None


def known_network(base: str, threads: int = 1) -> SavedNetwork:
    """The network whose judgements a head learns to correct.

    Raises
    ------
    PipelineError
        If `base` is not the shipped network or the folder of an encoder model, or a file of that is missing or damaged.
    """
    network = base_network(base, threads)
    if network is None:
        raise PipelineError(
            f"train.encoder.tune is 'head', which corrects a network that knows stances, and base is '{base}'; set base to "
            "shipped or to the folder of an encoder model, or tune to all."
        )
    return network


def _loaded_once(folder: Path, threads: int) -> SavedNetwork:
    try:
        kept = (folder / NETWORK).stat()
    except OSError as error:
        raise _not_whole(folder, error) from error
    return _loaded(folder.resolve(), threads, kept.st_mtime_ns, kept.st_size)


@lru_cache(maxsize=2)
def _loaded(folder: Path, threads: int, _changed: int, _size: int) -> SavedNetwork:
    return load_network(folder, threads)
