"""Circles in a relation: found without recursion, each named once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping


def circles(relation: Mapping[str, Iterable[str]]) -> list[tuple[str, ...]]:
    """The circles of `relation` (one -> those it points to), each beginning with its smallest member."""
    found: dict[tuple[str, ...], None] = {}
    done: set[str] = set()
    for start in sorted(relation):
        path: dict[str, None] = {}
        pending = [(start, False)]
        while pending:
            node, leaving = pending.pop()
            if leaving:
                del path[node]
                done.add(node)
            elif node in path:
                found.setdefault(_circle(list(path), node))
            elif node not in done:
                path[node] = None
                pending.append((node, True))
                pending += [(other, False) for other in sorted(relation.get(node, ()), reverse=True)]
    return list(found)


def _circle(path: list[str], node: str) -> tuple[str, ...]:
    members = path[path.index(node) :]
    smallest = members.index(min(members))
    return (*members[smallest:], *members[:smallest])
