"""Propose a joint statement and revise it: drafts, what is different, what the guard finds."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from difflib import ndiff
from typing import Any

import click

from sanjose.commands import answers
from sanjose.commands.around import Around, command, day
from sanjose.commands.documents import LONGEST, at_a_terminal, read_bytes
from sanjose.commands.failing import Stopped
from sanjose.commands.handing import check, written
from sanjose.commands.release import reason_given, tell_places
from sanjose.commands.session import session
from sanjose.commands.stated import tell_statement
from sanjose.commands.telling import heading, paragraph, say, tell_json
from sanjose.secretariat import Outcome, Released, Secretariat
from sanjose.secretariat.network.jointly import JointNow
from sanjose.words.errors import Misuse
from sanjose.words.joint import JointDrafted, JointRevised
from sanjose.words.sealed import Sealed

YES = "yes"
WORD = b"PK\x03\x04"
"""How a Word file begins."""

TITLE = "Joint statement"
_OVERRULE = (
    click.option("--overrule", is_flag=True, help="Let it leave in spite of the guard."),
    click.option("--reason", metavar="PATH", help="Why, from a file; else it is asked."),
)


def overruling(act: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options by which two persons let a text past the guard."""
    for one in _OVERRULE:
        act = one(act)
    return act


@contextmanager
def opened(around: Around) -> Iterator[Secretariat]:
    """Open the door, take in what arrived, and send again what a crash cut off."""
    with session(around.home, writing=True) as door:
        if door.network() is not None:
            door.collect()
            if not door.may_join():
                door.send_joint()
        yield door


def text_of(place: str, what: str) -> str:
    """Return the text in a file: in UTF-8, or a Word file of paragraphs, its changes accepted.

    Raises:
        Misuse: it cannot be read, or is none.
    """
    raw = read_bytes(place, LONGEST, what, "say less")
    if raw.startswith(WORD):
        from sanjose.paper.reading.files import lines_of

        return lines_of(raw)
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Misuse(f"{what} is not written in UTF-8: save it again as UTF-8") from None


PROPOSE = """With --text it makes a draft first, and with --draft that is all: it stays in this
house, is revised, and the body can decide on it. What is proposed goes to every committee of
the network, sealed; it is frozen, and another text is another statement."""


@command("propose", line="Draft a joint statement, or propose a draft.", more=PROPOSE)
@click.argument("label", metavar="[DRAFT]", required=False)
@click.option(
    "--text", "text", metavar="FILE", help="The text, in UTF-8 or Word; - for standard input."
)
@click.option("--state", metavar="STATE", help="The State party, by its code or name.")
@click.option(
    "--with",
    "signatories",
    metavar="NAMES",
    help="Whose Chairs are to sign, by short names with commas and no space.",
)
@click.option("--expires", metavar="DATE", help="The last day to concur.")
@click.option(
    "--embargo", metavar="DATE", help="The first day to publish; the last to concur else."
)
@click.option("--grounds", metavar="FILE", help="Why, for the committees only.")
@click.option("--draft", "only", is_flag=True, help="Only draft it.")
@click.option("--yes", "sure", is_flag=True, help="Propose what is shown, without being asked.")
@overruling
def propose(
    around: Around,
    label: str | None,
    text: str | None,
    grounds: str | None,
    reason: str | None,
    *,
    only: bool,
    sure: bool,
    overrule: bool,
    **given: str | None,
) -> int:
    """Propose."""
    if (label is None) is (text is None):
        raise Misuse("name a draft, as J1, or hand in a text with --text")
    drafted = None if text is None else _draft(text, grounds, given)
    with opened(around) as door:
        if drafted is not None:
            outcome = door.draft_joint(drafted)
            label = outcome.label or ""
            if outcome.refused or only:
                then = f"It is drafted as {label}. Next: sanjose joint authorise {label}"
                return told(around, door, outcome, "to draft a joint statement", then)
        label = label or ""
        now = door.joint(label)
        if not around.as_json:
            tell_statement(now)
        why = why_overruled(door, now, reason) if overrule else None
        be_sure(around, f"Type {YES} to propose it to every committee", "proposed", sure=sure)
        found = door.propose_joint(label, overrule=why)
        after = f"It is proposed as {found.outcome.label}, and leaves with the next round."
        return released(around, door, found, "to propose it", after)


def _draft(text: str, grounds: str | None, given: dict[str, str | None]) -> JointDrafted:
    missing = [one for one in ("state", "signatories", "expires") if not given[one]]
    if missing:
        names = {"state": "--state", "signatories": "--with", "expires": "--expires"}
        raise Misuse(f"say also {', '.join(names[one] for one in missing)}")
    expires = day(given["expires"] or "", "--expires")
    embargo = day(given["embargo"], "--embargo") if given["embargo"] else expires
    return JointDrafted(
        state=given["state"] or "",
        signatories=_names(given["signatories"] or ""),
        expires=expires,
        embargo=embargo,
        text=Sealed(text_of(text, "the text")),
        grounds=Sealed(text_of(grounds, "the grounds")) if grounds else None,
    )


