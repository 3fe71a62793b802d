"""Rules made of patterns: the package's own, a file a language, and those of a study."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from pipeline.errors import PipelineError
from pipeline.labelling_functions.clause import Clauses, clauses
from pipeline.labelling_functions.pattern import Pattern, compiled, listed
from pipeline.labelling_functions.rule import Rule, SeenExample
from pipeline.labelling_functions.rules_file import RuleEntry, RulesFile, read_rules_file
from pipeline.labelling_functions.vote import Vote
from pipeline.languages import Language, language
from pipeline.languages.grammar import PAST

DEFAULTS = "labelling_rules.yaml"


@dataclass(frozen=True, slots=True)
class _PatternRule:
    entry: RuleEntry
    patterns: tuple[Pattern, ...]
    clauses: Clauses

    def __call__(self, seen: SeenExample) -> Vote:
        entry = self.entry
        for pattern in self.patterns:
            if not pattern.may_match(seen.words):
                continue
            for found in pattern.matching.finditer(seen.masked):
                if entry.subject == "speaker" and self.clauses.acts_another(seen.masked, found.start()):
                    continue
                vote = Vote(entry.stance, entry.sentiment)
                if entry.negated == "ignored" or not self.clauses.denies(seen.masked, found):
                    return vote
                if entry.negated == "flips" and not (other := vote.negated()).silent:
                    return other
        return Vote()


def default_file(code: str) -> Traversable:
    """The package's rules for a language.

    Parameters
    ----------
    code : str
        ISO 639-1.

    Raises
    ------
    PipelineError
        If the package has none for it.
    """
    path = files("pipeline.languages").joinpath(code, DEFAULTS)
    if not path.is_file():
        raise PipelineError(
            f"The package has no labelling rules for the language '{code}'. Write your own in configs/rules.yaml, "
            "or Python functions named by --functions."
        )
    return path


def pattern_rules(path: Path | Traversable, of: Language, *, check: bool = True) -> list[Rule]:
    """The rules of a file; lists that it does not have are those of the language's own file.

    Parameters
    ----------
    path : Path or Traversable
    of : Language
    check : bool, default=True
        Whether the passages under ``says``, ``flips`` and ``silent`` must come out so.

    Raises
    ------
    PipelineError
        If the file cannot be used, or a passage comes out otherwise; the rule is named.
    """
    read = read_rules_file(path)
    lists, negators = _lists(read, of)
    rules = []
    for entry in read.rules:
        try:
            patterns = tuple(compiled(p, lists, entry.within, of.grammar.conjunctions) for p in entry.patterns)
            deniers = frozenset(negators).union(*(listed(name, lists) for name in entry.denied_by))
        except PipelineError as error:
            raise PipelineError(f"{path}: rule '{entry.name}': {error}") from error
        judge = _PatternRule(entry, patterns, clauses(of, deniers))
        if check:
            for problem in _unlike(judge, entry):
                raise PipelineError(f"{path}: rule '{entry.name}': {problem} Mend the patterns or the passage.")
        rules.append(Rule(entry.name, entry.description, str(path), judge))
    return rules


def _lists(read: RulesFile, of: Language) -> tuple[dict[str, frozenset[str]], tuple[str, ...]]:
    lists: dict[str, frozenset[str]] = {}
    irregular: dict[str, tuple[str, ...]] = {}
    negators: tuple[str, ...] = ()
    default = files("pipeline.languages").joinpath(of.code, DEFAULTS)
    for source in (read_rules_file(default) if default.is_file() else None, read):
        if source is not None:
            irregular |= source.irregular
            lists |= {name: _verb_forms(verbs, of, irregular) for name, verbs in source.verbs.items()}
            lists |= {name: frozenset(words) for name, words in source.words.items()}
            negators = source.negators or negators
    return lists, negators


def _verb_forms(verbs: tuple[str, ...], of: Language, irregular: Mapping[str, tuple[str, ...]]) -> frozenset[str]:
    """All forms; of a verb of several words those of its first."""
    forms: set[str] = set()
    for verb in verbs:
        first, *rest = verb.split()
        past = irregular.get(first, ())
        regular = {form for form, (_, sort) in of.verb_forms(frozenset({first})).items() if sort != PAST or not past}
        forms |= {" ".join((form, *rest)) for form in regular.union(past)}
    return frozenset(forms)


def _unlike(judge: _PatternRule, entry: RuleEntry) -> Iterator[str]:
    vote = Vote(entry.stance, entry.sentiment)
    for key, passages, wanted in (
        ("says", entry.says, vote),
        ("flips", entry.flips, vote.negated()),
        ("silent", entry.silent, Vote()),
    ):
        for passage in passages:
            if (came := judge(SeenExample(passage))) != wanted:
                yield f"'{passage}' stands under {key}, but it gives {_in_words(came)}."


def _in_words(vote: Vote) -> str:
    return ", ".join(label for label in (vote.stance, vote.sentiment) if label) or "nothing"


def default_rules(code: str) -> list[Rule]:
    """The package's own rules for a language, whose passages the tests check.

    Parameters
    ----------
    code : str
        ISO 639-1.

    Raises
    ------
    PipelineError
        If there are none.
    """
    return pattern_rules(default_file(code), language(code), check=False)
