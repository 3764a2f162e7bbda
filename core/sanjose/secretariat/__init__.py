"""The one door: whatever happens to a case happens through a method of ``Secretariat``.

Each verb asks who may, then the floors and the committee's rules, then appends; it answers
with an ``Outcome``, done or refused with reasons. Reading verbs return what there is.
"""

from sanjose.secretariat.assessing import Assessing
from sanjose.secretariat.committee import Holding
from sanjose.secretariat.desk import Clock
from sanjose.secretariat.files import Filing
from sanjose.secretariat.intake import Receiving
from sanjose.secretariat.life import Living
from sanjose.secretariat.measures import Deciding, StepNow
from sanjose.secretariat.outcome import NoSuchCase, Outcome
from sanjose.secretariat.participation import Imported, Participating
from sanjose.secretariat.persons import Protecting
from sanjose.secretariat.reading import Counts, Reading


class Secretariat(
    Receiving,
    Protecting,
    Assessing,
    Deciding,
    Living,
    Filing,
    Holding,
    Participating,
    Reading,
):
    """An unlocked secretariat, for one officer."""


__all__ = ["Clock", "Counts", "Imported", "NoSuchCase", "Outcome", "Secretariat", "StepNow"]
