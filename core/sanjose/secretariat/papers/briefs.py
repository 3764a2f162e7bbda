"""Briefs for a meeting: what stands in one, its numbered copies, and what became of each.

A brief is about one case, or about every open case of a State that this officer may open.
Copies stand among the committee's own entries, which say how many and never of whom: an
officer who is recused from the case, or from the State, sees no more than that copies are out.

Source: G 18, 21, 24; N 10, 11 (c), 32; floor 4; numbers on copies are ours.
"""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from sanjose.keeping.archive import COMMITTEE
from sanjose.keeping.keyring import NoKey
from sanjose.rules import authority
from sanjose.rules.authority import WALL, Wall
from sanjose.rules.briefs import MOST, SPEAKING, BriefCase, BriefFacts, brief_case
from sanjose.rules.view import Objection
from sanjose.secretariat.measures import Deciding
from sanjose.secretariat.outcome import NoSuchCase, Outcome
from sanjose.words.case import Case
from sanjose.words.correspondence import (
    Brief,
    CopiesNumbered,
    CopyReturned,
    Fate,
    Occasion,
    next_label,
)
from sanjose.words.errors import Misuse
from sanjose.words.events import CalendarEntered, MeasureProposed, OfficeFilled
from sanjose.words.mentions import plain_name
from sanjose.words.patterns import DocumentNoted, documents
from sanjose.words.references import SHAPE, checked

