"""What a well-formed staff file can still have wrong: names of nothing, circles, groups without a fit leader."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from bot.model import Role, RoleKey
from bot.rulebook.circles import circles
from bot.rulebook.findings import Report, shortened
from bot.rulebook.library import Library
from bot.rulebook.nearness import near
from bot.rulebook.parsing import Map, Seq

#: WHO for an outsider.
NOBODY = "none"
_NO_KEYS = Map(0)
_NO_ITEMS = Seq(0)


def check_staff(content: Map, library: Library | None, report: Report) -> None:
    """Note everything that is wrong with a staff file whose form is right; parts that weren't are left out of it.

    Without a library, which is what broken rule books leave, nothing is said about posts.
    """
    check = _Check(content, library, report)
    check.ids()
    check.posts()
    check.groups()
    check.superiors()
    check.accounts()
    check.emails()
    check.administrators()
    check.absences()
    check.vacancies()


class _Check:
    def __init__(self, content: Map, library: Library | None, report: Report) -> None:
        self.content = content
        self.roles = library.roles if library else None
        self.deciding = deciding_posts(library) if library else frozenset()
        self.titles = _titles(self.roles or {})
        self.called = [(name, key) for key, role in (self.roles or {}).items() for name in (key, key.partition("/")[2], *_names(role))]
        self.report = report
        self.people: Map = content.get("people", _NO_KEYS)
        self.declared: Map = content.get("groups", _NO_KEYS)

    def ids(self) -> None:
        for ident, line in self.people.lines.items():
            if ident == NOBODY:
                self.report.add("reserved-id", line)
            elif ident in self.titles:
                self.report.add("id-is-title", line, name=ident, other=self.titles[ident])

    def posts(self) -> None:
        for _, post, line in self._listed("posts"):
            self._knows_post(post, line)
        for said in self.people.values():
            self._once(said.get("posts", _NO_ITEMS))
            self._once(said.get("leads", _NO_ITEMS))

    def groups(self) -> None:
        for said in self.people.values():
            if "group" in said:
                self._knows_group(said["group"], said.lines["group"])
        leaders: dict[str, list[str]] = {}
        for ident, group, line in self._listed("leads"):
            if self._knows_group(group, line):
                self._leads_alone(ident, group, line, leaders.setdefault(group, []))
                self._leads_rightly(ident, group, line)
        for group, line in self.declared.lines.items():
            if group not in leaders:
                self.report.add("group-unled", line, name=group)

    def _leads_alone(self, ident: str, group: str, line: int, before: list[str]) -> None:
        """Of several leaders of one post it would be chance who is asked."""
        other = next((other for other in before if other != ident and set(self._posts(other)) & set(self._posts(ident))), None)
        if other is not None:
            self.report.add("group-led-twice", line, name=group, other=other)
        before.append(ident)

    def _leads_rightly(self, ident: str, group: str, line: int) -> None:
        if self.roles is None:
            return
        posts = set(self._posts(ident))
        for member, said in self.people.items():
            if said.get("group") != group or member == ident or said.get("superior") == ident:
                continue
            theirs = [post for post in self._posts(member) if post in self.roles]
            if theirs and not posts & {above for post in theirs for above in _above(self.roles, post)}:
                self.report.add("leads-no-superior", line, name=ident, group=group, member=member)
                return
        if not any(said.get("group") == group for said in self.people.values()) and not posts & superior_posts(self.roles):
            self.report.add("leads-no-members", line, name=ident, group=group)

    def superiors(self) -> None:
        relation: dict[str, tuple[str, ...]] = {}
        for ident, said in self.people.items():
            if "superior" in said and self._knows_person(said["superior"], said.lines["superior"]):
                relation[ident] = (said["superior"],)
        for circle in circles(relation):
            self.report.add("superior-circle", self.people[circle[0]].lines["superior"], name=" → ".join((*circle, circle[0])))

    def accounts(self) -> None:
        taken: dict[tuple[str, str, str], str] = {}
        for ident, said in self.people.items():
            for account, line in said.get("accounts", _NO_ITEMS).placed():
                if {"platform", "user"} - set(account):
                    continue
                key = (account["platform"], account.get("team", ""), account["user"])
                if key in taken:
                    self.report.add("account-taken", line, name="/".join(part for part in key if part), other=taken[key])
                taken.setdefault(key, ident)

    def emails(self) -> None:
        taken: dict[str, str] = {}
        for ident, said in self.people.items():
            if "email" in said:
                if said["email"] in taken:
                    self.report.add("email-taken", said.lines["email"], name=said["email"], other=taken[said["email"]])
                taken.setdefault(said["email"], ident)

    def administrators(self) -> None:
        for ident, line in self.content.get("administrators", _NO_ITEMS).placed():
            if self._knows_person(ident, line):
                for post in self._posts(ident):
                    if post in self.deciding:
                        self.report.add("administrator-decides", line, name=ident, post=post)
        self._once(self.content.get("administrators", _NO_ITEMS))

    def absences(self) -> None:
        for said in self.content.get("absences", _NO_ITEMS):
            if "person" in said:
                self._knows_person(said["person"], said.lines["person"])
            if {"from", "to"} <= set(said) and said["to"] < said["from"]:
                self.report.add("ends-before", said.lines["to"], value=said["to"])

    def vacancies(self) -> None:
        for post, line in self.content.get("vacant", _NO_ITEMS).placed():
            holder = next((ident for ident in self.people if post in self._posts(ident)), None)
            if self._knows_post(post, line) and holder:
                self.report.add("seat-vacant", line, name=post, other=holder)

    def _posts(self, ident: str) -> Seq:
        posts: Seq = self.people.get(ident, _NO_KEYS).get("posts", _NO_ITEMS)
        return posts

    def _listed(self, key: str) -> Iterator[tuple[str, str, int]]:
        """Each item of everybody's list under `key`: whose, what, and its line."""
        for ident, said in self.people.items():
            for item, line in said.get(key, _NO_ITEMS).placed():
                yield ident, item, line

    def _once(self, items: Seq) -> None:
        seen: set[Any] = set()
        for item, line in items.placed():
            if item in seen:
                self.report.add("listed-twice", line, name=item)
            seen.add(item)

    def _knows_post(self, post: str, line: int) -> bool:
        if self.roles is None or post in self.roles:
            return True
        meant = () if self.report.full else near(post if post.isascii() else post.rpartition("/")[2], self.called)
        hint = " / ".join(f"`{key}` {self.roles[key].title.zh}" for key in meant)
        self.report.add("unknown-post", line, name=shortened(post), hint=hint, sample=next(iter(self.roles), "book/post"))
        return False

    def _knows_group(self, group: str, line: int) -> bool:
        return self._knows("unknown-group", group, line, self.declared)

    def _knows_person(self, ident: str, line: int) -> bool:
        return self._knows("unknown-person", ident, line, self.people)

    def _knows(self, kind: str, name: str, line: int, known: Collection[str]) -> bool:
        if name in known:
            return True
        self.report.unknown(kind, line, name, known)
        return False


