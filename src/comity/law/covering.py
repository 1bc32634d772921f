"""Inputs on which to try policies: every value that they tell apart, alone and in pairs.

A policy tells values apart only where it names them. So each attribute of the schema takes the
values that the policies compare it with, one beside each, and one that none of them names. Where
two attributes are compared with each other they share their values. On these inputs a policy
that never applies, applies to nothing at all; a contradiction shows as a permit that is always
overridden.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from itertools import chain, combinations, islice, product
from typing import Any

from cedarpy import pst

from comity.law.policies import Policy

Literal = str | int
Input = dict[str, Any]
"""Attribute, as ``resource.codes``, to its value."""

OTHER = "something else"
_DAYS = ("1970-01-01", "2020-06-15", "2999-12-31")
_MOST = 50_000
_FEW = 5
"""Of a policy that names more than few texts, or very many attributes, not all combinations are
tried, for there would be too many."""

_ENTITIES = {"principal": "Agency", "resource": "Matter", "context.recipient": "Agency"}


def paths(node: object) -> Iterator[str]:
    """Yield the attributes that a piece of a policy reads, as ``context.recipient.law``."""
    if isinstance(node, pst.GetAttr) and (path := _path(node)):
        yield path
    elif isinstance(node, pst.HasAttr) and (base := _path(node.base)):
        yield f"{base}.{node.attrs[0]}"
    else:
        for part in _parts(node):
            yield from paths(part)


def literals(node: object) -> Iterator[Literal]:
    """Yield the texts and numbers that stand in a piece of a policy."""
    if isinstance(node, pst.StringLit | pst.LongLit):
        yield node.value
    elif isinstance(node, pst.Like):
        yield "".join(part.value if isinstance(part, pst.Char) else "x" for part in node.pattern)
    for part in _parts(node):
        yield from literals(part)


def compared(policies: Iterable[Policy]) -> Iterator[tuple[set[str], set[Literal]]]:
    """Yield each comparison in policies: the attributes and the values that stand in it."""
    for policy in policies:
        for comparison in _comparisons(policy.node.clauses):
            yield set(paths(comparison)), set(literals(comparison))


def inputs(policies: list[Policy], schema: str) -> list[Input]:
    """Return the inputs: all singles and pairs of values, and for each policy all combinations of
    the values that it tells apart; each once with nothing granted and once with everything."""
    types = _types(schema)
    values = _values(policies, types)
    found: dict[str, Input] = {}
    for base in (_base(values, 0), _base(values, -1)):
        for change in chain(_pairs(values), *(_own(policy, types) for policy in policies)):
            new = {**base, **dict(change)}
            found.setdefault(repr(new), new)
    return list(found.values())


def _pairs(values: Mapping[str, list[Any]]) -> Iterator[Iterable[tuple[str, Any]]]:
    for one, other in combinations(values, 2):
        yield from product(_named(one, values), _named(other, values))


def _own(policy: Policy, types: Mapping[str, str]) -> Iterator[Iterable[tuple[str, Any]]]:
    read = set(paths(policy.node))
    own = {path: found for path, found in _values([policy], types).items() if path in read}
    for path, texts in _texts(policy).items():
        if path in own and isinstance(own[path][0], list) and len(texts) <= _FEW:
            own[path] = [*own[path], *_subsets(texts)]
    yield from islice(product(*(_named(path, own) for path in own)), _MOST)


def _named(path: str, values: Mapping[str, list[Any]]) -> list[tuple[str, Any]]:
    return [(path, value) for value in values[path]]


def _texts(policy: Policy) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for attributes, named in compared([policy]):
        for path in attributes:
            found.setdefault(path, set()).update(text for text in named if isinstance(text, str))
    return found


def _subsets(texts: set[str]) -> Iterator[list[str]]:
    """A policy may ask for two codes and not a third."""
    for size in range(2, len(texts) + 1):
        yield from map(list, combinations(sorted(texts), size))


def _base(values: Mapping[str, list[Any]], granted: int) -> Input:
    """All ordinary, but of what can be granted nothing (0) or everything (-1)."""
    return {
        path: found[granted if _grantable(path, found[0]) else 0] for path, found in values.items()
    }


def _grantable(path: str, value: Any) -> bool:
    """Assurances, permissions and consents are sets in the context, approvals a number."""
    return path.startswith("context.") and (isinstance(value, list) or type(value) is int)


def _values(policies: list[Policy], types: Mapping[str, str]) -> dict[str, list[Any]]:
    """The values of each attribute of the schema; of one that no policy names, only one."""
    groups: dict[str, set[Literal]] = {path: set() for path in types}
    named: set[str] = set()
    comparisons = list(compared(policies))
    for _ in range(2):  # twice, so that values pass through an attribute between two others
        for attributes, texts in comparisons:
            known = attributes & groups.keys()
            named |= known
            together = texts.union(*(groups[path] for path in known))
            for path in known:
                groups[path] |= together
    found = {path: _of_type(types[path], groups[path]) for path in types}
    return {path: values if path in named else values[:1] for path, values in found.items()}


def _of_type(kind: str, named: set[Literal]) -> list[Any]:
    texts = sorted(value for value in named if isinstance(value, str))
    numbers = [value for value in named if isinstance(value, int)]
    if kind == "Bool":
        return [False, True]
    if kind == "Long":
        return sorted({0, *numbers, *(n + 1 for n in numbers), *(n - 1 for n in numbers if n)})
    if kind == "String":
        return list(dict.fromkeys([OTHER, "", *texts]))
    if kind == "datetime":
        return [_DAYS[1], *texts]
    if kind == "datetime?":
        return [None, *_DAYS, *texts]
    singles = [[text] for text in texts]
    return [[], *singles, [OTHER], sorted({*texts, OTHER})]


def _types(schema: str) -> dict[str, str]:
    """Read the attributes and their types out of the schema's text."""
    blocks = {
        name: dict(_attributes(body))
        for name, body in re.findall(r"entity (\w+) = \{(.*?)\n\};", schema, re.DOTALL)
    }
    context = re.search(r"context: \{(.*?)\n  \}", schema, re.DOTALL)
    found = {f"context.{k}": v for k, v in _attributes(context[1] if context else "")}
    found.pop("context.recipient", None)
    for path, entity in _ENTITIES.items():
        found.update({f"{path}.{k}": v for k, v in blocks.get(entity, {}).items()})
    return found


def _attributes(body: str) -> Iterator[tuple[str, str]]:
    for name, optional, kind in re.findall(r"^\s*(\w+)(\??): ([\w<>]+),", body, re.MULTILINE):
        yield name, kind + optional


def _path(node: object) -> str:
    if isinstance(node, pst.Var):
        return node.name
    if isinstance(node, pst.GetAttr) and (base := _path(node.base)):
        return f"{base}.{node.attr}"
    return ""


def _comparisons(node: object) -> Iterator[object]:
    """The smallest pieces that say yes or no: what stands between and, or, not, if."""
    joins = isinstance(node, pst.BinaryOp) and node.op in ("and", "or")
    joins = joins or (isinstance(node, pst.UnaryOp) and node.op == "not")
    if joins or isinstance(node, tuple | pst.When | pst.Unless | pst.IfThenElse):
        for part in _parts(node):
            yield from _comparisons(part)
    elif is_dataclass(node):
        yield node


def _parts(node: object) -> Iterator[object]:
    if isinstance(node, tuple):
        yield from node
    elif isinstance(node, Mapping):
        yield from node.values()
    elif is_dataclass(node) and not isinstance(node, type):
        for item in fields(node):
            if item.name != "annotations":
                yield getattr(node, item.name)
