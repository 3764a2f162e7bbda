"""Receive and erase without end, in a process of its own; say each act once it is durable.

    python -m tests.keeping.load HOME SEED

One JSON line an act. An erasure is also said before it begins: whoever ends this process in
the middle has to know what may have been done. The next one finishes what was begun.
"""

import json
import os
import sys
from contextlib import closing
from pathlib import Path
from random import Random

from sanjose.keeping.erasure import resume
from sanjose.keeping.home import Home
from sanjose.keeping.keyring import OwnKeys
from sanjose.keeping.slots import default_slot
from sanjose.secretariat import Secretariat
from sanjose.words.events import PersonNamed, SubmissionAdded
from sanjose.words.sealed import Sealed
from tests.keeping.archives import NOW, PASSPHRASE, intake

ENOUGH = 21
"""The cases above which it begins with an erasure, so that not only receipts are cut off."""

MANY = 30
"""The cases at which it receives no more until one is erased: each round reads them all."""


def say(what: str, *facts: object) -> None:
    os.write(1, json.dumps([what, *facts]).encode() + b"\n")


def invented(dice: Random) -> str:
    """Return a name that stands nowhere else."""
    return "".join(dice.choice("bdfgklmnprstvz") + dice.choice("aeiou") for _ in range(7))


def receive(door: Secretariat, dice: Random) -> None:
    names = [invented(dice) for _ in range(2)]
    content = f"{names[0]} signed this.".encode() if dice.random() < 0.3 else None
    asked = intake(f"{names[0]} and {names[1]} were followed.", *names)
    outcome = door.receive(asked, content=content)
    say("received", outcome.reference, dict(zip(("P1", "P2"), names, strict=True)))


def add(door: Secretariat, dice: Random, reference: str) -> None:
    case = door.show(reference)
    named = [one for one in case.persons if one.label]
    person = dice.choice(named)
    text = Sealed(f"{person.name.reveal()} was called again.")
    content = f"About {person.name.reveal()}.".encode() if dice.random() < 0.5 else None
    persons = (person.label,) if dice.random() < 0.5 else ()
    door.add(reference, SubmissionAdded(text=text, persons=persons), content=content)
    if dice.random() < 0.2:
        third = invented(dice)
        outcome = door.add(reference, PersonNamed(name=Sealed(third)))
        say("named", reference, outcome.label, third)


def erase(door: Secretariat, second: Secretariat, dice: Random, reference: str) -> None:
    case = door.show(reference)
    labels = [one.label for one in case.persons]
    person = None if dice.random() < 0.3 else dice.choice(labels)
    remains = Sealed("Somebody else was followed, too.") if dice.random() < 0.5 else None
    say("erasing", reference, person)
    outcome = door.erase(reference, person, remains=remains, nothing_remains=True)
    assert not second.approve(outcome.waits or "").refused
    say("erased", reference, person)


def known(door: Secretariat) -> list[str]:
    """Return the references there are now: what an erasure took is not chosen again."""
    return [one.reference for one in door.cases(limit=-1)]


def main(home: Home, seed: int) -> None:
    """Go on until somebody ends it."""
    dice = Random(seed)
    keys, others = (
        OwnKeys(default_slot(home, officer).open(PASSPHRASE), home.keys)
        for officer in ("officer-1", "officer-2")
    )
    with (
        closing(keys),
        closing(others),
        Secretariat(home, keys, lambda: NOW) as door,
        Secretariat(home, others, lambda: NOW) as second,
    ):
        resume(door.archive, NOW)
        for one in door.waiting():  # asked for, and then it was killed
            door.withdraw(one.label)
        say("ready")
        while True:
            if len(known(door)) > ENOUGH:
                erase(door, second, dice, dice.choice(known(door)))
            if len(known(door)) < MANY:
                receive(door, dice)
            add(door, dice, dice.choice(known(door)))
            if len(known(door)) > 3:
                erase(door, second, dice, dice.choice(known(door)))


if __name__ == "__main__":
    main(Home(Path(sys.argv[1])), int(sys.argv[2]))
