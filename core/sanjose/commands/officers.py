"""Officers: who has a key, enrol one more, let one leave, change a passphrase, recover."""

from collections.abc import Sequence

import click

from sanjose.commands.answers import as_option, plain_objection, tell_objections
from sanjose.commands.around import Around, command, group, post
from sanjose.commands.documents import at_a_terminal, private_text
from sanjose.commands.dueness import Dueness
from sanjose.commands.failing import Stopped
from sanjose.commands.init import nationality_codes
from sanjose.commands.progress import bar
from sanjose.commands.session import clock, session
from sanjose.commands.telling import paragraph, say, table, tell_json
from sanjose.commands.unlocking import passphrase, tried
from sanjose.commands.wording import state_name
from sanjose.keeping import installation, process
from sanjose.keeping.archive import Archive
from sanjose.keeping.slots import default_slot
from sanjose.rules import authority
from sanjose.rules.authority import Wall
from sanjose.rules.view import Objection
from sanjose.words.errors import Misuse
from sanjose.words.model import Post

LEAST = "12 characters or more"
THEIRS = (
    "The new officer's nationalities, by States' names or codes, divided by commas. The keys of "
    "cases concerning these States are not made for them."
)


def listed(around: Around) -> None:
    """List the officers."""
    with session(around.home) as door:
        officers = door.record().officers
        own = door.archive.keyring.officer
    if around.as_json:
        tell_json(
            {
                "officers": [
                    {
                        "officer": one.officer,
                        "post": str(one.post),
                        "nationalities": list(one.nationalities),
                    }
                    for one in officers
                ],
                "you": own,
            }
        )
        return
    rows = (
        (
            one.officer,
            str(one.post),
            ", ".join(map(state_name, one.nationalities)),
            "you" if one.officer == own else "",
        )
        for one in officers
    )
    table([("Officer", "Post", "Nationalities", ""), *rows], indent=0)


@command("list", line="List the officers.")
def list_(around: Around) -> None:
    """List."""
    listed(around)


@command(
    "add",
    line="Give one more officer a key.",
    more="The new officer types the passphrase. Cases of a State of which they are a national"
    " are not opened to them.",
)
@click.option("--nationality", "nationalities", multiple=True, metavar="STATE", help="Theirs.")
@click.option(
    "--post", "office", metavar="POST", help="Whose key it is; else the secretariat's."
)
@click.option("--passphrase-file", metavar="PATH", help="A file with mode 600.")
def add(
    around: Around,
    nationalities: Sequence[str],
    office: str | None,
    passphrase_file: str | None,
) -> int:
    """Enrol."""
    own = post(office, "--post") if office else Post.SECRETARIAT
    with session(around.home, writing=True) as door:
        codes = nationality_codes(nationalities, THEIRS, trial=door.trial)
        if refused := door.may("officer", Wall()):
            return _refused(around, refused)
        phrase = passphrase(
            f"The new officer's passphrase, {LEAST}", passphrase_file, twice=True
        )
        with bar("Wrapping keys") as told:
            officer = installation.enrol(
                door.archive,
                phrase,
                codes,
                own,
                door.now(),
                # An office's key is given cases by its term in the roster, not by enrolment.
                lambda case_id: own is Post.SECRETARIAT and _free(door.archive, case_id, codes),
                told,
            )
            door.let_serve(officer)
    if around.as_json:
        tell_json({"officer": officer})
        return 0
    paragraph(f"{officer} has a key. Write down who that is; no name stands here.")
    say()
    if own is not Post.SECRETARIAT:
        paragraph("The key opens nothing but on the days of a term in the roster.")
        say()
        say("Next, so that the key works from the first day of the term to the last")
        say(f"  sanjose roster fill --post {as_option(own)} --holder {officer}")
        say()
    say("Next, at their own desk")
    say(f"  sanjose unlock --officer {officer}")
    return 0


@command(
    "leave",
    line="Take an officer's key away.",
    more="The keys of every case that they could open are made anew for the others. What they"
    " have read, they have read.",
)
@click.argument("officer")
@click.option("--yes", is_flag=True, help="Do not ask again.")
def leave(around: Around, officer: str, *, yes: bool) -> int:
    """Let an officer leave."""
    with session(around.home, writing=True) as door:
        if door.record().officer(officer) is None:
            message = "no such officer is enrolled here; see `sanjose officer list`"
            raise Misuse(message)
        if refused := door.may("officer", Wall()):
            return _refused(around, refused)
        if not yes:
            _sure(officer)
        with bar("Renewing keys") as told:
            installation.retire(door.archive, officer, door.now(), told)
    if around.as_json:
        tell_json({"left": officer})
        return 0
    paragraph(f"{officer} has no key any more, and the keys of their cases are renewed.")
    paragraph("Run `sanjose backup DIR` and destroy older copies of the keys.")
    return 0


