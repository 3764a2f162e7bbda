"""Briefs for a meeting: a page and speaking points, in numbered copies that come back."""

from contextlib import suppress
from pathlib import Path

import click

from sanjose.commands import answers
from sanjose.commands.around import HAPPENED, Around, command, day, group
from sanjose.commands.handing import check, form_of, hand_over, handed, rendered, written
from sanjose.commands.session import session
from sanjose.commands.telling import paragraph, say, sentence, table, tell_json
from sanjose.commands.wording import state_name
from sanjose.secretariat import Briefed, Outcome, Secretariat
from sanjose.words.correspondence import Brief, Fate, Occasion
from sanjose.words.errors import Misuse

FORMS = (".docx", ".pdf", ".txt", ".html")

MORE = """About one case, by its reference, or every open case of a State. It names nobody unless
--names says so; one with names goes out in numbered copies, one file each. The second page can
be taken into the room: it says only what the persons agreed to have said there."""

LINES = {
    Occasion.DIALOGUE: "Make a brief for a dialogue with a delegation, which is webcast.",
    Occasion.MISSION: "Make a brief for a meeting with a permanent mission.",
    Occasion.CLOSED: "Make a brief for a closed meeting of the committee.",
}
FATES = {"destroyed": Fate.DESTROYED, "lost": Fate.LOST}


def _making(occasion: Occasion) -> click.Command:
    """Return the command that makes a brief for an occasion."""

    @command(str(occasion), line=LINES[occasion], more=MORE)
    @click.argument("about", metavar="STATE_OR_REFERENCE")
    @click.option("--held-on", metavar="DATE", help="The day of the meeting; today else.")
    @click.option("--names", is_flag=True, help="Name the persons, where that may be.")
    @click.option("--copies", type=int, metavar="NUMBER", help="How many numbered copies.")
    @click.option("--to", "readers", multiple=True, metavar="HOLDER", help="Who has the next.")
    @handed
    def made(
        around: Around,
        about: str,
        held_on: str | None,
        copies: int | None,
        readers: tuple[str, ...],
        place: str | None,
        *,
        names: bool,
    ) -> int:
        """Make."""
        number = copies or len(readers)
        _possible(place, number, names=names)
        with session(around.home, writing=True) as door:
            on = day(held_on, "--held-on") if held_on else door.today()
            briefed = door.brief_facts(occasion, about, held_on=on, disguised=not names)
            if briefed.facts is None:
                return _refused(around, door, briefed.outcome, occasion)
            if number and place is not None:
                return _in_copies(around, door, briefed, number, readers, place)
            from sanjose.paper.briefs import as_brief

            hand_over(as_brief(briefed.facts), place, as_json=around.as_json)
        return 0

    return made


def _possible(place: str | None, copies: int, *, names: bool) -> None:
    """Check what was asked for, before anything is opened.

    Raises:
        Misuse: names without numbered copies, copies without a file, or no such file.
    """
    if names and not copies:
        message = "a brief that names persons goes out in numbered copies: say how many, with --copies"
        raise Misuse(message)
    if copies and place is None:
        raise Misuse(f"say where the copies are written, with --out: {', '.join(FORMS)}")
    if not copies:
        check(place)
    elif copies > 0 and place is not None:
        for one in _places(place, copies):
            check(one, FORMS)


def _places(place: str, copies: int) -> list[str]:
    """Return the file of each copy: its number stands before the ending."""
    path = Path(place)
    return [str(path.with_name(f"{path.stem}-{n}{path.suffix}")) for n in range(1, copies + 1)]


