"""What other committees were told of our cases, and what has to be recalled.

It is put together from two places: the committee's entries say what went to whom, and stay when
a case is erased; the case itself says what exactly was told, for those who may open it. To
anybody else a summary tells its region and year, which is the least that any summary tells.

A recall is a person's act and never waits. It takes back every version of a summary, and is
obeyed on sight; what was read cannot be unread. Source: G 5 (e); N 11, 22; floors 4 and 7.
"""

from collections.abc import Iterable, Iterator
from uuid import uuid4

from sanjose.exchange.envelope import Kind
from sanjose.keeping.archive import COMMITTEE
from sanjose.rules.authority import Wall
from sanjose.rules.sharing import Recall, Sendable, Shared, recalls
from sanjose.rules.view import Objection
from sanjose.secretariat.network.hearing import Hearing
from sanjose.secretariat.outcome import NoSuchCase, Outcome
from sanjose.words.case import Case
from sanjose.words.errors import Misuse
from sanjose.words.references import checked
from sanjose.words.shared import SummaryLeft, SummaryRecalled, SummaryStopped, Told
from sanjose.words.summary import CaseRetracted, CaseRevised, CaseSummary, packed

UNREAD = (
    "what was read cannot be unread: a committee acknowledges that it destroyed its copy, and "
    "nobody can say more"
)

ASKED = "asked"
"""Why something was recalled that could have stood."""


class Recalling(Hearing):
    """What was told of cases, and taking it back."""

    def shared(self) -> tuple[Shared, ...]:
        """Return everything ever told or waiting, as the rules ask about it."""
        opened: dict[bytes, Case | None] = {}
        found = []
        for one in self.record().exchanged.told:
            if one.case_id not in opened:
                opened[one.case_id] = self.open_case(one.case_id)
            found.append(_shared(one, opened[one.case_id]))
        return tuple(found)

    def recalls_of(self, case_id: bytes) -> tuple[Recall, ...]:
        """Return what has to be recalled or stopped of a case by today; none where it is closed."""
        told = self.record().exchanged.of(case_id)
        if not any(one.recalled_on is None for one in told):
            return ()
        case = self.open_case(case_id)
        if case is None and not self.erased(case_id):
            return ()
        return recalls(case_id, case, (_shared(one, case) for one in told), self.today())

    def must_be_recalled(self) -> tuple[tuple[str, Recall], ...]:
        """Return what has to be recalled or stopped, each with its case, as far as may be known."""
        case_ids = dict.fromkeys(one.case_id for one in self.record().exchanged.told)
        return tuple(
            (self._told_reference(case_id), each)
            for case_id in case_ids
            for each in self.recalls_of(case_id)
        )

    def not_covered(self, case_id: bytes) -> tuple[str, ...]:
        """Return what others were told of a case that nothing covers any more, in sentences."""
        return tuple(
            said_of(self._told_reference(case_id), each) for each in self.recalls_of(case_id)
        )

    def recall(
        self, reference: str, *, everything: bool = False, waiting: bool = False
    ) -> Outcome:
        """Recall what has to be recalled of a case, or all of it; what waits is stopped.

        It works for an erased case too, of which only this is left.

        Args:
            everything: also what may stand.
            waiting: only what has not left yet, whether it may leave or not.

        Raises:
            NoSuchCase: there is none, or the officer is recused from it.
            Misuse: nothing has to be recalled, or nothing was told at all.
            Unable: this installation is in no network.
        """
        self.joined()
        with self.archive.writing():
            self.note_handed()
            case_id, case, wall = self._recallable(reference)
            if objections := self.may("recall", wall):
                return self.refuse("recall", objections, case, self.today())
            told = [
                one
                for one in self.record().exchanged.of(case_id)
                if one.recalled_on is None and not (waiting and one.left_on)
            ]
            meant = {one.summary: one.because for one in self.recalls_of(case_id)}
            if waiting or everything:
                meant = {one.fact.summary: meant.get(one.fact.summary, ()) for one in told}
            if not meant:
                reference = self._told_reference(case_id)
                message = (
                    "nothing that others were told of it has to be recalled; `sanjose recall "
                    f"{reference} --all` recalls it all the same"
                    if told
                    else "nothing is left to recall: see `sanjose share` for what others were told"
                )
                raise Misuse(message)
            notes = tuple(self._taken_back(told, meant))
        return Outcome(verb="recall", reference=self._told_reference(case_id), notes=notes)

    def _taken_back(
        self,
        told: Iterable[Told],
        meant: dict[str, tuple[Objection, ...]],
    ) -> Iterator[str]:
        """Recall summaries and stop what waits of them, and give a sentence for each."""
        versions: dict[str, list[Told]] = {}
        for one in told:
            if one.fact.summary in meant:
                versions.setdefault(one.fact.summary, []).append(one)
        for summary, each in versions.items():
            because = meant[summary]
            left = [one for one in each if one.left_on is not None]
            for one in each:
                if one.left_on is None:
                    self.stop(one, because)
            to = spoken(name for one in each for name in one.fact.to)
            if not left:
                yield f"what waited to leave for {to} is stopped: nobody was told"
                continue
            for one in left:
                self._retract(one.fact.envelope)
            keys = tuple(said.key for said in because) or (ASKED,)
            fact = SummaryRecalled(summary=summary, because=keys)
            self.enter(COMMITTEE, "recall", fact, self.today())
            yield f"what {to} were told is recalled; {UNREAD}"

    def _retract(self, envelope: str) -> None:
        """Recall an envelope of ours; once is enough, even if a crash came in between."""
        log, own = self.joined(), self.archive.settings.committee
        ours = next((one for one in log.prefix(own) if one.header.id == envelope), None)
        if ours is None or not log.is_recalled(ours):
            plain = packed(CaseRetracted(target=envelope))
            self.post(Kind.RETRACT, plain, (), envelope_id=str(uuid4()))

    def stop(self, one: Told, because: Iterable[Objection], *, why: str = ASKED) -> None:
        """Record that what waits does not leave."""
        keys = tuple(dict.fromkeys(said.key for said in because)) or (why,)
        fact = SummaryStopped(summary=one.fact.summary, version=one.fact.version, because=keys)
        self.enter(COMMITTEE, "recall", fact, self.today())

    def note_handed(self) -> tuple[Told, ...]:
        """Record as left what was handed to the network before that could be; return it.

        The envelope is kept in another store than the record, and a crash can come between: to
        stop it then would leave it with the others for good.
        """
        waits = [one for one in self.record().exchanged.told if one.left_on is None]
        if not waits:
            return ()
        log, own = self.joined(), self.archive.settings.committee
        there = {one.header.id for one in log.held() if one.header.origin == own}
        found = tuple(one for one in waits if one.fact.envelope in there)
        for one in found:
            fact = SummaryLeft(summary=one.fact.summary, version=one.fact.version)
            self.enter(COMMITTEE, "send", fact, self.today())
        return found

    def _recallable(self, reference: str) -> tuple[bytes, Case | None, Wall]:
        """Return a case of which something was told, None for itself where it was erased."""
        for _, fact in self.record().orders:
            if fact.person is None and fact.reference == checked(reference):
                return bytes.fromhex(fact.case_id), None, Wall()
        case, wall = self.opened(reference, "recall")
        return case.case_id, case, wall

    def _told_reference(self, case_id: bytes) -> str:
        """Return a case's reference, whether it is open to this officer or was erased."""
        case = self.open_case(case_id)
        reference = self.erased(case_id) if case is None else case.reference
        if reference is None:
            raise NoSuchCase
        return reference


