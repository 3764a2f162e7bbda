"""Stay in contact, inform, ask for consent, weigh consequences, declare a recusal.

Source: G 5 (e), 10, 13; N 11, 18, 22; floors 4 and 11.
"""

from contextlib import suppress
from dataclasses import replace
from datetime import date

from sanjose.keeping.archive import COMMITTEE
from sanjose.keeping.keyring import NoKey
from sanjose.rules import authority, procedure
from sanjose.rules.steps import contact_step
from sanjose.rules.view import REPLY
from sanjose.secretariat.awaiting import Awaiting
from sanjose.secretariat.desk import spoken
from sanjose.secretariat.outcome import Outcome
from sanjose.words.case import Case
from sanjose.words.errors import Misuse
from sanjose.words.events import (
    ConsentRecorded,
    ConsequencesWeighed,
    ContactMade,
    ProcedureExplained,
    RecusalDeclared,
)
from sanjose.words.measures import LETTERS
from sanjose.words.mentions import plain_name
from sanjose.words.model import Answer, Post, Preset, Use

CONCERN = (
    "measures that the State itself would carry out stop until the conversation "
    "about this concern is recorded (N 22)"
)

LATE = (
    "the keys of cases that are not open to you are renewed when another officer next works "
    "in them"
)
EMPTY_DESK = (
    "nobody in the secretariat can open what is concerned from now on: recover an officer who "
    "is free with two of the escrow's papers, `sanjose officer recover`"
)
NOBODY = (
    "nobody in the roster and no officer is called so: it keeps nobody out until somebody is; "
    "see `sanjose roster` and `sanjose officer list`"
)