def _in_copies(
    around: Around,
    door: Secretariat,
    briefed: Briefed,
    copies: int,
    readers: tuple[str, ...],
    place: str,
) -> int:
    """Number the copies and write them; all of it, or nothing."""
    from sanjose.paper.briefs import as_brief

    places, done = _places(place, copies), []
    try:
        with door.archive.writing():
            outcome = door.number_copies(briefed, copies, holders=readers)
            if briefed.facts is not None and not outcome.refused:
                for number, one in enumerate(places, 1):
                    label = outcome.label or ""
                    paper = as_brief(briefed.facts, label=label, number=number, of=copies)
                    written(one, rendered(paper, form_of(one, FORMS)))
                    done.append(one)
    except BaseException:
        for one in done:
            with suppress(OSError):
                Path(one).unlink()
        raise
    if outcome.refused:
        return answers.tell(around, door, outcome, opening="to make the copies")
    if around.as_json:
        plain = answers.as_plain(outcome, door.today())
        tell_json({**plain, "copies": copies, "written": len(places)})
        return 0
    word = "1 copy" if copies == 1 else f"{copies} copies"
    paragraph(f"{outcome.label}: {word}, one file each, in clear. Nothing was sent.")
    say(f"  sanjose brief return {outcome.label} NUMBER")
    return 0


def _refused(around: Around, door: Secretariat, outcome: Outcome, occasion: Occasion) -> int:
    return answers.tell(around, door, outcome, opening=f"to make a brief for a {occasion}")


@command("return", line="Record that a numbered copy came back, or did not.", on=HAPPENED)
@click.argument("label", metavar="BRIEF")
@click.argument("number", type=int)
@click.option("--destroyed", "fate", flag_value="destroyed", help="It was destroyed.")
@click.option("--lost", "fate", flag_value="lost", help="It was not found.")
def return_(around: Around, label: str, number: int, fate: str | None) -> int:
    """Return."""
    meant = FATES.get(fate or "", Fate.RETURNED)
    with session(around.home, writing=True) as door:
        outcome = door.copy_returned(label.strip().upper(), number, meant, on=around.on)
        opening = f"Copy {number} of {outcome.label}: {meant}."
        return answers.tell(
            around,
            door,
            outcome,
            opening="to record a copy" if outcome.refused else opening,
        )


@command("copies", line="List the numbered copies, and what became of each.")
def copies_(around: Around) -> None:
    """List."""
    _shown(around)


def _shown(around: Around) -> None:
    with session(around.home) as door:
        door.may_list()
        found = door.briefs()
    if around.as_json:
        tell_json({"briefs": [_plain(one) for one in found]})
        return
    if not found:
        paragraph("No copies are numbered: sanjose brief closed STATE --copies 5 --out FILE")
        return
    table(((one.label, sentence(_said(one))) for one in found), indent=0)


def _said(one: Brief) -> str:
    fact = one.fact
    parts = [
        f"{fact.occasion}, {state_name(fact.state)}, {fact.held_on}",
        f"{fact.copies} copies" if fact.copies != 1 else "1 copy",
        "without names" if fact.disguised else "with names",
    ]
    if one.outstanding:
        parts.append(
            "still out: " + ", ".join(_whose(one, number) for number in one.outstanding)
        )
    else:
        parts.append("none is out")
    if one.lost:
        parts.append("NOT FOUND: " + ", ".join(_whose(one, number) for number in one.lost))
    return "; ".join(parts)


def _whose(one: Brief, number: int) -> str:
    holders = one.fact.holder
    return f"{number} ({holders[number - 1]})" if number <= len(holders) else str(number)


def _plain(one: Brief) -> dict[str, object]:
    return {
        "label": one.label,
        "occasion": str(one.fact.occasion),
        "state": one.fact.state,
        "held_on": one.fact.held_on,
        "copies": one.fact.copies,
        "disguised": one.fact.disguised,
        "holders": list(one.fact.holder),
        "outstanding": list(one.outstanding),
        "fates": [{"copy": n, "on": on, "fate": str(fate)} for n, on, fate in one.fates],
    }


COMMANDS = {
    "brief": group(
        "brief", *(_making(one) for one in Occasion), return_, copies_, default=_shown
    )
}
