"""The papers of a meeting of rapporteurs and focal points: agenda, annotations, the sheet.

The agenda is for everybody who is invited, and says of no State and no case, nor how many there
are: whoever may not know of one would count what they know of against it. The sheet is for the
room, and is handed back. Source: N 13-25, 47-50; G 16, 17, 33.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from sanjose.paper.document import (
    Block,
    Foot,
    Heading,
    Items,
    NewPage,
    Numbered,
    Paper,
    Plain,
    Table,
    Words,
)
from sanjose.paper.forms.tongues import long_day
from sanjose.rules.charts import annex_i
from sanjose.rules.meetings import Meeting, Topic
from sanjose.rules.profile import Committee
from sanjose.words.provenance import GUIDELINES, NOTE

TITLE = "Meeting of the rapporteurs and focal points on reprisals of the treaty bodies"
SHEET = "Confidential: for those in the room, to be handed back"
TOPICAL = "Topics for discussion"
ITEMS = (
    "Opening of the meeting and adoption of the agenda",
    "Developments in each treaty body",
    "Cases that committees have shared with one another",
    "Action taken together",
    "Good practices",
    TOPICAL,
    "Coordination with others in the United Nations",
    "Issues for further action by the Chairs",
    "Next meeting and other matters",
)


def agenda(
    meeting: Meeting,
    topics: Sequence[Topic],
    profiles: Iterable[Committee],
    held_on: date | None,
    dated: date,
) -> Paper:
    """Return the provisional agenda with its annotations, documents and participants."""
    when = long_day(held_on) if held_on else "Day to be set"
    blocks: tuple[Block, ...] = (
        Heading("Provisional agenda"),
        Items(ITEMS, ordered=True),
        Heading("Annotations"),
        *_annotations(meeting, topics),
        Heading("Documents"),
        Items(tuple(_documents())),
        NewPage(),
        Heading("Participants"),
        _participants(meeting, profiles),
    )
    return Paper(
        title=TITLE,
        masthead=("Human rights treaty bodies", when, "Provisional agenda and annotations"),
        dated=dated,
        handling="Draft by the secretariat",
        blocks=blocks,
    )


def _annotations(meeting: Meeting, topics: Sequence[Topic]) -> Iterator[Block]:
    for item, words in zip(ITEMS, _words(meeting), strict=True):
        yield Heading(item, 2)
        for one in words:
            yield Numbered(one)
        if item == TOPICAL:
            *first, last = (f"{one[:1].upper()}{one[1:]}" for one in topics)
            yield Items((*(f"{one};" for one in first), f"{last}."), ordered=True)


def _words(meeting: Meeting) -> Iterator[tuple[Words, ...]]:
    """Give the annotations, item by item."""
    yield (
        (
            "The meeting may wish to adopt the agenda as it stands, and to say at its opening who "
            "takes no part in which item."
        ),
    )
    yield (
        (
            "Participants exchange information on how their committees respond to allegations.",
            Foot(f"{NOTE}, paras. 13 and 14."),
            (
                " Each secretariat is asked for its committee's material, which is joined in one "
                "document."
            ),
        ),
    )
    yield _shared(meeting)
    yield (
        (
            (
                "Where reprisals are documented by different bodies, the State party does not "
                "cooperate and allegations recur, rapporteurs and focal points may propose a joint "
                "public statement of Chairs."
            ),
            Foot(f"{NOTE}, para. 16."),
        ),
        (
            "A common approach to a State party over a clear trend may be considered as well.",
            Foot(f"{NOTE}, para. 17."),
        ),
    )
    yield _practised(meeting)
    yield (("At an earlier meeting the following was proposed:", Foot(f"{NOTE}, para. 25.")),)
    yield (
        (
            (
                "The meeting may wish to consider coordination with the Assistant Secretary-General "
                "for Human Rights, with special procedures and with field presences, before the "
                "review of a State's report as well."
            ),
            Foot(f"{NOTE}, paras. 48 to 50."),
        ),
    )
    yield (
        (
            (
                "The meeting identifies the issues that need further action by the Chairs, who are "
                "regularly informed of developments."
            ),
            Foot(f"{NOTE}, paras. 13 and 46; {GUIDELINES}, para. 33."),
        ),
    )
    yield (
        (
            (
                "Annual meetings, held virtually, could be envisaged, with the focal points in "
                "the secretariat."
            ),
            Foot(f"{NOTE}, para. 47."),
        ),
    )


def _shared(meeting: Meeting) -> tuple[Words, ...]:
    if not meeting.in_network:
        return ("No committee has shared anything with the one that drafts this agenda.",)
    return (
        (
            (
                "Committees share summaries of cases as far as those concerned agree, for "
                "information, advice and supportive action."
            ),
            Foot(f"{GUIDELINES}, para. 16."),
        ),
        (
            "Whoever is a national of a State concerned, or is otherwise recused, takes no part in "
            "the item and is given no paper of it. A sheet of the summaries is handed out in the "
            "room and handed back."
        ),
    )


def _practised(meeting: Meeting) -> tuple[Words, ...]:
    first: Words = (
        "Participants tell each other of good practices, so that they can be repeated elsewhere.",
        Foot(f"{GUIDELINES}, para. 17; {NOTE}, paras. 14 and 20."),
    )
    told = (
        f"{one.fact.title.rstrip('.')}: {one.fact.text.reveal()}" for one in meeting.practices
    )
    return (first, *told)


def _documents() -> Iterator[Words]:
    yield f"{GUIDELINES}, San José Guidelines"
    yield f"{NOTE}"
    yield "Material of the treaty bodies, joined"
    yield "Policies and practices, by treaty body (chart)"
    yield "Sheet of summaries, handed out in the room for item (c)"


def _participants(meeting: Meeting, profiles: Iterable[Committee]) -> Table:
    """Return who takes part; for the own committee that is whoever the roster names today."""
    chart = annex_i(profiles, {meeting.committee.slug: (meeting.holders,)})
    return Table(
        caption=chart.title,
        head=chart.head[:2],
        rows=tuple((str(row[0]), str(row[1])) for row in chart.rows),
    )


def sheet(meeting: Meeting, dated: date) -> Paper:
    """Return the sheet of what committees shared, for the room that it was made for."""
    listed = meeting.sheet or ()
    rows = tuple(
        (str(number), one.committee.upper(), one.says, "; ".join(one.asked) or "nothing so far")
        for number, one in enumerate(listed, 1)
    )
    blocks: tuple[Block, ...] = (
        Plain(
            "Each line is an allegation that a committee told others of, as far as those "
            "concerned agree. What may be about a State whose nationals sit in the room is not "
            "on this sheet, and is not spoken of."
        ),
        Table(
            caption="Summaries that stand",
            head=("", "Committee", "State or region, time, act", "Asked or offered from here"),
            rows=rows,
        )
        if rows
        else Plain("Nothing stands that can be spoken of in this room."),
    )
    return Paper(
        title="Cases that committees have shared",
        masthead=(TITLE, "Item (c)"),
        dated=dated,
        handling=SHEET,
        blocks=blocks,
    )
