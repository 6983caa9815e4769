"""Random small books, proposals and absences, from a number: the same number gives the same case."""

from __future__ import annotations

import json
import random
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from bot.authority import Situation
from bot.model import Bound, Kind, Mode, Per, Proposal, Quantity, Relation, Scope, Target
from bot.rulebook.compiling import compile_books
from bot.rulebook.library import Library, Vocabulary
from bot.rulebook.wording import compile_vocabulary
from tests.bot.authority.oracle import Ask, Oracle, Verdict

FACTS = ("checked", "urgent", "settled")
EVERY_PERIOD = ("within-event", "within-project", "within-day", "within-month", "within-quarter", "within-year")
EVERY_FACT = (*FACTS, "presumed", "approved", "own-group", "own-department", *EVERY_PERIOD)
MAXES = (Decimal(10), Decimal(100), Decimal("100.5"), Decimal(1000))
AMOUNTS = (*(top + step for top in MAXES for step in (Decimal("-0.01"), Decimal(0), Decimal("0.01"))), Decimal(1), Decimal(0), Decimal(-5))
ODD: tuple[Any, ...] = (100.0, "50", None, True, Decimal("NaN"), Decimal("sNaN"), Decimal("Infinity"), float("nan"), 10**30)
Json = dict[str, Any]


def words(text: str) -> Json:
    return {"zh": text, "en": text}


def vocabulary() -> Json:
    said = {"zh": ["x"], "en": ["x"]}
    facts = {fact: {"question": words(f"{fact}?")} for fact in (*EVERY_FACT, "amount")}
    facts["presumed"]["presumed"] = True
    actions: Json = {"buy": {"unit": "CNY"}, "sell": {"unit": "CNY"}, "hire": {}, "unheard": {}}
    actions = {action: {"title": words(action), **said, **unit} for action, unit in actions.items()}
    return {"concepts": {"do": said, "thing": said}, "actions": actions, "facts": facts, "relations": {}, "markers": {}, "silent": {}}


VOCABULARY: Vocabulary = compile_vocabulary(vocabulary())


@dataclass(frozen=True)
class Chance:
    """One case: the book as written, and who asks what, once for the oracle and once for us."""

    book: Json
    posts: tuple[str, ...]
    absent: frozenset[str]
    ask: Ask

    def library(self) -> Library:
        return compile_books({"shop": self.book}, VOCABULARY, "v")

    def text(self) -> str:
        """The book as a file."""
        return json.dumps(self.book, ensure_ascii=False, default=lambda number: int(number) if number == int(number) else float(number))

    def situation(self) -> Situation:
        return Situation(roles=tuple(f"shop/{post}" for post in self.posts), absent=frozenset(f"shop/{post}" for post in self.absent))

    def proposal(self) -> Proposal:
        ask = self.ask
        return Proposal(
            action=ask.action,
            mode=Mode(ask.mode),
            amount=_quantity(ask.amount),
            amount_over=_quantity(ask.over),
            each=_quantity(ask.each),
            used={Per(per): Quantity(value=used[0], unit=used[1]) for per, used in ask.used.items()},
            facts=ask.facts,
            target=Target(
                relation=Relation(ask.relation) if ask.relation else None, role=f"shop/{ask.concerned}" if ask.concerned else None
            ),
        )

    def verdict(self) -> Verdict:
        return Oracle(self.book, ["presumed"], self.posts, self.absent, self.ask).verdict()


def _quantity(said: tuple[Any, str] | None) -> Quantity | None:
    return None if said is None else Quantity(value=said[0], unit=said[1])


def chance(number: int) -> Chance:
    """The case of a number."""
    draw = random.Random(number)
    posts = [f"post-{place}" for place in range(draw.randint(1, 6))]
    book = _book(draw, posts)
    own = draw.sample(posts, 2 if len(posts) > 1 and draw.random() < 0.1 else 1)
    absent = frozenset(post for post in posts if post not in own and draw.random() < 0.25)
    return Chance(book=book, posts=tuple(own), absent=absent, ask=_ask(draw, book, posts))


