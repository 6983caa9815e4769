"""Other engines asked the same question as we are: may this post do this? Each in the way that suits it best.

All of them get the posts whose grants count (acting included) worked out for them, none names a clause, an approver, a missing
fact or an obligation. Amounts are in cents, so that engines without decimals are exact.
"""

from __future__ import annotations

import contextlib
import io
import json
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

Json = dict[str, Any]


@dataclass(frozen=True)
class Question:
    """One decision as the others are asked for it: all facts are stated."""

    posts: tuple[str, ...]
    action: str
    cents: int
    facts: Mapping[str, bool]
    own_group: bool


@dataclass(frozen=True)
class Rule:
    """A grant as the others are given it."""

    post: str
    action: str
    cents: int
    facts: tuple[str, ...]
    own_group: bool


@dataclass(frozen=True)
class Ban:
    """A prohibition: this action by whoever is of this book, when all these facts hold."""

    book: str
    action: str
    facts: tuple[str, ...]


Ask = Callable[[Question], bool]


def rules(books: Mapping[str, Json]) -> list[Rule]:
    """Every grant of the books."""
    return [
        Rule(
            post=f"{book}/{said['role']}",
            action=said["action"],
            cents=int(said["limit"]["max"] * 100),
            facts=tuple(said["conditions"]),
            own_group="scope" in said,
        )
        for book, content in books.items()
        for said in content["grants"]
    ]


def bans(books: Mapping[str, Json]) -> list[Ban]:
    """Every prohibition of the books."""
    return [Ban(book, said["action"], tuple(said["when"])) for book, content in books.items() for said in content["prohibitions"]]


def _banned(listed: list[Ban]) -> Callable[[Question], bool]:
    """The prohibitions as a table, for engines that have no notion of them."""
    table = {(ban.book, ban.action): ban.facts for ban in listed}

    def banned(question: Question) -> bool:
        facts = table.get((question.posts[0].partition("/")[0], question.action))
        return facts is not None and all(question.facts[fact] for fact in facts)

    return banned


def _sliced(listed: list[Rule]) -> dict[tuple[str, str], list[Rule]]:
    slices: dict[tuple[str, str], list[Rule]] = defaultdict(list)
    for rule in listed:
        slices[rule.post, rule.action].append(rule)
    return slices


def _cedar_text(rule: Rule) -> str:
    tests = [f"context.cents <= {rule.cents}", *(f'context.facts["{fact}"]' for fact in rule.facts)]
    tests += ["context.own_group"] if rule.own_group else []
    return f'permit(principal == Post::"{rule.post}", action == Action::"{rule.action}", resource) when {{ {" && ".join(tests)} }};\n'


def _cedar_ban(ban: Ban) -> str:
    tests = " && ".join(f'context.facts["{fact}"]' for fact in ban.facts)
    return f'forbid(principal, action == Action::"{ban.action}", resource) when {{ context.book == "{ban.book}" && {tests} }};\n'


def _cedar_request(question: Question, post: str) -> Json:
    context = {"cents": question.cents, "facts": question.facts, "own_group": question.own_group, "book": post.partition("/")[0]}
    return {"principal": f'Post::"{post}"', "action": f'Action::"{question.action}"', "resource": 'Thing::"any"', "context": context}


def cedar_sliced(listed: list[Rule], forbidden: list[Ban]) -> Ask:
    """cedarpy, parsed beforehand, with only the policies of the post and action (and what forbids the action)."""
    import cedarpy

    nothing = cedarpy.Entities.from_json_str("[]")
    by_ban = {(ban.book, ban.action): _cedar_ban(ban) for ban in forbidden}
    texts = {key: "".join(map(_cedar_text, few)) for key, few in _sliced(listed).items()}
    for post in {rule.post for rule in listed}:
        for (book, action), text in by_ban.items():
            if post.startswith(f"{book}/") and (post, action) in texts:
                texts[post, action] += text
    sets = {key: cedarpy.PolicySet.from_str(text) for key, text in texts.items()}

    def ask(question: Question) -> bool:
        for post in question.posts:
            policies = sets.get((post, question.action))
            if policies is not None and cedarpy.is_authorized(_cedar_request(question, post), policies, nothing).allowed:
                return True
        return False

    return ask


