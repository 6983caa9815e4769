"""The table of moves, drawn for people: a diagram and a list. `python -m tests.contract.moves PAGE` puts it into a page."""

from __future__ import annotations

import sys
from pathlib import Path

from bot.approvals.moves import CLOSED, MOVES, Matter

BEGINS, ENDS = "<!-- moves -->", "<!-- end of moves -->"
HEADS = {
    "en": ("in", "move", "by", "leads to", "needs words", "quiet", "only for"),
    "zh": ("状态", "操作", "由谁", "变为", "要写话", "安静", "只用于"),
}
STATES = {
    "new": "新",
    "open": "待审批",
    "asked": "待补充",
    "queued": "等管理员",
    "approved": "已批准",
    "settled": "已办结",
    "rejected": "已驳回",
    "withdrawn": "已撤回",
    "answered": "已答复",
    "lapsed": "已失效",
    "used": "已自行办理",
    "returned": "有人拒签",
}
MOVE_NAMES = {
    "open": "提出",
    "record": "自行办理",
    "approve": "批准",
    "approve-noting": "附言批准",
    "approve-lesser": "减额批准",
    "consent": "同意",
    "reject": "驳回",
    "reply": "答复",
    "pass-up": "转上级",
    "ask-back": "追问",
    "answer": "补充说明",
    "withdraw": "撤回",
    "amend": "修改",
    "reopen": "重新请示",
    "nudge": "催办",
    "attach": "添加附件",
    "hand-over": "转交",
    "reroute": "改由他人审批",
    "queue": "交管理员",
    "remind": "提醒",
    "escalate": "上转",
    "lapse": "失效",
    "sign": "完成",
    "refuse": "拒签",
    "settle": "办结",
    "stand-by": "维持批准",
    "revoke": "收回批准",
    "explain": "说明情况",
}
ACTORS = {
    "requester": "申请人",
    "approver": "审批人",
    "administrator": "管理员",
    "desk": "系统",
    "holder": "签办人",
    "answerable": "负责人",
}
MATTERS = {"approval": "请示", "use": "办理", "question": "请教"}


def table(language: str = "en") -> str:
    """MOVES as Mermaid diagram and Markdown table."""
    return f"{_diagram(language)}\n\n{_rows(language)}\n"


def _diagram(language: str) -> str:
    arrows: dict[tuple[str, str], list[str]] = {}
    for (state, move), rule in MOVES.items():
        if not rule.quiet and state is not rule.to:
            name = move.value if language == "en" else MOVE_NAMES[move.value]
            arrows.setdefault((state.value, rule.to.value), []).append(name)
    names = [] if language == "en" else [f'    state "{name}" as {state}' for state, name in STATES.items() if state != "new"]
    lines = [f"    {_state(here)} --> {_state(there)}: {', '.join(moves)}" for (here, there), moves in arrows.items()]
    ends = [f"    {state.value} --> [*]" for state in sorted(CLOSED)]
    return "\n".join(["```mermaid", "stateDiagram-v2", *names, *lines, *ends, "```"])


def _state(name: str) -> str:
    return "[*]" if name == "new" else name


def _rows(language: str) -> str:
    rows = [f"| {' | '.join(HEADS[language])} |", "|---|---|---|---|---|---|---|"]
    for (state, move), rule in MOVES.items():
        only = sorted(rule.matters) if len(rule.matters) < len(Matter) - 1 else []
        named = (_named(state, STATES, language), _named(move, MOVE_NAMES, language))
        leads = _named(rule.to, STATES, language)
        by, kinds = (rule.by, only) if language == "en" else (ACTORS[rule.by], [MATTERS[one] for one in only])
        told = (_yes(rule.words, language), _yes(rule.quiet, language))
        rows.append(f"| {' | '.join((*named, by, leads, *told))} | {', '.join(kinds)} |")
    return "\n".join(rows)


def _named(word: str, names: dict[str, str], language: str) -> str:
    """The code's word; in Chinese what people read, and the code's word beside it."""
    return word if language == "en" else f"{names[word]} `{word}`"


def _yes(holds: bool, language: str) -> str:
    return {"en": "yes", "zh": "是"}[language] if holds else ""


def redrawn(page: str, language: str = "en") -> str:
    """A page with the table between its marks as it is now."""
    before, _, rest = page.partition(BEGINS)
    return f"{before}{BEGINS}\n{table(language)}{ENDS}{rest.partition(ENDS)[2]}"


if __name__ == "__main__":
    for name in sys.argv[1:]:
        language = "zh" if name.endswith(".zh-CN.md") else "en"
        Path(name).write_text(redrawn(Path(name).read_text(encoding="utf-8"), language), encoding="utf-8")