def _names(listed: str) -> tuple[str, ...]:
    return tuple(one.strip() for one in listed.split(",") if one.strip())


REVISE = """What others proposed becomes a draft here; what was proposed stays what it was. A Word
file comes in as it reads once its tracked changes are accepted; `sanjose joint show STATEMENT
--text FILE.docx` writes one in which changes are tracked."""


@command(
    "revise",
    line="Give a draft another text, and show what is different.",
    more=REVISE,
)
@click.argument("name", metavar="STATEMENT")
@click.option(
    "--text", "text", metavar="FILE", required=True, help="The whole text, in UTF-8 or Word."
)
@click.option(
    "--changes",
    "changes",
    metavar="FILE",
    help="Write what is different there, as tracked changes in Word.",
)
@click.option("--with", "signatories", metavar="NAMES", help="Whose Chairs are to sign.")
@click.option("--expires", metavar="DATE", help="The last day to concur.")
@click.option("--embargo", metavar="DATE", help="The first day to publish.")
@click.option("--grounds", metavar="FILE", help="Why, for the committees only.")
def revise(
    around: Around,
    name: str,
    text: str,
    changes: str | None,
    signatories: str | None,
    expires: str | None,
    embargo: str | None,
    grounds: str | None,
) -> int:
    """Revise."""
    check(changes, (".docx",))
    with opened(around) as door:
        before = door.joint(name)
        revised = JointRevised(
            label=name,
            text=Sealed(text_of(text, "the text")),
            grounds=Sealed(text_of(grounds, "the grounds")) if grounds else None,
            signatories=_names(signatories or ""),
            expires=day(expires, "--expires") if expires else None,
            embargo=day(embargo, "--embargo") if embargo else None,
        )
        outcome = door.revise_joint(revised)
        if outcome.refused:
            return answers.tell(around, door, outcome, opening="to revise it")
        now = door.joint(outcome.label or "")
        different = differences(before.text, now.text)
    if changes:
        from sanjose.paper.reading.tracked import as_changes

        written(changes, as_changes(TITLE, before.text, now.text))
    if around.as_json:
        tell_json({"label": now.label, "differences": different})
        return 0
    heading("What is different")
    for one in different:
        say(f"  {one}".rstrip())
    if not different:
        paragraph("No line of the text.", indent=2)
    say()
    paragraph(f"{now.label} has this text. Next: sanjose joint propose {now.label}")
    return 0


def differences(before: str, after: str) -> list[str]:
    r"""Return the lines that went, with a minus, and those that came, with a plus.

    >>> differences("One.\nTwo.", "One.\nThree.")
    ['- Two.', '+ Three.']
    """
    marked = ndiff(before.split("\n"), after.split("\n"), linejunk=None, charjunk=None)
    return [one for one in marked if one[:1] in {"-", "+"}]


# -- together -------------------------------------------------------------------------------------


def why_overruled(door: Secretariat, now: JointNow, reason: str | None) -> Sealed | None:
    """Return why the guard is overruled, where it stops what would leave."""
    found = door.stops(now)
    if found is None:
        return None
    if at_a_terminal():
        tell_places(found, reveal=False)
    return reason_given(reason)


def be_sure(around: Around, asked: str, done: str, *, sure: bool) -> None:
    """Let the officer agree to what was shown.

    Raises:
        Misuse: it was not said with `--yes`, and nobody can be asked.
        Stopped: the officer did not agree.
    """
    if sure:
        return
    if around.as_json or not at_a_terminal():
        raise Misuse(f"nothing was {done}: repeat it with --yes")
    from sanjose.commands.asking import line, tell

    tell()
    tell(f"{asked}; anything else stops.")
    if line().strip().casefold() != YES:
        raise Stopped(f"nothing was {done}")


def told(around: Around, door: Secretariat, outcome: Outcome, refused: str, done: str) -> int:
    """Tell an outcome, or what it waits for, and return the exit code."""
    opening = refused if outcome.refused else done
    if outcome.waits:
        opening = answers.WAITS.format(label=outcome.waits)
    return answers.tell(around, door, outcome, opening=opening)


def released(
    around: Around, door: Secretariat, found: Released, refused: str, done: str
) -> int:
    """Tell what came of a text that leaves, and where the guard stopped it."""
    if found.findings and found.outcome.refused and not around.as_json:
        tell_places(found, reveal=False)
        say()
    return told(around, door, found.outcome, refused, done)
