"""A sentence -> the actions it proposes, each with its amount, facts, target and mode.

What isn't said stays open. Several actions in one sentence give several proposals; an action that a
customer asks for is only what it is about, once the sentence says what the speaker will do.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

from bot.authority.deciding import APPROVED
from bot.authority.evaluating import held_by
from bot.authority.routing import line_above
from bot.language.amounts import Mention
from bot.language.lexicon import Hit
from bot.language.searching import ClauseIndex
from bot.language.sentence import Sentence
from bot.language.stating import negated, stated
from bot.language.matching import DutyMatch, DutyMatcher
from bot.model import Mode, Proposal, Quantity, Relation, RoleKey, Target, Words, plain
from bot.rulebook.library import Library
from bot.staff import Person, Staff

#: Of several relations in one sentence, the one that narrows authority most is believed.
_RELATIONS = (
    Relation.OTHER_DEPARTMENT,
    Relation.SELF,
    Relation.OTHER_GROUP,
    Relation.OWN_GROUP,
    Relation.OWN_DEPARTMENT,
)
_EMPLOYEE, _CUSTOMER = "employee", "customer"
#: Amounts in these units are no sums and no discounts.
_COUNTED = frozenset({"count", "person", "day", "square-metre", "time", "date"})
#: Actions beside which a sum tells what the thing is worth, not what is paid.
_WORTH = frozenset({"gift", "refund", "exchange"})


@dataclass(frozen=True, kw_only=True)
class Speaker:
    """Who says it: their posts and, where the staff list knows them, who they are."""

    roles: tuple[RoleKey, ...] = ()
    person: Person | None = None
    staff: Staff = field(default_factory=Staff)

    @property
    def books(self) -> tuple[str, ...]:
        """The rule books that apply to them."""
        return tuple(dict.fromkeys(role.split("/")[0] for role in self.roles))


@dataclass(frozen=True, kw_only=True)
class Reading:
    """What a sentence proposes: at least one proposal, whose action is None where nothing was recognised.

    `absent` are the posts that the sentence says are without their holder.
    """

    proposals: tuple[Proposal, ...]
    absent: frozenset[RoleKey] = frozenset()


class Proposer:
    """Reads proposals from sentences, for one library."""

    def __init__(self, library: Library, index: Callable[[], ClauseIndex]) -> None:
        self.library = library
        self.matcher = DutyMatcher(library, index)
        self._covered = {book: frozenset(g.action for g in library.grants if g.role.startswith(book + "/")) for book in library.books}
        self._granted = frozenset[str]().union(*self._covered.values())
        self._banned = {ban.action: ban.book for ban in library.prohibitions if ban.action}

    def read(self, sentence: Sentence, speaker: Speaker) -> Reading:
        """Every action that the sentence proposes, in order."""
        absent = absences(sentence, speaker)
        acts = self._acts(sentence, speaker)
        duties = self.matcher.find(sentence, speaker.roles, speaker.books, [hit for _, hit in acts])
        if duties and not any(self._applies(action, speaker.books) for action, _ in acts):
            acts = []  # another book's action is no more than a word here
        if acts:
            mine = {held.grant.action for role in speaker.roles for held in held_by(self.library, role)}
            duties = [match for match in duties if match.action in mine]
        proposals: list[Proposal] = []
        facts: dict[str, bool] = {}
        target = Target()
        for zone, (action, hit) in zip(_zones(sentence, [hit for _, hit in acts]), acts, strict=True):
            own = _target(self.library, sentence, speaker, absent, zone)
            if own.relation or own.role or own.person:  # somebody new: what was said of the one before isn't said of them
                facts, target = self._facts(sentence, zone), own
            else:
                facts = {**facts, **self._facts(sentence, zone)}
            proposals.append(self._proposal(sentence, action, hit, facts, target, alone=len(acts) == 1 and not duties))
        if not acts:
            facts, target = self._facts(sentence), _target(self.library, sentence, speaker, absent)
        proposals += [_of_duty(sentence, match, facts, target) for match in duties]
        proposals += self._unread(sentence, acts)
        proposals = proposals or self._implied(sentence, speaker)
        if not proposals:
            proposals = [Proposal(action=None, facts=facts, target=target, text=sentence.text)]
        return Reading(proposals=_merge(proposals), absent=absent)

    def _unread(self, sentence: Sentence, acts: Sequence[tuple[str, Hit]]) -> list[Proposal]:
        """A clause with a sum that no recognised action accounts for: something was proposed that wasn't understood."""
        if not acts:
            return []
        accounted = {sentence.segment_of(hit.start) for _, hit in acts}
        valued = any(self.library.vocabulary.actions[key].unit or key in _WORTH for key, _ in acts)
        loose = [m for m in sentence.amounts if m.unit not in _COUNTED and m.unit != "number" and sentence.segment_of(sentence.place(m.start)) not in accounted]
        moved = [m for m in loose if any(sentence.segment_of(hit.start) == sentence.segment_of(sentence.place(m.start)) for hit in sentence.of("money"))]
        if not (moved if valued else loose):
            return []
        segment = sentence.segments[sentence.segment_of(sentence.place((moved or loose)[0].start))]
        return [Proposal(action=None, text=sentence.words(segment).strip(" ,.;"))]

    def _implied(self, sentence: Sentence, speaker: Speaker) -> list[Proposal]:
        """What a book forbids and the sentence describes without naming it: 给表弟走个后门，批笔款子."""
        facts = self._facts(sentence)
        for ban in self.library.prohibitions:
            if ban.action and ban.book in speaker.books and sentence.of("money", ban.action) and all(facts.get(f) for f in ban.when):
                return [Proposal(action=ban.action, facts=facts, text=sentence.text)]
        return []

    def _facts(self, sentence: Sentence, zone: Sequence[int] | None = None) -> dict[str, bool]:
        values = {key: stated(sentence, fact, zone) for key, fact in self.library.vocabulary.facts.items()}
        if sentence.of("marker", "approved"):
            values[APPROVED] = not any(negated(sentence, hit) for hit in sentence.of("marker", "approved"))
        return {key: value for key, value in values.items() if value is not None}

    def _acts(self, sentence: Sentence, speaker: Speaker) -> list[tuple[str, Hit]]:
        """The actions of the vocabulary that the speaker proposes; of one action its first mention."""
        hits = [hit for hit in sentence.of("action") if not negated(sentence, hit)]
        hits = [hit for hit in hits if not self._beside_the_book(sentence, hit)]
        known = [hit for hit in hits if self._applies(hit.id, speaker.books) or hit.id not in self._granted]
        hits = known or hits
        hits = _without_parts(hits)
        done = [hit for hit in hits if not _is_wish(sentence, hit)]
        chosen: dict[str, Hit] = {}
        for hit in done or hits:
            chosen.setdefault(hit.id, hit)
        for hit in self._by_amount(sentence, speaker, tuple(chosen.values())):
            chosen.setdefault(hit.id, hit)
        company = {key: hit for key, hit in chosen.items() if not self.library.vocabulary.actions[key].alone}
        return sorted((company or chosen).items(), key=lambda pair: pair[1])

    def _beside_the_book(self, sentence: Sentence, hit: Hit) -> bool:
        """Whether the act is on something that no book speaks of: 换一台新电脑 exchanges no customer's product."""
        beside = self.library.vocabulary.actions[hit.id].beside
        index = sentence.segment_of(hit.start)
        return any(sentence.segment_of(s.start) == index and s.id not in beside for s in sentence.of("silent"))

    def _by_amount(self, sentence: Sentence, speaker: Speaker, named: Sequence[Hit]) -> list[Hit]:
        """Actions that only their amount gives away: a percentage off, or a sum that somebody is given, paid or charged."""
        found: list[Hit] = []
        taken = {sentence.segment_of(hit.start) for hit in named if self.library.vocabulary.actions[hit.id].unit or hit.id in _WORTH}
        for mention in sentence.amounts:
            place = sentence.place(mention.start)
            index = sentence.segment_of(place)
            if index in taken or mention.unit in _COUNTED:
                continue
            if mention.unit == "percent":
                found += [Hit(place, place + 1, "action", key) for key, a in self.library.vocabulary.actions.items() if a.unit == "percent"]
            else:
                found += self._by_money(sentence, speaker, index, place)
        return found

    def _by_money(self, sentence: Sentence, speaker: Speaker, index: int, place: int) -> list[Hit]:
        """The action of a sum, by the word that moves it and by whom it goes to; several possible ones are none."""
        words = [hit for hit in sentence.of("money") if not self._beside_the_book(sentence, hit) and sentence.segment_of(hit.start) == index and hit.start < place + 12]
        customer = bool(sentence.of("relation", "customer"))
        wanted = _CUSTOMER if customer else _EMPLOYEE
        fitting = {hit.id: hit for hit in words if self._applies(hit.id, speaker.books)}
        kinds = {key for key in fitting if self.library.vocabulary.actions[key].concerns == wanted}
        kinds = kinds or {key for key in fitting if not customer and self.library.vocabulary.actions[key].concerns == _EMPLOYEE}
        return [fitting[key] for key in sorted(kinds)] if len(kinds) == 1 else []

    def _applies(self, action: str, books: Iterable[str]) -> bool:
        return any(action in self._covered.get(book, ()) or self._banned.get(action) == book for book in books)

    def _proposal(self, sentence: Sentence, action: str, hit: Hit, facts: dict[str, bool], target: Target, *, alone: bool) -> Proposal:
        described = self.library.vocabulary.actions[action]
        amount = _amount(sentence, hit, described.unit, alone=alone)
        if described.concerns == _CUSTOMER:
            target = Target(relation=Relation.SELF if target.relation is Relation.SELF else None)
        return Proposal(
            action=action,
            mode=_mode(sentence, hit, alone=alone),
            amount=amount.quantity,
            amount_vague=amount.vague,
            amount_over=amount.over,
            facts=facts,
            target=target,
            text=sentence.text if alone else sentence.words(sentence.segments[sentence.segment_of(hit.start)]).strip(" ,.;"),
            remarks=amount.remarks,
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class _Amount:
    """The amount of one action, as far as it can be relied on."""

    quantity: Quantity | None = None
    vague: bool = False
    over: Quantity | None = None
    remarks: tuple[Words, ...] = ()


def _zones(sentence: Sentence, hits: Sequence[Hit]) -> list[list[int]]:
    """The segments that speak of each action: those since the action before, and for the last one the rest."""
    ends = [sentence.segment_of(hit.start) for hit in hits]
    zones: list[list[int]] = []
    for number, end in enumerate(ends):
        start = min(_turn(sentence, ends[number - 1], end), end) if number else 0
        last = len(sentence.segments) - 1 if number == len(ends) - 1 else max(end, _turn(sentence, end, ends[number + 1]) - 1)
        zones.append(list(range(start, last + 1)))
    return zones


def _turn(sentence: Sentence, before: int, after: int) -> int:
    """The segment at which talk turns from the action in `before` to the one in `after`: behind a full stop, if there is one."""
    for index in range(after - 1, before - 1, -1):
        segment = sentence.segments[index]
        if sentence.folded.text[segment.start : segment.end].rstrip().endswith((";", ".", "!", "。")):
            return index + 1
    return before + 1


def _of_duty(sentence: Sentence, match: DutyMatch, facts: dict[str, bool], target: Target) -> Proposal:
    submitted = any(not negated(sentence, hit) for hit in sentence.of("marker", "submit"))
    mode = Mode.APPLY if submitted else Mode.ACT
    return Proposal(action=match.action, mode=mode, facts=facts, target=target, text=sentence.text)


def _merge(proposals: Sequence[Proposal]) -> tuple[Proposal, ...]:
    """One proposal an action."""
    return tuple({proposal.action: proposal for proposal in reversed(proposals)}.values())[::-1]


def _without_parts(hits: Sequence[Hit]) -> list[Hit]:
    """Without hits that lie inside a longer hit of another action, or overlap an earlier one that is longer."""
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda h: (-h.length, h.start, h.id)):
        if not any(hit.start < other.end and other.start < hit.end and other.id != hit.id and _goes_before(other, hit) for other in kept):
            kept.append(hit)
    return sorted(kept)


