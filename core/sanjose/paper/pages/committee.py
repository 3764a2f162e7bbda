"""A committee's own page: what its profile supports, in whole sentences, and nothing beyond.

What a profile was given is said with its document; what was chosen for want of one is our own
working rule and is not told to everybody as the committee's. Source: N 26, annexes I and II.
"""

from collections.abc import Iterator, Mapping
from html import escape

from sanjose.rules.charts import Chart
from sanjose.rules.profile import Committee, Posting, Shape
from sanjose.words.provenance import NOTE, Citation, Given, Provision

POSTED: Mapping[Posting, str] = {
    Posting.NEVER: "Letters of {body} to States about allegations, and the replies, are not posted.",
    Posting.NO_PRACTICE: "{Body} has reported no practice of posting its letters to States about "
    "allegations, or the replies.",
    Posting.CASE_BY_CASE: "{Body} may post a letter to a State or the reply, case by case. The "
    "person concerned is asked about each by itself: the letter is one item, its reply another.",
    Posting.POSTED: "{Body} posts letters to States and the replies. The person concerned is "
    "asked about each by itself: the letter is one item, its reply another.",
    Posting.ANNUAL_REPORT: "Letters to States and the replies are not posted. The annual report "
    "of {body} may speak of them.",
    Posting.VISIT_REPORT: "Letters to States and the replies are not posted. Allegations are "
    "disclosed when the report on a visit is made public.",
}
"""What is done with letters and replies, as a person who submits has to know it."""


def body_of(committee: Committee) -> str:
    """Return how a committee is called in the middle of a sentence, by the word in its name."""
    own = next((one for one in committee.name.split() if "committee" in one.casefold()), "")
    return f"the {own or 'Committee'}"


def focal(committee: Committee) -> str:
    """Return who acts on reprisals there; the office is named where a document names it."""
    if committee.shape.value is Shape.BUREAU:
        return "its Bureau"
    if isinstance(committee.rapporteur, Given):
        return f"its {committee.rapporteur.value}"
    return "its rapporteur or focal point on reprisals"


def reviews(committee: Committee) -> bool:
    """Return whether States report to it, so that it can ask them before everybody."""
    return committee.procedure("report") is not None


def occasions(committee: Committee) -> str:
    """Return where its members can be spoken to."""
    if any("visit" in one.key for one in committee.procedures):
        return "at a session, a meeting or a visit"
    return "at a session or a meeting"


def posting(committee: Committee) -> str:
    """Return what is done with letters and replies, in a sentence."""
    body = body_of(committee)
    told = POSTED[committee.posting.value]
    return told.replace("{body}", body).replace("{Body}", capital(body))


def capital(text: str) -> str:
    """Return a text that begins with a capital letter."""
    return text[:1].upper() + text[1:]


def mailto(address: str) -> str:
    """Return an address as a link, which reads from left to right wherever it stands."""
    safe = escape(address)
    return f'<a href="mailto:{safe}" dir="ltr">{safe}</a>'


def page(committee: Committee, chart: Chart, as_of: str) -> str:
    """Return what stands on a committee's page.

    Args:
        chart: who is rapporteur or focal point, of this committee alone.
        as_of: when that was so.
    """
    parts = [
        "<h2>Contact</h2>",
        _contact(committee),
        f"<p>{escape(_acts(committee, chart, as_of))}</p>",
        "<h2>Policy and practice</h2>",
        "<dl>",
        *_practice(committee),
        "</dl>",
        "<h2>Ways of cooperating</h2>",
        "<p>Nobody may be harmed for taking part in one of these, or for trying to:</p>",
        "<ul>",
        *(
            f"<li>{escape(one.title)}{' (confidential)' if _closed(one) else ''}</li>"
            for one in committee.procedures
        ),
        "</ul>",
    ]
    return "\n".join(parts)


def _closed(one: object) -> bool:
    title = getattr(one, "title", "")
    return bool(getattr(one, "sealed", False)) and "confidential" not in title


def _contact(committee: Committee) -> str:
    address = committee.mailbox.value
    if address is None:
        return (
            "<p>No e-mail address for this is known from the documents that were read. Do not "
            f"guess one. You can write to another committee, and say that it is for {body_of(committee)}.</p>"
        )
    return (
        f"<p>{mailto(address)}</p>\n"
        '<p>Before you write, read <a href="submit.html">how to submit safely</a>.</p>'
    )


def _acts(committee: Committee, chart: Chart, as_of: str) -> str:
    """Return who acts on reprisals, with the names that are published."""
    if committee.shape.value is Shape.BUREAU:
        return f"{capital(focal(committee))} is the focal point on reprisals."
    names = " and ".join(str(row[1]) for row in chart.rows if str(row[1]))
    office = capital(focal(committee).removeprefix("its "))
    return f"{office}: {names} ({as_of})." if names else f"{office}: no name is published."


def _practice(committee: Committee) -> Iterator[str]:
    given: tuple[tuple[str, Provision[str | None], str], ...] = (
        ("Whom its work on reprisals covers", committee.protects, ""),
        ("Policy or guidelines of its own", committee.policy, "None is reported."),
        ("Document that defines the functions", committee.functions, "None is reported."),
    )
    for head, value, none in given:
        if isinstance(value, Given):
            said = capital(f"{value.value}") + "." if value.value else none
            yield _line(head, said.replace("..", "."), value.source)
    yield _line("San José Guidelines", endorsed(committee), _source(committee.endorsed))
    yield _line("Letters and replies", posting(committee), _source(committee.posting))
    if isinstance(committee.reports, Given):
        yield _line("Reports", capital(committee.reports.value) + ".", committee.reports.source)


def endorsed(committee: Committee) -> str:
    """Return whether a committee endorsed the San José Guidelines, as far as is known."""
    value = committee.endorsed
    if value.value is None:
        return "It is not reported that they were endorsed or adopted."
    if isinstance(value, Given):
        return f"Endorsed or adopted in {value.value}."
    return "Endorsed or adopted; the day could not be confirmed."


def _source(value: Provision[object]) -> Citation | None:
    return value.source if isinstance(value, Given) else None


def _line(head: str, said: str, source: Citation | None) -> str:
    cited = f' <span class="from">[{escape(_named(source))}]</span>' if source else ""
    return f"<dt>{escape(head)}</dt><dd>{escape(said)}{cited}</dd>"


def _named(source: Citation) -> str:
    """Return a source as a reader knows it; the chart of early 2023 by what it is."""
    if source.symbol == NOTE and source.place.startswith("annex"):
        return "chart of the United Nations, early 2023"
    return str(source)
