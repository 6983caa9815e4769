"""The table of moves, drawn for people: a diagram and a list. `python -m bot.approvals.drawing PAGE` puts it into a page."""

from __future__ import annotations

import sys
from pathlib import Path

from bot.approvals.moves import CLOSED, MOVES, Matter

BEGINS, ENDS = "<!-- moves -->", "<!-- end of moves -->"


def table() -> str:
    """MOVES as Mermaid diagram and Markdown table."""
    return f"{_diagram()}\n\n{_rows()}\n"


def _diagram() -> str:
    arrows: dict[tuple[str, str], list[str]] = {}
    for (state, move), rule in MOVES.items():
        if not rule.quiet and state is not rule.to:
            arrows.setdefault((state.value, rule.to.value), []).append(move.value)
    lines = [f"    {_state(here)} --> {_state(there)}: {', '.join(moves)}" for (here, there), moves in arrows.items()]
    ends = [f"    {state.value} --> [*]" for state in sorted(CLOSED)]
    return "\n".join(["```mermaid", "stateDiagram-v2", *lines, *ends, "```"])


def _state(name: str) -> str:
    return "[*]" if name == "new" else name


def _rows() -> str:
    rows = ["| in | move | by | leads to | needs words | quiet | only for |", "|---|---|---|---|---|---|---|"]
    for (state, move), rule in MOVES.items():
        only = ", ".join(sorted(rule.matters)) if len(rule.matters) < len(Matter) - 1 else ""
        rows.append(f"| {state} | {move} | {rule.by} | {rule.to} | {_yes(rule.words)} | {_yes(rule.quiet)} | {only} |")
    return "\n".join(rows)


def _yes(holds: bool) -> str:
    return "yes" if holds else ""


def redrawn(page: str) -> str:
    """A page with the table between its marks as it is now."""
    before, _, rest = page.partition(BEGINS)
    return f"{before}{BEGINS}\n{table()}{ENDS}{rest.partition(ENDS)[2]}"


if __name__ == "__main__":
    for name in sys.argv[1:]:
        Path(name).write_text(redrawn(Path(name).read_text(encoding="utf-8")), encoding="utf-8")
