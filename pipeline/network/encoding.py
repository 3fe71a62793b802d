"""Masked text → word pieces, with the markers as pieces of their own and long texts cut around the target."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

from pipeline.languages import DEFAULT, language
from pipeline.masking import OTHER, SPEAKER, TARGET, context_and_passage

if TYPE_CHECKING:
    from tokenizers import Tokenizer

Array = np.ndarray[Any, Any]

# Entries of the vocabulary that the base encoder never met in pre-training, in the order of their use.
_SPARE = {TARGET: "[unused1]", SPEAKER: "[unused2]", OTHER: "[unused3]"}
# What somebody says is read as said by the speaker, so that the speaker has a place even where the words name none.
_SPOKEN = f"{language(DEFAULT).cues.spoken_as[0]} ".format(speaker=SPEAKER)
MOST_PIECES = 160


@dataclass(frozen=True, slots=True)
class ReadText:
    """One text as the network reads it.

    Attributes
    ----------
    ids : ndarray of shape (n_pieces,)
        Entries of the vocabulary, first and last the special ones.
    roles : ndarray of shape (n_pieces,)
        1 where the target stands, 2 where the speaker stands, else 0.
    spans : list of (int, int)
        Characters of each piece in the masked text; (0, 0) for special ones and the prefix.
    """

    ids: Array
    roles: Array
    spans: list[tuple[int, int]]


def marked_tokenizer(base: str) -> str:
    """The JSON of a BERT tokenizer with the markers in places of its vocabulary that were spare."""
    described: dict[str, Any] = json.loads(base)
    vocabulary = described["model"]["vocab"]
    for marker, spare in _SPARE.items():
        number = vocabulary.pop(spare)
        vocabulary[marker] = number
        described["added_tokens"].append(
            {"id": number, "content": marker, "single_word": False, "lstrip": False, "rstrip": False, "normalized": False, "special": True}
        )  # fmt: skip
    described["added_tokens"].sort(key=lambda token: token["id"])
    described["truncation"] = described["padding"] = None
    return json.dumps(described, ensure_ascii=False)


class Reader:
    """Reads masked texts with a tokenizer that knows the markers.

    Parameters
    ----------
    tokenizer : str
        Its JSON, see `marked_tokenizer`.
    most : int, default=160
        Pieces of the longest text that is read in one part.
    context : bool, default=True
        Whether what comes before a passage is read; networks of earlier versions were not taught to.
    """

    def __init__(self, tokenizer: str, most: int = MOST_PIECES, *, context: bool = True) -> None:
        self._tokenizer = _tokenizer(tokenizer)
        self._most, self._context = most, context
        self._target, self._speaker = self._entry(TARGET), self._entry(SPEAKER)
        self._first, self._last = self._entry("[CLS]", "<s>"), self._entry("[SEP]", "</s>")
        # What hides a word, and what no hiding touches.
        self.hidden = self._entry("[MASK]", "<mask>")
        self.never_hidden = (self._first, self._last, *map(self._entry, _SPARE))
        prefix = self._tokenizer.encode(_SPOKEN, add_special_tokens=False)
        self._prefix = list(prefix.ids)

    def read(self, masked: Sequence[str], *, spoken: bool = True) -> list[ReadText]:
        """The texts in their order.

        Parameters
        ----------
        masked : sequence of str
        spoken : bool, default=True
            Whether they are what the speaker says, and so are read as “‹SPEAKER› said: …”, also where they name the
            speaker's own country. A text that is not is somebody else's about speaker and target; it is read as it is,
            or as said by the speaker if it names none.
        """
        return [windows[0] for windows in self.windows(masked, spoken=spoken)]

    def windows(self, masked: Sequence[str], *, spoken: bool = True) -> list[list[ReadText]]:
        """For each text the parts of it that are read: one around its first target, and one for each later target not in a part before.

        Parameters
        ----------
        masked, spoken
            See `read`.
        """
        contexts, passages = zip(*map(context_and_passage, masked), strict=True) if masked else ((), ())
        before = self._tokenizer.encode_batch(list(contexts), add_special_tokens=False)
        encoded = self._tokenizer.encode_batch(list(passages), add_special_tokens=False)
        return [
            [
                self._behind(context.ids, context.offsets, part, len(start))
                for part in self._windows(e.ids, e.offsets, spoken)
            ]
            for context, start, e in zip(before, contexts, encoded, strict=True)
        ]

    def _entry(self, *names: str) -> int:
        """The entry of the first of the names that the vocabulary has."""
        found = (number for name in names if (number := self._tokenizer.token_to_id(name)) is not None)
        number = next(found, None)
        assert number is not None, f"the vocabulary has no {names[0]}"
        return number

    def _windows(self, ids: list[int], spans: list[tuple[int, int]], spoken: bool) -> Iterator[ReadText]:
        before = self._prefix if spoken or self._speaker not in ids else []
        room = self._most - len(before)
        if len(ids) <= room:
            yield self._part(before, ids, spans)
            return
        targets = np.flatnonzero(np.array(ids) == self._target)
        while True:
            start = self._cut(np.array(ids), room, targets)
            yield self._part(before, ids[start : start + room], spans[start : start + room])
            targets = targets[(targets < start) | (targets >= start + room)]
            if not len(targets):
                return

    def _part(self, before: list[int], ids: list[int], spans: list[tuple[int, int]]) -> ReadText:
        whole = np.array([self._first, *before, *ids, self._last], dtype=np.int64)
        roles = (whole == self._target) + 2 * (whole == self._speaker)
        return ReadText(whole, roles.astype(np.int64), [(0, 0)] * (1 + len(before)) + [*spans, (0, 0)])

    def _behind(self, context: list[int], spans: list[tuple[int, int]], part: ReadText, start: int) -> ReadText:
        """A part behind the end of what comes before it, as much of that as there is room for; nothing of it is pooled that the part has."""
        room = self._most - len(part.ids) + 1 if self._context else 0
        context, spans = context[-room:] if room > 0 else [], spans[-room:] if room > 0 else []
        if not context:
            return part
        before = np.array([self._first, *context, self._last], dtype=np.int64)
        roles = np.zeros(len(before), dtype=np.int64)
        for role, entry in ((1, self._target), (2, self._speaker)):
            if not (part.roles == role).any():
                roles[before == entry] = role
        moved = [(s + start + 1, e + start + 1) if e else (0, 0) for s, e in part.spans[1:]]
        return ReadText(
            np.concatenate([before, part.ids[1:]]),
            np.concatenate([roles, part.roles[1:]]),
            [(0, 0), *spans, (0, 0), *moved],
        )

    def _cut(self, ids: Array, room: int, targets: Array) -> int:
        """Where a part that is read begins: around the first of `targets`, with the speaker nearest to it if both fit."""
        speakers = np.flatnonzero(ids == self._speaker)
        middle = int(targets[0]) if len(targets) else 0
        if len(targets) and len(speakers):
            nearest = int(speakers[np.abs(speakers - middle).argmin()])
            if abs(nearest - middle) < room - 1:
                middle = (middle + nearest) // 2
        return max(0, min(middle - room // 2, len(ids) - room))


@lru_cache(maxsize=4)
def _tokenizer(described: str) -> Tokenizer:
    from tokenizers import Tokenizer

    return Tokenizer.from_str(described)
