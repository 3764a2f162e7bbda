"""What other committees share with this one, and what is asked or offered about a summary.

Nobody is shown, or told of, what may be about a State whose national they are or from whose
cases they are recused: neither a line nor a number. What others ask about a summary of ours is
shown to those alone who may see its case. What arrives is no case of this committee, and opens
none. Source: G 16; N 14, 20; floor 4.
"""

from collections.abc import Iterable
from datetime import date
from uuid import uuid4

from sanjose.keeping.archive import COMMITTEE
from sanjose.rules.authority import Wall
from sanjose.rules.batches import when
from sanjose.secretariat.network.arriving import About, Arriving, Heard, Inbox
from sanjose.secretariat.outcome import Outcome
from sanjose.words.errors import Misuse
from sanjose.words.shared import InboxRead, InterestApproved
from sanjose.words.states import Region
from sanjose.words.summary import CaseInterest, Support
from sanjose.words.tiers import region_of

LEAST = 4
"""Characters of an id that are enough to name one. Source: ours; fewer are a slip."""


class Hearing(Arriving):
    """The verbs about what others share."""

    def inbox(
        self,
        *,
        origin: str | None = None,
        region: Region | None = None,
        state: str | None = None,
        since: date | None = None,
        new: bool = False,
        mark: bool = True,
    ) -> Inbox:
        """Return what other committees share and ask, and remember that it was shown.

        Args:
            origin: only of this committee.
            region: only what is about States of this region.
            state: only what may be about this State, by its code or name.
            since: only what is dated from this day on.
            new: only what this officer was not shown yet.
            mark: whether it is remembered as shown.

        Raises:
            Misuse: the office that the key belongs to reads none, or a name is unknown.
            Unable: this installation is in no network.
        """
        self._may_hear("inbox")
        code = self.state_code(state) if state else None
        whose = self._committee_named(origin) if origin else None
        told = self.collect().told

        def fits(one: Heard | About) -> bool:
            from_there = whose in {None, one.origin}
            return from_there and (since is None or since <= one.on) and (one.new or not new)

        found, faults = self._all_heard()
        summaries = tuple(
            one
            for one in found
            if fits(one)
            and (code is None or code in one.body.states)
            and (region is None or region in {region_of(each) for each in one.body.states})
        )
        placed = code is not None or region is not None
        about = tuple(one for one in self._about_ours() if fits(one) and not placed)
        if mark:
            self._mark((*summaries, *about))
        return Inbox(summaries=summaries, about_ours=about, faults=(*told, *faults))

    def news(self) -> int:
        """Return how much arrived that this officer may see and was not shown."""
        if self.network() is None or self.may("inbox", Wall()):
            return 0
        found = self.inbox(new=True, mark=False)
        return len(found.summaries) + len(found.about_ours)

    def heard_summary(self, text: str) -> Heard:
        """Return a summary of the inbox by its id, or by as much of it as names one.

        Raises:
            Misuse: there is none, or there are several.
        """
        typed = text.strip().casefold()
        found = [one for one in self._all_heard()[0] if one.summary.startswith(typed)]
        if len(typed) < LEAST or not found:
            message = (
                "there is no such summary in the inbox, or it was recalled: see `sanjose inbox`"
            )
            raise Misuse(message)
        if len(found) > 1:
            message = "several summaries begin like this: type more of the id"
            raise Misuse(message)
        return found[0]

    def interest(
        self,
        summary: str,
        *,
        contact: bool = False,
        asked: Iterable[Support] = (),
        offered: Iterable[Support] = (),
    ) -> Outcome:
        """Agree that the committee of a summary is asked for contact or support, or offered it.

        It is sealed for that committee alone, and leaves with the daily bundle.

        Raises:
            Misuse: there is no such summary, nothing is asked, or the same was agreed before.
        """
        self._may_hear("interest")
        one = self.heard_summary(summary)
        sent = CaseInterest(
            summary=one.summary, contact=contact, asked=tuple(asked), offered=tuple(offered)
        )
        with self.archive.writing():
            known = self.record().exchanged
            if any(other.fact.sent == sent for other in known.asked):
                message = "exactly that was asked or offered before: see `sanjose inbox`"
                raise Misuse(message)
            day = self.today()
            fact = InterestApproved(
                label=f"I{known.interests + 1}",
                origin=one.origin,
                summary=sent.summary,
                contact=sent.contact,
                asked=sent.asked,
                offered=sent.offered,
                leaves=when(sent, day),
                envelope=str(uuid4()),
            )
            self.enter(COMMITTEE, "interest", fact, day)
        note = (
            f"it is sealed for {one.origin} alone, and leaves with the bundle of {fact.leaves}: "
            "`sanjose send` on that day"
        )
        return Outcome(verb="interest", label=fact.label, notes=(note,))

    # -- together ---------------------------------------------------------------------------------

    def _may_hear(self, verb: str) -> None:
        if objections := self.may(verb, Wall()):
            raise Misuse(str(objections[0]))
        self.joined()

    def other_committees(self) -> tuple[str, ...]:
        """Return the other committees that are known: installed here, or in the directory."""
        log = self.network()
        members = () if log is None else (one.origin for one in log.directory.present)
        own = self.archive.settings.committee
        return tuple(sorted({*super().other_committees(), *members} - {own}))

    def _mark(self, shown: Iterable[Heard | About]) -> None:
        """Remember what was shown for the first time."""
        fresh = tuple(one.envelope for one in shown if one.new)
        if fresh:
            with self.archive.writing():
                self.enter(COMMITTEE, "inbox", InboxRead(shown=fresh), self.today())

    def _committee_named(self, text: str) -> str:
        """Return a committee's short name, however it was typed.

        Raises:
            Misuse: no other committee is called so.
        """
        return self.committees_named((text,))[0]
