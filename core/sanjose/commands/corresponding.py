"""What comes back and goes out: an edited letter, that a person sent it, and the proof."""

from collections.abc import Callable
from datetime import date
from typing import Any

import click

from sanjose.commands import answers
from sanjose.commands.around import HAPPENED, Around, command, day
from sanjose.commands.documents import at_a_terminal, attachment
from sanjose.commands.release import reason_given, tell_places
from sanjose.commands.session import session
from sanjose.commands.telling import say, sentence, tell_json
from sanjose.secretariat import Released, Secretariat
from sanjose.words.errors import Misuse
from sanjose.words.sealed import Sealed
from sanjose.words.told import Told

TAKE_IN = """The file is read, with deleted text, comments and properties, against every case
that is open to you. A letter that names somebody of another case, or somebody of its own whom
nothing covers, is not kept; with --overrule a second person decides."""

SENT = """The text that went out is kept with its digest, and with it how it went and the proof.
Without --file it is the one that was taken in last. The measure is taken with it."""


_MEANS = Told("means", "how it went: by note, by hand, by e-mail …", str, required=True)


def meant(act: Callable[..., Any]) -> Callable[..., Any]:
    """Add the words that say which letter is meant."""
    person = click.option("--person", metavar="P1", help="To whom, where it goes to a person.")
    label = click.argument("which", metavar="LETTER")
    return click.argument("reference")(label(person(act)))


@command(
    "take-in",
    line="Take an edited letter back in, once the guard has read it.",
    more=TAKE_IN,
    on=HAPPENED,
)
@meant
@click.option("--file", "file", required=True, metavar="PATH", help="The edited file.")
@click.option("--overrule", is_flag=True, help="Keep it in spite of the guard; says why.")
@click.option("--reason", metavar="PATH", help="Why, from a file; else it is asked.")
@click.option("--reveal", is_flag=True, help="Show the lines where it stops, at a terminal.")
def take_in(
    around: Around,
    reference: str,
    which: str,
    person: str | None,
    file: str,
    reason: str | None,
    *,
    overrule: bool,
    reveal: bool,
) -> int:
    """Take in."""
    _may_reveal(around, reveal=reveal)
    content = attachment(file) or b""
    from sanjose.paper.letters.letter import lines_of_drafts

    with session(around.home, writing=True) as door:

        def keep(why: Sealed | None) -> Released:
            return door.keep_letter(
                *(reference, which, content, _reader()),
                person=person,
                overrule=why,
                drafts=lines_of_drafts,
                on=around.on,
            )

        if overrule:
            with door.archive.rehearsing():
                found = keep(None)
            found = keep(reason_given(reason) if found.findings else None)
        else:
            found = keep(None)
        opening = sentence(f"{of_letter(which)} is taken in; nothing was sent")
        return _tell(
            around, door, found, f"to take in {of_letter(which)}", opening, reveal=reveal
        )


@command(
    "sent",
    line="Record that a person sent a letter: the text, how, and the proof.",
    more=SENT,
    on=HAPPENED,
    by=True,
)
@meant
@click.option("--means", metavar="TEXT", help="How it went; else it is asked.")
@click.option("--file", "file", metavar="PATH", help="What went out, exactly.")
@click.option("--proof", metavar="PATH", help="A receipt or slip that shows that it went.")
@click.option("--reply-by", metavar="DATE", help="The last day for a reply; else read in it.")
@click.option("--reveal", is_flag=True, help="Show the lines where it stops, at a terminal.")
def sent(
    around: Around,
    reference: str,
    which: str,
    person: str | None,
    means: str | None,
    file: str | None,
    proof: str | None,
    reply_by: str | None,
    *,
    reveal: bool,
) -> int:
    """Sent."""
    _may_reveal(around, reveal=reveal)
    content, proved = attachment(file), attachment(proof)
    from sanjose.paper.letters.letter import lines_of_drafts
    from sanjose.paper.reading.named_days import deadline_named

    with session(around.home, writing=True) as door:
        how = means or _asked_how()
        found = door.letter_sent(
            *(reference, which, _reader()),
            means=how,
            content=content,
            proof=proved,
            person=person,
            reply_by=day_given(reply_by, "--reply-by"),
            named=deadline_named,
            drafts=lines_of_drafts,
            by=around.by,
            on=around.on,
        )
        opening = f"It is recorded that {of_letter(which)} went out."
        return _tell(
            around, door, found, f"to record {of_letter(which)} as sent", opening, reveal=reveal
        )


@command("proof", line="Keep a proof that came after a letter went out.", on=HAPPENED)
@click.argument("reference")
@click.argument("which", metavar="LETTER")
@click.option("--file", "file", required=True, metavar="PATH", help="The receipt or slip.")
@click.option("--means", metavar="TEXT", help="How it went, where that was not said.")
def proof(around: Around, reference: str, which: str, file: str, means: str | None) -> int:
    """Keep."""
    content = attachment(file) or b""

    with session(around.home, writing=True) as door:
        outcome = door.letter_proved(reference, which, content, means=means, on=around.on)
        opening = f"The proof that {of_letter(which)} went out is kept."
        return answers.tell(around, door, outcome, opening=opening)


# -- together --------------------------------------------------------------------------------------


def of_letter(which: str) -> str:
    """Return a letter as a sentence may repeat it; what looks like none may be a name."""
    typed = which.strip()
    if typed[1:].isdigit() and typed[:1] in {"M", "m"}:
        return f"the letter of {typed.upper()}"
    named = {"chair": "the letter to the Chair", "acknowledgement": "the acknowledgement"}
    return named.get(typed.casefold(), "the letter")


def _asked_how() -> str:
    """Return how a letter went, asked for at a terminal."""
    if not at_a_terminal():
        raise Misuse("say how it went, in a few words, with --means")
    from sanjose.commands.asking import Asking

    said: dict[str, Any] = {}
    Asking().about([_MEANS], said, lambda *_: True)
    return str(said["means"])


def day_given(text: str | None, where: str) -> date | None:
    """Return a day that was typed, if one was."""
    return None if text is None else day(text, where)


def _reader() -> Callable[[bytes], str]:
    from sanjose.paper.reading.files import every_word

    return every_word


def _may_reveal(around: Around, *, reveal: bool) -> None:
    if reveal and (around.as_json or not at_a_terminal()):
        raise Misuse("--reveal shows lines of the text, and does so at a terminal only")


def _tell(
    around: Around,
    door: Secretariat,
    found: Released,
    refused: str,
    opening: str,
    *,
    reveal: bool,
) -> int:
    outcome = found.outcome
    if around.as_json:
        stops = [
            {"line": line, "column": column, "kind": str(one.kind), "why": one.why}
            for line, column, one in found.places
        ]
        tell_json({**answers.as_plain(outcome, door.today()), "stops": stops})
        return answers.REFUSED if outcome.refused else 0
    if found.findings and outcome.refused:
        tell_places(found, reveal=reveal)
        say()
    if outcome.waits:
        opening = answers.WAITS.format(label=outcome.waits)
    return answers.tell(around, door, outcome, opening=refused if outcome.refused else opening)
