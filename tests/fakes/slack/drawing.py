"""Draws the pictures of docs/slack.md: `python -m tests.fakes.slack.drawing` (needs chromium).

A story is played through with the real adapter, desk and store. What then stands on each screen, block by block as the
Slack of the tests received it, is drawn with Slack's own look: headers, fields, buttons, modals, the home tab.
"""

from __future__ import annotations

import asyncio
import shutil
import subprocess
import tempfile
from collections.abc import Iterable
from html import escape
from pathlib import Path
from typing import Any

from tests.contract.company import Company
from tests.contract.doors.slack import SlackDoor
from tests.fakes.slack.human import Human
from tests.fakes.slack.reading import mrkdwn

Json = dict[str, Any]
PICTURES = Path(__file__).parents[3] / "docs" / "pictures"
PEOPLE = ("adviser-1", "adviser-2", "manager-1", "assistant-1", "director-1", "general-manager-1", "admin-1")

STYLE = """
*{box-sizing:border-box} body{margin:0;background:#fff;color:#1d1c1d}
body{font:15px/1.47 Lato,'Noto Sans CJK SC','WenQuanYi Micro Hei',sans-serif}
.shelf{display:inline-flex;gap:24px;padding:16px;align-items:flex-start}
.screen{width:480px;border:1px solid #ddd;border-radius:8px;overflow:hidden;background:#fff}
.bar{background:#3f0e40;color:#fff;font-weight:700;padding:10px 16px}
.message{display:flex;gap:10px;padding:10px 16px}
.face{width:36px;height:36px;border-radius:6px;flex:none;color:#fff;text-align:center;line-height:36px}
.who{font-weight:900}.app{background:#e8e8e8;font-size:10px;font-weight:700;padding:0 4px;border-radius:2px;margin-left:4px}
.content{flex:1;min-width:0;white-space:pre-wrap;overflow-wrap:anywhere}.only{color:#616061;font-size:13px}
h3{font-size:18px;margin:4px 0}.context{color:#616061;font-size:13px;margin:4px 0}ul,ol{margin:2px 0;padding-left:22px}
.actions{display:flex;flex-wrap:wrap;gap:8px;margin:6px 0}
.button{border:1px solid #bbb;border-radius:4px;padding:4px 12px;font-weight:700;font-size:14px}
.primary{background:#007a5a;border-color:#007a5a;color:#fff}.danger{background:#e01e5a;border-color:#e01e5a;color:#fff}
.modal{width:480px;border-radius:8px;
box-shadow:0 4px 24px #0004;padding:18px 22px;background:#fff}
.label{font-weight:700;margin:12px 0 4px}
.input{border:1px solid #999;border-radius:4px;padding:6px 10px;min-height:36px;white-space:pre-wrap}
.tall{min-height:72px}.hint{color:#616061;font-size:13px}.foot{display:flex;justify-content:flex-end;gap:10px;margin-top:18px}
.error{color:#e01e5a;font-size:13px}hr{border:0;border-top:1px solid #e3e3e3;margin:10px 0}
"""

HEAD = f'<meta charset="utf-8"><title></title><style>{STYLE}</style>'
#: Tells how large a window it takes.
MEASURED = "<script>const one = shelf.getBoundingClientRect(); document.title = Math.ceil(one.width) + ',' + Math.ceil(one.height)</script>"


def page(*screens: str) -> str:
    """Screens side by side."""
    shelf = f'<div class="shelf" id="shelf">{"".join(screens)}</div>'
    return f"<!doctype html><html><head>{HEAD}</head><body>{shelf}{MEASURED}</body></html>"


def direct_messages(human: Human, name: str, *, last: int = 99) -> str:
    """What stands in somebody's direct messages."""
    shown = []
    for one in human.messages()[-last:]:
        ours = one.user == human.workspace.bot_user
        body = "".join(block(each) for each in one.blocks) if one.blocks else escape(mrkdwn(one.text))
        note = '<div class="only">只有你能看到</div>' if one.only and ours else ""
        face = '<div class="face" style="background:#1f4e5f">R</div>' if ours else '<div class="face" style="background:#e8912d">☺</div>'
        who = 'Remit<span class="app">APP</span>' if ours else escape(name)
        shown.append(f'<div class="message">{face}<div class="content">{note}<span class="who">{who}</span>\n{body}</div></div>')
    return f'<div class="screen"><div class="bar">Remit — {escape(name)}</div>{"".join(shown)}</div>'


def home_tab(human: Human, name: str) -> str:
    """Somebody's home tab."""
    blocks = human.world.homes[human.user].body["blocks"]
    content = "".join(block(one) for one in blocks)
    bar = f'<div class="bar">Remit — {escape(name)} — Home</div>'
    return f'<div class="screen">{bar}<div class="message"><div class="content">{content}</div></div></div>'


def modal(human: Human, errors: dict[str, str] | None = None) -> str:
    """The modal before somebody."""
    view = human._modal()
    parts = [f"<h3>{escape(view.body['title']['text'])}</h3>"]
    for one in view.body["blocks"]:
        if one["type"] != "input":
            parts.append(block(one))
            continue
        label, element = one["label"]["text"], one["element"]
        given = view.values.get(one["block_id"], {}).get(element["action_id"], {})
        optional = '<span class="hint"> (optional)</span>' if one.get("optional") else ""
        parts.append(f'<div class="label">{escape(label)}{optional}</div>{_element(element, given)}')
        if "hint" in one:
            parts.append(f'<div class="hint">{escape(one["hint"]["text"])}</div>')
        if errors and label in errors:
            parts.append(f'<div class="error">{escape(errors[label])}</div>')
    close, submit = view.body["close"]["text"], view.body["submit"]["text"]
    parts.append(f'<div class="foot"><span class="button">{escape(close)}</span><span class="button primary">{escape(submit)}</span></div>')
    return f'<div class="modal">{"".join(parts)}</div>'