def _goes_before(hit: Hit, other: Hit) -> bool:
    """Of two that overlap, the longer, else the one that begins earlier: 辞退他 is 辞退, not 退他."""
    return hit.length > other.length or (hit.length == other.length and hit.start < other.start)


def _is_wish(sentence: Sentence, hit: Hit) -> bool:
    """Whether it is what a customer wants, not what the speaker will do."""
    index = sentence.segment_of(hit.start)
    segment = sentence.segments[index]
    customers = [c for c in sentence.of("relation", "customer") if segment.start <= c.start < hit.start]
    wishes = [w for w in sentence.of("marker", "wish") if segment.start <= w.start and w.start <= hit.end]
    if customers and any(customers[-1].start <= m.start < hit.start for m in sentence.of("marker", "hearsay")):
        return True
    if not wishes:
        return False
    if customers:
        speaker = [m for m in sentence.of("marker", "speaker") if customers[-1].end <= m.start < hit.start]
        given = any(sentence.folded.text[c.start - 1] in "给帮为替" for c in customers if c.start)
        return not speaker and not given and any(customers[0].start < wish.start for wish in wishes)
    speaks = any(segment.start <= m.start < hit.start for m in sentence.of("marker", "speaker"))
    earlier = any(c.start < segment.start for c in sentence.of("relation", "customer"))
    third = any(segment.start <= m.start < hit.start for m in sentence.of("marker", "third"))
    return not speaks and (third or (earlier and index > 0 and any(w.start == segment.start or True for w in wishes) and not _given(sentence, segment, hit)))


