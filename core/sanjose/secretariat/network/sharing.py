"""Agree that a summary of a case is told to other committees, after its exact preview.

Nothing leaves here: what is agreed to waits for its day, and ``sending`` asks again then. What
names the State, or waits for nothing, two persons agree to. A summary that still waits is
replaced by the one that is made after it; one that left is followed by its next version.

Source: G 5 (e), 13, 16; N 11, 13, 14, 22; floors 3, 7 and 10.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from sanjose.keeping.archive import COMMITTEE
from sanjose.rules import sharing as rules
from sanjose.rules.agreement import allowed
from sanjose.rules.preview import Preview, preview
from sanjose.rules.sharing import Plan, Sendable, Shared
from sanjose.rules.view import Objection
from sanjose.secretariat.approvals import EXACT, PERFORM, Approving
from sanjose.secretariat.network.arriving import Heard
from sanjose.secretariat.network.recalling import Recalling, spoken
from sanjose.secretariat.outcome import NoSuchCase, Outcome
from sanjose.words.approvals import Act, Waiting
from sanjose.words.case import Case
from sanjose.words.errors import Misuse
from sanjose.words.shared import SummaryApproved, SummaryKept, Told
from sanjose.words.summary import CaseRevised
from sanjose.words.tiers import TELLS, Tier, region_of

REPLACED = "replaced"
"""Why something that waited was stopped, where another was made in its place."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Offered:
    """A summary as it would be sent: its exact preview, and what stands against it.

    ``replaced`` is what waits of the case for the same committees, and would not leave.
    """

    reference: str
    plan: Plan
    preview: Preview
    objections: tuple[Objection, ...]
    replaced: tuple[Told, ...] = ()


