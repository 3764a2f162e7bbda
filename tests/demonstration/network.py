"""The act on the network: five committees, summaries, a text that is stopped, a joint statement.

A real homeserver on this machine carries it, and every command is the one that an officer, a
convener or a Chair types. The three histories of story 8 tell what happened before.
"""

import re
import secrets
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import date, timedelta
from pathlib import Path

from tests.demonstration.house import House, act, expect, narrate
from tests.demonstration.peers import (
    Peer,
    Server,
    at_once,
    carried,
    carrier,
    key_to_offer,
    password,
)
from tests.demonstration.story import STORIES

BODIES = ("cat", "ced", "cerd", "ccpr", "crc")
TWO = ("ced", "cerd")
"""Committees in which something needs a second officer."""

DECIDED = ("--by", "plenary", "--mode", "in session", "--identifies-nobody", "--general")
NAMED = """\
The Chairs of three treaty bodies are concerned at repeated allegations
of reprisals against persons who cooperate with them in Exampleland.

They call for the release of Opal Sketch, who briefed one of them.
"""
UNNAMED = """\
The Chairs of three treaty bodies are concerned at repeated allegations
of reprisals against persons who cooperate with them in Exampleland.

They call upon it to prevent such acts and to protect those at risk.
"""


def network(folder: Path, environment: dict[str, str]) -> None:
    """Play the act; whatever is started is ended, however it comes out."""
    act(
        "Act 7. Five committees and a network between them",
        "No committee sees another one's cases. What the persons concerned allow is told as a "
        "summary without a word of text, sealed for the committees that they named; Chairs "
        "speak together by signatures. It travels over Matrix, in an ordinary homeserver that "
        "reads none of it. Five trial homes, of CAT, CED, CERD, CCPR and CRC, and a homeserver "
        "on this machine are set up; story 8 tells what happened before in three of them.",
    )
    peers = [
        Peer(
            committee=one,
            folder=folder,
            environment={**environment, "SANJOSE_NETWORK_HOME": str(folder / f"{one}.carrier")},
            prompt=one,
        )
        for one in BODIES
    ]
    with ExitStack() as stack:
        for one in peers:
            stack.callback(one.lock)
        server = Server(folder=folder, environment=environment)
        at_once(peers, lambda one: one.set_up(story_of(one), two=one.committee in TWO))
        address = stack.enter_context(server.started())
        pair(peers, address)
        cat, ced, cerd, ccpr, crc = peers
        crc.run("network", "once", "--trial")
        for one in (cat, ced, cerd, ccpr):
            stack.enter_context(carrier(one))
        narrate(
            "CRC's carrier did one round and is switched off; nobody waits for it. The other "
            "four carry from here on."
        )
        reference = share(ced, cerd, cat, ccpr)
        patterns(cat)
        name = propose(cat, ced, cerd)
        concur(name, cat, ced, cerd)
        recall(reference, ced, cat)
        catch_up(name, crc, cat)


def story_of(peer: Peer) -> Path | None:
    """Return the history of a committee in story 8, where it has one."""
    return next(STORIES.glob(f"8-{peer.committee}-*.yaml"), None)


# -- pairing -------------------------------------------------------------------------------------