def _given(sentence: Sentence, segment: object, hit: Hit) -> bool:
    """给他退: a giving word right before the action says that the speaker does it."""
    before = sentence.folded.text[max(0, hit.start - 4) : hit.end]
    return any(word in before for word in ("给", "帮", "替", "为", "直接", "立即", "马上", "把"))


#: Words that make the customer the one for whom something is asked, not the one who asks.
_FOR = re.compile(r"[给为帮替对]| for ")


def _mode(sentence: Sentence, hit: Hit, *, alone: bool) -> Mode:
    index = sentence.segment_of(hit.start)

    def said(marker: str) -> bool:
        found = [
            m
            for m in sentence.of("marker", marker)
            if (alone or sentence.segment_of(m.start) == index)
            and not negated(sentence, m)
            and not any(
                sentence.segment_of(c.start) == sentence.segment_of(m.start) and c.start < m.start and m.start - c.end <= 8
                for c in sentence.of("relation", "customer")
                if not _FOR.search(sentence.folded.text, max(0, c.start - 8), c.start)
            )
        ]
        return bool(found)

    if said("advise"):
        return Mode.ADVISE
    return Mode.APPLY if said("apply") else Mode.ACT


def _amount(sentence: Sentence, hit: Hit, unit: str | None, *, alone: bool) -> _Amount:
    """The amount that belongs to an action: the nearest of its unit in its clause, else (if it is the only action) anywhere."""
    if unit is None:
        return _Amount()
    fitting = [m for m in sentence.amounts if _fits(m, unit)]
    index = sentence.segment_of(hit.start)
    near = [m for m in fitting if sentence.segment_of(sentence.place(m.start)) == index]
    chosen = near or (fitting if alone else [])
    if not chosen:
        return _Amount()
    if unit == "CNY" and alone and len({m.quantity for m in chosen}) > 1:  # two sums for one act: neither can be relied on
        return _Amount(vague=True)
    return _read(min(chosen, key=lambda m: abs(sentence.place(m.start) - hit.end)), unit)


