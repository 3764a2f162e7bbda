"""What stands on one reader's sheet, out of the cases that this reader may know of.

Everything of a case comes through ``view_for``. A text that somebody proposed stands on a sheet
only where the guard finds nobody in it; else the sheet says that it is at the secretariat.

Source: N 46; G 14; floors 2 and 4.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from sanjose.rules import digests
from sanjose.rules.digests import (
    Ahead,
    Elsewhere,
    News,
    Reader,
    Sheet,
    Stated,
    Unanswered,
    Wanted,
)
from sanjose.rules.disclosure import Purpose, view_for
from sanjose.rules.patterns import Known, pattern, standing
from sanjose.rules.procedure import decider
from sanjose.rules.published import Ours
from sanjose.secretariat.network.jointly import JointNow, Wait
from sanjose.secretariat.network.stating import Stating
from sanjose.secretariat.patterns import Patterning
from sanjose.words.case import Case
from sanjose.words.events import Event, TextKept
from sanjose.words.measures import Measure
from sanjose.words.model import Urgency
from sanjose.words.patterns import documents
from sanjose.words.readers import Prepared

PROPOSED = "propose.text"


@dataclass(kw_only=True, slots=True)
class Gathered:
    """What one reader may read, as it is gathered."""

    reader: Reader
    last: Prepared | None
    cases: list[Case] = field(default_factory=list)
    measures: list[Measure] = field(default_factory=list)

    @property
    def open(self) -> list[Case]:
        """Return the cases that are not closed."""
        return [one for one in self.cases if one.closed is None]


class Gathering(Stating, Patterning):
    """What a sheet is made of."""

    def digest_sheet(
        self,
        desk: Gathered,
        day: date,
        stated: Iterable[Stated],
        known: Known,
        entries: Iterable[Event],
    ) -> Sheet:
        """Return the sheet of one reader."""
        since = desk.last.day if desk.last else day - timedelta(days=digests.FIRST.value)
        return Sheet(
            reader=desk.reader,
            committee=self.committee.name,
            day=day,
            since=since,
            wanted=tuple(
                sorted(
                    self._wanted(desk, entries),
                    key=lambda one: (-one.urgency, one.by, one.label),
                )
            ),
            stated=tuple(stated),
            news=tuple(
                sorted(self._news(desk, since), key=lambda one: (-one.urgency, one.state))
            ),
            ahead=tuple(self._ahead(desk, day)),
            unanswered=tuple(
                sorted(self._unanswered(desk, day), key=lambda one: (one.sent, one.state))
            ),
            elsewhere=tuple(_elsewhere(desk, known)),
            lines=digests.lines_to_take(self.committee),
        )

    def _wanted(self, desk: Gathered, entries: Iterable[Event]) -> Iterator[Wanted]:
        for case in desk.open:
            told = view_for(Purpose.DIGEST, case)
            texts = [one for _, one in case.texts]
            for one in case.measures:
                if wanted := self._decision(one, told.facts.state, case, texts):
                    yield wanted
        texts = [one.body for one in entries if isinstance(one.body, TextKept)]
        for one in desk.measures:
            if wanted := self._decision(one, one.proposal.state, None, texts):
                yield wanted

    def _decision(
        self, one: Measure, state: str | None, case: Case | None, texts: Iterable[TextKept]
    ) -> Wanted | None:
        kind = self.committee.kinds.get(one.key)  # another version may have had more of them
        if kind is None or not digests.is_wanted(one, decides := decider(self.committee, kind)):
            return None
        told = [each.text for each in texts if (each.of, each.about) == (PROPOSED, one.label)]
        text = told[-1].reveal() if told else ""
        stopped = bool(text) and self._names(text, state, case)
        confirms = one.decided_on is not None
        since, wait = (
            one.decided_on or one.proposed_on,
            "confirmation" if confirms else "decision",
        )
        return Wanted(
            state=state,
            reference=case.reference if case else None,
            label=one.label,
            what=kind.title,
            decides=decides,
            by=since + self.days().of(wait),
            confirms=confirms,
            urgency=case.received.urgency if case else Urgency.ORDINARY,
            text="" if stopped else text,
            withheld=stopped,
        )

    def _names(self, text: str, state: str | None, case: Case | None) -> bool:
        """Return whether a text may tell who somebody is, by everything that is known here."""
        return bool(
            self.guarded(
                text,
                case_id=case.case_id if case else None,
                states=(state,) if state else (),
            )
        )

    def _news(self, desk: Gathered, since: date) -> Iterator[News]:
        earliest = since - timedelta(days=digests.LATE.value if desk.last else 0)
        for case in desk.cases:
            told = view_for(Purpose.DIGEST, case)
            bodies = [
                one.body
                for one in self.archive.events(case.case_id)
                if one.on >= earliest and (desk.last is None or one.seq > desk.last.seq)
            ]
            line = digests.news(told, bodies, self.committee.kinds)
            if line and told.reference and told.facts.state:
                yield News(
                    state=told.facts.state,
                    reference=told.reference,
                    line=line,
                    urgency=told.facts.urgency,
                )

    def _ahead(self, desk: Gathered, day: date) -> Iterator[Ahead]:
        until = day + timedelta(days=digests.AHEAD.value)
        of_state = [one.received.state for one in desk.open]
        for one in sorted(self.record().calendar, key=lambda entry: entry.starts):
            ends = one.ends or one.starts
            if one.what not in digests.REVIEWS or not one.state:
                continue
            if one.starts <= until and day <= ends and (count := of_state.count(one.state)):
                yield Ahead(
                    state=one.state, what=one.what, starts=one.starts, ends=ends, cases=count
                )

    def _unanswered(self, desk: Gathered, day: date) -> Iterator[Unanswered]:
        kinds = self.committee.kinds
        there: list[tuple[str, str | None, Measure]] = [
            (one.received.state, one.reference, each)
            for one in desk.open
            for each in one.measures
        ]
        there += [(one.proposal.state or "", None, one) for one in desk.measures]
        for state, reference, one in there:
            if one.awaiting_reply and one.taken is not None and one.taken_on is not None:
                yield Unanswered(
                    state=state,
                    reference=reference,
                    what=kinds[one.key].title if one.key in kinds else "letter",
                    sent=one.taken_on,
                    days=max(0, (day - one.taken_on).days),
                    reply_by=one.taken.reply_by,
                )

    def heard_elsewhere(self, day: date, entries: Iterable[Event]) -> Known:
        """Return what other committees told and what is public, without any case of ours."""
        listed = tuple(entries)
        barred = {*self.hidden().states, *self.actor().nationalities}
        return Known(
            ours=Ours(
                committee=self.archive.settings.committee,
                on=day,
                record=self.record(),
                noted=documents(listed),
                kinds=self.committee.kinds,
            ),
            heard=standing((one.origin, one.body) for one in self.heard()),
            barred=frozenset(barred),
        )

    def stated_as(self, wait: Wait, now: JointNow) -> Stated:
        """Return a joint statement that waits here as it stands on a sheet."""
        stopped = self._names(now.text, now.state, None)
        return Stated(
            name=now.name,
            state=now.state,
            waits=wait.value,
            days_left=now.days_left,
            signatories=now.signatories,
            text="" if stopped else now.text,
            withheld=stopped,
        )


def _elsewhere(desk: Gathered, known: Known) -> Iterator[Elsewhere]:
    """Give what others know of the States of a reader's open cases."""
    ours = known.ours.committee
    behind = Known(ours=known.ours, heard=known.heard, barred=known.barred | desk.reader.barred)
    for state in sorted({one.received.state for one in desk.open}):
        found = pattern(state, behind)
        symbols = [one.symbol for one in found.documents if one.committee not in {"", ours}]
        if found.told or symbols:
            yield Elsewhere(state=state, told=found.told, documents=tuple(symbols))