def cedar_whole(listed: list[Rule], forbidden: list[Ban]) -> Ask:
    """cedarpy, parsed beforehand, with all policies."""
    import cedarpy

    nothing = cedarpy.Entities.from_json_str("[]")
    policies = cedarpy.PolicySet.from_str("".join([*map(_cedar_text, listed), *map(_cedar_ban, forbidden)]))
    return lambda question: any(cedarpy.is_authorized(_cedar_request(question, post), policies, nothing).allowed for post in question.posts)


def oso_rules(listed: list[Rule], forbidden: list[Ban]) -> Ask:
    """oso, one Polar predicate for each post, so that it never looks at another post's rules."""
    import oso

    def name(post: str) -> str:
        return "may_" + post.replace("/", "_").replace("-", "_")

    def text(rule: Rule) -> str:
        tests = [f"cents <= {rule.cents}", *(f'facts.get("{fact}") = true' for fact in rule.facts)]
        tests += ["own_group = true"] if rule.own_group else []
        head = f'"{rule.action}", cents, {"facts" if rule.facts else "_"}, {"own_group" if rule.own_group else "_"}'
        return f"{name(rule.post)}({head}) if {' and '.join(tests)};\n"

    engine, banned = oso.Oso(), _banned(forbidden)
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):  # it advises to name one `allow`
        engine.load_str("".join(map(text, listed)))

    def ask(question: Question) -> bool:
        said = (question.action, question.cents, question.facts, question.own_group)
        return not banned(question) and any(engine.query_rule_once(name(post), *said) for post in question.posts)

    return ask


REGO = """package remit
import rego.v1
default allow := false
allow if {
  some post in input.posts
  some grant in data.grants[post][input.action]
  input.cents <= grant.cents
  every fact in grant.facts { input.facts[fact] }
  group_fits(grant)
  not banned
}
group_fits(grant) if not grant.own_group
group_fits(grant) if input.own_group
banned if {
  ban := data.bans[split(input.posts[0], "/")[0]][input.action]
  every fact in ban { input.facts[fact] }
}
"""


def regorus(listed: list[Rule], forbidden: list[Ban]) -> Ask:
    """regorus, the grants as data in the shape that Rego looks up by key."""
    import regorus as rego

    engine = rego.Engine()
    engine.add_policy("remit.rego", REGO)
    grants: Json = defaultdict(lambda: defaultdict(list))
    for rule in listed:
        grants[rule.post][rule.action].append({"cents": rule.cents, "facts": rule.facts, "own_group": rule.own_group})
    bans_: Json = defaultdict(dict)
    for ban in forbidden:
        bans_[ban.book][ban.action] = ban.facts
    engine.add_data_json(json.dumps({"grants": grants, "bans": bans_}))

    def ask(question: Question) -> bool:
        engine.set_input(
            {
                "posts": question.posts,
                "action": question.action,
                "cents": question.cents,
                "facts": question.facts,
                "own_group": question.own_group,
            }
        )
        return bool(engine.eval_rule("data.remit.allow"))

    return ask


def zen_table(listed: list[Rule], forbidden: list[Ban]) -> Ask:
    """zen-engine, one decision table with a row for each grant."""
    import zen

    inputs = [("post", "post"), ("action", "action"), ("cents", "cents"), ("g", "own_group")]
    inputs += [(f"f{n}", f"facts['fact-{n}']") for n in range(12)]
    rows = []
    for number, rule in enumerate(listed):
        row = {"_id": str(number), "post": f'"{rule.post}"', "action": f'"{rule.action}"', "cents": f"<= {rule.cents}"}
        row["g"] = "true" if rule.own_group else ""
        row |= {f"f{n}": "true" if f"fact-{n}" in rule.facts else "" for n in range(12)}
        rows.append({**row, "o": "true"})
    node = {
        "id": "t",
        "name": "t",
        "type": "decisionTableNode",
        "position": {"x": 0, "y": 0},
        "content": {
            "hitPolicy": "first",
            "inputs": [{"id": key, "name": key, "type": "expression", "field": path} for key, path in inputs],
            "outputs": [{"id": "o", "name": "allow", "type": "expression", "field": "allow"}],
            "rules": rows,
        },
    }
    ends = [{"id": end, "name": end, "type": f"{end}Node", "position": {"x": 0, "y": 0}} for end in ("input", "output")]
    edges = [
        {"id": "1", "type": "edge", "sourceId": "input", "targetId": "t"},
        {"id": "2", "type": "edge", "sourceId": "t", "targetId": "output"},
    ]
    decision = zen.ZenEngine().create_decision(json.dumps({"nodes": [*ends, node], "edges": edges}))
    banned = _banned(forbidden)

    def ask(question: Question) -> bool:
        if banned(question):
            return False
        base = {"action": question.action, "cents": question.cents, "facts": question.facts, "own_group": question.own_group}
        return any(bool((decision.evaluate({**base, "post": post})["result"] or {}).get("allow")) for post in question.posts)

    return ask


