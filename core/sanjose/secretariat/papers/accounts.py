"""Accounts of cases: what may be drafted of one, and its release by the rapporteur.

An account needs the agreement of everybody whom the case concerns to that very use, named or
not: whoever is in it knows it again, and others may. Everything that would stand against the
section of a report itself stands against it too, on the day of its release and again whenever
a report is made. The guard reads the text, and reads it again with what the case knows by then:
whoever was named in it and agrees no more, concerned or not, takes it out. A State is named
only in an account that was released as naming, and only while it is the State of the case.

Source: G 12, 13, 25; N 11, 32-35, 39; floors 2, 3, 4 and 10.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from sanjose.keeping.archive import COMMITTEE
from sanjose.keeping.keyring import NoKey
from sanjose.rules import authority, basis
from sanjose.rules.disclosure import Disclosed, Purpose, view_for
from sanjose.rules.reports import USES, Account, Sort, kind_for
from sanjose.rules.steps import step
from sanjose.rules.view import Objection
from sanjose.secretariat.outcome import Outcome
from sanjose.secretariat.releasing import GUARD, Released, Releasing, plain_text, telling
from sanjose.words.case import Case
from sanjose.words.errors import Misuse
from sanjose.words.events import AllegationReceived, FactsAdded, MeasureProposed
from sanjose.words.letters import plain_words
from sanjose.words.model import Answer, Calendar, Post, Use
from sanjose.words.provenance import note, ours
from sanjose.words.reports import AccountPlaced, AccountReleased, AccountWithdrawn, within
from sanjose.words.sealed import Sealed
from sanjose.words.states import states

NAMING = ours("an account that names nobody does not say of whose State it is")
LATER = ours("a report tells of no case that came in after its last day")
MOVED = ours("what names a State is kept from its nationals, and from no others")
EVERYBODY = frozenset(USES.values())
_WORD = re.compile(r"\w")


@dataclass(frozen=True, kw_only=True, slots=True)
class Telling:
    """What an account of a case may be drafted from; nobody is named in it.

    Args:
        symbols: where a measure is published, by its label; empty where no State is named.
        explained: whether the procedure was explained to the person.
        concern: whether a concern about the State's own protection was told.
        in_contact: whether a further contact is planned.
        state: the State's code, where the account is to name it.
        session: the session at which it came in, where the account is to name the State.
    """

    disclosed: Disclosed
    symbols: tuple[tuple[str, str], ...]
    explained: bool
    concern: bool
    in_contact: bool
    state: str | None
    session: str | None


class Accounting(Releasing):
    """The verbs about accounts."""

    def telling(self, reference: str, *, named: bool = False) -> Telling:
        """Return what an account of a case may be drafted from.

        Raises:
            NoSuchCase: there is none, or the officer is recused.
            Misuse: the officer reads no cases.
        """
        case, _ = self.opened(reference, "read")
        symbols = (
            (one.label, one.taken.symbol)
            for one in case.measures
            if one.taken is not None and one.taken.symbol
        )
        sessions = (
            one.title
            for one in self.record().calendar
            if one.what is Calendar.SESSION
            and one.starts <= case.received_on <= (one.ends or one.starts)
        )
        return Telling(
            disclosed=view_for(Purpose.REPORT, case),
            symbols=tuple(symbols) if named else (),
            explained=bool(case.explained),
            concern=any(told.answer is Answer.CONCERN for _, told in case.consents),
            in_contact=any(one.check_in is not None for _, one in case.contacts[-1:]),
            state=case.received.state if named else None,
            session=next(sessions, None) if named else None,
        )

    def against_account(
        self, reference: str, use: Use, *, named: bool = False
    ) -> tuple[Objection, ...]:
        """Return what stands against an account of a case today, before anybody writes one."""
        case, _ = self.opened(reference, "read")
        return self._against_account(case, use, self.today(), named=named)

    def release_account(
        self,
        reference: str,
        content: bytes,
        *,
        use: Use,
        first: date,
        last: date,
        named: bool = False,
        by: Post | None = None,
        on: date | None = None,
    ) -> Released:
        """Let an account of a case stand in the reports of a period; the rapporteur's act.

        Args:
            content: the account as it is to stand there, plain text in UTF-8.
            use: the use that it is written for.
            first: the first day of the period that it tells of, ``last`` the last one.
            named: whether it names the State, or somebody whose basis covers that.

        Raises:
            Misuse: no account is written for that use, the period ends before it begins, or
                the text is no plain text.
            NoSuchCase: there is none, or the officer is recused.
        """
        if use not in EVERYBODY:
            raise Misuse(f"an account is written for: {'; '.join(sorted(EVERYBODY))}")
        if last < first:
            raise Misuse("the period ends before it begins: correct one of the days")
        day, text = self.day(on), " ".join(plain_text(content).split())
        with self.archive.writing():
            case, wall = self.opened(reference, "account", day)
            procedure = case.received.procedure
            against = (
                *self.may("account", wall),
                *self.instructed("account", by, wall, procedure, day),
                *self._against_account(case, use, day, named=named),
            )
            if not named and _names_a_state(text, trial=self.trial):
                reason = "it says of which State it is: leave that out, or say --named"
                against += (Objection("state-named", reason, NAMING),)
            if against:
                return Released(outcome=self.refuse("account", against, case, day))
            covered = tuple(self._named_in_account(case, use, day)) if named else ()
            found = self.guarded(text, case_id=case.case_id, covered=covered)
            if found:
                where = "1 place" if len(found) == 1 else f"{len(found)} places"
                reason = f"the guard stops it at {where}: word it without them"
                stopped = (Objection("guard", reason, GUARD),)
                outcome = self.refuse("account", stopped, case, day)
                return Released(outcome=outcome, findings=found, text=text)
            persons = tuple(one.label or "" for one in case.persons)
            fact = AccountReleased(
                use=use, first=first, last=last, text=Sealed(text), named=named, persons=persons
            )
            self.enter(case.case_id, "account", fact, day, by=by)
            if case.case_id.hex() not in self.record().told_of:
                placed = AccountPlaced(case_id=case.case_id.hex())
                self.archive.append(COMMITTEE, placed, on=day, at=self.now())
        return Released(outcome=self.done("account", case))

    def withdraw_account(
        self, reference: str, *, use: Use, first: date, by: Post | None = None
    ) -> Outcome:
        """Let an account stand in no report any more.

        Raises:
            Misuse: there is none for that use and period.
            NoSuchCase: there is none, or the officer is recused.
        """
        day = self.today()
        with self.archive.writing():
            case, wall = self.opened(reference, "account", day)
            if not any((one.use, one.first) == (use, first) for _, one in case.accounts):
                raise Misuse(f"no account for the {use} begins on {first} in this case")
            against = (
                *self.may("account", wall),
                *self.instructed("account", by, wall, case.received.procedure, day),
            )
            if against:
                return self.refuse("account", against, case, day)
            self.enter(
                case.case_id, "account", AccountWithdrawn(use=use, first=first), day, by=by
            )
        return self.done("account", case)

    def accounts(
        self, sort: Sort, since: date, until: date
    ) -> tuple[tuple[Account, ...], tuple[tuple[str, Objection], ...]]:
        """Return the accounts that stand in a report of a period, and what left others out.

        What is agreed to today decides, whatever day the report bears. Of those left out the
        reference is told, to the secretariat and not on paper. What is closed to this officer
        is in neither.
        """
        day, use = self.today(), USES[sort]
        found: list[tuple[date, int, Account]] = []
        lacking: list[tuple[str, Objection]] = []
        for case in self._accounted():
            for released_on, fact in within(case.accounts, since, until):
                if fact.use is not use:
                    continue
                against = tuple(_later(case, until))
                against = against or self._against_account(case, use, day, named=fact.named)
                against = against or tuple(self._stale(case, fact, day))
                lacking += ((case.reference, one) for one in against)
                if not against:
                    account = Account(
                        text=fact.text.reveal(),
                        use=use,
                        on=released_on,
                        state=case.received.state if fact.named else None,
                    )
                    found.append((case.received_on, case.seq, account))
        ordered = sorted(found, key=lambda one: one[:2])
        return tuple(one[2] for one in ordered), tuple(dict.fromkeys(lacking))

    # -- together ---------------------------------------------------------------------------------

    def _accounted(self) -> Iterator[Case]:
        """Give the cases of which an account was released, as far as they are open here."""
        actor, record = self.actor(), self.record()
        for told in record.told_of:
            case_id = bytes.fromhex(told)
            state, names = self.archive.wall(case_id)
            if authority.may(actor, "read", authority.wall_for(record, state, names)):
                continue
            try:
                case = self.archive.case(case_id)
            except NoKey:
                continue
            if case is not None:
                yield case

    def _against_account(
        self, case: Case, use: Use, day: date, *, named: bool
    ) -> tuple[Objection, ...]:
        """Return what stands against an account: the rules of the report, and each consent."""
        kind = kind_for(use)
        proposal = MeasureProposed(measure=kind.key, identifies_nobody=not named)

        def ask(known: Case) -> tuple[Objection, ...]:
            kinds = self.committee.kinds
            asked = step("propose", kind, proposal, known, self.record(), day, kinds=kinds)
            return (*self.plugin.objections(asked), *_unagreed(known, use, day))

        return self.against(case, day, ask)

    def _named_in_account(self, case: Case, use: Use, day: date) -> Iterator[str]:
        """Give who may be named: each against whose naming there nothing stands."""
        kind, labels = kind_for(use), tuple(one.label or "" for one in case.persons)
        proposal = MeasureProposed(measure=kind.key, persons=labels)
        kinds = self.committee.kinds
        asked = step("propose", kind, proposal, case, self.record(), day, kinds=kinds)
        for held in asked.held:
            if not any(basis.against(replace(asked, held=(held,)), kind)):
                yield held.label

    def _stale(self, case: Case, fact: AccountReleased, day: date) -> Iterator[Objection]:
        """Object where what the case knows by now was not known when the account was released."""
        from sanjose.guard.guard import findings
        from sanjose.guard.known import Known

        covered = tuple(self._named_in_account(case, fact.use, day)) if fact.named else ()
        if findings(fact.text.reveal(), Known(telling(case, covered))):
            reason = "by what is known and agreed to now, it would tell who somebody is"
            yield Objection("guard", f"{reason}: word it anew", GUARD)
        if fact.named and self._state_told(case, fact) != case.received.state:
            reason = "the State was corrected since it was released: release it anew"
            yield Objection("moved", reason, MOVED)

    def _state_told(self, case: Case, fact: AccountReleased) -> str | None:
        """Return the State of the case as it was when an account was released."""
        state = told = None
        for event in self.archive.events(case.case_id):
            match event.body:
                case AllegationReceived(state=str(code)) | FactsAdded(state=str(code)):
                    state = code
                case AccountReleased(use=fact.use, first=fact.first):
                    told = state
                case _:
                    pass
        return told


def _later(case: Case, until: date) -> Iterator[Objection]:
    """Object where a case came in after the last day of the report."""
    if case.received_on > until:
        yield Objection("later", "its case came in after the last day of this report", LATER)


def _unagreed(case: Case, use: Use, day: date) -> Iterator[Objection]:
    """Object where somebody whom the case concerns has not agreed to the use, named or not."""
    if not case.concerned:
        reason = "nobody is named in the case, so nobody can have agreed to an account of it"
        yield Objection("no-basis", reason, note(11))
    for one in case.concerned:
        held = basis.held(case, one.label or "", use, day)
        if held.refused:
            yield basis.refusal(held.label, use)
        elif held.basis is None:
            yield basis.uncovered(held, use)
        elif use is Use.PUBLISH and held.only_items:
            yield basis.other_texts(held)


def _names_a_state(text: str, *, trial: bool) -> bool:
    """Return whether a text has the name of any State in it, its short or its formal one."""
    there = f" {' '.join(plain_words(text))} "
    return any(
        f" {' '.join(plain_words(name))} " in there
        for one in states(trial=trial)
        for name in (one.name, one.formal)
        if _WORD.search(name)
    )
