"""A joint statement of Chairs as a document: its text, who concurred and how, and its certificate.

Until all have concurred, and until the day of publication, each page says that it is not for
publication. Officers who attest a concurrence stand in the certificate by the names of their
keys, and are not named here. What surrounds the text is in English; the text is what it is.

Source: N 16.
"""

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from sanjose.exchange.directory import Holder
from sanjose.exchange.statements import Concurrence, How, office, received
from sanjose.paper.document import Block, Heading, Paper, Plain, Table
from sanjose.paper.forms.tongues import long_day
from sanjose.secretariat.network.jointly import JointNow

GROUP = 8
"""Digits of a fingerprint that stand together."""

MASTHEAD = "Human rights treaty bodies of the United Nations"
CHECK = (
    "The certificate of this statement holds its text and each concurrence with its signature. "
    "Anyone can check it with the directory of the committees' keys and nothing else: "
    "sanjose joint verify FILE --directory FILE."
)


def as_document(now: JointNow, names: Mapping[str, str], state: str, on: date) -> Paper:
    """Return a statement as a paper, as it stands on a day.

    Args:
        names: what committees are called, by their short names; one that is missing keeps it.
        state: what the State is called.
    """
    called = [names.get(one, one.upper()) for one in now.signatories]
    return Paper(
        title=f"Joint statement by the Chairs of {listed(called)}",
        language=written_in(now.text),
        masthead=(MASTHEAD, f"Concerning {state}"),
        dated=adopted_on(now),
        handling=handling(now, on),
        blocks=(
            *(Plain(line) for line in now.text.split("\n") if line.strip()),
            Heading("Concurrence"),
            _concurrence(now, names),
            *_reference(now),
        ),
    )


def adopted_on(now: JointNow) -> date | None:
    """Return the day on which the last of the Chairs concurred, None before."""
    if now.awaited or not now.concurred or now.document is None:
        return None
    return max(one.on for one in now.concurred)


def handling(now: JointNow, on: date) -> str:
    """Return what stands on each page on a day; nothing once it may be published."""
    if now.document is None:
        return "Draft: not for publication"
    if now.withdrawn:
        return "Withdrawn from: not for publication by whoever has not published it"
    if adopted_on(now) is None:
        return "Not adopted: not for publication"
    if on < now.embargo:
        return f"Not for publication before {long_day(now.embargo)}"
    return ""


def listed(names: Sequence[str]) -> str:
    """Return names as they are read aloud.

    >>> listed(["Committee A", "Committee B", "Committee C"])
    'the Committee A, the Committee B and the Committee C'
    """
    told = [f"the {one}" if one[:1].isupper() and " " in one else one for one in names]
    return f"{', '.join(told[:-1])} and {told[-1]}" if len(told) > 1 else "".join(told)


def _concurrence(now: JointNow, names: Mapping[str, str]) -> Table:
    given = {one.signatory: one for one in now.concurred}
    note = ""
    if now.withdrawn:
        who = listed([names.get(one, one.upper()) for one in now.withdrawn])
        note = f"Withdrew since: {who}. What was adopted stays adopted."
    return Table(
        caption="",
        head=("For", "Signed by", "Day", "How"),
        rows=tuple(
            (names.get(one, one.upper()), *_row(given.get(one))) for one in now.signatories
        ),
        note=note,
    )


def _row(one: Concurrence | None) -> tuple[str, str, str]:
    if one is None:
        return "", "", "awaited"
    holder = "the Chair" if one.holder is Holder.CHAIR else f"the {office(one.holder)}"
    how = (
        "with that office's own key"
        if one.how is How.KEY
        else f"{received(one.how)}, as two officers of its secretariat attest"
    )
    return holder, long_day(one.on), how


def _reference(now: JointNow) -> Iterator[Block]:
    if now.document is None:
        return
    digits = now.document.hex()
    fingerprint = " ".join(digits[at : at + GROUP] for at in range(0, len(digits), GROUP))
    yield Heading("Certificate" if adopted_on(now) else "Document")
    yield Plain(f"Statement {now.short}, with the fingerprint\n{fingerprint}")
    if adopted_on(now):
        yield Plain(CHECK)


def written_in(text: str) -> str:
    """Return the language by which a text is set: its letters say whether it turns the line.

    >>> written_in("Calls upon the State party"), written_in("\u0627\u0644\u0644\u062c\u0646\u0629")
    ('en', 'ar')
    """
    scripts = [unicodedata.name(one, "").partition(" ")[0] for one in text if one.isalpha()]
    most = max(set(scripts), key=scripts.count, default="LATIN")
    return {"ARABIC": "ar", "CJK": "zh", "CYRILLIC": "ru"}.get(most, "en")
