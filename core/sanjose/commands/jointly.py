"""A joint statement as a file: to be revised in Word, or as a document that is handed over."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from sanjose.commands.chart import profiles
from sanjose.commands.handing import form_of, rendered
from sanjose.commands.proposing import TITLE
from sanjose.commands.wording import state_name
from sanjose.secretariat.network.jointly import JointNow
from sanjose.words.errors import Unable

DOCUMENTS = (".docx", ".pdf", ".txt", ".html")


def to_revise(place: str, now: JointNow) -> bytes:
    """Return the text of a statement to be revised: Word where the file is called so."""
    if Path(place).suffix.lower() == ".docx":
        from sanjose.paper.reading.tracked import as_draft

        return as_draft(TITLE, now.text)
    return f"{now.text}\n".encode()


def as_document(place: str, now: JointNow, on: date) -> bytes:
    """Return a statement as a document, in the form that its file asks for."""
    from sanjose.paper import joint

    paper = joint.as_document(now, _names(), state_name(now.state), on)
    return rendered(paper, form_of(place, DOCUMENTS))


def _names() -> Mapping[str, str]:
    """Return what committees are called; nothing where none is in service here."""
    try:
        return {one.slug: one.name for one in profiles()}
    except Unable:
        return {}
