"""The one door: whatever happens to a case happens through a method of ``Secretariat``.

Each verb asks who may, then the floors and the committee's rules, then appends; it answers
with an ``Outcome``, done or refused with reasons. Reading verbs return what there is.
"""

from sanjose.secretariat.approvals import Approving
from sanjose.secretariat.assessing import Assessing
from sanjose.secretariat.committee import Holding
from sanjose.secretariat.desk import Clock
from sanjose.secretariat.files import Filing
from sanjose.secretariat.intake import Receiving
from sanjose.secretariat.life import Living
from sanjose.secretariat.measures import Deciding, StepNow
from sanjose.secretariat.network.exchanging import Collected
from sanjose.secretariat.network.sending import Sending, Sent
from sanjose.secretariat.network.stating import Stating
from sanjose.secretariat.outcome import NoSuchCase, Outcome
from sanjose.secretariat.papers.accounts import Accounting
from sanjose.secretariat.papers.briefs import Briefed, Briefing
from sanjose.secretariat.papers.correspondence import Corresponding
from sanjose.secretariat.papers.deadlines import Dating
from sanjose.secretariat.papers.handover import HandingOver
from sanjose.secretariat.papers.lettering import Drafted
from sanjose.secretariat.papers.meetings import Convening
from sanjose.secretariat.papers.public import Publishing
from sanjose.secretariat.papers.readers import Preparing
from sanjose.secretariat.papers.reports import Gathered, Reporting
from sanjose.secretariat.participation import Imported, Participating
from sanjose.secretariat.patterns import Patterning
from sanjose.secretariat.persons import Protecting
from sanjose.secretariat.practices import Practising
from sanjose.secretariat.reading import Reading
from sanjose.secretariat.releasing import Released, Releasing
from sanjose.secretariat.survey import Surveying


class Secretariat(
    Corresponding,
    Briefing,
    Preparing,
    Convening,
    Stating,
    Sending,
    Surveying,
    Patterning,
    Reporting,
    Accounting,
    Practising,
    Publishing,
    Holding,
    Receiving,
    Protecting,
    Assessing,
    Releasing,
    Deciding,
    Living,
    Filing,
    Participating,
    HandingOver,
    Dating,
    Reading,
    Approving,
):
    """An unlocked secretariat, for one officer."""


__all__ = [
    "Briefed",
    "Clock",
    "Collected",
    "Drafted",
    "Gathered",
    "Imported",
    "NoSuchCase",
    "Outcome",
    "Released",
    "Secretariat",
    "Sent",
    "StepNow",
]
