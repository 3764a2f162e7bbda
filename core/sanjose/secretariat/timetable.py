"""When digests go and to whom: switched on by a person, and kept in step with the record.

The scheduler has no key and cannot ask who is Chair or when the next session is. Whatever
changes the roster or the calendar therefore lays the public part of it where the scheduler
reads: days of sessions, offices and addresses. A change counts from the next day on.
Source: N 46; G 33; floor 7.
"""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from sanjose.keeping.noticed import Planned, Term
from sanjose.rules.authority import Wall
from sanjose.secretariat.awaiting import Awaiting
from sanjose.secretariat.outcome import Outcome
from sanjose.words.errors import Misuse
from sanjose.words.events import OfficeFilled
from sanjose.words.model import Calendar, Post

READER = Post.CHAIR
"""Who is sent digests in any case; whoever else has a key or had one sent. Source: N 46."""


class Timing(Awaiting):
    """The verbs about the schedule of digests."""

    def switch_digests(
        self, *, running: bool, holidays: Iterable[date] | None = None
    ) -> Outcome:
        """Let digests go from tomorrow on, or no more; what was urgent before is said at once.

        Args:
            running: whether they go.
            holidays: days on which none goes; None leaves those that were given before.

        Raises:
            Misuse: nobody would be sent any.
        """
        with self.archive.writing():
            if objections := self.may("digest", Wall()):
                return self.refuse("digest", objections, None, self.today())
        if running and not any(_terms(self._reading(), self.today())):
            message = f"the {READER} has no e-mail address in the roster: enter it with `sanjose roster`"
            raise Misuse(message)
        plans = self.archive.notices.plans()
        before = plans[-1].holidays if plans else ()
        wanted = tuple(sorted(set(before if holidays is None else holidays)))
        if running and not (plans and plans[-1].running):
            self.archive.catch_up()
            self.notice_all()
        self._lay_out(plans, running=running, holidays=wanted)
        return Outcome(verb="digest")

    def follow(self) -> None:
        """Lay out anew what the scheduler goes by, where somebody switched digests on."""
        if self._bulk:
            return
        plans = self.archive.notices.plans()
        if plans and plans[-1].running:
            self._lay_out(plans, running=True, holidays=plans[-1].holidays)

    def _lay_out(
        self, plans: tuple[Planned, ...], *, running: bool, holidays: tuple[date, ...]
    ) -> None:
        notices, record, today = self.archive.notices, self.record(), self.today()
        sessions = tuple(
            sorted(
                {
                    (one.starts, one.ends or one.starts)
                    for one in record.calendar
                    if one.what is Calendar.SESSION
                }
            )
        )
        now = (running, sessions, holidays)
        if not plans or now != (plans[-1].running, plans[-1].sessions, plans[-1].holidays):
            notices.plan(sessions, holidays, since=today, running=running)
        notices.holders(_terms(self._reading(), today))
        notices.serving(
            (str(post), held.address)
            for post in Post
            for held in record.holding(post, today)
            if held.address
        )

    def _reading(self) -> Iterator[OfficeFilled]:
        """Yield the terms in the offices that are sent digests."""
        known = {str(READER), *(one.role for one in self.archive.notices.readers())}
        return (one for one in self.record().offices if str(one.post) in known)


def _terms(offices: Iterable[OfficeFilled], today: date) -> Iterator[Term]:
    """Yield from when to when each holder is a reader, also of terms that are to come."""
    found: dict[tuple[str, str], list[OfficeFilled]] = {}
    for one in offices:
        if one.address and "@" in one.address and (one.until is None or one.until >= today):
            found.setdefault((str(one.post), one.address), []).append(one)
    for (role, address), terms in found.items():
        ends = [one.until for one in terms if one.until is not None]
        yield Term(
            role=role,
            address=address,
            since=max(today, min(one.since for one in terms) - timedelta(days=1)),
            until=max(ends) if len(ends) == len(terms) else None,
        )
