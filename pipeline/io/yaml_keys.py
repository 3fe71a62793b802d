"""YAML in which a key may stand once: of two, a loader would keep the last without a word."""

from __future__ import annotations

from typing import Any, cast

import yaml


class EachKeyOnce(yaml.constructor.BaseConstructor):
    """Mixed into a loader, refuses a key that stands twice in one section."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        """The section as a dict.

        Raises
        ------
        yaml.MarkedYAMLError
            If a key stands in it twice.
        """
        seen: set[str] = set()
        for key, _ in node.value:
            # A key that is itself a list or a section is refused by the loader.
            if isinstance(key, yaml.ScalarNode) and key.value in seen:
                raise yaml.MarkedYAMLError(problem=f"the key '{key.value}' stands twice", problem_mark=key.start_mark)
            seen.add(str(key.value))
        return dict(super().construct_mapping(node, deep))


# libyaml reads several times as fast, and is in all wheels of PyYAML; a build without it reads all the same.
WordsLoader = cast(
    "type[yaml.BaseLoader]",
    type(
        "WordsLoader",
        (EachKeyOnce, getattr(yaml, "CBaseLoader", yaml.BaseLoader)),
        {"__doc__": "Every scalar is the string that is written: `no` and `on` are words, 2.10 is not 2.1."},
    ),
)
