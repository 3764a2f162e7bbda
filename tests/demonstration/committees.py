"""The act on ten committees: one procedure, and what each of them has of its own."""

from tests.demonstration.house import House, act, expect, narrate

MEMBERS = ("Member Alder", "Member Beech", "Member Cherry", "Member Dogwood", "Member Elder")
SINCE = ("--since", "2026-01-01")


def committees(cescr: House, spt: House) -> None:
    """Show both charts' maker, and two committees that differ most."""
    act(
        "Act 2. Ten committees, one procedure",
        "Each treaty body is a small plugin: its profile, and a few rules that can tighten the "
        "common procedure and never loosen it. The charts of the treaty bodies are made from "
        "the ten profiles.",
    )
    first = cescr.show("chart", "annex-i")
    expect("ohchr-opcat@un.org" in first, "ten committees stand in the first chart")
    narrate("Where three of them differ, each value with where it stands:")
    compared = cescr.ask("committees", "compare", "cat", "cescr", "spt")
    differ = {one["subject"]: one["answers"] for one in compared["subjects"] if one["differs"]}
    for subject in ("called", "shape", "posting"):
        answers = differ[subject].items()
        narrate(
            f"{subject}: " + "; ".join(f"{slug}: {told['value']}" for slug, told in answers)
        )
    _bureau(cescr)
    _visit(spt)


def _bureau(cescr: House) -> None:
    """Let a Bureau decide by votes that are counted."""
    narrate(
        "The Committee on Economic, Social and Cultural Rights has no rapporteur: its Bureau is "
        "told together and decides together. A reminder of obligations before a review, which "
        "names nobody, by written procedure:"
    )
    for name in MEMBERS:
        holder = ("--post", "Bureau", "--holder", name, "--nationality", "Trialand")
        cescr.run("roster", "fill", *holder, *SINCE)
    named = ("--state", "Exampleland", "--identifies-nobody", "--by", "Bureau")
    cescr.run("propose", "--no-case", "obligations", *named)
    decide = ("decide", "--no-case", "M1", "--mode", "written procedure", "--by", "Bureau")
    two = cescr.show(*decide, "--in-favour", "2", code=1)
    expect("least 3 have to be in favour" in two, "two votes in favour are too few")
    cescr.show(*decide, "--in-favour", "3")


def _visit(spt: House) -> None:
    """Keep a visit, and say nothing of those who spoke until its report is public."""
    narrate(
        "The Subcommittee on Prevention of Torture visits. Whoever spoke to it is known by a "
        "pseudonym only, nobody writes to them in detention, and whether what they said was "
        "true is never asked (OPCAT, art. 15)."
    )
    opened = ("--kind", "visit", "--title", "visit to Exampleland", "--state", "Exampleland")
    spt.run("file", "open", *opened)
    said = spt.run(
        *("receive", "--state", "Exampleland", "--procedure", "interview", "--detained"),
        *("--from", str(_interview(spt))),
    )
    reference = said.split()[2].rstrip(":")
    spt.run("file", "link", "F1", reference)
    away = spt.show(
        *(
            "contact",
            reference,
            "--person",
            "P1",
            "--channel",
            "telephone",
            "--safe",
            "--reached",
        ),
        code=1,
    )
    expect("not contacted directly" in away, "nobody is called in detention")
    spt.run(
        "roster",
        "fill",
        "--post",
        "rapporteur",
        "--holder",
        MEMBERS[0],
        "--nationality",
        "Trialand",
        *SINCE,
    )
    judged = spt.show(
        *("assess", reference, "--finding", "not verifiable", "--by", "rapporteur"),
        *("--turned-on", "that what was told to the committee is true"),
        code=1,
    )
    expect("art. 15" in judged, "the truth of what was told is no criterion")


def _interview(spt: House) -> str:
    """Write an intake down: somebody spoke, and is called by a number."""
    place = spt.folder / "interview.json"
    place.touch(mode=0o600)
    place.write_text(
        '{"text": "After the interview the cell was searched and the bed taken away.",'
        ' "kinds": ["other act or omission"], "persons": [{"name": "interviewee 4"}]}'
    )
    return str(place)
