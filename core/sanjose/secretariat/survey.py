"""Show one State whole, to an officer whom no wall keeps out of it.

Source: G 24; N 11 (c), 30, 38; floor 4.
"""

from datetime import date

from sanjose.keeping.archive import COMMITTEE
from sanjose.rules import survey
from sanjose.rules.published import Ours
from sanjose.rules.survey import Survey
from sanjose.secretariat.participation import Participating
from sanjose.secretariat.patterns import Patterning
from sanjose.words import committee as committees
from sanjose.words.errors import Misuse
from sanjose.words.patterns import documents


class Surveying(Patterning, Participating):
    """The verb about a State as a whole."""

    def survey(self, state: str, *, on: date | None = None) -> Survey:
        """Return what this officer may know of a State, as at the end of a day.

        Raises:
            Misuse: the State is unknown, the officer is recused from it, or the office that the
                key belongs to reads no lists.
            Unable: the committee is out of service.
        """
        code = self.state_code(state)
        if objections := self.against_pattern(state):
            raise Misuse(str(objections[0]))
        self.archive.catch_up()
        day = on or self.today()
        entries = [one for one in self.archive.events(COMMITTEE) if one.on <= day]
        ours = Ours(
            committee=self.archive.settings.committee,
            on=day,
            cases=tuple(self._pattern_cases(code, day)),
            record=committees.fold(entries),
            noted=documents(entries),
            kinds=self.committee.kinds,
        )
        return survey.survey(code, ours, self.legal_basis(code, on=day))
