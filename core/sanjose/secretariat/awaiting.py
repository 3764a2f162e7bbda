"""Neutral notices: to whom something waits to be told, and who is not to be reminded any more.

A notice says nothing, but it is said again until somebody acts. Were it said again to somebody
for whom nothing waits but what they may not know of, it would tell them that there is something.

Source: G 10; floors 4, 5 and 7.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from sanjose.keeping.keyring import NoKey
from sanjose.rules import authority
from sanjose.rules.authority import Acting
from sanjose.rules.view import committee_view
from sanjose.secretariat.desk import Desk
from sanjose.words.case import Case
from sanjose.words.mentions import plain_name
from sanjose.words.model import Matter, Post, Urgency


class Awaiting(Desk):
    """What lies ready for the scheduler, kept in step with the wall."""

    def leave_notices(self, case: Case, day: date) -> None:
        """Let whoever has to be told of a case, and was not, know that something awaits them."""
        wall = authority.wall(self.record(), case)
        at_once = case.received.urgency is Urgency.IMMEDIATE
        due = day if at_once else day + self.days().of("notice")
        for post in (Post.RAPPORTEUR, Post.VISIT, Post.CHAIR):
            acting = self.acting_for(post, case, wall, day)
            if post is Post.VISIT and acting.post is not post:
                continue  # no visit is on, and whoever would stand in is told already
            for holder in () if case.noticed(post, Matter.RECEIPT) else acting.holders:
                if holder.address:
                    self.archive.notices.put(str(acting.post), holder.address, day, due)

    def clear_notice(self, post: Post) -> None:
        """Take the neutral notice away from those of an office for whom nothing waits any more."""
        # While a visit is on, its focal point is told besides the office that waits.
        left = () if post is Post.VISIT else tuple(self._awaited(post))
        self.archive.notices.clear(str(post), but=left)

    def keep_from(self, who: str) -> None:
        """Let nothing go to somebody who is recused now that was made ready before."""
        if self._bulk:
            return
        named, notices, today = plain_name(who), self.archive.notices, self.today()
        for post in {
            one.post for one in self.record().offices if plain_name(one.holder) == named
        }:
            for held in self.record().holding(post, today):
                if held.address and plain_name(held.holder) == named:
                    notices.take_back(str(post), held.address)
            self.clear_notice(post)

    def notice_again(self, case_id: bytes) -> None:
        """Let whoever stands in from now on know that something awaits them."""
        try:
            case = self.archive.case(case_id)
        except NoKey:
            return
        if case is not None and case.closed is None and not self._bulk:
            self.leave_notices(case, self.today())

    def notice_all(self) -> None:
        """Let everybody who was not told yet know so, of what is urgent at once and anew."""
        kinds = ("tell the Chair", self.days().focal)
        there = {one for kind in kinds for one, _ in self.archive.register.waiting(kind)}
        for case_id in sorted(there):
            self.notice_again(case_id)

    def _awaited(self, post: Post) -> set[str]:
        """Return the addresses of those who hold an office and for whom something waits."""
        today, found = self.today(), set[str]()
        there = {one.address for one in self.record().holding(post, today) if one.address}
        for acting in self._acting_where_it_waits(today):
            if acting.post is post:
                found |= {one.address for one in acting.holders if one.address}
            if found >= there:
                break
        return found

    def _acting_where_it_waits(self, day: date) -> Iterator[Acting]:
        """Give who acts in each case of which somebody waits to be told, open here or not."""
        record = self.record()
        for office, kind in ((Post.CHAIR, "tell the Chair"), (self.focal, self.days().focal)):
            for case_id, key in self.archive.register.waiting(kind):
                state, names = self.archive.wall(case_id)
                wall = authority.wall_for(record, state, names)
                seen = replace(committee_view(record, state), procedure=key)
                order = None if self._plugin is None else self._plugin.acting(office, seen, day)
                yield self.enough(authority.acting(office, record, wall, key, day, order))