def pair(peers: list[Peer], address: str) -> None:
    """Set the carriers up, and let five committees agree on one directory."""
    cat, ced, *_ = peers
    convener = House(
        committee="convener",
        folder=cat.folder,
        environment={
            **cat.environment,
            "SANJOSE_NETWORK_HOME": str(cat.folder / "convener.carrier"),
        },
    )
    bots = [word for one in peers for word in ("--bot", f"{one.committee}-bot")]
    convener.run("network", "homeserver", "server", "--convener", "convener", *bots)
    narrate(
        "Each committee sets its carrier up, a process of its own that holds no key of a case. "
        "CAT's Chair makes a key on a machine of their own; only the public half leaves it."
    )

    def set_up(one: Peer) -> None:
        one.run(
            *("network", "setup", "--committee", one.committee, "--home", str(one.home)),
            *("--homeserver", address, "--user", f"{one.committee}-bot"),
            *("--password-file", password(one)),
        )

    at_once(peers, set_up)
    chair = cat.folder / "chair.passphrase"
    chair.touch(mode=0o600)
    chair.write_text(secrets.token_hex(16))
    at_the_chair_s = House(
        committee="chair", folder=cat.folder, environment=cat.environment, prompt="chair"
    )
    shown = at_the_chair_s.show(
        *("chair-key", "new", "chair.key", "--committee", "cat"),
        *("--passphrase-file", "chair.passphrase"),
    )
    key_to_offer(shown, cat.folder / "chair.public")
    guests = [word for one in peers for word in ("--bot", f"@{one.committee}-bot:localhost")]
    made = convener.ask(
        *("network", "setup", "--convener", "--homeserver", address, "--user", "convener"),
        *("--password-file", "server/passwords/convener", *guests),
    )

    def offer(one: Peer) -> None:
        with_key = ("--chair", "chair.public") if one is cat else ()
        place = str(one.home / "spool" / "carrier.json")
        one.run("directory", "offer", f"{one.committee}.offer", "--carrier", place, *with_key)

    at_once(peers, offer)
    offers = [word for one in peers for word in ("--offer", f"{one.committee}.offer")]
    rooms = [
        word
        for role in ("transport", "notices")
        for word in ("--room", f"{role}={made['rooms'][role]}")
    ]
    narrate(
        "Five offers make one directory. It is believed by its fingerprint, which people compare "
        "by telephone, and never because somebody sent it:"
    )
    drafted = cat.show("directory", "draft", "members", *offers, "--net", "trial", *rooms)
    fingerprint = fingerprint_in(drafted)
    other = f"{fingerprint[:-1]}{'1' if fingerprint.endswith('0') else '0'}"
    ced.show("directory", "sign", "members", "--fingerprint", other, code=2)
    narrate(
        "The last digit is another one, so that somebody has another file, and CED signs "
        "nothing. It is read once more; four sign, all five accept, and enter it at their "
        "carriers:"
    )
    ced.show("directory", "sign", "members", "--fingerprint", fingerprint)
    for one in peers[:-1]:
        if one is not ced:  # one after the other: each adds its signature to the file
            one.run("directory", "sign", "members", "--fingerprint", fingerprint)

    def accept(one: Peer) -> None:
        one.run("directory", "accept", "members", "--fingerprint", fingerprint)
        one.run("network", "pair", *fingerprint.split())

    at_once(peers, accept)


def fingerprint_in(draft: str) -> str:
    """Return the fingerprint as people read it aloud from what was printed.

    >>> fingerprint_in("Version 1 of trial\\n  317b9613 eda809fe\\n")
    '317b9613 eda809fe'
    """
    return " ".join(re.findall(r"(?<!\S)[0-9a-f]{8}(?!\S)", draft)[:8])


# -- summaries -----------------------------------------------------------------------------------


def share(ced: Peer, cerd: Peer, cat: Peer, ccpr: Peer) -> str:
    """Share a case with one committee and another with two, and return the first one's reference."""
    reference = ced.cases["the relative"]
    narrate(
        "CED's person agreed that other committees are told, with the State's name. This is "
        "exactly what CAT would read, and what everybody sees; two officers have to agree:"
    )
    ced.show("share", reference, "--to", "cat", "--tier", "state", "--at-once", "--yes")
    approve(ced, shown=True)
    narrate(
        "A person at CERD agreed without the State's name: the region, the half-year and the "
        "family of the act. It goes to CAT and to CED, and CCPR carries it without reading it."
    )
    two = ("--to", "cat", "--to", "ced")
    cerd.run("share", cerd.cases["the teacher"], *two, "--tier", "family", "--at-once", "--yes")
    approve(cerd, shown=False)
    carried(ced, 1, cat)
    carried(cerd, 1, cat, ccpr)
    at_cat = cat.show("inbox")
    expect("Exampleland, third quarter of 2022, threat" in at_cat, "CAT reads CED's summary")
    expect("African States, second half of 2022" in at_cat, "CAT reads CERD's summary")
    nothing = ccpr.show("inbox")
    expect("Nothing is here" in nothing, "CCPR reads nothing")
    return reference


def approve(peer: Peer, *, shown: bool) -> None:
    """Let the second officer look at what waits, and say yes to exactly that."""
    second = peer.second
    (waiting,) = second.ask("approve")["waiting"]
    label, digest = waiting["label"], waiting["digest"].removeprefix("sha256:")
    if shown:
        second.show("approve", label)
        second.show("approve", label, "--digest", digest)
    else:
        second.run("approve", label, "--digest", digest)


def recall(reference: str, ced: Peer, cat: Peer) -> None:
    """Take back what a person takes back."""
    narrate(
        "CED's person takes the agreement back. What was read cannot be unread; what was adopted "
        "stays adopted; the summary goes from every committee that keeps to the rules."
    )
    named = "other committees, with the State's name"
    ced.run("consent", reference, "--answer", "withdrawn", "--presets", named)
    ced.show("recall", reference)
    carried(ced, 3, cat)
    left = cat.show("inbox")
    expect("third quarter of 2022" not in left, "the summary that was recalled is gone at CAT")
    expect("second half of 2022" in left, "the other one stands")


