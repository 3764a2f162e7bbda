"""What is due, known without opening a store: for a register that is being made anew."""

from collections.abc import Sequence

from sanjose.keeping.home import Home
from sanjose.rules.committees import Plugin, load
from sanjose.rules.dues import Days, committee_dues, dues
from sanjose.words.case import Case
from sanjose.words.committee import CommitteeRecord
from sanjose.words.due import Due
from sanjose.words.errors import Misuse, Unable


class Dueness:
    """The committee's and the installation's numbers of days, by a home's settings."""

    def __init__(self, home: Home) -> None:
        """Load the committee's plugin; while it is broken nothing can be said to be due."""
        settings = home.settings()
        self._own = settings.days
        self._plugin: Plugin | None = None
        try:
            self._plugin = load(settings.committee)
        except (Misuse, Unable):
            self._plugin = None

    def of_case(self, case: Case) -> Sequence[Due]:
        """Return what is waiting in a case."""
        if self._plugin is None:
            return ()
        return dues(case, Days(self._plugin.committee, self._own))

    def of_committee(self, record: CommitteeRecord) -> Sequence[Due]:
        """Return what is waiting about measures without a case, and about files."""
        if self._plugin is None:
            return ()
        profile = self._plugin.committee
        return committee_dues(record, profile, Days(profile, self._own))
