"""English as it is typed in a chat -> the same written out: "2 of my dept ppl", "gonna talk thru it w my boss".

Only short forms whose reading is certain. Works on lower case, on sentences and on the vocabulary's phrases alike.
"""

from __future__ import annotations

import re

_WRITTEN_OUT = {
    "acct": "account",
    "accts": "accounts",
    "amt": "amount",
    "asst": "assistant",
    "b4": "before",
    "bc": "because",
    "biz": "business",
    "coz": "because",
    "cust": "customer",
    "custs": "customers",
    "chk": "check",
    "chks": "checks",
    "cuz": "because",
    "defo": "definitely",
    "dept": "department",
    "depts": "departments",
    "dunno": "don't know",
    "dwg": "drawing",
    "dwgs": "drawings",
    "gimme": "give me",
    "gonna": "going to",
    "gotta": "have to",
    "govt": "government",
    "imma": "i'm going to",
    "kinda": "kind of",
    "ldr": "leader",
    "ldrs": "leaders",
    "lemme": "let me",
    "mgmt": "management",
    "mgr": "manager",
    "mgrs": "managers",
    "mktg": "marketing",
    "msg": "message",
    "mtg": "meeting",
    "mtgs": "meetings",
    "n": "and",
    "outta": "out of",
    "pls": "please",
    "plz": "please",
    "ppl": "people",
    "probly": "probably",
    "reprt": "report",
    "rprt": "report",
    "probs": "probably",
    "prolly": "probably",
    "rn": "right now",
    "sched": "schedule",
    "svc": "service",
    "tho": "though",
    "thru": "through",
    "tmr": "tomorrow",
    "tmrw": "tomorrow",
    "tryna": "trying to",
    "trainng": "training",
    "traning": "training",
    "u": "you",
    "ur": "your",
    "w": "with",
    "wat": "what",
    "wats": "what's",
    "wot": "what",
    "w/": "with",
    "w/o": "without",
    "wanna": "want to",
    "wk": "week",
    "ya": "you",
    "yr": "year",
    "yrs": "years",
}
#: R&D, n't and A.N. are no words of their own.
_SHORT = re.compile(r"(?<![a-z0-9'&/.-])[a-z]+[4/]?o?(?![a-z0-9'&-])")
#: The point of Mrs. ends no clause.
_TITLE = re.compile(r"\b(mr|mrs|ms|dr|prof)\.(?= )")
#: Typed for to, for and why: who do i report 2, who covers 4 the director, y is it so.
_TO = re.compile(r"\b(report|answer|talk|speak|turn|go) 2(?= ?[?.!]*$| (?:if|when|in)\b)")
_FOR = re.compile(r"\b(training|stands? in|fills? in|covers?|acts?|responsible) 4(?= [a-z]{2})")
_WHY = re.compile(r"^y(?= [a-z]{2})")
_DROPPED = re.compile(r"(?<![a-z])([a-z]+[b-df-hj-np-tv-z]|do|go)in'(?![a-z])")


def written_out(text: str) -> str:
    """A text in lower case, its short forms written out and givin' as giving."""
    if ". " in text:
        text = _TITLE.sub(r"\1", text)
    if "in'" in text:
        text = _DROPPED.sub(r"\1ing", text)
    if not _WRITTEN_OUT.keys().isdisjoint(_SHORT.findall(text)):
        text = _SHORT.sub(lambda found: _WRITTEN_OUT.get(found[0], found[0]), text)
    if text.startswith("y "):
        text = _WHY.sub("why", text)
    return _FOR.sub(r"\1 for", _TO.sub(r"\1 to", text)) if "2" in text or "4" in text else text
