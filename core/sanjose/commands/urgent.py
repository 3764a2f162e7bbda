"""After an urgent allegation: the reference, what may be done at once, and whom to telephone.

It is read by somebody on the telephone. The reference comes first, then what needs nobody's
leave, then who has to know, then the rest.
"""

from collections.abc import Iterator
from datetime import date

from sanjose.commands.answers import as_option, as_plain
from sanjose.commands.around import Around
from sanjose.commands.telling import heading, paragraph, say, sentence, table, tell_json
from sanjose.commands.wording import state_name
from sanjose.rules.authority import Acting
from sanjose.secretariat import Outcome, Secretariat
from sanjose.words.errors import Misuse, Unable
from sanjose.words.model import Post

SPELLED = dict(
    zip(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789",
        (
            "Alfa Bravo Charlie Delta Echo Foxtrot Golf Hotel India Juliett Kilo Lima Mike "
            "November Oscar Papa Quebec Romeo Sierra Tango Uniform Victor Whiskey X-ray Yankee "
            "Zulu zero one two three four five six seven eight nine"
        ).split(),
        strict=True,
    )
)
"""How a letter or a figure is said on the telephone."""


EMERGENCY = (
    "the person was tried through a safe channel, in vain",
    "only what the State already knows is used; nothing is published",
    "{focal} and Chair agree; by telephone is enough",
    "consequences are weighed, be it in one sentence",
)
"""What the emergency basis asks for, as the rules of the basis check it."""


def tell(around: Around, door: Secretariat, outcome: Outcome) -> int:
    """Tell what was recorded and what comes now; return the exit code."""
    reference = outcome.reference or ""
    people = tuple(_to_be_told(door, reference, around.on))
    if around.as_json:
        told = [_plain(post, acting) for post, acting in people]
        tell_json({**as_plain(outcome, door.today()), "telephone": told})
        return 0
    say()
    say(f"    {reference}")
    say()
    paragraph(f"Said aloud: {spelled(reference)}.")
    say()
    if not people:
        for note in outcome.notes:
            paragraph(sentence(note))
        return 0
    case = door.show(reference)
    paragraph(
        f"Recorded: an allegation of imminent risk concerning {state_name(case.received.state)}. "
        "It is kept; everything else can follow."
    )
    for note in outcome.notes:
        if not note.startswith("worth considering"):
            paragraph(sentence(note))
    _tell_at_once(reference, door.focal, in_session=case.received.in_session)
    _tell_telephone(people, reference)
    _tell_next(reference)
    return 0


def spelled(reference: str) -> str:
    """Return a reference as it is said on the telephone.

    >>> spelled("CAT-26-7K3QM-X")
    'Charlie Alfa Tango, two six, seven Kilo three Quebec Mike, X-ray'
    """
    return ", ".join(" ".join(SPELLED[one] for one in part) for part in reference.split("-"))


def _to_be_told(
    door: Secretariat, reference: str, on: date | None
) -> Iterator[tuple[Post, Acting]]:
    """Give who acts as rapporteur and as Chair; nobody where the officer is recused."""
    for post in (door.focal, Post.CHAIR):
        try:
            yield post, door.acting(post, reference, on=on)
        except (Misuse, Unable):
            return


def _plain(post: Post, acting: Acting) -> dict[str, object]:
    holders = [{"holder": one.holder, "address": one.address} for one in acting.holders]
    return {"post": str(post), "acting": str(acting.post), "holders": holders}


def _tell_at_once(reference: str, focal: Post, *, in_session: bool) -> None:
    heading("At once")
    if in_session:
        paragraph(
            "Danger in the room: call the Department of Safety and Security first and record "
            "it afterwards. No decision is needed (G 22).",
            indent=2,
        )
        say(f"      sanjose propose {reference} safety")
    paragraph(
        "A letter asking the State for protection waits for no assessment (G 19). It needs "
        "the person's consent; in an emergency all of this instead, for 72 hours:",
        indent=2,
    )
    for condition in EMERGENCY:
        paragraph(f"- {condition.format(focal=focal)}", indent=4, hang=2)


def _tell_telephone(people: tuple[tuple[Post, Acting], ...], reference: str) -> None:
    heading("Telephone")
    table((_title(post, acting), _who(acting)) for post, acting in people)
    say()
    told: set[str] = set()
    for _, acting in people:
        holders = {one.holder for one in acting.holders}
        if holders - told:
            say(f"  sanjose notify {reference} --to {as_option(acting.post)}")
        told |= holders


def _title(post: Post, acting: Acting) -> str:
    title = f"{post[:1].upper()}{post[1:]}"
    stands_in = acting.post is not post and acting.holders
    return f"{title} (the {acting.post} acts)" if stands_in else title


def _who(acting: Acting) -> str:
    if not acting.holders:
        return "nobody in the roster is free to act: any member who is not recused"
    return "; ".join(
        one.holder + (f", {one.address}" if one.address else "") for one in acting.holders
    )


def _tell_next(reference: str) -> None:
    heading("Then")
    for verb in ("contact", "consent", "weigh", "steps"):
        say(f"  sanjose {verb} {reference}")
