"""Who and where: the one who acts, the staff of the day, who stands above whom, in which language to speak to each."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property

from bot.approvals.roster import Roster, superiors
from bot.approvals.spending import Spending
from bot.approvals.timing import Rhythm
from bot.authority.evaluating import held_by
from bot.authority.lines import line_above
from bot.desk.documents import Documents
from bot.desk.roster import Recorded, RosterDocument, Rosters
from bot.desk.view import Look
from bot.events import Event
from bot.language.speaking import Speaker
from bot.model import Language
from bot.staff import Person, Staff
from bot.texts import Phrasing
from bot.understanding import Understanding

ROSTER = "current"
#: The action whose holder supervises how authority is used (clause 1.3.3.4).
SUPERVISES = "supervise-authority"


class Bearings(Documents):
    """What an event says of people and places, made sure of by the roster as it is stored."""

    #: What is worked out by the roster, and worked out anew once this case has changed it.
    by_roster: tuple[str, ...] = ("stored_roster", "staff", "roster", "phrasing", "person", "speaker", "language")

    def __init__(self, understanding: Understanding, tenant: str, event: Event, look: Look, rosters: Rosters, rhythm: Rhythm) -> None:
        super().__init__(tenant, look)
        self.understanding = understanding
        self.library = understanding.library
        self.event = event
        self.rhythm = rhythm
        self._rosters = rosters

    @cached_property
    def stored_roster(self) -> RosterDocument:
        """The roster as it is stored."""
        return self._roster_and_staff[0]

    @cached_property
    def _roster_and_staff(self) -> tuple[RosterDocument, Staff]:
        found = self.look.at(self.key("roster", ROSTER))
        return self._rosters.read(found) if found else (RosterDocument(digest="", listed=Staff()), Staff())

    def keep(self, recorded: Recorded) -> None:
        """Write what was recorded since the staff list was read."""
        self.keep_roster(replace(self.stored_roster, recorded=recorded))

    def keep_roster(self, roster: RosterDocument) -> None:
        """Write the roster; from here on this case goes by it."""
        self.change(self.key("roster", ROSTER), roster.document())
        self._roster_and_staff = (roster, roster.staff())
        for name in self.by_roster:
            self.__dict__.pop(name, None)

    @property
    def roster_version(self) -> int:
        """The version of the roster that this rests on."""
        return self.look.reads.get(self.key("roster", ROSTER), 0)

    @cached_property
    def staff(self) -> Staff:
        """The staff of today."""
        return self._roster_and_staff[1]

    @cached_property
    def roster(self) -> Roster:
        """Rule books and staff on the day of the event."""
        return Roster(library=self.library, staff=self.staff, day=self.rhythm.calendar.day_of(self.event.at), used=self.spending.of_request)

    @cached_property
    def spending(self) -> Spending:
        """What was used so far of powers whose limits add up."""
        return Spending(find=self.find, library=self.library, rhythm=self.rhythm, at=self.event.at)

    @cached_property
    def person(self) -> Person | None:
        """Who did it; None for somebody whom the staff list doesn't know."""
        return self._who(self.staff)

    def _who(self, staff: Staff) -> Person | None:
        if self.event.person is not None:
            return staff.people.get(self.event.person)
        account = self.event.account
        return staff.by_account(account.platform, account.user, account.team) if account else None

    @property
    def likely_person(self) -> Person | None:
        """Who did it by the roster that was read last, whatever it is now: good for a guess and nothing else."""
        return self._who(self._rosters.latest)

    @property
    def me(self) -> Person:
        """Who did it, where that was made sure of before."""
        if self.person is None:
            raise LookupError("nobody whom the staff list knows")
        return self.person

    @cached_property
    def speaker(self) -> Speaker:
        """Who did it, as the language layer wants to know it."""
        if self.person is None:
            return Speaker(staff=self.staff)
        posts = tuple(post for post in self.person.posts if post in self.library.roles)
        return Speaker(roles=posts, person=self.person, staff=self.staff)

    @cached_property
    def below_me(self) -> frozenset[str]:
        """Those above whom the one who acts is, by the staff list, the groups or the reporting line."""
        me, staff, lines = self.me, self.staff, self.library
        return frozenset(
            ident
            for ident, person in staff.people.items()
            if me.id in superiors(staff, ident)
            or (person.group and person.group in me.leads)
            or any(set(self.speaker.roles) & set(line_above(lines, post)) for post in person.posts if post in lines.roles and not me.leads)
        )

    @cached_property
    def supervised(self) -> frozenset[str]:
        """The rule books under whose authority the one who acts may look at everything."""
        if self.me.id in self.staff.administrators:
            return frozenset(self.library.books)
        return frozenset(
            self.library.roles[role].book
            for role in self.speaker.roles
            if any(held.grant.action == SUPERVISES and not held.grant.gate for held in held_by(self.library, role))
        )

    @cached_property
    def phrasing(self) -> Phrasing:
        """Names things of this library for these people."""
        return Phrasing(self.library, self.staff)

    def language_of(self, person: str) -> Language:
        """The language that somebody reads."""
        listed = self.staff.people.get(person)
        return listed.language if listed else self.staff.language

    @cached_property
    def language(self) -> Language:
        """The language of the one who acts."""
        return self.language_of(self.person.id) if self.person else self.event.language or self.staff.language

    def speak(self, language: Language) -> None:
        """Go on in the language in which something came about."""
        self.language = language
