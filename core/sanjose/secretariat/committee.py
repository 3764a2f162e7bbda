"""The committee's own record: who holds which office, and its calendar.

Source: G 8; N 2, 5, 27, 29, 50.
"""

from dataclasses import replace
from datetime import date

from sanjose.keeping.archive import COMMITTEE
from sanjose.rules import roster
from sanjose.rules.authority import Wall
from sanjose.secretariat.desk import Desk
from sanjose.secretariat.outcome import Outcome
from sanjose.words.committee import amended
from sanjose.words.errors import Misuse
from sanjose.words.events import CalendarEntered, OfficeCorrected, OfficeFilled, OfficeLeft


class Holding(Desk):
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
            Misuse: the last day lies before the first, or a State is unknown.
        """
        if entered.ends is not None and entered.ends < entered.starts:
            message = "the last day lies before the first: correct one of them"
            raise Misuse(message)
        state = self.state_code(entered.state) if entered.state else None
        return self._own("calendar", replace(entered, state=state), on)

    def _own(self, verb: str, fact: object, on: date | None) -> Outcome:
        day = self.day(on)
        with self.archive.writing():
            if objections := self.may(verb, Wall()):
                return self.refuse(verb, objections, None, day)
            self.enter(COMMITTEE, verb, fact, day)
        return Outcome(verb=verb)