def _element(element: Json, given: Json) -> str:
    if element["type"] == "radio_buttons":
        chosen = (given.get("selected_option") or {}).get("value")
        return " ".join(f"{'◉' if one['value'] == chosen else '○'} {escape(one['text']['text'])}　" for one in element["options"])
    option = given.get("selected_option") or element.get("initial_option")
    shown = (
        option["text"]["text"] + " ▾"
        if option
        else given.get("value") or given.get("selected_user") or element.get("initial_value") or "　"
    )
    return f'<div class="input {"tall" if element.get("multiline") else ""}">{escape(shown)}</div>'


def block(one: Json) -> str:
    """One block."""
    match one["type"]:
        case "header":
            return f"<h3>{escape(one['text']['text'])}</h3>"
        case "divider":
            return "<hr>"
        case "context":
            return f'<div class="context">{"<br>".join(escape(each["text"]) for each in one["elements"])}</div>'
        case "section":
            return f"<div>{escape(one['text']['text'])}</div>"
        case "actions":
            return f'<div class="actions">{"".join(_button(each) for each in one["elements"])}</div>'
        case "rich_text":
            return "".join(_rich(each) for each in one["elements"])
    raise ValueError(one["type"])


def _button(one: Json) -> str:
    return f'<span class="button {one.get("style", "")}">{escape(one["text"]["text"])}</span>'


def _rich(part: Json) -> str:
    if part["type"] == "rich_text_list":
        items = "".join(f"<li>{_leaves(each['elements'])}</li>" for each in part["elements"])
        return f"<ul>{items}</ul>"
    return f"<div>{_leaves(part['elements'])}</div>"


def _leaves(leaves: Iterable[Json]) -> str:
    return "".join(f"<b>{escape(one['text'])}</b>" if one.get("style", {}).get("bold") else escape(one["text"]) for one in leaves)


# The stories -----------------------------------------------------------------------------------


async def stories(company: Company, door: SlackDoor) -> dict[str, str]:
    """The pictures by name, as HTML."""
    adviser, director, manager = door.humans["adviser-1"], door.humans["director-1"], door.humans["manager-1"]
    names = {"adviser-1": "健康顾问一号", "director-1": "客服部总监一号", "manager-1": "客服部经理一号"}
    drawn: dict[str, str] = {}

    await company.says("adviser-1", "补偿客户 300 元")
    asked = direct_messages(adviser, names["adviser-1"])
    await company.presses("adviser-1", "请示")
    drawn["slack-asking"] = page(asked, direct_messages(adviser, names["adviser-1"], last=1))
    drawn["slack-card"] = page(direct_messages(director, names["director-1"]))

    await director.presses("驳回")
    await director.fills("请写明", "  ")
    errors = await director.submits()
    rejecting = modal(director, errors)
    await director.closes()
    await director.presses("批准")
    await company.quiet()
    drawn["slack-decided"] = page(
        rejecting, direct_messages(director, names["director-1"]), direct_messages(adviser, names["adviser-1"], last=2)
    )

    await adviser.commands("/request")
    await adviser.fills("事项", "经济补偿")
    await adviser.fills("数额", "很多")
    await adviser.fills("说明", "客户等了三周，很生气")
    errors = await adviser.submits()
    drawn["slack-form"] = page(modal(adviser, errors))
    await adviser.closes()

    await company.says("manager-1", "/request 补偿客户 450 元")
    await director.opens_home()
    await company.until(lambda: "450" in director.home.text)
    await company.says("director-1", "/remit lang en")
    await company.until(lambda: "Waiting for me" in director.home.text)
    await manager.opens_home()
    await company.until(lambda: "450" in manager.home.text)
    drawn["slack-home"] = page(home_tab(manager, names["manager-1"]), home_tab(director, names["director-1"]))
    return drawn


async def told(folder: Path) -> dict[str, str]:
    """Play the stories."""
    door = SlackDoor()
    company = await Company(folder, [door]).open(PEOPLE)
    try:
        await door._connected()
        return await stories(company, door)
    finally:
        await company.close()


def photographed(drawn: dict[str, str], folder: Path, scratch: Path, browser: str) -> None:
    """Each as a PNG, no larger than what is on it."""
    for name, content in drawn.items():
        source, target = scratch / f"{name}.html", folder / f"{name}.png"
        source.write_text(content, encoding="utf-8")
        called = (browser, "--headless", "--no-sandbox", "--hide-scrollbars")
        dom = subprocess.run([*called, "--dump-dom", str(source)], check=True, capture_output=True, timeout=120).stdout.decode()
        size = dom.partition("<title>")[2].partition("</title>")[0]
        subprocess.run(
            [*called, f"--window-size={size}", f"--screenshot={target}", str(source)], check=True, capture_output=True, timeout=120
        )


def main() -> None:
    """Draw them all."""
    browser = shutil.which("chromium") or shutil.which("google-chrome")
    if browser is None:
        raise SystemExit("chromium is needed to draw the pictures (on Debian: apt install chromium)")
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        drawn = asyncio.run(told(Path(folder)))
        photographed(drawn, PICTURES, Path(folder), browser)


if __name__ == "__main__":
    main()
