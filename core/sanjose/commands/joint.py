"""Joint statements of Chairs: propose and revise, authorise, concur, withdraw, publish, certify."""

from typing import Any

import click

from sanjose.commands.around import HAPPENED, Around, command, group
from sanjose.commands.certifying import sign, verify
from sanjose.commands.documents import LONGEST, attachment, read_bytes
from sanjose.commands.handing import check, free, written
from sanjose.commands.jointly import DOCUMENTS, as_document, to_revise
from sanjose.commands.proposing import (
    YES,
    be_sure,
    opened,
    overruling,
    propose,
    released,
    revise,
    text_of,
    told,
    why_overruled,
)
from sanjose.commands.stated import shown, status, tell_statement
from sanjose.commands.telling import paragraph, say, tell_json
from sanjose.exchange.statements import How
from sanjose.words.errors import Misuse
from sanjose.words.events import MeasureDecided
from sanjose.words.sealed import Sealed
from sanjose.words.told import read

AUTHORISE = """It is proposed and decided as a measure, joint-statement, so that the votes and
the deciders of this committee hold. A text that names somebody needs the case (--case) and the
basis in it; any other is checked first, and --identifies-nobody says so."""


@command(
    "authorise",
    line="Record what the body decided about taking part.",
    more=AUTHORISE,
    on=HAPPENED,
    by=True,
)
@click.argument("name", metavar="STATEMENT")
@click.option("--case", "reference", metavar="REFERENCE", help="The case of whom it names.")
@click.option("--identifies-nobody", is_flag=True, help="That was checked.")
@click.option("--general", is_flag=True, help="It speaks of practices, of no allegation.")
@click.option("--mode", metavar="MODE", help="in session, written procedure …")
@click.option("--consensus", is_flag=True, help="Taken without a vote.")
@click.option("--in-favour", metavar="N", help="How many voted in favour.")
@click.option("--against", metavar="N", help="How many voted against.")
@click.option("--abstaining", metavar="N", help="How many abstained.")
@click.option("--not-adopted", is_flag=True, help="The body decided against it.")
@click.option("--without-contact", is_flag=True, help="Before any contact with the State.")
@click.option("--reasons", metavar="FILE", help="The decision, or its reasons, in UTF-8.")
@click.option("--means", metavar="TEXT", help="By what means it reached the secretariat.")
@click.option("--file", "file", metavar="PATH", help="The message or minutes, to be kept.")
def authorise(
    around: Around,
    name: str,
    reference: str | None,
    reasons: str | None,
    file: str | None,
    *,
    identifies_nobody: bool,
    general: bool,
    not_adopted: bool,
    consensus: bool,
    without_contact: bool,
    **given: str | None,
) -> int:
    """Authorise."""
    said: dict[str, Any] = {one: value for one, value in given.items() if value is not None}
    said |= {"label": "M0", "adopted": not not_adopted, "consensus": consensus}
    said |= {"without_contact": without_contact}
    if reasons:
        said["text"] = text_of(reasons, "the decision")
    decision = read(MeasureDecided, said)
    content = attachment(file)
    with opened(around) as door:
        outcome = door.authorise_joint(
            name,
            decision,
            by=around.by,
            on=around.on,
            reference=reference,
            specific=not general,
            identifies_nobody=identifies_nobody,
            content=content,
        )
        decided = "decided against taking part in" if not_adopted else "decided on"
        opening = f"It is recorded as {outcome.label} that the body {decided} {name}."
        return told(around, door, outcome, f"to record a decision on {name}", opening)


CONCUR = """With --signed: what `sanjose joint sign` wrote on the Chair's machine. With --attest:
two officers say that the concurrence reached them, by e-mail or in session; one asks here, the
other approves, and both stand in the certificate. Either way nothing takes it back."""


@command("concur", line="Enter our Chair's concurrence.", more=CONCUR, on=HAPPENED)
@click.argument("name", metavar="STATEMENT")
@click.option("--signed", metavar="FILE", help="What the Chair signed with their own key.")
@click.option("--attest", is_flag=True, help="Two officers attest what they received.")
@click.option("--how", metavar="HOW", help='"e-mail" or "in session".')
@overruling
def concur(
    around: Around,
    name: str,
    signed: str | None,
    how: str | None,
    reason: str | None,
    *,
    attest: bool,
    overrule: bool,
) -> int:
    """Concur."""
    if (signed is None) is not attest:
        raise Misuse("say --signed FILE, or --attest with --how: one of the two")
    received = next((one for one in (How.MAIL, How.SESSION) if one == how), None)
    if attest and received is None:
        raise Misuse(f'say how it was received: --how "{How.MAIL}" or --how "{How.SESSION}"')
    if signed and around.on:
        raise Misuse("the day on which it was signed stands in the file: leave --on out")
    with opened(around) as door:
        now = door.joint(name)
        why = why_overruled(door, now, reason) if overrule else None
        if received is not None and attest:
            found = door.attest_joint(name, how=received, on=around.on, overrule=why)
        else:
            raw = read_bytes(signed or "", LONGEST, "what was signed", "it is none")
            found = door.concur_joint(name, raw.strip(), overrule=why)
        after = f"This committee concurs in {found.outcome.label}."
        return released(around, door, found, f"to concur in {name}", after)