# -- a joint statement ---------------------------------------------------------------------------


def patterns(cat: Peer) -> None:
    """Show what supports each condition."""
    narrate(
        "CAT's rapporteur looks at what supports a joint statement, public documents first. That "
        "the State does not cooperate is a person's judgement; silence is shown, and counts for "
        "nothing by itself."
    )
    page = cat.show("patterns", "Exampleland")
    expect("as told to us   ced 1" in page, "patterns count what CED told")
    expect("rapporteur: does not cooperate" in page, "patterns show the judgement")


def propose(cat: Peer, ced: Peer, cerd: Peer) -> str:
    """Draft a statement, let the guard stop it, and propose what it lets pass."""
    for name, words in (("first.txt", NAMED), ("second.txt", UNNAMED)):
        (cat.folder / name).write_text(words)
    expires = (date.fromisoformat(time.strftime("%Y-%m-%d")) + timedelta(days=30)).isoformat()
    narrate(
        "The rapporteur proposes, and a first draft names somebody. The guard holds every text "
        "that may leave against every case of the house:"
    )
    cat.run(
        *("joint", "propose", "--text", "first.txt", "--state", "Exampleland", "--draft"),
        *("--with", "cat,ced,cerd", "--expires", expires),
    )
    stopped = cat.show("joint", "propose", "J1", "--yes", code=1)
    expect("guard" in stopped.casefold(), "the guard stops a text that names a person")
    cat.show("joint", "revise", "J1", "--text", "second.txt")
    cat.show("joint", "authorise", "J1", *DECIDED)
    said = cat.run("joint", "propose", "J1", "--yes")
    found = re.search(r"proposed as ([0-9a-f]{8})", said)
    name = found[1] if found else ""
    expect(bool(name), "the statement is proposed under the first digits of its hash")
    narrate(f"It is proposed to all as {name}; another text would be another statement.")
    carried(cat, 1, ced, cerd)
    return name


def concur(name: str, cat: Peer, ced: Peer, cerd: Peer) -> None:
    """Let one Chair sign with a key, and two concurrences be attested."""
    narrate(
        "CAT's Chair reads it on a machine of their own, and signs there. CED's Chair wrote an "
        "e-mail, and CERD's Chair is a national of the State, so that the Vice-Chair did: two "
        "officers attest each, and the certificate says so."
    )
    cat.run("joint", "show", name, "--paper", "paper")
    at_the_chair_s = House(
        committee="chair", folder=cat.folder, environment=cat.environment, prompt="chair"
    )
    at_the_chair_s.show(
        *("joint", "sign", "paper", "--key", "chair.key", "--out", "signed", "--yes"),
        *("--passphrase-file", "chair.passphrase"),
    )
    cat.show("joint", "concur", name, "--signed", "signed")
    with ThreadPoolExecutor(1) as pool:
        elsewhere = pool.submit(attest, cerd, name, shown=False)
        attest(ced, name, shown=True)
        elsewhere.result()
    carried(ced, 2, cat)
    carried(cerd, 2, cat)
    adopted = cat.show("joint", "status")
    expect("adopted" in adopted, "the statement is adopted")
    cat.run("joint", "certificate", name, "--out", "certificate", "--with-directory", "version")
    narrate("Anybody checks the certificate, without Matrix and without an installation:")
    checked = at_the_chair_s.show("joint", "verify", "certificate", "--directory", "version")
    expect("own key" in checked, "one concurred by key")
    expect(checked.count("attested by officer-1") == 2, "two concurrences are attested")


def attest(peer: Peer, name: str, *, shown: bool) -> None:
    """Let the body decide, and two officers attest what they received."""
    peer.run("joint", "authorise", name, *DECIDED)
    peer.run("joint", "concur", name, "--attest", "--how", "e-mail")
    approve(peer, shown=shown)
    peer.run("joint", "status")  # which sends what was agreed to


def catch_up(name: str, crc: Peer, cat: Peer) -> None:
    """Switch the fifth committee on again."""
    narrate("CRC switches its carrier on again. One round, and it has what it missed:")
    crc.show("network", "once", "--trial")
    status = crc.show("joint", "status")
    expect(name in status and "adopted" in status, "CRC sees that it is adopted")
    cat.looks()
    expect(crc.arrived >= cat.arrived, "CRC has every envelope that CAT has")
    crc.show("network", "status")
