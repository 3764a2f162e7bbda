"""The one door: whatever happens to a case happens through a method of ``Secretariat``.

Each verb asks who may, then the floors and the committee's rules, then appends; it answers
with an ``Outcome``, done or refused with reasons. Reading verbs return what there is.
"""

from sanjose.secretariat.approvals import Approving
from sanjose.secretariat.assessing import Assessing
from sanjose.secretariat.committee import Holding
from sanjose.secretariat.desk import Clock
from sanjose.secretariat.exchanging import Collected
from sanjose.secretariat.files import Filing
from sanjose.secretariat.intake import Receiving
from sanjose.secretariat.life import Living
from sanjose.secretariat.measures import Deciding, StepNow
from sanjose.secretariat.outcome import NoSuchCase, Outcome
from sanjose.secretariat.participation import Imported, Participating
from sanjose.secretariat.patterns import Patterning
from sanjose.secretariat.persons import Protecting
from sanjose.secretariat.reading import Counts, Reading
from sanjose.secretariat.releasing import Released, Releasing
from sanjose.secretariat.sending import Sending, Sent
from sanjose.secretariat.stating import Stating


class Secretariat(
    Stating,
    Sending,
    Patterning,
    Receiving,
    Protecting,
    Assessing,
    Releasing,
    Deciding,
    Living,
    Filing,
    Holding,
    Participating,
    Reading,
    Approving,
):
    """An unlocked secretariat, for one officer."""


__all__ = [
    "Clock",
    "Collected",
    "Counts",
    "Imported",
    "NoSuchCase",
    "Outcome",
    "Released",
    "Secretariat",
    "Sent",
    "StepNow",
]