def _shared(one: Told, case: Case | None) -> Shared:
    """Return what was told as the rules ask about it; what is not open here as coarse as it is."""
    fact = one.fact
    kept = (
        each.sent
        for each in (() if case is None else reversed(case.summaries))
        if (each.summary, each.version) == (fact.summary, fact.version)
    )
    return Shared(
        case_id=one.case_id,
        body=next(kept, None) or _coarsest(one),
        to=fact.to,
        leaves=one.left_on or fact.leaves,
        persons=fact.rests_on,
        left=one.left_on is not None,
        recalled=one.recalled_on is not None,
    )


def _coarsest(one: Told) -> Sendable:
    fact = one.fact
    if fact.version == 1:
        return CaseSummary(summary=fact.summary, region=fact.region, year=fact.year)
    return CaseRevised(
        summary=fact.summary, version=fact.version, region=fact.region, year=fact.year
    )


def said_of(reference: str, one: Recall) -> str:
    """Return what has to be done about something that is covered no more, in a sentence."""
    why = "; ".join(dict.fromkeys(said.reason for said in one.because))
    if one.left:
        return (
            f"what {spoken(one.to)} were told of {reference} has to be recalled ({why}): "
            f"`sanjose recall {reference}`"
        )
    return (
        f"what waits to leave for {spoken(one.to)} about {reference} does not leave as it is "
        f"({why}): `sanjose share {reference}` makes it anew, `sanjose recall {reference}` "
        "drops it"
    )


def spoken(committees: Iterable[str]) -> str:
    """Return committees as they are named in a sentence, each once.

    >>> spoken(["ced", "cat", "cerd"])
    'cat, ced and cerd'
    """
    *others, last = sorted(dict.fromkeys(committees))
    return f"{', '.join(others)} and {last}" if others else last
