"""Consult, assess, conclude, notify: from an allegation to conclusions that the Chair knows.

Source: G 10, 12, 14; N 11; floors 2, 5.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from sanjose.rules import authority, procedure
from sanjose.rules.authority import Wall
from sanjose.rules.profile import Strength
from sanjose.rules.steps import assess_step
from sanjose.rules.view import Objection
from sanjose.secretariat.awaiting import Awaiting
from sanjose.secretariat.outcome import Outcome
from sanjose.words.case import Case
from sanjose.words.events import (
    AssessmentConcluded,
    ConclusionsTold,
    NoticeGiven,
    OfficeFilled,
    SourceConsulted,
)
from sanjose.words.mentions import plain_name
from sanjose.words.model import ADVISABLE, Assessment, Consulted, Matter, Post

NOT_CONFIRMED = "it is not counted as confirmed; contact and support can go on (N 32, 33)"
MEETING = "a meeting with the permanent mission remains possible (N 32)"


class Assessing(Awaiting):
    """The verbs from the first source to the conclusions."""

    def consult(
        self,
        reference: str,
        source: SourceConsulted,
        *,
        on: date | None = None,
        by: Post | None = None,
    ) -> Outcome:
        """Record a source of information that was consulted."""
        return self._act("consult", reference, source, on, by)

    def assess(
        self,
        reference: str,
        assessment: AssessmentConcluded,
        *,
        on: date | None = None,
        by: Post | None = Post.RAPPORTEUR,
    ) -> Outcome:
        """Record what the rapporteur's assessment found; it can be made again."""
        return self._act("assess", reference, assessment, on, by)

    def conclude(
        self,
        reference: str,
        conclusions: ConclusionsTold,
        *,
        on: date | None = None,
        by: Post | None = Post.RAPPORTEUR,
    ) -> Outcome:
        """Record that the Chair was given the conclusions and the course of action advised.

        Raises:
            Misuse: a measure advised is not one.
        """
        for key in conclusions.course:
            self.committee.measure(key)
        return self._act("conclude", reference, conclusions, on, by)

    def notify(self, reference: str, notice: NoticeGiven, *, on: date | None = None) -> Outcome:
        """Record that an office-holder was told; nobody recused is told anything."""
        day = self.day(on)
        with self.archive.writing():
            case, wall = self.opened(reference, "notify", day)
            told = self.instructed("notify", notice.to, wall, case.received.procedure, day)
            objections = (*self.may("notify", wall), *told, *procedure.order(case, notice, day))
            if objections:
                return self.refuse("notify", objections, case, day)
            settled = replace(notice, acting_for=self._stands_in(notice.to, case, wall, day))
            self.enter(case.case_id, "notify", settled, day)
        if not self._bulk:
            for office in (notice.to, *settled.acting_for):
                self.clear_notice(office)
        waited = (day - case.received_on).days
        unit = "day" if waited == 1 else "days"
        note = "on the day of receipt" if waited == 0 else f"{waited} {unit} after receipt"
        told_now = self.archive.case(case.case_id) or case
        beside = self.visit_told(told_now, day) if notice.of is Matter.RECEIPT else ()
        free, out = authority.told(notice.to, self.record(), wall, case.received.procedure, day)
        return self.done("notify", case, notes=(note, *_whom(free, out), *beside))

    def _stands_in(self, post: Post, case: Case, wall: Wall, day: date) -> tuple[Post, ...]:
        """Return the offices for which another one acts, or which its holders hold as well.

        A Chair who is a member of the Bureau is told with it, and needs no second notice.

        Source: floor 4; G 10; N 5.
        """
        told = self._free(post, case, wall, day)
        return tuple(
            office
            for office in (self.focal, Post.CHAIR)
            if office is not post
            and (
                self.acting_for(office, case, wall, day).post is post
                or (
                    post is Post.BUREAU
                    and told >= self._acting(office, case, wall, day) > set()
                )
            )
        )

    def _free(self, post: Post, case: Case, wall: Wall, day: date) -> set[str]:
        """Return who of an office is told of a case, as names are compared."""
        held = authority.acting(
            post, self.record(), wall, case.received.procedure, day, (post,)
        )
        return {plain_name(one.holder) for one in held.holders}

    def _acting(self, post: Post, case: Case, wall: Wall, day: date) -> set[str]:
        """Return who acts for an office in a case, as names are compared."""
        acting = self.acting_for(post, case, wall, day)
        return {plain_name(one.holder) for one in acting.holders}

    def _act(
        self, verb: str, reference: str, fact: Any, on: date | None, by: Post | None
    ) -> Outcome:
        day = self.day(on)
        with self.archive.writing():
            case, wall = self.opened(reference, verb, day)
            objections: tuple[Objection, ...] = (
                *self.may(verb, wall),
                *self.instructed(verb, by, wall, case.received.procedure, day),
                *self.against(case, day, lambda seen: procedure.order(seen, fact, day)),
                *self.against(case, day, lambda seen: self._of_assessment(seen, fact, day)),
            )
            if objections:
                return self.refuse(verb, objections, case, day)
            everybody = tuple(one.label or "" for one in case.concerned)
            self.enter(case.case_id, verb, fact, day, by=by, persons=everybody)
        return self.done(verb, case, notes=self._prompts(verb, case, fact, day))

    def _of_assessment(self, case: Case, fact: object, day: date) -> tuple[Objection, ...]:
        """Return what the committee holds against an assessment, such as what it turned on."""
        if not isinstance(fact, AssessmentConcluded):
            return ()
        return self.plugin.objections(assess_step(case, fact, day))

    def _prompts(self, verb: str, case: Case, fact: object, day: date) -> tuple[str, ...]:
        """Return what the procedure asks for next and does not insist on."""
        consulted = {source.consulted for _, source in case.consulted}
        strength = self.committee.country_rapporteur.value
        country = self.record().holding(Post.COUNTRY_RAPPORTEUR, day)
        there = any(one.state == case.received.state for one in country)
        if verb == "assess" and there and Consulted.COUNTRY_RAPPORTEUR not in consulted:
            weight = "may" if strength is Strength.MAY else str(strength)
            return (f"the country rapporteur {weight} be consulted during assessment (G 12)",)
        if isinstance(fact, AssessmentConcluded) and fact.finding not in ADVISABLE:
            found_no_link = fact.finding is Assessment.LINK_NOT_ESTABLISHED
            return (NOT_CONFIRMED, MEETING) if found_no_link else (NOT_CONFIRMED,)
        sought = any(source.views for _, source in case.consulted)
        if verb == "conclude" and there and not sought:
            return ("the country rapporteur is to be notified, and their views sought (G 14)",)
        return ()


def _whom(free: Iterable[OfficeFilled], out: int) -> tuple[str, ...]:
    """Return who is to be told, by name, and that there are others who are not. Source: floor 4."""
    names = ", ".join(one.holder for one in free)
    members = "1 member who is" if out == 1 else f"{out} members who are"
    left = f"; not to: {members} recused" if out else ""
    return (f"to: {names}{left}",) if names else ()
