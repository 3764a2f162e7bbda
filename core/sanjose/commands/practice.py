"""Good practices: note one, and find those that were noted."""

from collections.abc import Sequence

import click

from sanjose.commands.acts import act
from sanjose.commands.around import Around, command, day, group
from sanjose.commands.session import session
from sanjose.commands.telling import heading, paragraph, say, table, tell_json
from sanjose.secretariat.verbs import VERBS
from sanjose.words.errors import Misuse
from sanjose.words.practices import Practice, Subject

NOTHING = "No practice is noted here yet: sanjose practice note"
NONE_SUCH = "No practice here speaks of that; `sanjose practice` lists what there is."


@command(
    "search",
    line="Find practices by words and subject.",
    more="Each word has to begin a word of the practice; capitals and accents do not matter.",
)
@click.argument("words", nargs=-1, metavar="[WORDS]")
@click.option("--about", metavar="WORD", help="; ".join(Subject) + ".")
@click.option("--since", metavar="DATE", help="Noted from this day on.")
def search(
    around: Around, words: tuple[str, ...], about: str | None, since: str | None
) -> None:
    """Search."""
    with session(around.home) as door:
        found = door.practices(
            " ".join(words),
            about=_subject(about) if about else None,
            since=day(since, "--since") if since else None,
        )
    _tell(around, found, NONE_SUCH)


@command("show", line="Show a practice in full.")
@click.argument("label")
def show(around: Around, label: str) -> None:
    """Show."""
    with session(around.home) as door:
        one = door.practice(label)
    if around.as_json:
        tell_json(as_plain(one))
        return
    say(f"{one.label}  {one.fact.title}")
    say(f"Noted on {one.on}{_about(one)}")
    for what, value in (("Seen in", one.fact.where), ("Source", one.fact.source)):
        if value:
            say(f"{what}: {value}")
    say()
    paragraph(one.fact.text.reveal())


def shown(around: Around) -> None:
    """List every practice that stands."""
    with session(around.home) as door:
        found = door.practices()
    _tell(around, found, NOTHING)


def _tell(around: Around, found: Sequence[Practice], nothing: str) -> None:
    if around.as_json:
        tell_json({"practices": [as_plain(one) for one in found]})
        return
    if not found:
        paragraph(nothing)
        return
    heading("Good practices")
    table((one.label, f"{one.fact.title}{_about(one)}") for one in found)
    say()
    paragraph(f"`sanjose practice show {found[0].label}` shows one in full.")


def _about(one: Practice) -> str:
    return f" ({'; '.join(one.fact.about)})" if one.fact.about else ""


def _subject(typed: str) -> Subject:
    """Return the subject that was typed, by its beginning.

    Raises:
        Misuse: none begins so, or several do.
    """
    plain = " ".join(typed.casefold().split())
    found = [one for one in Subject if plain and one.casefold().startswith(plain)]
    if len(found) == 1 or plain in found:
        return next((one for one in found if one == plain), found[0])
    message = f"--about is one of: {'; '.join(Subject)}"
    raise Misuse(message)


def as_plain(one: Practice) -> dict[str, object]:
    """Return a practice for a machine."""
    return {
        "label": one.label,
        "on": one.on,
        "title": one.fact.title,
        "about": list(one.fact.about),
        "text": one.fact.text.reveal(),
        "where": one.fact.where,
        "source": one.fact.source,
    }


note = act(VERBS["practice"], "note", "Note a practice, or note one anew under its label.")
COMMANDS = {"practice": group("practice", search, show, note, default=shown)}