CASBIN = """
[request_definition]
r = sub, act, cents, facts
[policy_definition]
p = sub, act, cents, facts
[policy_effect]
e = some(where (p.eft == allow))
[matchers]
m = r.sub == p.sub && r.act == p.act && within(r.cents, p.cents) && holds(r.facts, p.facts)
"""


def casbin_policies(listed: list[Rule], forbidden: list[Ban]) -> Ask:
    """casbin, a policy for each grant; what its matchers can't say is in two functions."""
    import casbin

    model = casbin.Model()
    model.load_model_from_text(CASBIN)
    engine = casbin.Enforcer(model)
    engine.add_function("within", lambda cents, most: cents <= int(most))
    engine.add_function("holds", lambda facts, needed: all(fact in facts for fact in needed.split("|") if fact))
    needed = ["|".join([*rule.facts, *(["own-group"] if rule.own_group else [])]) for rule in listed]
    engine.add_policies([[rule.post, rule.action, str(rule.cents), facts] for rule, facts in zip(listed, needed, strict=True)])
    banned = _banned(forbidden)

    def ask(question: Question) -> bool:
        facts = frozenset([*(fact for fact, holds in question.facts.items() if holds), *(["own-group"] if question.own_group else [])])
        return not banned(question) and any(engine.enforce(post, question.action, question.cents, facts) for post in question.posts)

    return ask


def floor(listed: list[Rule], forbidden: list[Ban]) -> Ask:
    """One lambda for each grant in a dict, written as one would by hand: which condition it has is in its code."""
    table: dict[tuple[str, str], list[Callable[[int, Mapping[str, bool], bool], bool]]] = defaultdict(list)
    for rule in listed:
        table[rule.post, rule.action].append(by_hand(rule))
    banned = _banned(forbidden)

    def ask(question: Question) -> bool:
        if banned(question):
            return False
        for post in question.posts:
            for holds in table.get((post, question.action), ()):
                if holds(question.cents, question.facts, question.own_group):
                    return True
        return False

    return ask


def by_hand(rule: Rule) -> Callable[[Any, Mapping[str, bool], bool], bool]:
    """The lambda that somebody would write for this grant."""
    most = rule.cents
    match (rule.facts, rule.own_group):
        case ((), False):
            return lambda cents, _facts, _group: cents <= most
        case ((), True):
            return lambda cents, _facts, group: cents <= most and group
        case ((one,), False):
            return lambda cents, facts, _group: cents <= most and facts[one]
        case ((one,), True):
            return lambda cents, facts, group: cents <= most and facts[one] and group
        case ((one, two), False):
            return lambda cents, facts, _group: cents <= most and facts[one] and facts[two]
        case ((one, two), True):
            return lambda cents, facts, group: cents <= most and facts[one] and facts[two] and group
    raise ValueError(rule)


def question(posts: tuple[str, ...], action: str, amount: Decimal, facts: Mapping[str, bool]) -> Question:
    """A question as the others get it."""
    return Question(posts=posts, action=action, cents=int(amount * 100), facts=dict(facts), own_group=True)


#: Each engine with how many decisions it is measured on, and by how much we want to be faster.
ENGINES: dict[str, tuple[Callable[[list[Rule], list[Ban]], Ask], int, float | None]] = {
    "floor: a lambda for each grant, in a dict": (floor, 20000, None),
    "cedarpy, sliced by us": (cedar_sliced, 5000, 8),
    "cedarpy, whole set": (cedar_whole, 20, None),
    "oso": (oso_rules, 1000, 15),
    "regorus": (regorus, 5000, 3),
    "zen-engine, one table": (zen_table, 60, 1000),
    "casbin": (casbin_policies, 5, None),
}
