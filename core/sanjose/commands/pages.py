"""What everybody may see, and the public pages made from it, as files in a folder.

The pages are put up by a person; nothing goes anywhere by itself. What was posted and may not
be seen any more is left out, and said with its reason. A letter that the officer cannot see is
never dropped from pages where it stands: published documents lie outside every wall.
"""

from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import Any

import click

from sanjose.commands.answers import REFUSED, plain_objection
from sanjose.commands.around import Around, command, group
from sanjose.commands.chart import profiles, told_holders
from sanjose.commands.session import session
from sanjose.commands.telling import cited, heading, paragraph, say, sentence, table, tell_json
from sanjose.rules.public import Item, Posted, Public
from sanjose.words.states import states

PUT_UP = (
    "Nothing left this machine. Look through the pages, then have the folder put up as it is; "
    "`sanjose propose --no-case public-page` records that it was. Ask whoever runs the server "
    "to keep no list of visitors and to serve the pages encrypted."
)
TRANSLATED = (
    "The pages in Arabic, French and Spanish are translations of ours: have each read by "
    "somebody who writes that language before it is put up."
)


def pages(around: Around) -> None:
    """Show what everybody may see today."""
    with session(around.home) as door:
        public = door.public()
        partly = bool(door.hidden().states)
    if around.as_json:
        tell_json({**_plain(public), "only_what_is_open_to_you": partly})
        return
    if partly:
        say("Only what is open to you is listed.")
    _tell(public)
    say()
    say("To build the pages: sanjose pages build DIR")


@command(
    "build",
    line="Build the public pages in a folder.",
    more="DIR is empty, or the pages were built there before: the new ones take their place in"
    " one step, and whatever goes wrong the old ones stay. They need no script, ask nothing of"
    " anybody else and say nothing of when or where they were made.",
)
@click.argument("folder", metavar="DIR")
@click.option("--system", is_flag=True, help="The whole system: all committees, both charts.")
@click.option(
    "--holders",
    metavar="FILE",
    help="Who is rapporteur by now, as for `sanjose chart`; else as published in early 2023.",
)
@click.option(
    "--take-down",
    is_flag=True,
    help="Also drop letters that stand there and are not open to you, or not in the record.",
)
def build(
    around: Around, folder: str, *, system: bool, holders: str | None, take_down: bool
) -> int:
    """Build."""
    from sanjose.paper.pages import committee_site, putting, system_site

    known = profiles()
    named = told_holders(holders, {one.slug for one in known}) if holders else None
    place = Path(folder)
    public = Public()
    if system:
        files = system_site(known, named)
    else:
        with session(around.home) as door:
            public = door.public()
            committee = door.committee
        files = committee_site(committee, known, public, named)
    lost = _lost(putting.names(place), files, public)
    if lost and not take_down:
        return _refused(around, len(lost))
    changed = putting.put(place, files)
    if around.as_json:
        told = {"pages": sorted(files), "changed": changed, "bytes": _size(files)}
        tell_json({**told, **_plain(public)})
        return 0
    size = f"{len(files)} pages, {_size(files) // 1024} kB together"
    say(f"Built: {size}." if changed else f"The same as before: {size}.")
    if not system:
        _tell(public)
    say()
    if not holders:
        paragraph("Rapporteurs are named as published in early 2023; --holders says who it is.")
    paragraph(TRANSLATED)
    paragraph(PUT_UP)
    return 0


def _lost(there: frozenset[str], files: Mapping[str, bytes], public: Public) -> frozenset[str]:
    """Return the letters that stand there, would go, and of which we do not know why."""
    posted = {one for one in there if PurePosixPath(one).parent.name == "posted"}
    known = {f"posted/{one.posted.name}.html" for one in public.items}
    return frozenset(posted - files.keys() - known)


def _refused(around: Around, number: int) -> int:
    what = "1 letter or reply stands" if number == 1 else f"{number} letters or replies stand"
    reason = (
        f"{what} there and would go, being in nothing that is open to you: say --take-down if "
        "the case was erased; else somebody else builds the pages"
    )
    if around.as_json:
        tell_json({"refused": [{"key": "would-go", "reason": reason, "source": "ours"}]})
    else:
        paragraph(f"Not built: {reason} (our rule).")
    return REFUSED


def _tell(public: Public) -> None:
    heading("Letters and replies that everybody may see")
    table((str(one.posted_on), _said(one)) for one in public.shown)
    if not public.shown:
        say("  none")
    if public.withheld:
        heading("Posted before, and not shown")
        for one in public.withheld:
            paragraph(f"{one.reference} {one.label}: {_said(one.posted)}", indent=2)
            for each in one.objections:
                paragraph(f"{sentence(each.reason)[:-1]} ({cited(each.source)}).", indent=4)
        paragraph("Take it down wherever it was put up: what others copied stays.", indent=2)
    again = [one for one in public.items if one.weigh_again and not one.objections]
    if again:
        heading("Facts were added since: weigh again whether it stays")
        for one in again:
            say(f"  sanjose weigh {one.reference}")


def _said(one: Posted) -> str:
    name = next((each.name for each in states(trial=True) if each.code == one.state), one.state)
    text = "" if one.text else "; its text is not kept here"
    return f"{name}: {one.title}{text}"


def _plain(public: Public) -> dict[str, Any]:
    return {
        "shown": [
            {
                "name": one.name,
                "state": one.state,
                "of_reply": one.of_reply,
                "written_on": one.written_on,
                "posted_on": one.posted_on,
                "symbol": one.symbol,
                "text": one.text is not None,
            }
            for one in public.shown
        ],
        "withheld": [_plain_item(one) for one in public.withheld],
        "weigh_again": [one.reference for one in public.items if one.weigh_again],
    }


def _plain_item(one: Item) -> dict[str, Any]:
    return {
        "reference": one.reference,
        "label": one.label,
        "objections": [plain_objection(each) for each in one.objections],
    }


def _size(files: Mapping[str, bytes]) -> int:
    return sum(map(len, files.values()))


COMMANDS = {"pages": group("pages", build, default=pages)}