def _fits(mention: Mention, unit: str) -> bool:
    if unit == "percent":
        return mention.unit in ("percent", "CNY", "number")
    return mention.unit != "percent" and mention.unit not in _COUNTED


def _read(mention: Mention, unit: str) -> _Amount:
    """A range or an upper bound counts as its highest value; what is open upwards, or vague, can't be relied on."""
    measured = unit if mention.unit == "number" else mention.unit
    if unit == "percent" and mention.unit == "number":
        return _Amount(vague=True)
    if mention.quantity is None:
        if mention.relation in ("range", "at-most") and mention.high is not None and mention.high > 0:
            return _Amount(quantity=Quantity(value=mention.high, unit=measured))
        over = mention.low if mention.relation == "over" else None
        return _Amount(vague=True, over=Quantity(value=over, unit=measured) if over else None)
    value = mention.quantity.value
    if mention.each and mention.count and mention.count > 1:
        total = value * mention.count
        remark = Words(
            zh=f"每人 {plain(value)}，共 {mention.count} 人，合计 {plain(total)}；规定没有写明按人还是按次，按合计从严计算。",
            en=f"{plain(value)} each for {mention.count} people makes {plain(total)}; "
            "the book does not say whether its limit is per person, so the total counts.",
        )
        return _Amount(quantity=Quantity(value=total, unit=measured), remarks=(remark,))
    return _Amount(quantity=Quantity(value=value, unit=measured))


