"""The committee's own record: who holds which office, and its calendar.

Source: G 8; N 2, 5, 27, 29, 50.
"""

from dataclasses import replace
from datetime import date

from sanjose.keeping.archive import COMMITTEE
from sanjose.rules import roster, sessions
from sanjose.rules.authority import Wall
from sanjose.secretariat.outcome import Outcome
from sanjose.secretariat.timetable import Timing
from sanjose.words.committee import amended, meant
from sanjose.words.errors import Misuse
from sanjose.words.events import (
    CalendarEntered,
    CalendarRemoved,
    OfficeCorrected,
    OfficeFilled,
    OfficeLeft,
)


class Holding(Timing):
    """The verbs about offices and calendar."""

    def fill_office(self, filled: OfficeFilled, *, on: date | None = None) -> Outcome:
        """Record that somebody holds an office from a day on.

        Raises:
            Misuse: the last day lies before the first, a State is unknown, or another entry
                of the roster stands against it.
        """
        if filled.until is not None and filled.until < filled.since:
            message = "the last day in office lies before the first: correct one of them"
            raise Misuse(message)
        settled = replace(
            filled,
            nationalities=tuple(self.state_code(one) for one in filled.nationalities),
            state=self.state_code(filled.state) if filled.state else None,
        )
        if fault := roster.against(self.record(), settled, self.committee):
            raise Misuse(fault)
        outcome = self._own("roster", settled, on)
        if not outcome.refused:
            self.let_serve(settled.holder)
        return outcome

    def correct_office(self, corrected: OfficeCorrected, *, on: date | None = None) -> Outcome:
        """Record that an entry of the roster was wrong or not complete, and what is right.

        Raises:
            Misuse: there is no such entry or several, nothing is corrected, a State is unknown,
                or another entry stands against what it would be.
        """
        entry = self._entry(corrected)
        settled = replace(
            corrected,
            entered=entry.since,
            nationalities=tuple(self.state_code(one) for one in corrected.nationalities),
        )
        right = amended(entry, settled)
        if right == entry:
            message = (
                "nothing is corrected: give nationalities, a first or last day, or an address"
            )
            raise Misuse(message)
        if right.until is not None and right.until < right.since:
            message = "the last day in office lies before the first: correct one of them"
            raise Misuse(message)
        others = tuple(one for one in self.record().offices if one is not entry)
        if fault := roster.against(
            replace(self.record(), offices=others), right, self.committee
        ):
            raise Misuse(fault)
        outcome = self._own("roster", settled, on)
        if not outcome.refused:
            self.let_serve(settled.holder)
        return outcome

    def _entry(self, corrected: OfficeCorrected) -> OfficeFilled:
        found = [
            one
            for one in self.record().offices
            if one.post is corrected.post
            and one.holder == corrected.holder
            and corrected.entered in {None, one.since}
        ]
        match found:
            case [only]:
                return only
            case []:
                message = f"nobody of that name was entered as {corrected.post} so; see `sanjose roster`"
            case _:
                days = ", ".join(str(one.since) for one in found)
                message = f"there are several entries: say which with --entered ({days})"
        raise Misuse(message)

    def leave_office(self, left: OfficeLeft, *, on: date | None = None) -> Outcome:
        """Record the last day of somebody in an office.

        Raises:
            Misuse: nobody of that name holds it on that day.
        """
        if not any(
            one.holder == left.holder for one in self.record().holding(left.post, left.until)
        ):
            message = (
                f"nobody of that name is {left.post} on {left.until}; see `sanjose roster`"
            )
            raise Misuse(message)
        return self._own("roster", left, on)

    def enter_calendar(self, entered: CalendarEntered, *, on: date | None = None) -> Outcome:
        """Record a session, a review, or something that was adopted; it may lie ahead.

        Raises:
            Misuse: the last day lies before the first, a State is unknown, the same stands there
                already, or it is a session on days of another one.
        """
        settled = self._with_code(entered)
        if settled in self.record().calendar:
            message = "that stands in the calendar already: see `sanjose calendar`"
            raise Misuse(message)
        if fault := sessions.against_entry(self.record().calendar, settled):
            raise Misuse(fault)
        return self._own("calendar", settled, on)

    def remove_from_calendar(
        self, removed: CalendarRemoved, *, on: date | None = None
    ) -> Outcome:
        """Record that an entry of the calendar was wrong; the record keeps that it was there.

        Raises:
            Misuse: there is no such entry, or there are several.
        """
        return self._own("calendar", self._in_calendar(removed)[1], on)

    def correct_calendar(
        self, removed: CalendarRemoved, right: CalendarEntered, *, on: date | None = None
    ) -> Outcome:
        """Record that an entry of the calendar was wrong, and what stands in its place.

        Args:
            removed: the entry as it stands.
            right: what is right; it is entered as a whole.

        Raises:
            Misuse: as ``remove_from_calendar`` and ``enter_calendar``, or nothing is corrected.
        """
        day = self.day(on)
        entry, fact = self._in_calendar(removed)
        settled = self._with_code(right)
        if settled == entry:
            message = "nothing is corrected: say what is to be otherwise"
            raise Misuse(message)
        if settled in self.record().calendar:
            message = "that stands in the calendar already: remove this entry instead"
            raise Misuse(message)
        others = [one for one in self.record().calendar if one is not entry]
        if fault := sessions.against_entry(others, settled):
            raise Misuse(fault)
        with self.archive.writing():
            if objections := self.may("calendar", Wall()):
                return self.refuse("calendar", objections, None, day)
            self.enter(COMMITTEE, "calendar", fact, day)
            self.enter(COMMITTEE, "calendar", settled, day)
        self.follow()
        return Outcome(verb="calendar")

    def calendar_entry(self, removed: CalendarRemoved) -> CalendarEntered:
        """Return the one entry of the calendar that is meant.

        Raises:
            Misuse: as ``remove_from_calendar``.
        """
        return self._in_calendar(removed)[0]

    def _in_calendar(self, removed: CalendarRemoved) -> tuple[CalendarEntered, CalendarRemoved]:
        """Return the one entry that is meant, and its removal with all that tells it apart."""
        state = self.state_code(removed.state) if removed.state else None
        asked = replace(removed, state=state)
        found = {one for one in self.record().calendar if meant(one, asked)}
        if not found:
            message = (
                "there is no such entry: see `sanjose calendar` for its title and first day"
            )
            raise Misuse(message)
        if len(found) > 1:
            message = "there are several such entries: say which with --ends or --state"
            raise Misuse(message)
        (entry,) = found
        return entry, replace(asked, ends=entry.ends, state=entry.state)

    def _with_code(self, entered: CalendarEntered) -> CalendarEntered:
        if entered.ends is not None and entered.ends < entered.starts:
            message = "the last day lies before the first: correct one of them"
            raise Misuse(message)
        state = self.state_code(entered.state) if entered.state else None
        return replace(entered, state=state)

    def _own(self, verb: str, fact: object, on: date | None) -> Outcome:
        day = self.day(on)
        with self.archive.writing():
            if objections := self.may(verb, Wall()):
                return self.refuse(verb, objections, None, day)
            self.enter(COMMITTEE, verb, fact, day)
        self.follow()
        return Outcome(verb=verb)
