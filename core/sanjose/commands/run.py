"""The service: what is due goes at its hour, until it is stopped.

It needs no key and runs while everything is locked. What it says is one line for each thing that
happened, with counts and nothing else: these lines end in a machine's journal.
"""

import signal
import threading

from sanjose.commands.around import Around, command
from sanjose.commands.sending_digests import Outbox, lines
from sanjose.commands.telling import complain, paragraph, sentence, tell_json
from sanjose.keeping import process
from sanjose.words.errors import SanJoseError

_ENDS = (signal.SIGTERM, signal.SIGINT)


@command(
    "run",
    more="It sends the mails that are due, as `sanjose digest send --due` does, every minute until"
    " SIGTERM or Ctrl-C. Several may run: each mail goes once.",
)
def run(around: Around) -> None:
    """Run."""
    from sanjose.due.scheduler import every

    process.harden()
    Outbox(around.home)
    stop = threading.Event()
    before = {one: signal.signal(one, lambda *_: stop.set()) for one in _ENDS}
    last: list[str] = []

    def round_() -> None:
        try:
            tally = Outbox(around.home).send()
        except SanJoseError as error:
            if last != [str(error)]:
                last[:] = [str(error)]
                complain(sentence(str(error)))
            return
        last.clear()
        if around.as_json and (tally.sent or tally.hitches):
            tell_json({"sent": tally.sent, "hitches": sorted(set(map(str, tally.hitches)))})
        elif not around.as_json:
            for line in lines(tally):
                paragraph(line)

    try:
        every(round_, stop)
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)


COMMANDS = {"run": run}
