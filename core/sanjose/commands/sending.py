"""Let leave what was agreed to and is due, and recall what other committees were told."""

from collections.abc import Iterable

import click

from sanjose.commands.answers import tell
from sanjose.commands.around import Around, command
from sanjose.commands.session import session
from sanjose.commands.telling import complain, heading, paragraph, say, sentence, tell_json
from sanjose.words.errors import Misuse


@command(
    "send",
    more="Right before anything leaves it is asked again what stands against it: what is covered"
    " no more is stopped, and nobody is told. What names a State leaves in a bundle of the same"
    " size every day, whatever is in it: say this once a day, and a day tells nothing.",
)
@click.option("--dry-run", is_flag=True, help="Only show what is due to leave.")
def send(around: Around, *, dry_run: bool) -> int:
    """Send."""
    with session(around.home, writing=True) as door:
        if dry_run:
            due = door.sending()
            if around.as_json:
                tell_json({"due": list(due)})
            else:
                _lines("Due to leave", due)
                if not due:
                    paragraph("Nothing that was agreed to is due to leave today.")
            return 0
        sent = door.send()
        if sent.outcome.refused:
            return tell(around, door, sent.outcome, opening="to let anything leave")
    if around.as_json:
        tell_json(
            {
                "left": sent.left,
                "stopped": sent.stopped,
                "waiting": sent.waiting,
                "bundle": sent.bundle,
                "root": sent.root,
                "recalled_unknown": sent.unknown,
                "recalls": list(sent.recalls),
                "faults": sent.faults,
            }
        )
        return 0
    if sent.left:
        _lines("What left", sent.left)
    else:
        paragraph("Nothing that was agreed to was due to leave.")
    _lines("What was stopped: nobody was told", sent.stopped)
    _lines("What has to be done", sent.recalls)
    say()
    if sent.bundle:
        paragraph(f"The daily bundle left: {sent.bundle} envelopes, whatever is in them.")
    if sent.root:
        paragraph("The root of the record was published, as every week.")
    if sent.unknown:
        paragraph(
            f"Recalled, as no entry of this record knows of it, as after a restore: {sent.unknown} "
            "of what others were told. Look at each case, and share anew what may be shared."
        )
    if sent.waiting:
        number = "1 thing waits" if sent.waiting == 1 else f"{sent.waiting} things wait"
        paragraph(f"{number} for a later day: see `sanjose share` and `sanjose inbox`.")
    for one in sent.faults:
        complain(sentence(one))
    return 0


def _lines(title: str, lines: Iterable[str]) -> None:
    listed = list(lines)
    if listed:
        heading(title)
        for one in listed:
            paragraph(f"- {sentence(one)}", indent=2, hang=2)


@command(
    "recall",
    more="What has to be recalled is recalled, with every version; it works for an erased case"
    " too. What was read cannot be unread.",
)
@click.argument("reference")
@click.option("--all", "everything", is_flag=True, help="Also what may stand.")
@click.option("--waiting", is_flag=True, help="Only stop what has not left yet.")
def recall(around: Around, reference: str, *, everything: bool, waiting: bool) -> int:
    """Recall."""
    if everything and waiting:
        message = "--all and --waiting say different things: choose one"
        raise Misuse(message)
    with session(around.home, writing=True) as door:
        outcome = door.recall(reference, everything=everything, waiting=waiting)
        opening = f"Done, for {outcome.reference}:"
        if outcome.refused:
            opening = "to recall what others were told"
        return tell(around, door, outcome, opening=opening)


COMMANDS = {"send": send, "recall": recall}
