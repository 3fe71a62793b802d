"""What must agree within a codebook: numbers given once, all labels defined, rules that are named there, versions in order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.codebook.entries import FLAGS, MARKS, UNJUDGED, Contents
from pipeline.tasks import Task

Place = tuple[str | int, ...]


def version_key(version: str) -> tuple[int, ...]:
    """What versions are sorted by: 2.10 comes after 2.9."""
    return tuple(int(part) for part in version.split("."))


def inconsistencies(contents: Contents) -> Iterator[tuple[Place, str]]:
    """Each thing that does not agree: where in the file, and a sentence on it."""
    yield from _numbers(contents)
    yield from _labels(contents)
    yield from _named_rules(contents)
    yield from _practice(contents)
    yield from _changes(contents)


def _numbers(contents: Contents) -> Iterator[tuple[Place, str]]:
    seen: dict[int, str] = {}
    for index, section in enumerate(contents.sections):
        for place, rule in enumerate(section.rules):
            if rule.number in seen:
                yield (
                    ("sections", index, "rules", place, "number"),
                    f"the number {rule.number} is that of “{seen[rule.number]}” already; give this rule one that is free, "
                    f"such as {max(rule.number for rule in contents.rules) + 1}.",
                )
            seen[rule.number] = rule.title


def _labels(contents: Contents) -> Iterator[tuple[Place, str]]:
    for task in Task:
        there = [one.label for one in contents.tasks.of(task).labels]
        yield from _each_once(("tasks", task.value, "labels"), f"label of {task}", there, task.labels)
    yield from _each_once(("flags",), "flag", [one.flag for one in contents.flags], FLAGS)
    yield from _each_once(("marks",), "mark", [one.mark for one in contents.marks], MARKS)


def _each_once(place: Place, what: str, there: Sequence[str], known: Sequence[str]) -> Iterator[tuple[Place, str]]:
    for index, name in enumerate(there):
        if name not in known:
            yield (*place, index), f"'{name}' is no {what}; there is {', '.join(known)}."
        elif name in there[:index]:
            yield (*place, index), f"the {what} '{name}' stands twice; remove one."
    for name in known:
        if name not in there:
            yield place, f"the {what} '{name}' is missing; say what it means."


def _named_rules(contents: Contents) -> Iterator[tuple[Place, str]]:
    known = {rule.number for rule in contents.rules}
    named = {
        "edge_cases": [case.rules for case in contents.edge_cases],
        "practice": [item.rules for item in contents.practice],
    }
    for key, lists in named.items():
        for index, numbers in enumerate(lists):
            for number in numbers:
                if number not in known:
                    yield (key, index, "rules"), f"there is no rule {number}; name the rule that decides, or remove it."


def _practice(contents: Contents) -> Iterator[tuple[Place, str]]:
    seen: set[str] = set()
    for index, item in enumerate(contents.practice):
        place = ("practice", index)
        if item.id in seen:
            yield (*place, "id"), f"the id '{item.id}' stands twice; give this item one of its own."
        seen.add(item.id)
        if (times := item.passage.count(item.statement)) != 1:
            yield (
                (*place, "statement"),
                f"stands {times} times in the passage; it must stand there once, word for word.",
            )
        if (item.stance is None) != (item.sentiment is None):
            yield place, "has only one of stance and sentiment; give both, or neither and a flag."
        elif item.stance is None and not UNJUDGED & set(item.flags):
            yield place, f"has no stance and no flag that says why; give both, or one of {', '.join(sorted(UNJUDGED))}."


def _changes(contents: Contents) -> Iterator[tuple[Place, str]]:
    before = ""
    for index, change in enumerate(contents.changes):
        place = ("changes", index)
        if change.after and index:
            yield (
                (*place, "after"),
                "the first change alone says after which version it came, and the list goes from old to new: put a new change at its end, without this line.",
            )
        earlier = before or change.after
        if earlier and version_key(change.version) <= version_key(earlier):
            yield (
                (*place, "version"),
                f"version {change.version} stands after {earlier}; changes stand in the order of their versions.",
            )
        if version_key(change.version) > version_key(contents.version):
            yield (
                (*place, "version"),
                f"version {change.version} is later than the codebook's, {contents.version}; raise `version` at the top.",
            )
        for name in change.wording:
            if name in change.rules:
                yield (
                    (*place, "wording"),
                    f"{name} stands in both lists; a change of meaning is listed in `rules` only.",
                )
        before = change.version
