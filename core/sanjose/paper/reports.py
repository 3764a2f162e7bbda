"""The reports of one committee: the update, the section, a session's report, contributions.

Each is a ``Paper`` made from material that is narrowed already. They are drafts that a person
reads, changes and hands in: nothing here leaves by itself. Source: G 15, 17, 25, 32, 33;
N 8, 11 (g), 29-35, 39, 41, 44-46.
"""

from collections.abc import Iterator, Sequence

from sanjose.paper.accounts import called
from sanjose.paper.document import (
    Block,
    Foot,
    Heading,
    Items,
    NewPage,
    Numbered,
    Paper,
    Plain,
    Words,
)
from sanjose.paper.figured import figured, unpublished
from sanjose.paper.forms.tongues import long_day
from sanjose.paper.material import (
    activity,
    held,
    paragraphs,
    period,
    practised,
    received,
    together,
)
from sanjose.rules.material import told
from sanjose.rules.profile import Posting
from sanjose.rules.reports import Material, Sort
from sanjose.words.model import Post
from sanjose.words.provenance import GUIDELINES
from sanjose.words.states import name_of

DRAFT = "Draft"
APART = (
    "An account that names a State stands, if there is one, on a page of its own, which is not "
    "given to members who take no part in what concerns that State."
)
NO_ACCOUNT = (
    "No account of a case stands here: an account is given only where those concerned have "
    "agreed to it, and is released one by one."
)


def report(material: Material) -> Paper:
    """Return the report that the material was gathered for."""
    match material.sort:
        case Sort.UPDATE:
            return _paper(material, _office_title(material), tuple(_update(material)))
        case Sort.ANNUAL:
            title = "Intimidation and reprisals"
            return _paper(material, title, tuple(_annual(material)), _addressed(material))
        case Sort.SESSION:
            return _paper(material, _session_title(material), tuple(_session(material)))
        case Sort.SECRETARY_GENERAL:
            title = "Contribution to the report of the Secretary-General on reprisals"
            return _paper(material, title, tuple(_contribution(material)))
        case Sort.CHAIRS:
            return _chairs(material)


def _paper(material: Material, title: str, blocks: Sequence[Block], *masthead: str) -> Paper:
    return Paper(
        title=title,
        masthead=(material.committee.name, *masthead),
        dated=material.dated,
        handling=DRAFT,
        blocks=tuple(blocks),
    )


# -- the yearly update ------------------------------------------------------------------------


def _office_title(material: Material) -> str:
    return f"Update by the {called(material.committee)}"


def _update(material: Material) -> Iterator[Block]:
    """Give the update under the standing agenda item. Source: G 15, 32."""
    when = period(material.since, material.until)
    yield Heading("Introduction")
    yield Numbered(
        (
            (
                "The present update is submitted under the Committee's standing agenda item on "
                "intimidation or reprisals."
            ),
            Foot(f"{GUIDELINES}, paras. 15 and 32."),
            (
                f" It tells of the action taken {when} in relation to fear or allegations of "
                "intimidation or reprisals. Whatever was found of them, they are called "
                "allegations here."
            ),
            Foot(f"{GUIDELINES}, para. 12."),
        )
    )
    yield from _appointed(material)
    one = told(material)
    yield Heading("Fear and allegations received")
    if said := received(one):
        yield Numbered(said)
    yield from figured(material.figures)
    if unpublished(material.figures):
        yield Numbered(
            "Figures that could show who somebody is, or from which others would follow, stand "
            "nowhere in this update; totals are released one by one."
        )
    yield Heading("Action taken")
    yield Numbered(held(one))
    yield from activity(one)
    yield Heading("Accounts of cases")
    yield from _accounts(material)
    yield from _practices(material)
    yield Heading("Points for the Committee")
    yield Numbered("The Committee may wish to consider:")
    yield Items(tuple(_points(material)), ordered=True)
    yield from _apart(material)


def _points(material: Material) -> Iterator[Words]:
    """Give what the sources suggest to a committee, by what its profile says."""
    profile = material.committee
    yield (
        (
            f"The section on intimidation and reprisals of its report to "
            f"{profile.reports_to.value};"
        ),
        Foot(f"{GUIDELINES}, para. 25."),
    )
    yield (
        "The accounts above, each of which stands in that section only as it is agreed to;"
        if any(one.state is None for one in material.accounts)
        else "Whether the persons concerned are to be asked about an account in that section;"
    )
    if profile.policy.value is None:
        yield "A policy of its own on intimidation and reprisals;"
    if profile.functions.value is None:
        yield "A document that defines the functions of the office;"
    if profile.endorsed.value is None:
        yield "The endorsement of the San José Guidelines;"
    if profile.posting.value in {Posting.NEVER, Posting.NO_PRACTICE, Posting.ANNUAL_REPORT}:
        yield (
            (
                "Whether letters and replies are made public, item by item and with the agreement "
                "of those concerned;"
            ),
            Foot(f"{GUIDELINES}, para. 26."),
        )
    yield "Recalling, at the opening of each session, that it tolerates no reprisals."


