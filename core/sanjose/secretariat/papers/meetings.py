"""Gather what the papers of a meeting of rapporteurs are made from.

An agenda goes to everybody and holds no number; the numbers are for the officer who drafts it.
A sheet of what committees shared is for a room of which it is said whose nationals sit there,
and leaves out what may be about their States. Source: G 16; N 13-25, 47; floor 4.
"""

from collections.abc import Iterable

from sanjose.rules.meetings import Meeting, Shared
from sanjose.rules.profile import Holder
from sanjose.rules.sharing import visible_to
from sanjose.secretariat.network.hearing import Hearing
from sanjose.secretariat.network.stating import Stating
from sanjose.secretariat.practices import Practising
from sanjose.words.model import Post
from sanjose.words.summary import Support


class Convening(Stating, Hearing, Practising):
    """The verbs about meetings of rapporteurs."""

    def meeting(self, nationals: Iterable[str] | None = None) -> Meeting:
        """Return what the papers of a meeting are made from.

        Args:
            nationals: the States whose nationals sit in the room; None for no sheet.

        Raises:
            Misuse: the office that the key belongs to reads no lists, or a State is unknown.
        """
        self.may_list()
        barred = None if nationals is None else tuple(map(self.state_code, nationals))
        joined = self.network() is not None
        if joined:
            self.collect()
        heard = self.heard()
        forward = {
            one.summary
            for one in heard
            if any(Support.MEETING in each.fact.asked for each in one.asked)
        }
        theirs = self._about_ours() if joined else ()
        forward |= {
            one.interest.summary
            for one in theirs  # of an erased case nothing is taken up, nor is its State known
            if one.reference is not None and Support.MEETING in one.interest.asked
        }
        sheet = None
        if barred is not None:
            sheet = tuple(
                Shared(
                    committee=one.origin,
                    says=one.body.words,
                    asked=tuple(
                        dict.fromkeys(
                            str(what)
                            for each in one.asked
                            for what in (*each.fact.asked, *each.fact.offered)
                        )
                    ),
                )
                for one in heard
                if visible_to(one.body, barred)
            )
        return Meeting(
            committee=self.committee,
            shared=len(heard),
            put_forward=len(forward),
            statements=len(self.joint_waits()) if joined else 0,
            practices=self.practices(),
            sheet=sheet,
            in_network=joined,
            holders=tuple(
                Holder(name=one.holder, post=post)
                for post in (Post.RAPPORTEUR, Post.ALTERNATE)
                for one in self.record().holding(post, self.today())
            ),
        )
