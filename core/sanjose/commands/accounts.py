"""An account of a case for a report: a first wording, its release, and its withdrawal."""

from datetime import date

import click

from sanjose.commands import answers, handing
from sanjose.commands.around import HAPPENED, Around, command, day
from sanjose.commands.documents import LONGEST, read_bytes
from sanjose.commands.release import tell_places
from sanjose.commands.session import session
from sanjose.commands.telling import heading, paragraph, say, tell_json
from sanjose.rules.reports import SORTS, USES, Sort
from sanjose.words.errors import Misuse
from sanjose.words.model import Use
from sanjose.words.references import checked

FOR = "Which report: " + ", ".join(Sort) + "."
ACCOUNT = """Without --text a first wording is printed, and what stands against it by now. With
--text FILE the account is released as it stands there: the rapporteur's act (--by), asked about
again whenever a report is made. It names neither State nor person unless --named is said, and
then only those whose agreement covers it."""


@command("account", line="Draft an account of a case, and release it.", more=ACCOUNT,
         on=HAPPENED, by=True)  # fmt: skip
@click.argument("reference")
@click.option("--for", "sort", required=True, metavar="REPORT", help=FOR)
@click.option("--text", "text", metavar="FILE", help="The account, in UTF-8; - for input.")
@click.option("--named", is_flag=True, help="It names the State, or somebody who agreed.")
@click.option("--since", metavar="DATE", help="The first day it tells of; the year's first.")
@click.option("--until", metavar="DATE", help="The last day it tells of; today.")
@click.option("--out", "place", metavar="FILE", help="Write the first wording there (.txt).")
def account(
    around: Around,
    reference: str,
    sort: str,
    text: str | None,
    since: str | None,
    until: str | None,
    place: str | None,
    *,
    named: bool,
) -> int:
    """Draft or release."""
    use, reference = use_of(sort), checked(reference)
    handing.check(place, (".txt",))
    if text is None:
        return _draft(around, reference, use, place, named=named)
    content = read_bytes(text, LONGEST, "the account", "say it in fewer words")
    with session(around.home, writing=True) as door:
        last = day(until, "--until") if until else door.today()
        first = day(since, "--since") if since else date(last.year, 1, 1)
        found = door.release_account(
            reference,
            content,
            use=use,
            first=first,
            last=last,
            named=named,
            by=around.by,
            on=around.on,
        )
        if found.findings and not around.as_json:
            tell_places(found, reveal=False)
            say()
        opening = f"The account of {reference} stands in: {', '.join(SORTS[use])}."
        if found.outcome.refused:
            opening = f"to release an account of {reference}"
        return answers.tell(around, door, found.outcome, opening=opening)


def _draft(around: Around, reference: str, use: Use, place: str | None, *, named: bool) -> int:
    from sanjose.paper.accounts import draft

    with session(around.home) as door:
        against = door.against_account(reference, use, named=named)
        words = draft(door.telling(reference, named=named), door.committee)
    if place is not None:
        handing.written(place, f"{words}\n".encode())
    if around.as_json:
        against_it = [answers.plain_objection(one) for one in against]
        tell_json({"draft": words, "against": against_it})
        return 0
    if place is None:
        paragraph(words)
    else:
        paragraph("The first wording is written. Nothing was released.")
    if against:
        heading("What stands against it by now")
        answers.tell_objections(against, indent=2)
    return 0


@command("withdraw", line="Take an account out of every report.", by=True)
@click.argument("reference")
@click.option("--for", "sort", required=True, metavar="REPORT", help=FOR)
@click.option("--since", required=True, metavar="DATE", help="The first day that it told of.")
def withdraw(around: Around, reference: str, sort: str, since: str) -> int:
    """Withdraw."""
    use, first = use_of(sort), day(since, "--since")
    with session(around.home, writing=True) as door:
        outcome = door.withdraw_account(checked(reference), use=use, first=first, by=around.by)
        opening = f"The account of {reference} stands in no report any more."
        if outcome.refused:
            opening = f"to take an account of {reference} back"
        return answers.tell(around, door, outcome, opening=opening)


def use_of(typed: str) -> Use:
    """Return the use that an account for a report needs.

    Raises:
        Misuse: there is no such report.
    """
    plain = "-".join(typed.casefold().split())
    for sort, use in USES.items():
        if plain == sort:
            return use
    message = f"--for is one of: {', '.join(Sort)}"
    raise Misuse(message)
