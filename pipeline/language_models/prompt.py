"""What a language model is sent: the codebook, examples of its use, and one marked passage."""

from __future__ import annotations

import hashlib
import importlib.resources
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from string import Template

from pipeline.codebook import Codebook
from pipeline.countries.names import country_name
from pipeline.masking import MARKERS
from pipeline.printable import printable
from pipeline.records import Example, Mention

Message = dict[str, str]
_NOT_TOLD = "not told"
_OPEN, _CLOSE = "⟦", "⟧"


@dataclass(frozen=True, slots=True)
class Shot:
    """An example with the right labels, shown to the model before it is asked."""

    example: Example
    stance: str
    sentiment: str


@dataclass(frozen=True, slots=True)
class Prompt:
    """The instructions made of a codebook.

    Attributes
    ----------
    system : str
    codebook : str
        Version.
    """

    system: str
    codebook: str

    @property
    def digest(self) -> str:
        """Sixteen characters by which equal prompts are told: instructions, codebook and form of the question."""
        return hashlib.sha256((self.system + _template("question.txt")).encode()).hexdigest()[:16]

    def messages(self, example: Example, shots: Sequence[Shot] = ()) -> list[Message]:
        """The conversation that ends with the question about `example`.

        Parameters
        ----------
        example : Example
        shots : sequence of Shot
            Of other articles, or the answer is given away.
        """
        turns: list[Message] = [{"role": "system", "content": self.system}]
        for shot in shots:
            turns.append({"role": "user", "content": question(shot.example)})
            turns.append({"role": "assistant", "content": _right_answer(shot)})
        return [*turns, {"role": "user", "content": question(example)}]


def prompt_of(codebook: Codebook) -> Prompt:
    """The instructions for a codebook.

    Parameters
    ----------
    codebook : Codebook
    """
    system = Template(_template("prompt.txt")).substitute(codebook=codebook.prompt().strip())
    return Prompt(system, codebook.version)


@cache
def _template(name: str) -> str:
    return importlib.resources.files("pipeline.language_models").joinpath(name).read_text(encoding="utf-8")


def question(example: Example) -> str:
    """The passage with its statement and countries marked, and who says it toward whom."""
    code = example.speaker_country
    return Template(_template("question.txt")).substitute(
        headline=printable(example.title or "") or _NOT_TOLD,
        before=printable(example.context or "") or _NOT_TOLD,
        passage=printable(marked(example)),
        speaker=printable(example.speaker or "") or _NOT_TOLD,
        speaker_country=_named(code) if code else _NOT_TOLD,
        cue=printable(example.cue or "") or _NOT_TOLD,
        target=_named(example.target),
    )


def _named(code: str) -> str:
    name = country_name(code)
    return f"{name} ({code})" if name != code else code


def marked(example: Example) -> str:
    """The passage with ⟦ and ⟧ around the statement, and each mention of a country written as what it is.

    Examples
    --------
    >>> from types import SimpleNamespace
    >>> marked(SimpleNamespace(text="Chile thanked Peru", text_start=0, start=6, end=18, mentions=[Mention(14, 18, "PER", "target")]))
    'Chile ⟦thanked ‹TARGET: Peru›⟧'
    """
    start, end = (example.start, example.end) if example.end else (0, 0)
    # At one place what closes comes before what opens; an empty mention stands inside its statement.
    signs: list[tuple[int, int, str]] = []
    for mention in example.mentions:
        low, high, role = (
            (mention.start, mention.end, mention.role)
            if isinstance(mention, Mention)
            else (mention["start"], mention["end"], mention["role"])
        )
        if low < high:
            signs += [(low, 3, MARKERS[role][:-1] + ": "), (high, 0, "›")]
    if start < end:
        signs += [(start, 2, _OPEN), (end, 1, _CLOSE)]
    pieces: list[str] = []
    reached = 0
    for place, _, sign in sorted(signs):
        at = min(max(place - example.text_start, 0), len(example.text))
        pieces += [example.text[reached:at], sign]
        reached = at
    return "".join([*pieces, example.text[reached:]])


def _right_answer(shot: Shot) -> str:
    answer = {
        "reason": "Decided by people.",
        "rules": [],
        "flag": "none",
        "stance": shot.stance,
        "sentiment": shot.sentiment,
        "confidence": 0.95,
    }
    return json.dumps(answer)
