"""One module as its text says it: what it imports, and whose data it opens."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache


def _nodes(tree: ast.AST, *, inside: bool) -> Iterator[ast.AST]:
    """The nodes of a module but those that only a type checker reads; what is inside expressions only where asked for."""
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.If) and _is_type_checking(node.test):
            waiting += node.orelse
        else:
            yield node
            children = ast.iter_child_nodes(node)
            waiting += children if inside else (child for child in children if not isinstance(child, ast.expr))


def _is_type_checking(test: ast.expr) -> bool:
    return "TYPE_CHECKING" in (getattr(test, "id", None), getattr(test, "attr", None))


@dataclass(frozen=True, slots=True)
class _Source:
    """What is said of imports in a module, before it is known in which package it lies; and `data_of`."""

    imports: frozenset[str]
    # Level, module, names.
    relative: frozenset[tuple[int, str | None, tuple[str, ...]]]
    data: frozenset[tuple[str, str]]


def imports_of(text: str, package: str) -> frozenset[str]:
    """What a module names as imported, functions included.

    Of ``from a import b`` both ``a`` and ``a.b``, since ``b`` may be a module. Where the module calls ``import_module``,
    all its strings that look like the name of a module, and as ``a.b.*`` whatever may be below.

    Parameters
    ----------
    text : str
        Of the module.
    package : str
        The package it is in, from which relative imports start.

    Examples
    --------
    >>> sorted(imports_of("import json\\nfrom .b import c", "a"))
    ['a.b', 'a.b.c', 'json']
    """
    source = _read(text)
    found = set(source.imports)
    parts = package.split(".")
    for level, module, names in source.relative:
        above = ".".join([*parts[: len(parts) - level + 1], *([module] if module else [])])
        found.update((above, *(f"{above}.{name}" for name in names)))
    return frozenset(found)


def _is_dotted(value: str) -> bool:
    return "." in value and all(part.isidentifier() for part in value.split("."))


def data_of(text: str) -> frozenset[tuple[str, str]]:
    """Whose data files a module opens: packages, each with the folder or file that is named of it, or an empty string.

    Examples
    --------
    >>> sorted(data_of("files('a.b') / 'net'; files('c').joinpath('d.csv'); files('e') / name"))
    [('a.b', 'net'), ('c', 'd.csv'), ('e', '')]
    """
    return _read(text).data


@cache
def _read(text: str) -> _Source:
    by_name, opens = "import_module" in text, "files(" in text
    # Most modules have hundreds of expressions to a statement, and imports are statements.
    nodes = list(_nodes(ast.parse(text), inside=by_name or opens))
    return _Source(_imports(nodes, by_name), _relative(nodes), _data(nodes) if opens else frozenset())


def _imports(nodes: list[ast.AST], by_name: bool) -> frozenset[str]:
    found: set[str] = set()
    for node in nodes:
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            found.update((node.module or "", *(f"{node.module}.{alias.name}" for alias in node.names)))
    if by_name and any(map(_imports_by_name, nodes)):
        strings = {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}
        dotted = set(filter(_is_dotted, strings))
        found |= dotted | {f"{name}.*" for name in dotted}
    return frozenset(found)


def _imports_by_name(node: ast.AST) -> bool:
    match node:
        case ast.Call(func=ast.Attribute(attr="import_module") | ast.Name(id="import_module")):
            return True
    return False


def _relative(nodes: list[ast.AST]) -> frozenset[tuple[int, str | None, tuple[str, ...]]]:
    return frozenset(
        (node.level, node.module, tuple(alias.name for alias in node.names))
        for node in nodes
        if isinstance(node, ast.ImportFrom) and node.level
    )


def _data(nodes: list[ast.AST]) -> frozenset[tuple[str, str]]:
    constants: dict[str, str] = {}
    named: dict[ast.AST, str] = {}
    opened: dict[ast.AST, str] = {}
    by_name: dict[ast.AST, str] = {}
    for node in nodes:
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Constant(value=str(value))):
                constants[name] = value
            case ast.BinOp(left=ast.Call() as whose, op=ast.Div(), right=ast.Constant(value=str(what))):
                named[whose] = what
            case ast.Call(
                func=ast.Attribute(value=ast.Call() as whose, attr="joinpath"),
                args=[ast.Constant(value=str(what)), *_],
            ):
                named[whose] = what
        match node:
            case ast.Call(
                func=ast.Attribute(attr="files") | ast.Name(id="files"), args=[ast.Constant(value=str(package))]
            ):
                opened[node] = package
            case ast.Call(func=ast.Attribute(attr="files") | ast.Name(id="files"), args=[ast.Name(id=name)]):
                by_name[node] = name
    opened |= {call: constants.get(name, "") for call, name in by_name.items()}
    return frozenset((package, named.get(call, "")) for call, package in opened.items())
