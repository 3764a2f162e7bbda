"""Letters: draft one, to be edited and sent by a person, and the template they stand in."""

from collections.abc import Iterator
from dataclasses import replace

import click

from sanjose.commands import answers
from sanjose.commands.around import Around, command, group
from sanjose.commands.corresponding import (
    day_given,
    meant,
    of_letter,
    proof,
    sent,
    take_in,
)
from sanjose.commands.documents import attachment
from sanjose.commands.handing import check, form_of, written
from sanjose.commands.session import session
from sanjose.commands.telling import paragraph, say, sentence, table, tell_json
from sanjose.rules.correspondence import OF_MEASURE, WITHOUT_MEASURE, LetterFacts
from sanjose.rules.letters import LANGUAGES
from sanjose.secretariat import Drafted, Secretariat
from sanjose.words.errors import Misuse
from sanjose.words.model import Channel

FORMS = (".docx", ".txt", ".eml")
"""A letter is edited and sent by a person: a Word file, its text, or a draft of a mail."""

DRAFT = """Which letter: the measure that it carries out, as M1, or `chair` or
`acknowledgement`. It names whoever the measure's basis covers and nobody else, and rests on what
holds towards that State. Nothing is sent: an officer edits the file and sends it."""


OTHERS = (
    ("acknowledgement", "to the person, over a channel marked safe (floor 11)"),
    ("chair", "to the Chair, with conclusions and a course of action (G 14)"),
)


@command("draft", line="Draft a letter, to be edited in Word; nothing is sent.", more=DRAFT)
@meant
@click.option("--lang", "language", default="en", metavar="LANG", help="In which language.")
@click.option("--dated", metavar="DATE", help="The day that it bears; today else.")
@click.option("--reply-by", metavar="DATE", help="The last day for a reply.")
@click.option("--template", metavar="FILE", help="A Word template; the house's else.")
@click.option("--out", "place", metavar="FILE", help=f"Where: {', '.join(FORMS)}.")
def draft(
    around: Around,
    reference: str,
    which: str,
    person: str | None,
    language: str,
    dated: str | None,
    reply_by: str | None,
    template: str | None,
    place: str | None,
) -> int:
    """Draft."""
    if place is None:
        raise Misuse(f"say where the draft is written, with --out: {', '.join(FORMS)}")
    check(place, FORMS)
    tongue = language.strip().casefold()
    if tongue not in LANGUAGES:
        raise Misuse(f"--lang is one of: {', '.join(LANGUAGES)}")
    own = attachment(template)
    with session(around.home, writing=True) as door:
        drafted = door.letter_facts(
            reference,
            which,
            person=person,
            dated=day_given(dated, "--dated"),
            reply_by=day_given(reply_by, "--reply-by"),
        )
        if drafted.facts is not None:
            written(place, _made(drafted.facts, tongue, own, form_of(place, FORMS)))
        return _tell_draft(around, door, drafted, which, tongue)


@command("template", line="Write the house's Word template, or check one of your own.")
@click.option("--out", "place", metavar="FILE", help="Where the house's is written: .docx.")
@click.option("--check", "own", metavar="FILE", help="A template of your own.")
def template_(around: Around, place: str | None, own: str | None) -> int:
    """Write or check."""
    if (place is None) is (own is None):
        raise Misuse("say --out FILE for the house's template, or --check FILE for your own")
    if own is not None:
        return _tell_faults(around, attachment(own) or b"")
    from sanjose.paper.letters.house import house_template

    check(place, FORMS[:1])
    content = house_template()
    written(place or "", content)
    if around.as_json:
        tell_json({"bytes": len(content)})
        return 0
    paragraph("The house's template is written: lay it out anew in Word, and draft with it.")
    say("  sanjose letter draft REFERENCE M1 --template FILE --out letter.docx")
    return 0


def _tell_faults(around: Around, content: bytes) -> int:
    """Say what is wrong with a template."""
    from sanjose.paper.letters.templating import template_faults

    faults = template_faults(content)
    if around.as_json:
        tell_json({"faults": list(faults)})
    elif not faults:
        paragraph("Letters can be drafted with this template.")
    for fault in () if around.as_json else faults:
        paragraph(f"- {sentence(fault)}", hang=2)
    return answers.REFUSED if faults else 0


def _shown(around: Around) -> None:
    """List the sorts of letters, and what each carries out."""
    if around.as_json:
        tell_json(
            {
                "measures": {key: str(sort) for key, sort in OF_MEASURE.items()},
                "without_measure": sorted(WITHOUT_MEASURE),
                "languages": list(LANGUAGES),
            }
        )
        return
    paragraph("A letter carries out a measure, or goes to the Chair or to a person:")
    say()
    table((*((key, answers.measure_title(key)) for key in OF_MEASURE), *OTHERS))
    say()
    say("  sanjose letter draft REFERENCE M1 --lang en --out letter.docx")


# -- together --------------------------------------------------------------------------------------


def _made(facts: LetterFacts, language: str, template: bytes | None, form: str) -> bytes:
    """Return a letter in one of its forms."""
    from sanjose.paper.letters import letter as letters

    match form:
        case ".docx":
            return letters.as_letter(facts, language, template)
        case ".eml":
            return letters.as_eml(facts, language, template)
        case _:
            return letters.as_letter_text(facts, language).encode()


def _tell_draft(
    around: Around, door: Secretariat, drafted: Drafted, which: str, language: str
) -> int:
    outcome, facts = drafted.outcome, drafted.facts
    if facts is None:
        return answers.tell(around, door, outcome, opening=f"to draft {of_letter(which)}")
    from sanjose.paper.letters.letter import remarks

    notes = (*outcome.notes, *remarks(facts, language))
    if around.as_json:
        tell_json(
            {
                **answers.as_plain(replace(outcome, notes=notes), door.today()),
                "sort": str(facts.sort),
                "dated": facts.dated,
                "reply_by": facts.reply_by,
                "names": [one.label for one in facts.named],
                "grounds": [one.anchor.key for one in facts.grounds],
            }
        )
        return 0
    paragraph(sentence(f"{of_letter(which)} is drafted, in clear; nothing was sent"))
    for note in (*_of_whom(facts), *notes):
        paragraph(sentence(note), indent=2)
    say()
    say(f"  sanjose letter take-in {outcome.reference} {_typed(drafted)} --file FILE")
    return 0


def _of_whom(facts: LetterFacts) -> Iterator[str]:
    """Give to whom a letter is addressed and over what, or whom it names."""
    labels = ", ".join(one.label for one in facts.named)
    to = facts.recipient
    if to is None:
        yield f"it names {labels}" if labels else "it names nobody"
        return
    how = " by name" if to.name is not None else ", without a name"
    besides = f"names {labels} besides" if labels else "names nobody else"
    yield f"it is addressed to {to.label}{how}, and {besides}"
    if facts.channel not in {None, Channel.NONE}:
        yield f"it goes over the channel marked safe for {to.label} only: {facts.channel}"


def _typed(drafted: Drafted) -> str:
    """Return how a letter is named by whoever types it."""
    facts = drafted.facts
    without = facts is not None and facts.sort in WITHOUT_MEASURE
    return str(facts.sort) if facts is not None and without else drafted.outcome.label or ""


COMMANDS = {"letter": group("letter", draft, take_in, sent, proof, template_, default=_shown)}