class Protecting(Awaiting):
    """The verbs about the persons concerned."""

    def contact(
        self, reference: str, contact: ContactMade, *, on: date | None = None
    ) -> Outcome:
        """Record a contact, through a channel marked safe, and the next check-in."""
        day = self.day(on)
        with self.archive.writing():
            case, wall = self.opened(reference, "contact", day)
            self.named_person(case, contact.person)
            objections = self.may("contact", wall)
            if not contact.inbound:
                objections += self.plugin.objections(contact_step(case, contact, day))
            if objections:
                return self.refuse("contact", objections, case, day)
            self.enter(case.case_id, "contact", contact, day)
        return self.done("contact", case)

    def inform(
        self, reference: str, explained: ProcedureExplained, *, on: date | None = None
    ) -> Outcome:
        """Record that the procedure, the outcomes and the limits were explained."""
        return self._about_person("inform", reference, explained, on)

    def consent(
        self, reference: str, consent: ConsentRecorded, *, on: date | None = None
    ) -> Outcome:
        """Record what a person, or who speaks for them, answered about uses.

        Raises:
            Misuse: nobody has this label, a measure named for publication is not there, or no
                other committee is called as one that is named.
        """
        return self._about_person("consent", reference, consent, on)

    def weigh(
        self, reference: str, weighed: ConsequencesWeighed, *, on: date | None = None
    ) -> Outcome:
        """Record what a step may mean for the person and for others.

        Raises:
            Misuse: a measure named is not one.
        """
        day = self.day(on)
        for key in weighed.measures:
            self.committee.measure(key)
        with self.archive.writing():
            case, wall = self.opened(reference, "weigh", day)
            if objections := self.may("weigh", wall):
                return self.refuse("weigh", objections, case, day)
            everybody = tuple(one.label or "" for one in case.persons)
            self.enter(case.case_id, "weigh", weighed, day, persons=everybody)
        return self.done("weigh", case)

    def recuse(
        self, reference: str | None, recusal: RecusalDeclared, *, on: date | None = None
    ) -> Outcome:
        """Record that somebody takes no part in a case, or in all cases of a State.

        The keys of the cases concerned are renewed for everybody else at once.

        Raises:
            Misuse: neither a case nor a State is named.
        """
        day = self.day(on)
        recusal = replace(recusal, who=self._listed(recusal.who))
        if reference is None:
            return self._recuse_from_state(recusal, day)
        with self.archive.writing():
            case, _ = self.opened(reference, "recuse")
            self.enter(case.case_id, "recuse", replace(recusal, state=None), day)
            self.keep_out(case.case_id)
            state, names = self.archive.wall(case.case_id)
        self.notice_again(case.case_id)
        self.keep_from(recusal.who)
        self.leave_case(case.case_id)
        left = self._nobody_left(authority.wall_for(self.record(), state, names))
        notes = (*left, *self._unknown(recusal))
        return Outcome(verb="recuse", reference=case.reference, notes=notes)

    def _nobody_left(self, wall: authority.Wall) -> tuple[str, ...]:
        """Return a note where a recusal, which is always possible, leaves the desk empty."""
        free, record = self.free_officers(wall), self.record()
        desk = [one for one in record.officers if one.post is Post.SECRETARIAT]
        return () if any(one.officer in free for one in desk) else (EMPTY_DESK,)

    def _recuse_from_state(self, recusal: RecusalDeclared, day: date) -> Outcome:
        if recusal.state is None:
            message = "name the case, or the State for all of its cases"
            raise Misuse(message)
        state = self.state_code(recusal.state)
        with self.archive.writing():
            wall = authority.wall_for(self.record(), state)
            self.enter(COMMITTEE, "recuse", replace(recusal, state=state), day)
            for case_id in self.archive.cases():
                if self.archive.wall(case_id)[0] == state:
                    self.notice_again(case_id)
                    self._shut(case_id)
        self.keep_from(recusal.who)
        # Whether there are such cases is not said: who is recused may not know of any.
        late = (LATE,) if any(one.key == "recused" for one in self.may("read", wall)) else ()
        left = self._nobody_left(authority.wall_for(self.record(), state))
        return Outcome(verb="recuse", notes=(*late, *left, *self._unknown(recusal)))

    def _shut(self, case_id: bytes) -> None:
        """Renew a case's key, if it is open to this officer."""
        with suppress(NoKey):
            self.keep_out(case_id)
            self.leave_case(case_id)

    def _listed(self, who: str) -> str:
        """Return a name as the roster or the officers' list has it, where one of them has it."""
        typed = plain_name(who)
        return next((one for one in self._known() if plain_name(one) == typed), who)

    def _known(self) -> tuple[str, ...]:
        record = self.record()
        officers = (one.officer for one in record.officers)
        return (*officers, *(one.holder for one in record.offices))

    def _unknown(self, recusal: RecusalDeclared) -> tuple[str, ...]:
        """Return a note where nobody is called so: a slip would leave the wall open."""
        return () if recusal.who in self._known() else (NOBODY,)

    def _about_person(
        self,
        verb: str,
        reference: str,
        fact: ProcedureExplained | ConsentRecorded,
        on: date | None,
    ) -> Outcome:
        day = self.day(on)
        with self.archive.writing():
            case, wall = self.opened(reference, verb, day)
            self.named_person(case, fact.person)
            if isinstance(fact, ConsentRecorded):
                fact = replace(fact, committees=self.committees_named(fact.committees))
                self._named_items(case, fact)
            if objections := (*self.may(verb, wall), *procedure.order(case, fact, day)):
                return self.refuse(verb, objections, case, day)
            self.enter(case.case_id, verb, fact, day)
        notes = _advice(case, fact) if isinstance(fact, ConsentRecorded) else ()
        return self.done(verb, case, notes=notes)

    def _named_items(self, case: Case, consent: ConsentRecorded) -> None:
        if consent.spoken_by is not None:
            self.named_person(case, consent.spoken_by)
        for item in consent.items:
            if case.measure(item.removesuffix(REPLY)) is None:
                message = f"there is no {spoken(item, 'measure')} in this case to be published"
                raise Misuse(message)


def _advice(case: Case, consent: ConsentRecorded) -> tuple[str, ...]:
    """Return what an officer should know about the answer just recorded."""
    if consent.answer is Answer.CONCERN:
        return (CONCERN,)
    shared = {Preset.COMMITTEES, Preset.COMMITTEES_STATE} & set(consent.presets)
    if consent.answer is Answer.WITHDRAWN and (shared or not consent.uses):
        return ("what has already been read by others cannot be unread",)
    written = any(one.taken for one in case.measures if one.key in LETTERS)
    if (
        consent.answer is Answer.GIVEN
        and Use.PUBLISH in consent.uses
        and not consent.items
        and written
    ):
        return ("this does not cover letters and replies: each is named, as M1 or M1-reply",)
    return ()