@command(
    "withdraw",
    line="Withdraw from a statement, for good; whoever has not published stops.",
    by=True,
)
@click.argument("name", metavar="STATEMENT")
@click.option("--reason", metavar="FILE", help="Why, for this record only.")
@click.option("--yes", "sure", is_flag=True, help="Withdraw without being asked.")
def withdraw(around: Around, name: str, reason: str | None, *, sure: bool) -> int:
    """Withdraw."""
    if around.by is None:
        raise Misuse("say on whose word, with --by: Chair, Vice-Chair, Bureau or plenary")
    with opened(around) as door:
        door.proposed_joint(name)
        asked = f"It cannot be taken back. Type {YES} to withdraw from {name}"
        be_sure(around, asked, "withdrawn", sure=sure)
        why = Sealed(text_of(reason, "the reason").strip()) if reason else None
        outcome = door.withdraw_joint(name, by=around.by, reason=why)
        opening = (
            f"This committee has withdrawn from {outcome.label}; it leaves with the next round."
        )
        return told(around, door, outcome, f"to withdraw from {name}", opening)


@command(
    "publish",
    line="Record that a person publishes an adopted statement; two agree to the words.",
)
@click.argument("name", metavar="STATEMENT")
@click.option("--where", required=True, metavar="TEXT", help="Its symbol, or the place.")
def publish(around: Around, name: str, where: str) -> int:
    """Publish."""
    with opened(around) as door:
        outcome = door.publish_joint(name, where=where)
        opening = f"It is recorded that this committee publishes {outcome.label}."
        return told(around, door, outcome, f"to publish {name}", opening)


@command("certificate", line="Write the certificate, which anyone can check.")
@click.argument("name", metavar="STATEMENT")
@click.option("--out", required=True, metavar="FILE", help="Where the certificate is written.")
@click.option(
    "--with-directory", "known", metavar="FILE", help="Write the directory beside it."
)
def certificate(around: Around, name: str, out: str, known: str | None) -> None:
    """Certify."""
    with opened(around) as door:
        free(out)
        free(known)
        raw, directory = door.certificate_joint(name)
        now = door.joint(name)
    written(out, raw)
    if known:
        written(known, directory)
    if around.as_json:
        tell_json({"document": now.document.hex() if now.document else None, "bytes": len(raw)})
        return
    paragraph(f"The certificate of {now.name} is written. Anyone checks it, on any machine:")
    say("  sanjose joint verify FILE --directory FILE")


@command("show", line="Show a statement: its text, who concurred, what is lacking here.")
@click.argument("name", metavar="STATEMENT")
@click.option(
    "--text", "text", metavar="FILE", help="Write the text there, to be revised; .docx is Word."
)
@click.option("--paper", metavar="FILE", help="Write what the Chair signs there.")
@click.option(
    "--out",
    "place",
    metavar="FILE",
    help=f"Write it there as a document: {', '.join(DOCUMENTS)}.",
)
def show(
    around: Around, name: str, text: str | None, paper: str | None, place: str | None
) -> None:
    """Show."""
    check(place, DOCUMENTS)
    free(text)
    free(paper)
    with opened(around) as door:
        now = door.joint(name)
        if text:
            written(text, to_revise(text, now))
        if paper:
            written(paper, door.paper_joint(name))
        if place:
            written(place, as_document(place, now, door.today()))
    if around.as_json:
        tell_json({**shown(now), "text": now.text, "grounds": dict(now.grounds)})
        return
    tell_statement(now)
    if paper:
        say()
        paragraph("On the Chair's own machine, with the Chair's own key:")
        say("  sanjose joint sign FILE --key KEY --out SIGNED")


@command("status", line="Show how far each statement has come.")
def status_(around: Around) -> None:
    """Show."""
    _status(around)


def _status(around: Around) -> None:
    with opened(around) as door:
        found = door.joints()
    status(around, found)


COMMANDS = {
    "joint": group(
        "joint",
        *(status_, show, propose, revise, authorise, concur, withdraw, publish, certificate),
        *(sign, verify),
        default=_status,
    )
}
