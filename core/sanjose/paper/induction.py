"""What a new member is told of reprisals, in this committee's own terms.

It is made from the profile alone and speaks of no case. Source: N 28, 45; G 1-17, 19, 21, 26.
"""

from collections.abc import Iterator
from datetime import date

from sanjose.paper.document import (
    Block,
    Foot,
    Heading,
    Items,
    Numbered,
    Paper,
    Plain,
    Table,
    Words,
)
from sanjose.paper.walked import DECIDES
from sanjose.rules.kinds import Group
from sanjose.rules.procedure import decider
from sanjose.rules.profile import Committee, Posting, Shape
from sanjose.words.provenance import GUIDELINES, NOTE, Given, shortly

SHAPES = {
    Shape.ONE: "One member holds the office.",
    Shape.ALTERNATE: "A principal and an alternate hold the office.",
    Shape.SHARED: "Two or more members hold the office together.",
    Shape.BUREAU: "The Bureau acts as the focal point, and no member of it alone.",
    Shape.VISITS: "One member holds the office, and each visit has a focal point of its own.",
}
POSTED = {
    Posting.NEVER: "Letters and replies are not posted.",
    Posting.NO_PRACTICE: "There is no practice of posting letters and replies yet.",
    Posting.CASE_BY_CASE: "Letters and replies are posted case by case, doing no harm.",
    Posting.POSTED: "Letters and replies are posted, item by item, with agreement.",
    Posting.ANNUAL_REPORT: "Letters and replies are not posted; the annual report tells of them.",
    Posting.VISIT_REPORT: "What is said of reprisals appears with the report on a visit.",
}


def induction(profile: Committee, dated: date) -> Paper:
    """Return the material for a new member of a committee."""
    return Paper(
        title="Intimidation and reprisals: for new members",
        masthead=(profile.name,),
        dated=dated,
        blocks=tuple(_blocks(profile)),
    )


def _blocks(profile: Committee) -> Iterator[Block]:
    yield Heading("What it is about")
    yield Numbered(
        (
            (
                "Everyone has the right to unhindered access to the Committee and its members, free "
                "from intimidation and reprisals and from the fear of them."
            ),
            Foot(f"{GUIDELINES}, para. 5."),
            (
                " Those who are threatened for that are often the ones without whom the Committee "
                "would know little."
            ),
        )
    )
    yield Numbered(
        (
            (
                "A reprisal is retaliation for cooperation, past or going on. Intimidation is an act "
                "designed to discourage cooperation, or that does so."
            ),
            Foot(f"{NOTE}, para. 24."),
            " It can be an act or an omission, by the State or by others.",
            Foot(f"{GUIDELINES}, para. 3."),
            " Until it is assessed, it is called an allegation, and nothing else.",
            Foot(f"{GUIDELINES}, para. 12."),
        )
    )
    yield Heading("If somebody tells you")
    yield Items(tuple(_told()), ordered=True)
    yield Heading("Who does what here")
    yield from _office(profile)
    yield Heading("What may be done, and who decides it")
    yield Numbered(
        (
            "Measures are a set: one may be taken alone or several together.",
            Foot(f"{GUIDELINES}, para. 7."),
            (
                " Whatever tells somebody outside who it is about needs the agreement of the person "
                "to that very use, and the consequences weighed for them and for others."
            ),
            Foot(f"{GUIDELINES}, para. 13; {NOTE}, para. 11."),
        )
    )
    yield Table(
        caption="The least that decides a measure in this Committee",
        head=("What for", "Measures", "Decided by"),
        rows=tuple(_measures(profile)),
    )
    yield Heading("When you take no part")
    yield Numbered(
        "A member takes no part in what concerns the State whose national they are, and is told "
        "nothing of it, in any office. The same holds for any other conflict of interest: say "
        "so to the secretariat before anything is told to you. What reaches you all the same is "
        "handed in and not asked about again."
    )
    yield Heading("What is written down")
    yield Table(
        caption="Provisions of this Committee",
        head=("Provision", "Here", "Where it stands"),
        rows=tuple(_provisions(profile)),
    )
    yield from _documents(profile)


def _told() -> Iterator[Words]:
    yield "Listen, and say that you will pass it on to the secretariat and to nobody else."
    yield (
        "Promise no protection: say that what can be done, and its limits, will be explained.",
        Foot(f"{NOTE}, paras. 18, 32 and 33."),
    )
    yield (
        (
            "Ask how the person can be reached safely, and by whom. Write nothing to them, and to "
            "nobody else about them, by e-mail or telephone, unless they chose it."
        ),
        Foot(f"{NOTE}, para. 21."),
    )
    yield (
        (
            "Tell the secretariat at once, in person or by telephone: the rapporteur or focal point "
            "is told of every allegation as soon as possible, and the Chair through the secretariat."
        ),
        Foot(f"{GUIDELINES}, para. 10."),
    )
    yield (
        "In danger during a session, have the Department of Safety and Security called first.",
        Foot(f"{GUIDELINES}, para. 22."),
    )
    yield (
        "Say nothing of it in a dialogue, which is public, nor to a delegation, the press or "
        "other members, before it was decided; a kind word can point at somebody."
    )


def _office(profile: Committee) -> Iterator[Block]:
    yield Numbered(
        f"The office is called {profile.rapporteur.value}. {SHAPES[profile.shape.value]} It "
        "receives and assesses allegations, stays in contact with the persons concerned, gives "
        "its conclusions to the Chair with a proposed course of action, reports to the Committee "
        "once a year, and works together with those of the other treaty bodies."
    )
    country = profile.country_rapporteur.value
    yield Numbered(
        f"The country rapporteur {country} be consulted during the assessment, and is notified "
        "of the conclusions. The country rapporteur's views are sought, and the decision is "
        "taken under the Committee's own rules."
    )
    if profile.mailbox.value:
        yield Plain(f"Mailbox of the Committee: {profile.mailbox.value}")


def _measures(profile: Committee) -> Iterator[tuple[str, str, str]]:
    """Give the measures group by group, those together that the same office decides at least."""
    for group in Group:
        found: dict[str, list[str]] = {}
        for one in profile.kinds.values():
            if one.group is group:
                found.setdefault(DECIDES[decider(profile, one)], []).append(one.title)
        for who, titles in found.items():
            yield str(group), "; ".join(titles), who


def _provisions(profile: Committee) -> Iterator[tuple[str, str, str]]:
    values = (
        ("Policy or guidelines", profile.policy),
        ("Functions of the office", profile.functions),
        ("San José Guidelines endorsed", profile.endorsed),
        ("Whom it protects", profile.protects),
        ("Who signs letters", profile.signatory),
        ("Reports", profile.reports),
    )
    for what, value in values:
        said = "none is reported" if value.value is None else str(value.value)
        source = (
            shortly(value.source) if isinstance(value, Given) else "chosen for this software"
        )
        yield what, said, source
    posting = profile.posting
    source = (
        shortly(posting.source) if isinstance(posting, Given) else "chosen for this software"
    )
    yield "Letters and replies", POSTED[posting.value], source


def _documents(profile: Committee) -> Iterator[Block]:
    yield Heading("To be read")
    yield Items(
        (
            f"{GUIDELINES}: Guidelines against Intimidation or Reprisals (San José Guidelines)",
            f"{NOTE}",
            *(f"{one.symbol}: {one.title}" for one in profile.documents),
        )
    )