@command("passphrase", line="Change your passphrase.")
@click.option("--officer", metavar="OFFICER", help="Whose, as officer-1.")
@click.option("--passphrase-file", metavar="PATH", help="The old one, in a file with mode 600.")
@click.option("--new-file", metavar="PATH", help="The new one, in a file with mode 600.")
def change(
    around: Around, officer: str | None, passphrase_file: str | None, new_file: str | None
) -> None:
    """Change a passphrase."""
    process.harden()
    around.home.settings()
    slot = default_slot(around.home, officer)

    def opened(phrase: bytes) -> bytes:
        slot.open(phrase)
        return phrase

    old = tried(f"The passphrase of {slot.officer}", passphrase_file, opened)
    new = passphrase(f"The new one, {LEAST}", new_file, twice=True)
    slot.with_passphrase(old, new).write(around.home)
    if around.as_json:
        tell_json({"changed": slot.officer})
        return
    paragraph(f"The passphrase of {slot.officer} is changed.")
    paragraph(
        "Copies of the keys made before still open with the old one: run `sanjose backup`."
    )


@command(
    "recover",
    line="Make a new officer from two of the three papers.",
    more="For when every passphrase is lost. The papers are typed at the terminal, or stand in"
    " a file that only you can read, one a line.",
)
@click.option("--nationality", "nationalities", multiple=True, metavar="STATE", help="Theirs.")
@click.option("--shares", metavar="PATH", help="A file with mode 600.")
@click.option("--passphrase-file", metavar="PATH", help="A file with mode 600.")
def recover(
    around: Around,
    nationalities: Sequence[str],
    shares: str | None,
    passphrase_file: str | None,
) -> None:
    """Recover."""
    process.harden()
    settings = around.home.settings()
    codes = nationality_codes(nationalities, THEIRS, trial=settings.trial)
    keyring = installation.recovered(around.home, _papers(shares))
    phrase = passphrase(f"The new officer's passphrase, {LEAST}", passphrase_file, twice=True)
    dueness = Dueness(around.home)
    with Archive(around.home, keyring, dueness) as archive, bar("Wrapping keys") as told:
        officer = installation.enrol(
            archive,
            phrase,
            codes,
            Post.SECRETARIAT,
            clock(),
            lambda case_id: _free(archive, case_id, codes),
            told,
        )
    if around.as_json:
        tell_json({"officer": officer})
        return
    paragraph(f"{officer} has a key, recovered with two papers.")
    say()
    say("Next")
    say(f"  sanjose unlock --officer {officer}")


def _papers(place: str | None) -> tuple[str, ...]:
    """Return the words of the papers.

    Raises:
        Misuse: they are neither in a file nor can be typed.
    """
    if place is not None:
        return tuple(
            one for one in private_text(place, "the papers").splitlines() if one.strip()
        )[:2]
    if not at_a_terminal():
        message = "the papers are typed at a terminal, or stand in a file: --shares PATH"
        raise Misuse(message)
    from sanjose.commands.asking import lines, tell

    found = []
    for which in ("one paper", "another paper"):
        tell()
        tell(f"The words of {which}, in order; an empty line ends it")
        found.append(lines().replace("\n", " "))
    click.clear()
    return tuple(found)


def _free(archive: Archive, case_id: bytes, nationalities: Sequence[str]) -> bool:
    """Return whether a case's wall leaves room for an officer of these nationalities."""
    concerned, names = archive.wall(case_id)
    wall = authority.wall_for(archive.committee(), concerned, names)
    return not wall.recuses("", nationalities)


def _sure(officer: str) -> None:
    if not at_a_terminal():
        message = "a key that is taken away does not come back: repeat it with --yes"
        raise Misuse(message)
    from sanjose.commands.asking import line, tell

    tell(f"You are about to take the key of {officer} away. Type {officer} to do it.")
    if line().strip() != officer:
        message = "that is another one: nothing was changed"
        raise Stopped(message)


def _refused(around: Around, refused: tuple[Objection, ...]) -> int:
    if around.as_json:
        tell_json({"verb": "officer", "refused": [plain_objection(one) for one in refused]})
    else:
        paragraph("Refused.")
        tell_objections(refused, indent=2)
    return 1


officer_ = group("officer", list_, add, leave, change, recover, default=listed)
COMMANDS = {"officer": officer_}