def superior_posts(roles: Mapping[RoleKey, Role]) -> frozenset[RoleKey]:
    """The posts to which some other post reports."""
    return frozenset(above for role in roles.values() if role.reports_to for above in role.reports_to.to)


def deciding_posts(library: Library) -> frozenset[RoleKey]:
    """The posts that may come to decide for others: superiors, whom a clause names, and who stands in for one of these."""
    named = {grant.asks for grant in library.grants if grant.asks}
    named |= {escalation.to for role in library.roles.values() for escalation in role.escalations if escalation.to}
    deciding = superior_posts(library.roles) | named
    return deciding | {key for key, role in library.roles.items() if role.acts_for and role.acts_for.role in deciding}


def _above(roles: Mapping[RoleKey, Role], post: RoleKey) -> frozenset[RoleKey]:
    """The posts anywhere above `post` on the reporting line."""
    above: set[RoleKey] = set()
    pending = [post]
    while pending:
        line = roles[pending.pop()].reports_to
        new = set(line.to if line else ()) - above
        above |= new
        pending += new
    return frozenset(above)


def _titles(roles: Mapping[RoleKey, Role]) -> dict[str, str]:
    """What people call a post or a department -> the post's key."""
    named: dict[str, str] = {}
    for key, role in roles.items():
        for name in _names(role):
            named.setdefault(name.lower(), key)
    return named


def _names(role: Role) -> tuple[str, ...]:
    return role.title.zh, role.title.en, *role.aliases