def absences(sentence: Sentence, speaker: Speaker) -> frozenset[RoleKey]:
    """The posts of the speaker's books that the sentence says are away (总监出差, the director is on leave)."""
    away: set[RoleKey] = set()
    for marker in sentence.of("marker", "away"):
        index = sentence.segment_of(marker.start)
        back = any(sentence.segment_of(m.start) in (index, index + 1) for m in sentence.of("marker", "present"))
        if back or negated(sentence, marker):
            continue
        segment = sentence.segments[index]
        roles = [hit for hit in sentence.of("role") if segment.start <= hit.start < marker.start and marker.start - hit.end <= 24]
        away |= {hit.id for hit in roles if hit.id not in speaker.roles and hit.id.split("/")[0] in speaker.books}
    return frozenset(away)


def _target(library: Library, sentence: Sentence, speaker: Speaker, absent: frozenset[RoleKey], zone: Sequence[int] | None = None) -> Target:
    """Whom it concerns: a person of the staff list by name, a post, or how they stand to the speaker."""
    wanted = range(len(sentence.segments)) if zone is None else zone
    person = _person(sentence, speaker)
    if person is not None:
        return Target(relation=_relation_of(person, speaker), person=person.id, name=person.name)
    relations = _relations(sentence, speaker, wanted)
    relation = next((r for r in _RELATIONS if r in relations), None)
    if relation is None and "customer" in relations:
        relation = Relation.CUSTOMER
    role = _object_role(library, sentence, speaker, absent, wanted)
    if role and relation in (None, Relation.CUSTOMER):
        below = any(role_above in speaker.roles for role_above in line_above(library, role))
        relation = Relation.OWN_DEPARTMENT if below else Relation.OTHER_GROUP
    return Target(relation=relation, role=role)


def _relations(sentence: Sentence, speaker: Speaker, zone: Sequence[int]) -> set[str]:
    """Every relation that the sentence states; where somebody is sent to says nothing about where they belong."""
    found: set[str] = set()
    for hit in sentence.of("relation"):
        if sentence.segment_of(hit.start) not in zone:
            continue
        before = sentence.folded.text[max(0, hit.start - 5) : hit.start].rstrip(" a")
        if hit.id.startswith("other-") and before.endswith(_DESTINATION):
            continue
        if negated(sentence, hit):
            found |= {_OPPOSITE[hit.id]} if hit.id in _OPPOSITE else set()
        else:
            found.add(hit.id)
    for relation in (_unit_relation(sentence, speaker, zone), _numbered_group(sentence)):
        found |= {relation} if relation else set()
    return found


_DESTINATION = ("到", "去", "往", "给", " to", " into", "进")
_OPPOSITE = {"own-group": "other-group", "own-department": "other-department"}
_NUMBER = "[0-9一二三四五六七八九十甲乙丙a-d]"
_GROUP = re.compile(rf"({_NUMBER})组|(?:group|team) (one|two|three|four|five|[0-9a-d])\b")
_LEADS = re.compile(r"我(?:带|管|负责|领|是|在)|i (?:lead|run|head|manag|am)|mine is|my own is")


