"""Check an installation from outside to inside; each check says what to do where it fails."""

import ctypes
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta

from sanjose.commands.around import Around, command
from sanjose.commands.copies import copies_older_than_a_recall, copies_older_than_an_erasure
from sanjose.commands.sending_digests import unsent
from sanjose.commands.session import clock
from sanjose.commands.telling import paragraph, say, sentence, table, tell_json
from sanjose.exchange.spool import Spool
from sanjose.keeping import agent, process, store
from sanjose.keeping.backup import HORIZON, last_backup
from sanjose.keeping.home import Home
from sanjose.keeping.keyring import AgentKeys
from sanjose.keeping.slots import slots
from sanjose.rules.authority import Term, term
from sanjose.rules.committees import load
from sanjose.rules.roster import unfollowed
from sanjose.secretariat import Secretariat
from sanjose.words.errors import SanJoseError, Unable
from sanjose.words.model import Post

FAILED = 3
LEAST_SPACE = 200_000_000
"""Bytes that should be free. Source: ours; a year of files, and room for a backup."""

AHEAD = timedelta(days=60)
"""How long before a term ends it is said that nobody follows. Source: ours; a session apart."""

SYNCED = ("dropbox", "onedrive", "google drive", "icloud", "nextcloud", "owncloud", "box sync")
_GET_DUMPABLE = 3


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """One check: ``ok`` is None where it could not be made; advice fails nothing."""

    what: str
    ok: bool | None
    say: str
    advice: bool = False

    @property
    def word(self) -> str:
        """Return the word that stands before it."""
        if self.advice:
            return "advice"
        return {True: "ok", False: "NOT OK", None: "not checked"}[self.ok]


@command("doctor", more="It changes nothing. What needs a key is checked while it is unlocked.")
def doctor(around: Around) -> int:
    """Check."""
    process.harden()
    around.home.settings()
    found = list(_checks(around.home))
    failed = any(one.ok is False for one in found)
    if around.as_json:
        tell_json({"checks": [{"what": o.what, "ok": o.ok, "say": o.say} for o in found]})
        return FAILED if failed else 0
    table((one.word, one.what, sentence(one.say) if one.say else "") for one in found)
    say()
    if failed:
        paragraph("Something is not as it should be; the lines above say what to do.")
    elif any(one.advice for one in found):
        paragraph("Nothing is wrong; what is advised above is still to be done.")
    elif any(one.ok is None for one in found):
        paragraph("What could be checked is as it should be.")
    else:
        paragraph("All is as it should be.")
    return FAILED if failed else 0


def _checks(home: Home) -> Iterator[Finding]:
    yield _found("files are private", _exposed, home)
    yield _found("folder is on this machine only", _synced, home)
    yield _found("room on the disk", _full, home)
    yield _found("no core dumps", _dumps, home)
    yield _found("encryption of the stores", _no_cipher, home)
    yield _found("officers' slots", _slots, home)
    yield _advice("more than one officer", _alone(home))
    yield _found("the committee is in service", _plugin, home)
    yield _advice("files of the spool", _spool(home))
    yield _found("mails that are due", unsent, home)
    yield from _unlocked(home)


Check = Callable[[Home], str | None]


def _found(what: str, check: Check, home: Home) -> Finding:
    """Make a check; it returns what to do, or None where all is well."""
    try:
        said = check(home)
    except SanJoseError as error:
        said = str(error)
    return Finding(what=what, ok=said is None, say=said or "")


def _advice(what: str, said: str | None) -> Finding:
    """Return a finding that advises and fails nothing."""
    return Finding(what=what, ok=True, say=said or "", advice=said is not None)


def _exposed(home: Home) -> str | None:
    return "; ".join(home.check_private()[:3]) or None


def _synced(home: Home) -> str | None:
    parts = [part.casefold() for part in home.path.resolve().parts]
    if any(part.startswith(SYNCED) for part in parts):
        return "this folder is copied to a service by itself: move the installation out of it"
    return None


def _full(home: Home) -> str | None:
    free = shutil.disk_usage(home.path).free
    if free < LEAST_SPACE:
        return f"only {free // 1_000_000} MB are free: make room before anything is recorded"
    return None


def _dumps(_home: Home) -> str | None:
    """Check what this process, hardened like every other one, is allowed to leave behind."""
    with suppress(ImportError):
        import resource

        if resource.getrlimit(resource.RLIMIT_CORE)[0] != 0:
            return "core dumps cannot be switched off: ask whoever keeps this machine"
    if sys.platform.startswith("linux"):
        with suppress(OSError, AttributeError):
            if ctypes.CDLL(None).prctl(_GET_DUMPABLE, 0, 0, 0, 0) != 0:
                return (
                    "other programs may read this one's memory: ask whoever keeps this machine"
                )
    return None


def _no_cipher(_home: Home) -> str | None:
    connection = store.dbapi.connect(":memory:")
    try:
        row = connection.execute("PRAGMA cipher_version").fetchone()
    finally:
        connection.close()
    if row is None:
        return "SQLCipher is missing: install sanjose's libraries again"
    return (
        None if int(str(row[0]).split(".")[0]) >= 4 else "SQLCipher is older than 4: renew it"
    )


def _slots(home: Home) -> str | None:
    return None if slots(home) else "no officer has a slot: restore from a backup"


def _alone(home: Home) -> str | None:
    if len(slots(home)) > 1:
        return None
    return "one forgotten passphrase closes everything but the papers: sanjose officer add"


def _plugin(home: Home) -> str | None:
    load(home.settings().committee)
    return None


