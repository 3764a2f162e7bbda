"""Who is believed: an envelope under the directory, and a directory under the one before.

What is wrong with a directory is told as one sentence for each fault, for the people who made
it; what is wrong with an envelope is told as the error that refuses it.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import combinations

from sanjose.exchange.canonical import NotGenuine
from sanjose.exchange.directory import (
    ROOMS,
    ChairKey,
    Directory,
    InstallationKey,
    Member,
    SignedDirectory,
)
from sanjose.exchange.envelope import Envelope
from sanjose.exchange.signatures import Purpose, is_genuine


def verify(envelope: Envelope, directory: Directory) -> None:
    """Check that a committee of the directory signed this header.

    Its place in that committee's chain is the log's to judge.

    Raises:
        NotGenuine: it did not, or with a key that was retired before.
    """
    header = envelope.header
    if header.net != directory.net:
        raise NotGenuine("an envelope belongs to another network")
    member = directory.member(header.origin)
    key = member.key(header.kid) if member else None
    if key is None:
        raise NotGenuine("an envelope is signed with a key that is not in the directory")
    if not is_genuine(key.public, Purpose.ENVELOPE, envelope.raw, envelope.signature):
        raise NotGenuine("an envelope was altered, or is not from the committee it names")
    last = key.last
    if last and (header.n > last.n or (header.n == last.n and envelope.hash != last.hash)):
        raise NotGenuine(
            f"an envelope of {header.origin} is signed with a key that was retired before it"
        )


def accepted(signed: SignedDirectory, previous: Directory | None) -> Directory:
    """Return a version that follows the one in force; the first is compared by people.

    Raises:
        NotGenuine: it has a fault; the message says each of them.
    """
    found = faults(signed, previous)
    if found:
        raise NotGenuine("the directory is not taken: " + "; ".join(found))
    return signed.directory


def faults(signed: SignedDirectory, previous: Directory | None) -> tuple[str, ...]:
    """Return a sentence for everything that is wrong with a version of the directory.

    Args:
        signed: the version, with its signatures.
        previous: the version in force, or None where this is the first.
    """
    directory = signed.directory
    return (*unsigned(directory, previous), *_signing(signed, previous or directory))


def unsigned(directory: Directory, previous: Directory | None) -> tuple[str, ...]:
    """Return a sentence for everything wrong with a version before anybody signs it."""
    after = _founding(directory) if previous is None else _following(directory, previous)
    return (*_within(directory), *after)


def _within(directory: Directory) -> Iterator[str]:
    """Give what is wrong whatever came before."""
    members = directory.members
    bots = [one.bot for one in members if one.bot]
    rooms = (getattr(directory.rooms, name) for name in ROOMS)
    for what, values in (
        ("committee", [one.origin for one in members]),
        ("Matrix user", [bot.user for bot in bots]),
        # Two users with one device id never get each other's keys.
        ("device id", [bot.device.casefold() for bot in bots]),
        ("device key", [bot.device_key for bot in bots]),
        ("room", [room for room in rooms if room]),
        ("recipient", [one.recipient for one in members]),
        ("signing key", [public for one in members for public in _publics(one)]),
    ):
        for value in _repeated(values):
            named = f": {value}" if isinstance(value, str) else ""
            yield f"the same {what} stands in the directory twice{named}"
    if len(directory.present) < 2:
        yield "a network has two members or more"
    for member in members:
        yield from _of(member, directory.version)


def _publics(member: Member) -> tuple[bytes, ...]:
    signing: list[InstallationKey | ChairKey] = [*member.keys, *member.chairs]
    return (*(key.public for key in signing), member.transport)


def _repeated(values: Iterable[str | bytes]) -> list[str | bytes]:
    return [value for value, times in Counter(values).items() if times > 1]


def _of(member: Member, version: int) -> Iterator[str]:
    origin = member.origin
    in_use = sum(key.last is None for key in member.keys)
    if member.left and in_use:
        yield f"{origin} left, and a key of it is not retired with its last envelope"
    if not member.left and in_use != 1:
        yield f"{origin} has {in_use} keys in use, and each committee has exactly one"
    if (member.bot is None) != (member.homeserver is None):
        yield f"{origin} has a machine in Matrix without a homeserver, or the other way round"
    if member.joined > version:
        yield f"{origin} joins in a version that is still to come"
    both: list[InstallationKey | ChairKey] = [*member.keys, *member.chairs]
    for dated in both:
        if dated.until < dated.since:
            yield f"a key of {origin} ends before it begins"
    for one, other in combinations(member.chairs, 2):
        if _overlap(one, other):
            yield f"{origin} has two keys for its {one.holder} on the same day"


def _overlap(one: ChairKey, other: ChairKey) -> bool:
    return one.holder is other.holder and one.since <= other.until and other.since <= one.until


def _founding(directory: Directory) -> Iterator[str]:
    if directory.version != 1:
        yield "the versions before this one are missing: ask the convener for them"
    if any(member.left for member in directory.members):
        yield "nobody can have left a network that is being founded"


def _following(directory: Directory, previous: Directory) -> Iterator[str]:
    if directory.net != previous.net:
        yield "it is the directory of another network"
    if directory.version != previous.version + 1:
        yield f"it is version {directory.version}, and after {previous.version} comes the next"
    if directory.prev != previous.hash:
        yield "it does not continue the version that we hold: two versions may be going round"
    if directory.since < previous.since:
        yield "it is dated before the version that it follows"
    for member in directory.members:
        before = previous.member(member.origin)
        came = before is None or (before.left and not member.left)
        if member.joined != (directory.version if before is None or came else before.joined):
            yield f"{member.origin} is entered as having joined in another version than it did"
        if member.bot and any(
            one.bot and one.origin != member.origin and one.bot.device == member.bot.device
            for one in previous.members
        ):
            yield f"{member.origin} takes a device id that was another committee's"
    for before in previous.members:
        yield from _kept(before, directory.member(before.origin))


def _kept(before: Member, now: Member | None) -> Iterator[str]:
    if now is None:
        yield f"{before.origin} is missing: who leaves stays in the directory, marked"
        return
    for key in before.keys:
        found = now.key(key.kid)
        if found is None:
            yield f"a key of {before.origin} is missing: a retired key stays, with its last"
        elif (found.since, found.until) != (key.since, key.until):
            yield f"the days of a key of {before.origin} were changed"
        elif key.last is not None and found.last != key.last:
            yield f"a retired key of {before.origin} was brought back or given another last"


def _signing(signed: SignedDirectory, judges: Directory) -> Iterator[str]:
    """Give what is wrong with the signatures, which the members before this version make."""
    genuine: set[str] = set()
    for one in signed.signatures:
        member = judges.member(one.origin)
        key = member.key(one.kid) if member else None
        if key is None or key.last is not None:
            yield f"{one.origin} signed with a key that is not in use"
        elif is_genuine(key.public, Purpose.DIRECTORY, signed.raw, one.signature):
            genuine.add(one.origin)
        else:
            yield f"the signature of {one.origin} is not genuine"
    if len(genuine) < judges.threshold:
        yield (
            f"it is signed by {len(genuine)} of {len(judges.present)} members, and"
            f" {judges.threshold} must sign"
        )
