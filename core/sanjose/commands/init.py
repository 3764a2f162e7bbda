"""Set an installation up: the committee, the first officer, the three papers of the escrow."""

from collections.abc import Sequence
from pathlib import Path

import click

from sanjose.commands.around import Around, command
from sanjose.commands.documents import at_a_terminal
from sanjose.commands.failing import Stopped
from sanjose.commands.session import clock
from sanjose.commands.telling import paragraph, say, sentence, tell_json
from sanjose.commands.unlocking import passphrase as typed_passphrase
from sanjose.keeping import installation, process
from sanjose.keeping.home import Settings, write_private
from sanjose.rules.committees import known, load
from sanjose.words.case import Case
from sanjose.words.committee import CommitteeRecord
from sanjose.words.errors import Misuse, Unable
from sanjose.words.states import state

WHY_NATIONALITIES = (
    "Your nationalities, by States' names or codes, divided by commas. Whoever has the "
    "nationality of the State concerned sees neither the case nor a notice of it: the key of "
    "the case is not made for them. The same is asked of everybody who gets a key."
)
WHY_PAPERS = (
    "Three papers follow, one at a time. Any two of them open the installation when every "
    "passphrase is lost; one alone opens nothing. They are shown once and kept nowhere. Write "
    "each down by hand, and give the three to three people."
)
NOT_SHOWN = (
    "stopped before the three papers were written down: the installation is removed again, "
    "nothing was in it yet; destroy what you wrote down and run `sanjose init` again"
)


class NothingDue:
    """What is due in an installation that is being made: nothing."""

    def of_case(self, _case: Case) -> tuple[()]:
        """Return nothing."""
        return ()

    def of_committee(self, _record: CommitteeRecord) -> tuple[()]:
        """Return nothing."""
        return ()


@command(
    "init",
    more="At a terminal it asks for what is missing. The three papers are shown once, or"
    " written to a file (--shares), from which they are to be written down and then removed.",
)
@click.argument("committee", required=False)
@click.option(
    "--nationality", "nationalities", multiple=True, metavar="STATE", help="One of yours."
)
@click.option("--trial", is_flag=True, help="For trying out: invented data only.")
@click.option("--passphrase-file", metavar="PATH", help="A file with mode 600.")
@click.option("--shares", metavar="PATH", help="Write the papers to this file.")
def init(
    around: Around,
    committee: str | None,
    nationalities: Sequence[str],
    passphrase_file: str | None,
    shares: str | None,
    *,
    trial: bool,
) -> None:
    """Set up an installation."""
    process.harden()
    asks = at_a_terminal()
    if around.home.settings_path.exists():
        message = "there is an installation here already: name another directory with --home"
        raise Unable(message)
    if shares is None and not asks:
        message = "the papers of the escrow cannot be shown here: give --shares PATH"
        raise Misuse(message)
    if shares is not None and Path(shares).exists():
        message = "--shares names a file that is there already: name another one"
        raise Misuse(message)
    slug = load(committee or _committee(asks=asks)).slug
    codes = nationality_codes(nationalities, WHY_NATIONALITIES, trial=trial)
    phrase = typed_passphrase(
        "Passphrase of officer-1, 12 characters or more", passphrase_file, twice=True
    )
    there_before = around.home.path.exists()
    papers = installation.create(
        around.home,
        Settings(committee=slug, trial=trial),
        phrase,
        codes,
        NothingDue(),
        clock(),
    )
    try:
        if shares is None:
            _show(papers)
        else:
            write_private(Path(shares), "\n".join(papers).encode() + b"\n")
    except BaseException as error:
        # Nobody has the three papers, and nothing is in it yet: it could never be recovered.
        installation.unmake(around.home, there_before=there_before)
        if isinstance(error, KeyboardInterrupt | EOFError | click.Abort):
            raise Stopped(NOT_SHOWN) from None
        raise
    if around.as_json:
        tell_json({"committee": slug, "officer": installation.FIRST, "trial": trial})
    else:
        paragraph(f"The installation for {slug.upper()} is set up; you are officer-1.")
    if not around.as_json:
        _tell_next(shares)


def _committee(*, asks: bool) -> str:
    there = known()
    if not there:
        message = "no committee's plugin is installed: install its distribution, sanjose-…"
        raise Unable(message)
    if not asks:
        message = f"name the committee: {', '.join(there)}"
        raise Misuse(message)
    return _asked("For which committee", there)


def _asked(question: str, offered: Sequence[str]) -> str:
    from sanjose.commands.asking import Asking
    from sanjose.words.told import Told

    one = Told("committee", question, str, required=True)
    answers: dict[str, str] = {}
    checks = {"committee": load}
    Asking(checks, {"committee": offered}).about([one], answers, lambda *_: True)
    return answers["committee"]


def nationality_codes(given: Sequence[str], why: str, *, trial: bool) -> tuple[str, ...]:
    """Return the codes of nationalities, asked for at a terminal where none was given.

    Raises:
        Misuse: none was given and nobody can be asked, or one is no State.
    """
    if given or not at_a_terminal():
        if not given:
            message = "say the nationalities, with --nationality: the conflict wall needs them"
            raise Misuse(message)
        return tuple(state(one, trial=trial).code for one in given)
    from sanjose.commands.asking import line, tell

    tell()
    tell(why)
    while True:
        typed = [part for part in line().replace(";", ",").split(",") if part.strip()]
        try:
            if typed:
                return tuple(state(one, trial=trial).code for one in typed)
            tell("At least one is needed.")
        except Misuse as error:
            tell(sentence(str(error)))


def _show(papers: Sequence[str]) -> None:
    """Show the papers one by one on a screen that is cleared after each."""
    from sanjose.commands.asking import line, tell

    say()
    paragraph(WHY_PAPERS)
    tell()
    tell("Press Enter when you have pen and paper.")
    line()
    for number, paper in enumerate(papers, start=1):
        click.clear()
        say(f"Paper {number} of {len(papers)}")
        say()
        words = paper.split()
        for at in range(0, len(words), 4):
            numbered = (
                f"{n:>2} {word:<14}" for n, word in enumerate(words[at : at + 4], at + 1)
            )
            say("  " + " ".join(numbered).rstrip())
        tell()
        tell("Press Enter when it is written down and compared word by word.")
        line()
        click.clear()


def _tell_next(shares: str | None) -> None:
    if shares is not None:
        paragraph(
            "The three papers are in the file that you named: write each down by hand for one "
            "of three people, then destroy the file."
        )
    say()
    say("Next")
    for step in (
        "sanjose unlock",
        "sanjose roster fill      the rapporteur, the Chair and whoever stands in",
        "sanjose officer add      a second officer: nobody should be the only one",
        "sanjose doctor",
    ):
        say(f"  {step}")


COMMANDS = {"init": init}