class Sharing(Recalling, Approving):
    """The verbs that tell other committees something of a case."""

    def tellable(self, reference: str) -> tuple[tuple[str, Tier | None], ...]:
        """Return for each other committee how much it may be told of a case; None for nothing.

        Raises:
            NoSuchCase: there is none, or the officer is recused.
        """
        case, _ = self.opened(reference, "share")
        today = self.today()
        found = ((one, allowed(case, (one,), today)) for one in self.members())
        return tuple((one, max(tiers, default=None)) for one, tiers in found)

    def members(self) -> tuple[str, ...]:
        """Return the other committees of the network; those installed here while there is none."""
        if (log := self.network()) is None:
            return self.other_committees()
        own = self.archive.settings.committee
        return tuple(one.origin for one in log.directory.present if one.origin != own)

    def told_of(self, reference: str) -> tuple[tuple[Told, Shared], ...]:
        """Return what other committees were told of a case, or what waits to be.

        Raises:
            NoSuchCase: there is none, or the officer is recused.
        """
        case_id, _ = self.find(reference, "read")
        both = zip(self.record().exchanged.told, self.shared(), strict=True)
        return tuple((one, body) for one, body in both if one.case_id == case_id)

    def told_references(self) -> tuple[str, ...]:
        """Return the cases of which others were told something, as far as may be known here."""
        case_ids = dict.fromkeys(one.case_id for one in self.record().exchanged.told)
        found = (self.open_case(case_id) for case_id in case_ids)
        return tuple(case.reference for case in found if case is not None)

    def told_of_erased(self) -> tuple[tuple[str, Told], ...]:
        """Return what others were told of cases that were erased since, and was not recalled."""
        return tuple(
            (reference, one)
            for one in self.record().exchanged.told
            if one.recalled_on is None and (reference := self.erased(one.case_id)) is not None
        )

    def preview(
        self,
        reference: str,
        to: Iterable[str] = (),
        tier: Tier = Tier.REGION,
        *,
        at_once: bool = False,
        summary: str | None = None,
    ) -> Offered:
        """Return exactly what would be sent of a case today, and what stands against it.

        Args:
            to: the committees; where none is named, those that were told of it before.
            at_once: that it waits for no batch.
            summary: the random id, where it was made before.

        Raises:
            NoSuchCase: there is none, or the officer is recused.
            Misuse: a committee is unknown or this one, or no kind of act is recorded.
        """
        offered = self._offered(
            reference, to, tier, at_once=at_once, summary=summary, heard=self.heard()
        )
        _, wall = self.find(reference, "share")
        may = self.may("share", wall)
        return replace(offered, objections=(*may, *offered.objections))

    def _offered(
        self,
        reference: str,
        to: Iterable[str],
        tier: Tier,
        *,
        at_once: bool,
        summary: str | None,
        on: date | None = None,
        heard: Iterable[Heard] = (),
    ) -> Offered:
        """Return what would be sent, whoever may agree to it."""
        case, _ = self.opened(reference, "share")
        everything = self.shared()
        told = tuple(zip(self.record().exchanged.told, everything, strict=True))
        mine = [(one, body) for one, body in told if one.case_id == case.case_id]
        named = self.committees_named(to) or _before(mine)
        replaced = tuple(
            one for one, _ in mine if one.left_on is None and set(one.fact.to) & set(named)
        )
        standing = tuple(body for one, body in told if one not in replaced)
        made = _body(case, tier, named, standing, summary)
        plan = Plan(body=made, to=named, on=on or self.today(), at_once=at_once)
        objections = (
            *self._outside(named),
            *rules.objections(case, plan, standing),
            *rules.objections(case, replace(plan, on=self.today()), standing),
        )
        return Offered(
            reference=case.reference,
            plan=plan,
            preview=preview(
                case,
                plan,
                self.archive.settings.committee,
                standing,
                (one.body for one in heard),
            ),
            objections=tuple(dict.fromkeys(objections)),
            replaced=replaced,
        )

    def share(
        self,
        reference: str,
        to: Iterable[str] = (),
        tier: Tier = Tier.REGION,
        *,
        at_once: bool = False,
        agreed: Preview | None = None,
    ) -> Outcome:
        """Agree that a summary leaves on its day, or ask a second person to agree as well.

        Args:
            agreed: what was read; nothing else is agreed to.

        Raises:
            NoSuchCase: there is none, or the officer is recused.
            Misuse: as ``preview``, or what was read is not what would be sent any more.
            Unable: this installation is in no network.
        """
        self.joined()
        summary = None if agreed is None else dict(agreed.fields)["summary"]
        with self.archive.writing():
            self.note_handed()
            offered = self.preview(reference, to, tier, at_once=at_once, summary=summary)
            case, _ = self.opened(reference, "share")
            if agreed is not None and agreed.exact != offered.preview.exact:
                message = "what would be sent is not what you read any more: look at it again"
                raise Misuse(message)
            if offered.objections:
                return self.refuse("share", offered.objections, case, self.today())
            if offered.preview.approvals > 1:
                return self._second_asked(case, offered)
            return self.approved(case, offered)

    def _second_asked(self, case: Case, offered: Offered) -> Outcome:
        """Ask a second person to agree to exactly what was read."""
        plan = offered.plan
        how = ", at once" if plan.at_once else ""
        return self.ask_approval(
            act=Act.AT_ONCE if plan.at_once else Act.SHARE,
            exact=offered.preview.exact,
            says=(
                f"to tell {spoken(plan.to)} of {case.reference}: {TELLS[plan.body.tier]}{how}"
            ),
            case_id=case.case_id,
            document={
                "reference": case.reference,
                "to": list(plan.to),
                "tier": plan.body.tier.name,
                "at_once": plan.at_once,
                "on": plan.on.isoformat(),
                "summary": plan.body.summary,
            },
        )

    def approved(self, case: Case, offered: Offered, label: str | None = None) -> Outcome:
        """Record that a summary waits for its day, in the case and among the committee's own."""
        plan, day = offered.plan, self.today()
        for one in offered.replaced:
            self.stop(one, (), why=REPLACED)
        body = plan.body
        version = body.version if isinstance(body, CaseRevised) else 1
        kept = SummaryKept(summary=body.summary, version=version, **body.says)
        fact = SummaryApproved(
            summary=body.summary,
            version=version,
            case_id=case.case_id.hex(),
            region=region_of(case.received.state),
            year=body.year,
            tier=body.tier,
            to=plan.to,
            leaves=plan.leaves,
            at_once=plan.at_once,
            rests_on=tuple(one.label or "" for one in case.concerned),
            envelope=str(uuid4()),
            approved=label,
        )
        self.enter(case.case_id, "share", kept, day)
        self.enter(COMMITTEE, "share", fact, day)
        return self.done("share", case, notes=(_waits(case.reference, fact),))

    def asked_again(self, one: Waiting) -> Offered:
        """Return what two persons were asked about, as it would be sent by now."""
        asked: Mapping[str, Any] = one.document
        return self._offered(
            asked["reference"],
            asked["to"],
            Tier[asked["tier"]],
            at_once=asked["at_once"],
            on=date.fromisoformat(asked["on"]),
            summary=asked["summary"],
        )

    def share_now(self, one: Waiting) -> Outcome:
        """Record what two persons agreed to, if nothing stands against it by now."""
        self.note_handed()
        offered = self.asked_again(one)
        case, _ = self.opened(offered.reference, "read")
        if offered.objections:
            return self.refuse("share", offered.objections, case, self.today())
        return self.approved(case, offered, one.label or None)

    def exactly(self, one: Waiting) -> bytes:
        """Return the bytes that two persons were asked about, as they would be by now."""
        try:
            return self.asked_again(one).preview.exact
        except (Misuse, NoSuchCase):
            return b""

    def _outside(self, named: Iterable[str]) -> Iterable[Objection]:
        """Object to committees that are not in the network, and could read nothing."""
        if outside := [one for one in named if one not in self.members()]:
            reason = f"these are not in the network: {', '.join(outside)}"
            yield Objection("not-a-member", reason, rules.IDS)


def _before(mine: Iterable[tuple[Told, Shared]]) -> tuple[str, ...]:
    """Return the committees that a case was told to last, where nobody recalled it."""
    stands = [one.fact.to for one, _ in mine if one.recalled_on is None]
    return stands[-1] if stands else ()


def _body(
    case: Case,
    tier: Tier,
    to: tuple[str, ...],
    standing: Iterable[Shared],
    summary: str | None,
) -> Sendable:
    """Return the next version of what the same committees have, or a new summary."""
    same = [
        one
        for one in standing
        if one.case_id == case.case_id and not one.recalled and set(one.to) == set(to)
    ]
    if same:
        return rules.revised(case, tier, max(same, key=lambda one: one.version))
    return rules.summarised(case, tier, uuid4 if summary is None else lambda: UUID(summary))


def _waits(reference: str, fact: SummaryApproved) -> str:
    if fact.at_once:
        return (
            f"it waits for nothing: it leaves to {spoken(fact.to)} with this yes; "
            f"`sanjose recall {reference} --all` takes it back"
        )
    return (
        f"it leaves on {fact.leaves}, when somebody says `sanjose send`; until then "
        f"`sanjose recall {reference} --waiting` stops it"
    )


for _act in (Act.SHARE, Act.AT_ONCE):
    PERFORM[_act] = Sharing.share_now
    EXACT[_act] = Sharing.exactly
