"""Texts as the network is given them in training: read once, drawn and shuffled in each pass, padded, words hidden."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch

from pipeline.network.encoding import Array, Reader, ReadText
from pipeline.network.relations import N_CLASSES, Alternatives, TrainingText
from pipeline.train.finetune.network import StanceNetwork
from pipeline.train.finetune.precision import fast_precision

_SORTED_TOGETHER = 40
_AT_A_TIME = 64


@dataclass(frozen=True, slots=True)
class Lesson:
    """A text as it was read, the classes that its labels allow, what a teacher says of it, and the teacher's features.

    `allowed` and `soft` have shape (10,), `features` (n_features,); what is not known is zeros.
    """

    text: ReadText
    allowed: Array
    soft: Array
    features: Array
    whole: bool


@dataclass(frozen=True, slots=True)
class Batch:
    """Lessons side by side.

    `ids`, `roles` and `mask` have shape (n_texts, n_pieces), `allowed` and `soft` (n_texts, 10), `features` (n_texts,
    n_features), `whole` (n_texts,).
    """

    ids: torch.Tensor
    roles: torch.Tensor
    mask: torch.Tensor
    allowed: torch.Tensor
    soft: torch.Tensor
    features: torch.Tensor
    whole: torch.Tensor


def read_lessons(data: Sequence[Alternatives], reader: Reader) -> list[list[Lesson]]:
    """The texts as word pieces; one that stands in the data several times is read once."""
    widths = {len(text.features) for alternatives in data for text in alternatives if text.features is not None}
    no_features = np.zeros(max(widths, default=0), dtype=np.float32)

    pieces: dict[tuple[str, bool], ReadText] = {}
    for spoken in (True, False):
        masked = list({text.masked: None for texts in data for text in texts if text.spoken == spoken})
        pieces |= zip(((one, spoken) for one in masked), reader.read(masked, spoken=spoken), strict=True)

    def lesson(taught: TrainingText) -> Lesson:
        text = pieces[taught.masked, taught.spoken]
        soft = np.array(taught.soft or [0.0] * N_CLASSES, dtype=np.float32)
        features = no_features if taught.features is None else taught.features
        return Lesson(text, taught.allowed(), soft, features, taught.whole)

    return [[lesson(taught) for taught in alternatives] for alternatives in data]


def pad(texts: Sequence[ReadText]) -> tuple[Array, Array, Array]:
    """Ids, roles and mask of texts, filled up to the longest; each of shape (n_texts, n_pieces)."""
    longest = max(len(text.ids) for text in texts)
    ids = np.zeros((len(texts), longest), dtype=np.int64)
    roles, mask = np.zeros_like(ids), np.zeros_like(ids)
    for row, text in enumerate(texts):
        length = len(text.ids)
        ids[row, :length], roles[row, :length], mask[row, :length] = text.ids, text.roles, 1
    return ids, roles, mask


def drawn_batches(data: Sequence[Sequence[Lesson]], size: int, rng: random.Random) -> Iterator[list[Lesson]]:
    """The batches of one pass: one text of each inner sequence, texts of similar length together."""
    drawn = [alternatives[rng.randrange(len(alternatives))] for alternatives in data]
    rng.shuffle(drawn)
    cut: list[list[Lesson]] = []
    for start in range(0, len(drawn), size * _SORTED_TOGETHER):
        alike = sorted(drawn[start : start + size * _SORTED_TOGETHER], key=lambda lesson: len(lesson.text.ids))
        cut += [alike[i : i + size] for i in range(0, len(alike), size)]
    rng.shuffle(cut)
    yield from cut


def batch_on(device: torch.device, rows: Sequence[Lesson]) -> Batch:
    """Lessons as tensors on the device."""
    ids, roles, mask = (torch.from_numpy(part).to(device) for part in pad([row.text for row in rows]))
    known = ([getattr(row, name) for row in rows] for name in ("allowed", "soft", "features"))
    allowed, soft, features = (torch.from_numpy(np.stack(part)).to(device) for part in known)
    return Batch(ids, roles, mask, allowed, soft, features, torch.tensor([row.whole for row in rows], device=device))


def hide_words(batch: Batch, share: float, reader: Reader) -> None:
    """Put the mask in the place of a share of the words, in place."""
    drawn = torch.rand(batch.ids.shape).to(batch.ids.device) < share
    kept = torch.isin(batch.ids, torch.tensor(reader.never_hidden, device=batch.ids.device)) | batch.whole[:, None]
    batch.ids[drawn & ~kept & (batch.mask > 0)] = reader.hidden


def run_network(network: StanceNetwork, texts: Sequence[TrainingText], reader: Reader) -> tuple[Array, Array]:
    """What a network in torch says of texts: probabilities of relations, sentiments and reported, (n_texts, 10), and what it pools."""
    read = [reader.read([text.masked], spoken=text.spoken)[0] for text in texts]
    order = np.argsort([len(text.ids) for text in read], kind="stable")
    said = np.zeros((len(read), N_CLASSES))
    pooled = np.zeros((len(read), 3 * network.encoder.config.hidden_size), dtype=np.float32)
    device = next(network.parameters()).device
    for start in range(0, len(order), _AT_A_TIME):
        rows = order[start : start + _AT_A_TIME]
        given = [torch.from_numpy(part).to(device) for part in pad([read[i] for i in rows])]
        with torch.no_grad(), fast_precision(device.type):
            *heads, features = network(*given)
        heads = [torch.softmax(head.float(), dim=1) for head in heads]
        said[rows] = torch.cat(heads, dim=1).cpu().numpy()
        pooled[rows] = features.float().cpu().numpy()
    return said, pooled
