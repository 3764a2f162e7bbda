"""What States have accepted, as it is entered here, and what can be rested on because of it.

Nothing of it is about a person. It is entered one by one or as a list, all of it or nothing;
what the record says word for word already is not entered again. Source: ours; see
``sanjose.words.participation``.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sanjose.keeping.archive import COMMITTEE
from sanjose.rules import legal
from sanjose.rules.anchors import Instrument
from sanjose.rules.authority import Wall
from sanjose.rules.legal import STATUSES, Finding, Footing
from sanjose.secretariat.desk import Desk
from sanjose.secretariat.outcome import Outcome
from sanjose.words.errors import Misuse
from sanjose.words.events import ParticipationEntered
from sanjose.words.participation import overlap
from sanjose.words.states import name_of

EARLIEST = date(1945, 6, 26)
"""The day of the Charter: no State accepted anything here before. Source: ours; every treaty here is younger."""

AHEAD = timedelta(days=3660)
"""How far a day can lie ahead of the look-up. Source: ours; a denunciation takes a year."""

VERB = "participation"
STOOD = "the record says so already"


@dataclass(frozen=True, kw_only=True, slots=True)
class Imported:
    """What became of a list: how many were entered, and how many stood there already."""

    outcome: Outcome
    entered: int = 0
    stood: int = 0


class Participating(Desk):
    """The verbs about what States have accepted."""

    def enter_participation(
        self, entered: ParticipationEntered, *, on: date | None = None
    ) -> Outcome:
        """Record what a State has accepted, as looked up on a day.

        Raises:
            Misuse: the State or the instrument is unknown, the status is none that the
                instrument has, or a day is impossible.
        """
        day = self.day(on)
        settled = self._checked(entered, day)
        with self.archive.writing():
            if objections := self.may(VERB, Wall()):
                return self.refuse(VERB, objections, None, day)
            if settled in self.record().participation:
                return Outcome(verb=VERB, notes=(STOOD,))
            self.enter(COMMITTEE, VERB, settled, day)
        return Outcome(verb=VERB)

    def import_participation(
        self, rows: Iterable[tuple[int, ParticipationEntered]], *, dry_run: bool = False
    ) -> Imported:
        """Record a whole list, or nothing of it.

        Args:
            rows: each with the line on which it stands.
            dry_run: do everything and keep nothing.

        Raises:
            Misuse: as ``enter_participation``, or two lines say the same or differ; the
                sentence names the line and the column.
        """
        day = self.today()
        settled = self._list(rows, day)
        archive = self.archive
        with archive.rehearsing() if dry_run else archive.together():
            if objections := self.may(VERB, Wall()):
                return Imported(outcome=self.refuse(VERB, objections, None, day))
            there = frozenset(self.record().participation)
            new = [one for one in settled if one not in there]
            for one in new:
                self.enter(COMMITTEE, VERB, one, day)
        return Imported(
            outcome=Outcome(verb=VERB), entered=len(new), stood=len(settled) - len(new)
        )

    def legal_basis(
        self, state: str, *, procedure: str | None = None, on: date | None = None
    ) -> tuple[Footing, ...]:
        """Return what the committee can rest on towards a State on a day.

        Raises:
            Misuse: the State or the procedure is unknown.
            Unable: the committee is out of service.
        """
        self._known_procedure(procedure)
        entries = self.record().participation
        code, day = self.state_code(state), on or self.today()
        return legal.legal_basis(self.committee, code, procedure, day, entries)

    def competent(self, state: str, procedure: str, *, on: date | None = None) -> Finding:
        """Return whether the committee may take up a procedure concerning a State on a day.

        Raises:
            Misuse: the State is unknown.
            Unable: the committee is out of service.
        """
        entries = self.record().participation
        code, day = self.state_code(state), on or self.today()
        return legal.competent(self.committee, code, procedure, day, entries)

    # -- checking -------------------------------------------------------------------------------

    def _known_procedure(self, procedure: str | None) -> None:
        if procedure is not None and self.committee.procedure(procedure) is None:
            there = ", ".join(one.key for one in self.committee.procedures)
            message = f"there is no such procedure here: there are {there}"
            raise Misuse(message)

    def _instrument(self, key: str) -> Instrument:
        declared = self.committee.instruments
        found = next((one for one in declared if one.key.casefold() == key.casefold()), None)
        if found is None:
            there = ", ".join(one.key for one in declared) or "none in its profile"
            message = f"this committee has no such instrument: there are {there}"
            raise Misuse(message)
        return found

    def _list(
        self, rows: Iterable[tuple[int, ParticipationEntered]], day: date
    ) -> list[ParticipationEntered]:
        """Return the entries of a list, settled; none says again, or otherwise, what one says.

        Raises:
            Misuse: the sentence names the line and the column.
        """
        settled: list[ParticipationEntered] = []
        lookups: dict[tuple[str, ...], list[tuple[int, ParticipationEntered]]] = {}
        for line, row in rows:
            one = self._checked(row, day, at=f"line {line}, ")
            lookup = (one.state, one.instrument, one.source, str(one.as_of))
            for earlier, other in lookups.get(lookup, ()):
                if overlap(one, other):
                    message = (
                        f"line {line} says again, or otherwise, what line {earlier} says of "
                        f"{name_of(one.state)} and {one.instrument}: leave one of them out"
                    )
                    raise Misuse(message)
            lookups.setdefault(lookup, []).append((line, one))
            settled.append(one)
        return settled

    def _checked(
        self, given: ParticipationEntered, day: date, *, at: str = ""
    ) -> ParticipationEntered:
        """Return an entry with the State's code, checked.

        Args:
            at: what stands before a column's name in a sentence.

        Raises:
            Misuse: something in it is unknown or impossible.
        """
        try:
            code = self.state_code(given.state)
        except Misuse as error:
            raise Misuse(f"{at}state: {error}") from None
        try:
            instrument = self._instrument(given.instrument)
        except Misuse as error:
            raise Misuse(f"{at}instrument: {error}") from None
        settled = replace(given, state=code, instrument=instrument.key)
        if fault := _fault(settled, instrument, day):
            raise Misuse(at + fault)
        return settled


def _fault(entry: ParticipationEntered, instrument: Instrument, day: date) -> str | None:
    """Return what is impossible about an entry, beginning with its column."""
    fitting = STATUSES[instrument.binding]
    if entry.status not in fitting:
        return f"status: of {instrument.key} it is one of: {'; '.join(fitting)}"
    if entry.as_of > day:
        return f"as_of: {entry.as_of} lies after {day}, when it is entered: correct it"
    if entry.as_of < EARLIEST:
        return f"as_of: {entry.as_of} is no day on which it was looked up: correct it"
    for column, given in (("since", entry.since), ("until", entry.until)):
        if given is not None and given < EARLIEST:
            return f"{column}: {given} lies before the United Nations: correct it"
        if given is not None and given > entry.as_of + AHEAD:
            return f"{column}: {given} lies more than ten years ahead: leave it empty"
    if entry.since and entry.until and entry.until < entry.since:
        return f"until: {entry.until} lies before the first day, {entry.since}: correct one"
    return None
