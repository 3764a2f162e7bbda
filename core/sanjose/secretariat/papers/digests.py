"""What a Chair is told between sessions: gathered for each reader apart, behind the reader's wall.

A sheet is for whoever acts as Chair in a matter. Where the Chair is a national of the State or
recused, the Vice-Chair reads it instead and the Chair learns nothing of it, no number either;
where neither can, it has no reader, and whoever prepares the sheets is told so. What the
officer who prepares takes no part in is in none of their sheets: each sheet says so, always.

Source: N 46; G 10, 14, 33; floors 4, 5 and 7.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from sanjose.keeping.archive import COMMITTEE
from sanjose.keeping.keyring import NoKey
from sanjose.rules import authority, system
from sanjose.rules.authority import Acting, Wall
from sanjose.rules.digests import (
    Reader,
    Sheet,
    Stated,
)
from sanjose.rules.system import Part
from sanjose.rules.view import committee_view
from sanjose.secretariat.papers.gathering import Gathered, Gathering
from sanjose.words.case import Case
from sanjose.words.errors import Misuse
from sanjose.words.events import Event, OfficeFilled
from sanjose.words.mentions import plain_name
from sanjose.words.model import Post
from sanjose.words.readers import last_before


@dataclass(frozen=True, kw_only=True, slots=True)
class Sheets:
    """The sheets of a day, and how many matters have nobody who could read them."""

    day: date
    sheets: tuple[Sheet, ...]
    unread: int = 0


class Digesting(Gathering):
    """The verbs about what is read between sessions."""

    def sheets(self, *, on: date | None = None) -> Sheets:
        """Return what each reader is told on a day; today where none is given.

        Raises:
            Misuse: the office that the key belongs to prepares none, or there is no Chair.
            Unable: the committee is out of service.
        """
        if objections := self.may("digest", Wall()):
            raise Misuse(str(objections[0]))
        self.archive.catch_up()
        day, entries = on or self.today(), self.archive.events(COMMITTEE)
        desks = {
            (one.post, one.holder): self._desk(one, entries, day)
            for one in self.record().holding(Post.CHAIR, day)
        }
        if not desks:
            message = (
                f"nobody holds the office of Chair on {day}: enter it, `sanjose roster fill`"
            )
            raise Misuse(message)
        unread = 0
        for case in self._cases_to_tell(desks.values()):
            wall = authority.wall(self.record(), case)
            acting = self.acting_for(Post.CHAIR, case, wall, day)
            for desk in self._readers_among(acting, desks, entries, day):
                desk.cases.append(case)
            unread += not acting.holders and case.closed is None
        for one in self.record().measures:
            about = one.proposal.state
            if about and self.recused_from(about):
                continue
            acting = self._acting_for(about, day)
            for desk in self._readers_among(acting, desks, entries, day):
                desk.measures.append(one)
        stated = self._stated_by(desks, entries, day)
        known = self.heard_elsewhere(day, entries)
        made = (
            self.digest_sheet(one, day, stated.get(key, ()), known, entries)
            for key, one in desks.items()
        )
        return Sheets(day=day, sheets=tuple(made), unread=unread)

    def system_developments(self, since: date, until: date) -> Part:
        """Return what this committee tells the other Chairs of: the system, and no case.

        Raises:
            Misuse: the period ends before it begins, or the office that the key belongs to
                prepares no digest.
        """
        if until < since:
            raise Misuse("the period ends before it begins: correct one of the days")
        if objections := self.may("digest", Wall()):
            raise Misuse(str(objections[0]))
        record = self.record()
        made = system.part(
            self.archive.settings.committee,
            record.offices,
            self.archive.events(COMMITTEE),
            (since, until),
        )
        ahead = system.sessions(record.calendar, until)
        return replace(made, developments=(*made.developments, *ahead))

    # -- who reads what ------------------------------------------------------------------------

    def _desk(self, held: OfficeFilled, entries: Iterable[Event], day: date) -> Gathered:
        named = plain_name(held.holder)
        declared = {
            one.state
            for one in self.record().recusals
            if one.state and plain_name(one.who) == named
        }
        reader = Reader(
            post=held.post,
            holder=held.holder,
            address=held.address,
            barred=frozenset(declared | set(held.nationalities)),
        )
        # What stood on a sheet that did not go is told again.
        told = self.archive.notices.not_gone(str(held.post), held.address or "")
        before = min(day, told or day)
        return Gathered(
            reader=reader, last=last_before(entries, held.post, held.holder, before)
        )

    def _readers_among(
        self,
        acting: Acting,
        desks: dict[tuple[Post, str], Gathered],
        entries: Iterable[Event],
        day: date,
    ) -> Iterator[Gathered]:
        """Give the desk of each who acts as Chair, made where there is none yet."""
        for held in acting.holders:
            key = held.post, held.holder
            if key not in desks:
                desks[key] = self._desk(held, entries, day)
            yield desks[key]

    def _acting_for(self, state: str | None, day: date) -> Acting:
        """Return who acts as Chair in what is about a State and no case."""
        record = self.record()
        wall = authority.wall_for(record, state)
        order = self.plugin.acting(Post.CHAIR, committee_view(record, state), day)
        return self.enough(authority.acting(Post.CHAIR, record, wall, None, day, order))

    def _cases_to_tell(self, desks: Iterable[Gathered]) -> Iterator[Case]:
        """Give the open cases, and those closed since the earliest of the last sheets."""
        lasts = [one.last.seq for one in desks if one.last is not None]
        register = self.archive.register
        touched = register.touched(min(lasts)) if lasts else frozenset()
        for listed in register.cases(self.hidden(), limit=-1):
            case_id = register.case_id(listed.reference)
            if case_id is None or (listed.stage == "closed" and case_id not in touched):
                continue
            try:
                case = self.archive.case(case_id)
            except NoKey:
                continue
            if case is not None:
                yield case

    # -- other committees ----------------------------------------------------------------------

    def _stated_by(
        self, desks: dict[tuple[Post, str], Gathered], entries: Iterable[Event], day: date
    ) -> dict[tuple[Post, str], tuple[Stated, ...]]:
        """Return the joint statements that wait here, by who signs in them."""
        found: dict[tuple[Post, str], tuple[Stated, ...]] = {}
        for wait, now in self.joint_waits():
            one = self.stated_as(wait, now)
            for desk in self._readers_among(self.may_sign(now.state, day), desks, entries, day):
                key = desk.reader.post, desk.reader.holder
                found[key] = (*found.get(key, ()), one)
        return found
