"""One module as its text says it: what it imports, and whose data it opens."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache


def statements(tree: ast.AST) -> Iterator[ast.AST]:
    """All nodes of a module but those that only a type checker reads."""
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.If) and ast.unparse(node.test).endswith("TYPE_CHECKING"):
            waiting += node.orelse
        else:
            yield node
            waiting += ast.iter_child_nodes(node)


@cache
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
    found: set[str] = set()
    strings: set[str] = set()
    by_name = False
    for node in statements(ast.parse(text)):
        match node:
            case ast.Import(names=names):
                found.update(alias.name for alias in names)
            case ast.ImportFrom(module=module, names=names, level=level):
                above = package.split(".")[: len(package.split(".")) - level + 1] if level else []
                source = ".".join([*above, *([module] if module else [])])
                found.update((source, *(f"{source}.{alias.name}" for alias in names)))
            case ast.Constant(value=str(value)) if _is_dotted(value):
                strings.add(value)
            case ast.Call(func=ast.Attribute(attr="import_module") | ast.Name(id="import_module")):
                by_name = True
    if by_name:
        found |= strings | {f"{name}.*" for name in strings}
    return frozenset(found)


def _is_dotted(value: str) -> bool:
    return "." in value and all(part.isidentifier() for part in value.split("."))


@cache
def data_of(text: str) -> frozenset[tuple[str, str]]:
    """Whose data files a module opens: packages, each with the folder or file that is named of it, or an empty string.

    Examples
    --------
    >>> sorted(data_of("files('a.b') / 'net'; files('c').joinpath('d.csv'); files('e') / name"))
    [('a.b', 'net'), ('c', 'd.csv'), ('e', '')]
    """
    constants: dict[str, str] = {}
    named: dict[ast.AST, str] = {}
    opened: dict[ast.AST, str] = {}
    by_name: dict[ast.AST, str] = {}
    for node in statements(ast.parse(text)):
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