def _book(draw: random.Random, posts: list[str]) -> Json:
    roles = {post: _role(draw, posts, place) for place, post in enumerate(posts)}
    clauses = {f"{place + 1}.1": {"role": post, **words("says who")} for place, post in enumerate(posts)}
    grants: list[Json] = []
    for number in range(draw.randint(1, 7)):
        place = draw.randrange(len(posts))
        clause = f"{place + 1}.{number + 2}"
        clauses[clause] = {"role": posts[place], **words("grants")}
        grants.append(_grant(draw, posts, posts[place], clause))
    if draw.random() < 0.2:
        grants.append(dict(draw.choice(grants)))
    if draw.random() < 0.2:
        duty = {"do": ["do"], "what": ["thing"], "conditions": draw.sample(FACTS, draw.randint(0, 1)), "gate": draw.random() < 0.5}
        clauses["1.1"]["duties"] = [duty]
    book: Json = {
        "book": "shop",
        "title": words("shop"),
        "source": {"document": words("rules"), "sha256": "0" * 64},
        "unit": words("shop"),
        "smaller_use": draw.random() < 0.8,
        "roles": roles,
        "clauses": clauses,
        "obligations": {
            "note": {"kind": Kind.NOTE, **words("note")},
            "verify": {"kind": Kind.VERIFY, "by": draw.choice(posts), "independent": True, **words("verify")},
            "sign": {"kind": Kind.SIGN, "by": draw.choice(posts), **words("sign")},
        },
        "grants": grants,
    }
    holding = {grant["role"] for grant in grants} | {clause["role"] for clause in clauses.values() if "duties" in clause}
    for post, role in roles.items():
        if post not in holding and not role.keys() & {"inherits", "acts_for"} and draw.random() < 0.5:
            role["outside"] = True
    if draw.random() < 0.3:
        book["prohibitions"] = [_ban(draw, posts) for _ in range(draw.randint(1, 2))]
    return book


def _ban(draw: random.Random, posts: list[str]) -> Json:
    ban: Json = {"clause": "1.1"}
    if draw.random() < 0.7:
        ban["action"] = draw.choice(["buy", "buy", "sell", "unheard"])
    if "action" not in ban or draw.random() < 0.7:
        ban["when"] = draw.sample((*FACTS, "presumed"), draw.randint(1, 2))
    if draw.random() < 0.3:
        ban["unless"] = draw.sample((*FACTS, "presumed"), draw.randint(1, 2))
    if draw.random() < 0.3:
        ban["role"] = draw.sample(posts, min(len(posts), 2)) if draw.random() < 0.5 else draw.choice(posts)
    return ban


def _role(draw: random.Random, posts: list[str], place: int) -> Json:
    clause = f"{place + 1}.1"
    role: Json = {"title": words(f"the {posts[place]}")}
    above = posts[:place]
    if above and draw.random() < 0.9:
        several = draw.sample(above, min(len(above), 2)) if draw.random() < 0.15 else [draw.choice(above)]
        role["reports_to"] = {"roles": several, "clause": clause} if len(several) > 1 else {"role": several[0], "clause": clause}
    if above and draw.random() < 0.3:
        role["acts_for"] = {"role": draw.choice(above), "clause": clause}
        if draw.random() < 0.3:
            role["acts_for"]["except"] = draw.sample(("buy", "sell", "hire"), draw.randint(1, 2))
    if place + 1 < len(posts) and draw.random() < 0.2:
        role["inherits"] = {"roles": [draw.choice(posts[place + 1 :])], "clause": clause}
    if draw.random() < 0.4:
        role["escalations"] = [{"clause": clause, "to": draw.choice(above)} if above and draw.random() < 0.7 else {"clause": clause}]
        if "to" in role["escalations"][0] and draw.random() < 0.5:
            role["escalations"][0] |= {"to": draw.choice(posts), "decides": True}
    return role