MOST_COPIES = 50
"""Copies of one brief. Source: ours; every member and the secretariat have one."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Briefed:
    """What a brief says, or why none is made.

    ``case_ids`` are the cases in it, ``whole`` whether it is about a State rather than a case.
    """

    outcome: Outcome
    facts: BriefFacts | None = None
    case_ids: tuple[bytes, ...] = ()
    whole: bool = True


class Briefing(Deciding):
    """The verbs about briefs."""

    def brief_facts(
        self, occasion: Occasion, about: str, *, held_on: date, disguised: bool
    ) -> Briefed:
        """Return what a brief says.

        Args:
            about: the reference of a case, or a State.
            held_on: the day of the meeting.
            disguised: that it names nobody.

        Raises:
            Misuse: there is no such case or State, or the day lies in the past.
        """
        today = self.today()
        if held_on < today:
            message = f"{held_on} lies in the past: give the day of the meeting"
            raise Misuse(message)
        with self.archive.writing():
            if SHAPE.fullmatch(about.strip().upper()):
                case, wall = self.opened(checked(about), "brief")
                state = case.received.state
            else:
                case, state = None, self.state_code(about)
                wall = authority.wall_for(self.record(), state)
            if objections := self.may("brief", wall):
                return Briefed(outcome=self.refuse("brief", objections, case, today))
            found = (case,) if case is not None else tuple(self._cases_of_state(state))
        first = sorted(found, key=lambda one: (-one.received.urgency, one.received_on, one.seq))
        facts = self._briefing_on(occasion, state, first, held_on, disguised=disguised)
        return Briefed(
            outcome=Outcome(verb="brief", reference=case.reference if case else None),
            facts=facts,
            case_ids=tuple(one.case_id for one in first[:MOST]),
            whole=case is None,
        )

    def number_copies(
        self, briefed: Briefed, copies: int, *, holders: Sequence[str] = ()
    ) -> Outcome:
        """Record that numbered copies of a brief are made; their label is the outcome's.

        Args:
            holders: who has which, in the order of their numbers, as listed in the roster.

        Raises:
            Misuse: the number cannot be, or somebody is not in the roster.
        """
        facts = briefed.facts
        if facts is None or not 1 <= copies <= MOST_COPIES:
            message = f"copies are counted from 1 to {MOST_COPIES}: correct the number"
            raise Misuse(message)
        if len(holders) > copies:
            message = "there are more readers than copies: make as many copies as there are"
            raise Misuse(message)
        day = self.today()
        with self.archive.writing():
            record = self.record()
            walls = [authority.wall_for(record, facts.state)]
            walls += [
                authority.wall_for(record, *self.archive.wall(one)) for one in briefed.case_ids
            ]
            listed = tuple(self._in_the_roster(one) for one in holders)
            objections = self.may("brief", walls[0]) + tuple(self._kept_out(listed, walls))
            if objections:
                return self.refuse("brief", objections, None, day)
            fact = CopiesNumbered(
                label=next_label(record.briefs),
                occasion=facts.occasion,
                state=facts.state,
                case_id=None if briefed.whole else briefed.case_ids[0].hex(),
                copies=copies,
                held_on=facts.held_on,
                disguised=facts.disguised,
                holder=tuple(entries[0].holder for entries in listed),
            )
            self.enter(COMMITTEE, "brief", fact, day)
        return Outcome(verb="brief", reference=briefed.outcome.reference, label=fact.label)

    def copy_returned(
        self, label: str, number: int, fate: Fate, *, on: date | None = None
    ) -> Outcome:
        """Record what became of a numbered copy.

        Raises:
            Misuse: there is no such brief or copy, or the day lies before it was made.
        """
        day = self.day(on)
        with self.archive.writing():
            brief = next((one for one in self.briefs() if one.label == label), None)
            if brief is None:
                there = ", ".join(one.label for one in self.briefs()) or "none"
                message = f"there is no brief of this label: there is {there}"
                raise Misuse(message)
            if not 1 <= number <= brief.fact.copies:
                message = f"{label} has copies 1 to {brief.fact.copies}: say which one"
                raise Misuse(message)
            if day < brief.numbered_on:
                message = f"{label} was made on {brief.numbered_on}: this cannot be earlier"
                raise Misuse(message)
            if objections := self.may("brief", Wall()):
                return self.refuse("brief", objections, None, day)
            fact = CopyReturned(label=label, number=number, fate=fate)
            self.enter(COMMITTEE, "brief", fact, day)
            left = next(one for one in self.briefs() if one.label == label).outstanding
        notes = (f"still out: {', '.join(map(str, left))}",) if left else ()
        return Outcome(verb="brief", label=label, notes=notes)

    def briefs(self) -> tuple[Brief, ...]:
        """Return the briefs in numbered copies that this officer may know of."""
        hidden = set(self.hidden().states)
        return tuple(
            one
            for one in self.record().briefs
            if one.fact.state not in hidden and self._may_know_of(one.fact.case_id)
        )

    # -- together ---------------------------------------------------------------------------------

    def _may_know_of(self, case_id: str | None) -> bool:
        if case_id is None:
            return True
        state, names = self.archive.wall(bytes.fromhex(case_id))
        wall = authority.wall_for(self.record(), state, names)
        return not any(one.key == "recused" for one in self.may("read", wall))

    def _cases_of_state(self, state: str) -> Iterator[Case]:
        """Give the cases of a State that are not closed and that this officer may open."""
        for case_id in self.archive.cases():
            if self.archive.wall(case_id)[0] != state or not self._may_know_of(case_id.hex()):
                continue
            with suppress(NoKey, NoSuchCase):
                case = self.archive.case(case_id)
                if case is not None and case.closed is None:
                    yield case

    def _briefing_on(
        self,
        occasion: Occasion,
        state: str,
        cases: Sequence[Case],
        held_on: date,
        *,
        disguised: bool,
    ) -> BriefFacts:
        today = self.today()
        told = tuple(self._told_of(one, occasion, disguised=disguised) for one in cases[:MOST])
        return BriefFacts(
            occasion=occasion,
            committee=self.committee,
            state=state,
            held_on=held_on,
            dated=today,
            disguised=disguised,
            cases=told,
            more=len(cases) - len(told),
            published=self._documents_on(state),
            ahead=self._dates_of(state, today),
        )

    def _told_of(self, case: Case, occasion: Occasion, *, disguised: bool) -> BriefCase:
        today, kinds = self.today(), self.committee.kinds
        key = SPEAKING[occasion]
        against: tuple[Objection, ...] = ()
        if key is not None:
            place = self._place(case.reference, "read")
            supposed = MeasureProposed(measure=key)
            against = self._against("propose", kinds[key], supposed, place, today)
        return brief_case(
            case,
            against,
            today,
            use=kinds[key].use if key is not None else None,
            procedure=self._titled(case),
            kinds=kinds,
            disguised=disguised,
        )

    def _titled(self, case: Case) -> str:
        found = self.committee.procedure(case.received.procedure)
        return found.title if found is not None else ""

    def _documents_on(self, state: str) -> tuple[DocumentNoted, ...]:
        noted = documents(self.archive.events(COMMITTEE))
        ours = sorted((one for one in noted if one.state == state), key=lambda one: one.dated)
        return tuple(reversed(ours))

    def _dates_of(self, state: str, today: date) -> tuple[CalendarEntered, ...]:
        listed = (one for one in self.record().calendar if one.state == state)
        ahead = (one for one in listed if (one.ends or one.starts) >= today)
        return tuple(sorted(ahead, key=lambda one: one.starts))

    def _in_the_roster(self, name: str) -> tuple[OfficeFilled, ...]:
        """Return every entry of an office-holder who serves.

        Raises:
            Misuse: nobody is called so.
        """
        typed, today = plain_name(name), self.today()
        held = tuple(one for one in self.record().offices if plain_name(one.holder) == typed)
        if not any(one.until is None or today <= one.until for one in held):
            message = "a reader is not in the roster: copies go to office-holders, by their names there"
            raise Misuse(message)
        return held

    def _kept_out(
        self, readers: Sequence[Sequence[OfficeFilled]], walls: Sequence[Wall]
    ) -> Iterator[Objection]:
        """Object to a reader who takes no part in something of the brief. Source: floor 4."""
        for number, entries in enumerate(readers, 1):
            if any(
                wall.recuses(one.holder, one.nationalities) for wall in walls for one in entries
            ):
                reason = f"the reader of copy {number} takes no part in something of this brief"
                yield Objection("recused", reason, WALL)
