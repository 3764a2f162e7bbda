"""Note good practices and find them again; the guard reads each before it is noted.

They stand in the committee's own record, which every officer may read, so that a practice has
to be told without telling who somebody is. Source: G 17; N 14, 20; floors 4 and 7.
"""

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from sanjose.keeping.archive import COMMITTEE
from sanjose.rules.authority import Wall
from sanjose.rules.view import Objection
from sanjose.secretariat.desk import spoken
from sanjose.secretariat.outcome import Outcome
from sanjose.secretariat.releasing import GUARD, Releasing
from sanjose.words.errors import Misuse
from sanjose.words.letters import plain_words
from sanjose.words.practices import Practice, PracticeNoted, Subject, next_label, practices

if TYPE_CHECKING:
    from sanjose.guard.findings import Finding


class Practising(Releasing):
    """The verbs about good practices."""

    def note_practice(self, noted: PracticeNoted, *, on: date | None = None) -> Outcome:
        """Note a good practice, or note one anew under its label; the guard reads it first.

        Raises:
            Misuse: there is no practice with its label.
        """
        day = self.day(on)
        with self.archive.writing():
            events = self.archive.events(COMMITTEE)
            there = {one.label for one in practices(events)}
            if noted.label is not None and noted.label not in there:
                message = (
                    f"there is no {spoken(noted.label, 'practice')}: see `sanjose practice`"
                )
                raise Misuse(message)
            against = self.may("practice", Wall())
            if not against and (found := self.guarded(_read_as(noted))):
                against = (Objection("guard", _stopped(found), GUARD),)
            if against:
                return self.refuse("practice", against, None, day)
            settled = replace(noted, label=noted.label or next_label(events))
            self.enter(COMMITTEE, "practice", settled, day)
        return Outcome(verb="practice", label=settled.label)

    def practices(
        self,
        words: str = "",
        *,
        about: Subject | None = None,
        since: date | None = None,
        until: date | None = None,
    ) -> tuple[Practice, ...]:
        """Return the practices that stand, as far as they speak of every word and subject.

        Args:
            words: each has to begin a word of the practice, whatever its capitals.
            about: only what is about this.
            since: only what was noted from this day on, ``until`` until that one.
        """
        self.may_list()
        asked = plain_words(words)
        return tuple(
            one
            for one in practices(self.archive.events(COMMITTEE))
            if one.speaks_of(asked)
            and about in {None, *one.fact.about}
            and (since is None or since <= one.on)
            and (until is None or one.on <= until)
        )

    def practice(self, label: str) -> Practice:
        """Return a practice by its label.

        Raises:
            Misuse: there is none.
        """
        found = next((one for one in self.practices() if one.label == label.upper()), None)
        if found is None:
            message = f"there is no {spoken(label, 'practice')}: see `sanjose practice`"
            raise Misuse(message)
        return found


def _read_as(noted: PracticeNoted) -> str:
    """Return a practice as the guard reads it: every word of it, as one text."""
    told = (noted.title, noted.text.reveal(), noted.where, noted.source)
    return "\n\n".join(one for one in told if one)


def _stopped(found: "tuple[Finding, ...]") -> str:
    number = "1 place" if len(found) == 1 else f"{len(found)} places"
    kinds = ", ".join(sorted({str(one.kind) for one in found}))
    return f"the guard stops it at {number} ({kinds}): tell the practice without who it was"