def _grant(draw: random.Random, posts: list[str], post: str, clause: str) -> Json:
    action = draw.choice(["buy", "buy", "buy", "sell", "hire"])
    grant: Json = {"clause": clause, "role": post, "action": action}
    if draw.random() < 0.2:
        grant["mode"] = draw.choice(list(Mode))
    if grant.get("mode", Mode.ACT) is not Mode.ACT and draw.random() < 0.5:
        grant["asks"] = draw.choice(posts)
    if action != "hire" and draw.random() < 0.6:
        grant["limit"] = _limit(draw)
        one_by_one = grant["limit"].get("per", Per.ACT) in (Per.ACT, Per.PERSON)
        if draw.random() < 0.2 and one_by_one and "figure" not in grant["limit"]:  # exactly 100 each and 50 in all can't be
            total = {"max": draw.choice(MAXES), "unit": "CNY", "per": draw.choice([Per.MONTH, Per.YEAR])}
            grant["limit"] = draw.sample([grant["limit"], total], 2)
    if draw.random() < 0.4:
        grant["conditions"] = draw.sample((*FACTS, "presumed"), draw.randint(1, 2))
    if draw.random() < 0.2:
        grant["scope"] = draw.choice(list(Scope))
    if draw.random() < 0.4:
        grant["obligations"] = draw.choice([["note"], ["note", "verify"], [["verify", "sign"]]])
    if draw.random() < 0.2:
        grant["involve"] = [_involvement(draw, posts) for _ in range(draw.randint(1, 2))]
    return grant


def _limit(draw: random.Random) -> Json:
    limit: Json = {"max": draw.choice(MAXES), "unit": "CNY"}
    if draw.random() < 0.3:
        limit["bound"] = draw.choice(list(Bound))
    if draw.random() < 0.2:
        limit["per"] = draw.choice(list(Per))
    elif draw.random() < 0.1:
        limit["figure"] = True
    return limit


def _involvement(draw: random.Random, posts: list[str]) -> Json:
    kind = draw.choice([Kind.APPROVE, Kind.APPROVE, Kind.COUNTERSIGN, Kind.CONSULT, Kind.INFORM])
    several = draw.sample(posts, min(len(posts), 2))
    who: Json = draw.choice([{"by": several[0]}, {"all_of": several}, {"any_of": several}])
    when: Json = draw.choice([{}, {}, {"if": draw.choice(FACTS)}, {"unless": draw.choice(FACTS)}])
    return {"kind": kind, **who, **when}


def _ask(draw: random.Random, book: Json, posts: list[str]) -> Ask:
    actions = [draw.choice(book["grants"])["action"] for _ in range(8)] + ["hire", "unheard", "duty:1.1:1"]
    amount: Any = None
    if draw.random() < 0.8:
        value = draw.choice(AMOUNTS) if draw.random() < 0.92 else draw.choice(ODD)
        amount = (value, "CNY" if draw.random() < 0.95 else "USD")
    known = [fact for fact in EVERY_FACT if draw.random() < (0.1 if fact in ("approved", "own-group", "own-department") else 0.5)]
    return Ask(
        action=draw.choice(actions),
        mode=draw.choice(["act", "act", "act", "act", "apply", "advise"]),
        amount=amount,
        over=(draw.choice(MAXES), "CNY") if amount is None and draw.random() < 0.2 else None,
        each=(draw.choice(AMOUNTS), "CNY") if draw.random() < 0.1 else None,
        used={per.value: (draw.choice([*MAXES, Decimal(0)]), "CNY") for per in Per if draw.random() < 0.2},
        facts={fact: draw.random() < 0.75 for fact in known},
        relation=draw.choice([None, None, *(relation.value for relation in Relation)]),
        concerned=draw.choice(posts) if draw.random() < 0.1 else None,
    )
