"""What supports a joint statement of Chairs, State by State; and what people enter towards it.

The verbs that read change nothing and stand in the way of nothing: no other verb asks them.
Whoever is recused from a State is refused, whether anything is known of it or not.

Source: N 16; floors 4, 6 and 7.
"""

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import date

from sanjose.keeping.archive import COMMITTEE
from sanjose.keeping.keyring import NoKey
from sanjose.rules import authority
from sanjose.rules.authority import Wall
from sanjose.rules.measures import MEASURES
from sanjose.rules.patterns import Known, Pattern, pattern, patterns, standing
from sanjose.rules.published import Ours
from sanjose.rules.view import Objection
from sanjose.secretariat.network.hearing import Hearing
from sanjose.secretariat.outcome import Outcome
from sanjose.words import committee as committees
from sanjose.words.case import Case
from sanjose.words.errors import Misuse
from sanjose.words.model import Post
from sanjose.words.patterns import DocumentNoted, JudgementRecorded, documents, judgements
from sanjose.words.tiers import regions

INFORMS = "it informs a proposal, and decides nothing"

_COMMITTEE = re.compile("[a-z]{2,10}")


class Patterning(Hearing):
    """The verbs about what several committees know of a State."""

    def judge(
        self,
        judgement: JudgementRecorded,
        *,
        on: date | None = None,
        by: Post | None = None,
    ) -> Outcome:
        """Record how somebody judges that a State cooperates, with reasons.

        Raises:
            Misuse: the State is unknown.
        """
        day = self.day(on)
        settled = replace(judgement, state=self.state_code(judgement.state))
        with self.archive.writing():
            wall = authority.wall_for(self.record(), settled.state)
            own = self.actor().post
            judged_by = by if own is Post.SECRETARIAT else own
            objections = (
                *self.may("judge", wall),
                *self.instructed("judge", judged_by, wall, None, day),
            )
            if objections:
                return self.refuse("judge", objections, None, day)
            self.enter(COMMITTEE, "judge", settled, day, by=judged_by)
        return Outcome(verb="judge", notes=(INFORMS,))

    def note_document(self, noted: DocumentNoted, *, on: date | None = None) -> Outcome:
        """Record that a public document speaks of reprisals concerning a State.

        Raises:
            Misuse: the State is unknown, the document is dated ahead, or the committee's short
                name is none.
        """
        day = self.day(on)
        committee = None if noted.committee is None else noted.committee.casefold()
        if committee is not None and not _COMMITTEE.fullmatch(committee):
            message = "committee is a short name, as other committees have it in the directory"
            raise Misuse(message)
        if noted.dated > day:
            message = f"dated: {noted.dated} lies after {day}, when it is noted: correct it"
            raise Misuse(message)
        settled = replace(noted, state=self.state_code(noted.state), committee=committee)
        with self.archive.writing():
            if objections := self.may("calendar", Wall()):
                return self.refuse("document", objections, None, day)
            self.enter(COMMITTEE, "document", settled, day)
        return Outcome(verb="document")

    def against_pattern(self, state: str) -> tuple[Objection, ...]:
        """Return what stands against showing this officer what is known of a State.

        Raises:
            Misuse: the State is unknown.
        """
        return self.may("list", authority.wall_for(self.record(), self.state_code(state)))

    def pattern(self, state: str, *, on: date | None = None) -> Pattern:
        """Return what supports each condition for a State; nothing to whoever is recused.

        Args:
            on: as at the end of this day; of what others told, what had begun by then.

        Raises:
            Misuse: the State is unknown, or the office that the key belongs to reads no lists.
        """
        code = self.state_code(state)
        return pattern(code, self._pattern_of_all(on, code))

    def patterns(self, *, on: date | None = None) -> tuple[Pattern, ...]:
        """Return what supports the conditions for every State that anything names.

        Raises:
            Misuse: the office that the key belongs to reads no lists.
        """
        return patterns(self._pattern_of_all(on))

    def _pattern_of_all(self, on: date | None, state: str | None = None) -> Known:
        """Return everything that this officer may know, of one State or of all."""
        self.may_list()
        self.archive.catch_up()
        day = on or self.today()
        entries = [one for one in self.archive.events(COMMITTEE) if one.on <= day]
        # A State's own nationals, and whoever declared it, by any spelling of their name.
        barred = {code for code in regions() if self.recused_from(code)}
        return Known(
            ours=Ours(
                committee=self.archive.settings.committee,
                on=day,
                cases=tuple(self._pattern_cases(state, day)),
                record=committees.fold(entries),
                noted=documents(entries),
                kinds=MEASURES if self._plugin is None else self.committee.kinds,
            ),
            heard=standing((one.origin, one.body) for one in self.heard()),
            judgements=judgements(entries),
            barred=frozenset(barred | self.actor().nationalities),
        )

    def _pattern_cases(self, state: str | None, day: date) -> Iterator[Case]:
        """Give our own cases as at a day, as far as they are open to this officer."""
        register = self.archive.register
        for listed in register.cases(self.hidden(), state=state, limit=-1):
            case_id = register.case_id(listed.reference)
            if case_id is None:  # pragma: no cover - it was listed a line ago
                continue
            with suppress(NoKey):
                case = self.archive.case(case_id)
                if case is not None and case.latest > day:
                    case = self.archive.case_as_at(case_id, day)
                if case is not None:
                    yield case