def _appointed(material: Material) -> Iterator[Block]:
    """Say who held the office. Source: N 27, 41."""
    if not material.offices:
        return
    held = []
    for one in material.offices:
        post = "" if one.post is Post.RAPPORTEUR else f" ({one.post})"
        since = f" since {long_day(one.since)}" if one.since >= material.since else ""
        until = (
            f" until {long_day(one.until)}" if one.until and one.until <= material.until else ""
        )
        held.append(f"{one.holder}{post}{since}{until}")
    over = all(one.until and one.until <= material.until for one in material.offices)
    verb = "was" if over else "has been"
    office = called(material.committee)
    yield Numbered(f"The office of {office} {verb} held by {'; '.join(held)}.")


def _accounts(material: Material) -> Iterator[Block]:
    """Give the accounts that name no State; whether there are others is said nowhere.

    Source: floor 4; whoever is given no page of one has to read the same as if there were none.
    """
    told = [one for one in material.accounts if one.state is None]
    for one in told:
        yield Numbered(one.text)
    if not told:
        yield Numbered(NO_ACCOUNT)
    yield Numbered(APART)


def _apart(material: Material) -> Iterator[Block]:
    """Give each account that names a State on a page of its own, without a number that is missed.

    Source: floor 4.
    """
    for one in material.accounts:
        if one.state is not None:
            yield NewPage()
            yield Plain(
                f"Not for members who are nationals of {name_of(one.state)}, or who take no part "
                "in the case for another reason."
            )
            yield Plain(one.text)


def _practices(material: Material) -> Iterator[Block]:
    if material.practices:
        yield Heading("Good practices")
        yield from practised(told(material))


# -- the section of the annual or biennial report ---------------------------------------------


def _addressed(material: Material) -> str:
    """Return to whom the section goes, as the committee reports. Source: G 25; N 11 (g)."""
    return f"Section for the report of the Committee to {material.committee.reports_to.value}"


def _annual(material: Material) -> Iterator[Block]:
    """Give the section, which a report of the committee takes in as it stands."""
    yield Numbered(
        (
            (
                "Everyone has the right to have unhindered access to the Committee and to "
                "communicate with it. The Committee condemns intimidation and reprisals against "
                "those who seek to cooperate, cooperate or have cooperated with it."
            ),
            Foot(f"{GUIDELINES}, paras. 2 and 5."),
        )
    )
    yield from _appointed(material)
    yield from paragraphs(told(material))
    yield from figured(material.figures)


# -- a session's report -----------------------------------------------------------------------


def _session_title(material: Material) -> str:
    named = [one.title for one in material.sessions[:1]]
    return f"Report on reprisals: {named[0]}" if named else "Report on reprisals"


def _session(material: Material) -> Iterator[Block]:
    yield from paragraphs(told(material))
    yield from figured(material.figures)


# -- what others print ------------------------------------------------------------------------


def _contribution(material: Material) -> Iterator[Block]:
    """Give the contribution: accounts alone, each of them agreed to anew. Source: N 39, 50."""
    yield Numbered(
        f"The {material.committee.name} submits the following to the report of the "
        "Secretary-General on cooperation with the United Nations, its representatives and "
        f"mechanisms in the field of human rights, for the period "
        f"{period(material.since, material.until)}."
    )
    yield Numbered(
        "Those concerned, or those who may speak for them, have been asked about this report, by "
        "itself and lately, and have agreed. Whoever withdraws that agreement before the report appears is to be left out: "
        "the secretariat of the Committee will say so at once."
        if material.accounts
        else "The Committee submits no account of a case for this period."
    )
    for one in material.accounts:
        yield Numbered(one.text)
    if material.accounts:
        yield Plain(
            "The Committee asks to be told which of these accounts appear, and in which "
            "paragraphs, so that those concerned can be informed."
        )


def _chairs(material: Material) -> Paper:
    """Return this committee's material for the meeting of Chairs, laid out by itself."""
    return together((told(material),), material.dated)
