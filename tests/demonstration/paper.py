"""The act on paper: a letter and its guard, what the Chair reads, a mail that says nothing, pages.

The mail goes to a server on this machine, which is ended again.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests.demonstration.house import House, act, expect, narrate, say, tell
from tests.due.post import running

WHO, OTHER = "Ada Quill", "Bruno Reed"
LINES = 34
"""Lines of the letter that are shown; the rest is its asks and its close."""


def paper(house: House) -> None:
    """Make what a committee hands over."""
    act(
        "Act 6. What is handed over",
        "Letters, sheets, reports and pages are made from the record. Each is a file that "
        "somebody reads, edits and sends; nothing of a case leaves by itself.",
    )
    offices(house)
    reference = decided(house)
    letter(house, reference)
    sheet(house)
    mail(house)
    pages(house)


def offices(house: House) -> None:
    """Fill the roster, quietly."""
    for post, holder, nationality in (
        ("rapporteur", "Member Adler", "Sampleland"),
        ("Chair", "Member Birch", "Switzerland"),
    ):
        house.run(
            *("roster", "fill", "--post", post, "--holder", holder),
            *("--since", "2020-01-01", "--nationality", nationality),
            *("--address", f"{post.casefold()}@example.org"),
        )


def handed(house: House, *words: str, **told: Any) -> None:
    """Run a command with a document, quietly."""
    place = house.folder / "document.json"
    place.write_text(json.dumps(told))
    house.run(*words, "--from", str(place))
    place.unlink()


def received(house: House, name: str) -> str:
    """Take an allegation in, quietly, and return its reference."""
    person = {"name": name, "channel": "telephone", "safe": True}
    told: Mapping[str, Any] = {
        "state": "Exampleland",
        "procedure": "report",
        "kinds": ["threat"],
        "text": f"{name} says that two men came to the door after the briefing.",
        "persons": [person],
    }
    place = house.folder / "intake.json"
    place.write_text(json.dumps(told))
    answer = house.ask("receive", "--from", str(place))
    place.unlink()
    return str(answer["reference"])


def decided(house: House) -> str:
    """Return a case in which a letter to the State is decided, and another one beside it."""
    received(house, OTHER)
    reference = received(house, WHO)
    for post in ("rapporteur", "Chair"):
        house.run("notify", reference, "--to", post, "--means", "by telephone")
    house.run("inform", reference)
    house.run(
        "consent", reference, "--answer", "given", "--presets", "State only, in confidence"
    )
    handed(house, "weigh", reference, for_person="They know.", for_others="Nobody is named.")
    house.run("propose", reference, "letter-deadline")
    house.run("decide", reference, "M1", "--by", "rapporteur", "--means", "by telephone")
    return reference


def letter(house: House, reference: str) -> None:
    """Draft a letter, edit it, have it stopped, and record that it went out."""
    narrate("A letter with a deadline is decided, and its draft is asked for in French.")
    place = house.folder / "letter.txt"
    house.show("letter", "draft", reference, "M1", "--lang", "fr", "--out", str(place))
    lines = place.read_text().splitlines()
    say()
    for line in lines[:LINES]:
        say(f"  | {line}".rstrip())
    say("  | ...")
    expect(WHO in place.read_text(), "the letter names her, who agreed to it")
    narrate(
        "An officer edits it, and writes a name into it that belongs to another case. Whoever "
        "that is has agreed to nothing."
    )
    edited = house.folder / "edited.txt"
    edited.write_text(place.read_text() + f"\n{OTHER} peut en témoigner.\n")
    taken = ("letter", "take-in", reference, "M1", "--file", str(edited))
    said = house.show(*taken, code=1)
    expect(OTHER not in said, "where it stops is said, and the name is not repeated")
    narrate("Without that line it is kept; a person sends it, and says so.")
    edited.write_text(place.read_text())
    house.show(*taken)
    proof = house.folder / "receipt.txt"
    proof.write_text("Received at the mission.")
    sent = ("letter", "sent", reference, "M1", "--means", "by hand", "--proof", str(proof))
    house.show(*sent)
    case = house.ask("show", reference)
    expect(case["measures"][0]["taken_on"] is not None, "the letter is recorded as sent")


def sheet(house: House) -> None:
    """Show what the Chair would read."""
    narrate("Between two sessions the Chair reads one page, and nothing of it is for e-mail:")
    said = house.show("digest", "preview")
    expect("Exampleland" in said, "the sheet says which State")
    expect(WHO not in said, "the sheet names nobody")


def mail(house: House) -> None:
    """Send a notice by a real mail server, and show the mail as it went."""
    narrate(
        "What goes by e-mail says nothing. Somebody calls, it is urgent, and the Chair is told "
        "at once that something waits; and again, until somebody acts."
    )
    with running(house.folder) as post:
        house.run(
            *("digest", "setup", "--host", "127.0.0.1", "--port", str(post.port)),
            *("--security", "none", "--sender", "secretariat@example.org"),
        )
        said = house.converse(
            "urgent",
            answers=("Exampleland", "Somebody follows her to the station.", "", "Cora Plume"),
        )
        house.show("digest", "send", "--due")
        mails = post.mails()
    expect(bool(said) and bool(mails), "a mail went at once")
    content = mails[0]["content"].replace("\r\n", "\n").rstrip()
    narrate("The whole mail, as the server got it:")
    say()
    for line in content.split("\n"):
        say(f"  | {line}".rstrip())
    for word in ("Exampleland", "Plume", "Cora", "CAT-", "urgent"):
        expect(word not in content, f"the mail does not say {word!r}")


def pages(house: House) -> None:
    """Build the public pages."""
    narrate("The public pages: files that any server can show, without a script.")
    place = house.folder / "site"
    house.show("pages", "build", str(place))
    built = sorted(one.name for one in Path(place).glob("*.html"))
    expect({"index.html", "submit.html", "ar.html"} <= set(built), "the pages are there")
    tell(", ".join(built), indent=2)
