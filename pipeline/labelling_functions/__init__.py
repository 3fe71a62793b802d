"""Rules as labelling functions: patterns in YAML and functions in Python that label examples, or stay silent."""

from pipeline.labelling_functions.functions_file import function_rules, labelling_function
from pipeline.labelling_functions.pattern_rules import default_rules, pattern_rules
from pipeline.labelling_functions.rule import Rule, SeenExample
from pipeline.labelling_functions.vote import MaskedExample, Vote
from pipeline.labelling_functions.voting import Voted, votes_of_rules

__all__ = [
    "MaskedExample",
    "Rule",
    "SeenExample",
    "Vote",
    "Voted",
    "default_rules",
    "function_rules",
    "labelling_function",
    "pattern_rules",
    "votes_of_rules",
]