def _numbered_group(sentence: Sentence) -> Relation | None:
    """二组的小韩, 我带的是一组: another number than one's own is another group; one number alone only says 'in the department'."""
    own: set[str] = set()
    others: set[str] = set()
    for found in _GROUP.finditer(sentence.folded.text):
        segment = sentence.segments[sentence.segment_of(found.start())]
        leads = _LEADS.search(sentence.folded.text, segment.start, found.start())
        (own if leads else others).add(found.group(1) or found.group(2))
    if not others:
        return None
    if not own:
        return Relation.OWN_DEPARTMENT
    return Relation.OWN_GROUP if others <= own else Relation.OTHER_GROUP


def _unit_relation(sentence: Sentence, speaker: Speaker, zone: Sequence[int]) -> Relation | None:
    """财务部的小王, the key accounts department's Li: the department named with 的 tells how they stand."""
    for hit in sentence.of("unit"):
        if sentence.segment_of(hit.start) not in zone:
            continue
        after = sentence.folded.text[hit.end : hit.end + 2]
        if not after.startswith(("的", "员", "那", "同", " 的")) and sentence.language == "zh":
            continue
        return Relation.OWN_DEPARTMENT if hit.id.split("/")[0] in speaker.books else Relation.OTHER_DEPARTMENT
    return None


def _person(sentence: Sentence, speaker: Speaker) -> Person | None:
    me = speaker.person.id if speaker.person else None
    for person in speaker.staff.people.values():
        names = (person.id.lower(), person.name.lower())
        if person.id != me and any(name and name in sentence.text for name in names):
            return person
    return None


def _relation_of(person: Person, speaker: Speaker) -> Relation | None:
    me = speaker.person
    if me is None:
        return None
    if person.id == me.id:
        return Relation.SELF
    groups = {*me.leads, *((me.group,) if me.group else ())}
    if person.group is not None and person.group in groups:
        return Relation.OWN_GROUP
    same = {post.split("/")[0] for post in person.posts} & {post.split("/")[0] for post in me.posts}
    if not same:
        return Relation.OTHER_DEPARTMENT
    return Relation.OTHER_GROUP if groups and person.group is not None else Relation.OWN_DEPARTMENT


_OBJECT_BEFORE = ("罚", "奖", "奖励", "处罚", "辞退", "开除", "调离", "炒掉", "调走", "把", "给", "让", "对", "将", "扣", "发", "推荐", "提拔")
_ADDRESSED_BEFORE = ("向", "请", "找", "由", "报", "跟", "和", "问", "经", "等", "是", "作为", "代", "代理", "替", "ask", "tell")
_PRONOUNS = ("他", "她", "him", "her", "them")


def _object_role(library: Library, sentence: Sentence, speaker: Speaker, absent: frozenset[RoleKey], zone: Sequence[int]) -> RoleKey | None:
    """A post that the act is done to: 罚经理 200 元, dismiss the manager, or 经理老迟到，罚他 50 元."""
    conduct = {key for key, fact in library.vocabulary.facts.items() if fact.concerns == _EMPLOYEE}
    for hit in sentence.of("role"):
        index = sentence.segment_of(hit.start)
        if index not in zone or hit.id in speaker.roles or hit.id in absent or hit.id.split("/")[0] not in speaker.books:
            continue
        before = sentence.folded.text[max(0, hit.start - 8) : hit.start].rstrip(" 一名个位该我们咱本the")
        if before.endswith(_ADDRESSED_BEFORE):
            continue
        after = [a for a in (*sentence.of("action"), *sentence.of("money")) if a.start >= hit.end]
        subject = any(sentence.segment_of(f.start) == index and f.start >= hit.end and f.id in conduct for f in sentence.of("fact"))
        pronoun = subject and any(word in sentence.folded.text[a.start : a.end + 5] for a in after for word in _PRONOUNS)
        acted = any(0 <= hit.start - a.end <= 5 and sentence.segment_of(a.start) == index for a in sentence.of("action"))
        if before.endswith(_OBJECT_BEFORE) or acted or pronoun:
            return hit.id
    return None