def _spool(home: Home) -> str | None:
    """Say what lies between this secretariat and its carrier that neither will take."""
    found: list[str] = []
    for folder in (home.spool_out, home.spool_in):
        try:
            found += Spool(folder=folder).faults()
        except Unable as error:
            found.append(str(error))
    return "; ".join(found[:3]) or None


# -- what needs a key -------------------------------------------------------------------------


def _unlocked(home: Home) -> Iterator[Finding]:
    within = (
        "stores open",
        "lists are up to date",
        "no erasure is unfinished",
        "copies are up to date",
        "nationalities are known",
        "keys belong to terms",
        "offices are followed",
        "the network",
    )
    try:
        there = agent.unlocking(home)
    except Unable as error:
        yield Finding(what="the agent", ok=False, say=str(error))
        there = None
    else:
        said = "" if there else "locked: run `sanjose unlock` to check the rest"
        yield Finding(what="the agent", ok=True if there else None, say=said)
    if there is None:
        yield from (Finding(what=one, ok=None, say="it is locked") for one in within)
        return
    try:
        with _door(home) as door:
            yield Finding(what=within[0], ok=True, say="")
            yield _found(within[1], lambda _: _behind(door), home)
            yield _found(within[2], lambda _: _unfinished(door), home)
            yield _copies(door, within[3])
            yield _advice(within[4], _without_nationality(door))
            yield _advice(within[5], _terms(door))
            yield _advice(within[6], _followed(door))
            yield _advice(within[7], _exchange(door))
    except SanJoseError as error:
        yield Finding(what=within[0], ok=False, say=str(error))


@contextmanager
def _door(home: Home) -> Iterator[Secretariat]:
    """Open the stores and change nothing: an unfinished erasure is to be seen, not resumed."""
    keys = AgentKeys(home)
    try:
        with Secretariat(home, keys, clock) as door:
            yield door
    finally:
        keys.close()


def _behind(door: Secretariat) -> str | None:
    if door.archive.register.placed() == door.archive.record.size():
        return None
    return "the lists lag behind the record: run `sanjose rebuild`"


def _unfinished(door: Secretariat) -> str | None:
    record = door.record()
    waiting = [one for one, _ in record.orders if one.event_id.hex() not in record.done]
    if not waiting:
        return None
    return "an erasure was interrupted: the next command that records something finishes it"


def _without_nationality(door: Secretariat) -> str | None:
    """Say of whom no nationality is known: the wall lets them through. Source: floor 4."""
    today = door.today()
    holders = (one for post in Post for one in door.record().holding(post, today))
    posts = dict.fromkeys(str(one.post) for one in holders if not one.nationalities)
    officers = [one.officer for one in door.record().officers if not one.nationalities]
    if not (posts or officers):
        return None
    who = ", ".join((*posts, *officers))
    do = (
        "run `sanjose roster correct`"
        if posts
        else "enrol them again with `sanjose officer add`"
    )
    return (
        f"no nationality is known of: {who}; the conflict wall keeps them out of nothing: {do}"
    )


def _followed(door: Secretariat) -> str | None:
    """Say which office that acts here ends without somebody to follow. Source: G 8; N 28."""
    ending = unfollowed(door.record(), door.committee, door.today(), AHEAD)
    if not ending:
        return None
    named = "; ".join(f"the {post} from {day} on" for post, day in ending)
    return f"nobody, or too few, will be {named}: enter who follows with `sanjose roster fill`"


def _terms(door: Secretariat) -> str | None:
    """Say whose key opens nothing: no term, none yet, or none any more. Source: G 8."""
    record, today = door.record(), door.today()
    outside: dict[Term, list[str]] = {}
    for one in record.officers:
        outside.setdefault(term(one, record, today), []).append(one.officer)
    said = {
        Term.OVER: (
            "the term is over of: {}; their keys open nothing: take them away with `sanjose "
            "officer leave`, or enter the next term"
        ),
        Term.NONE: (
            "in no roster, so that their keys open nothing: {}; enter each as its holder, under "
            "that very name, with `sanjose roster fill`"
        ),
        Term.AHEAD: "the term has not begun of: {}; until then their keys open nothing",
    }
    found = [
        words.format(", ".join(outside[one])) for one, words in said.items() if one in outside
    ]
    return "; ".join(found) or None


def _exchange(door: Secretariat) -> str | None:
    """Say what holds our envelopes back, and what the log of the network alarms about."""
    log, vault = door.network(), door.archive.vault
    if log is None:
        return None
    restored, waiting = vault.restored(), len(vault.waiting())
    found = list(door.alarms())
    if restored is not None and not restored.resumed:
        found.append("nothing is sent since the restore: see `sanjose directory resume --help`")
    if waiting:
        found.append(f"{waiting} of our envelopes wait for room in the spool")
    return "; ".join(found) or None


def _copies(door: Secretariat, what: str) -> Finding:
    """Check that there is a copy of the keys, newer than the last erasure by the horizon."""
    last = last_backup(door.archive.vault)
    erased = copies_older_than_an_erasure(door)
    do = "run `sanjose backup DIR` and destroy older copies"
    if erased is not None:
        said = f"somebody was erased on {erased}, and older copies of the keys undo it: {do}"
        if door.today() > erased + HORIZON:
            return Finding(what=what, ok=False, say=said)
        return _advice(what, said)
    if (recalled := copies_older_than_a_recall(door)) is not None:
        said = (
            f"something was recalled on {recalled}, and older copies of the keys have it: {do}"
        )
        return _advice(what, said)
    if last is None:
        return _advice(what, f"there is no copy yet: {do}")
    if door.now() - last > HORIZON:
        return _advice(what, f"the last copy is of {last.date()}: {do}")
    return Finding(what=what, ok=True, say="")


COMMANDS = {"doctor": doctor}
