"""Letters and replies that were posted: a list by day, and a page for each.

What stands in them is an allegation, and the page says so. The text is shown as it was
released, in whatever language it is written, and nothing is added to it. Source: G 26; N 11 (a).
"""

from collections.abc import Sequence
from datetime import date
from html import escape

from sanjose.paper.pages.layout import Page
from sanjose.rules.public import Posted, Public
from sanjose.words.states import states

FOLDER = "posted/"
ALLEGATION = (
    "What it speaks of is an allegation. That it is posted does not say what was found, and "
    "everybody concerned agreed to its being posted, or somebody who may speak for them did."
)
NOT_HERE = "<p>Its text is not kept on these pages.</p>"


def long_day(day: date) -> str:
    """Return a day as it is written in a letter."""
    return f"{day.day} {day:%B %Y}"


def pages(public: Public, rule: str) -> tuple[Page, ...]:
    """Return the list of what was posted, and a page for each of it.

    Args:
        rule: what the committee does with letters and replies, in a sentence.
    """
    return (_list(public, rule), *(_item(one) for one in public.shown))


def _list(public: Public, rule: str) -> Page:
    parts = [f"<p>{escape(rule)}</p>", "<h2>Posted</h2>"]
    if public.shown:
        parts += ["<ul>", *(f"<li>{_line(one)}</li>" for one in public.shown), "</ul>"]
    else:
        parts.append("<p>Nothing is posted here at present.</p>")
    parts.append("<h2>Public documents</h2>")
    if public.documents:
        parts += ["<ul>"]
        for state, one in public.documents:
            where = f", {one.paragraphs}" if one.paragraphs else ""
            said = f"{long_day(one.on)}: {_name(state)}, {one.what}, {one.symbol}{where}"
            parts.append(f"<li>{escape(said)}</li>")
        parts += ["</ul>"]
    else:
        parts.append("<p>None that speaks of it is listed here at present.</p>")
    return Page(
        place="letters.html",
        title="Letters and replies that were posted",
        listed="Letters and replies that were posted",
        body="\n".join(parts),
    )


def _line(one: Posted) -> str:
    said = escape(f"{long_day(one.posted_on)}: {title(one)}")
    return f'<a href="{FOLDER}{one.name}.html">{said}</a>'


def title(one: Posted) -> str:
    """Return what an item is called on its page: what, whose, and of which day."""
    of = f" of {long_day(one.written_on)}" if one.written_on else ""
    who = "from" if one.of_reply else "to"
    what = "Reply" if one.of_reply else "Letter"
    return f"{what} {who} {_name(one.state)}{of}"


def _item(one: Posted) -> Page:
    symbol = f"<p>{escape(one.symbol)}</p>\n" if one.symbol else ""
    text = NOT_HERE
    if one.text:
        text = f'<div class="letter" lang="" dir="auto">{_paragraphs(one.text)}</div>'
    return Page(
        place=f"{FOLDER}{one.name}.html",
        title=title(one),
        body=(
            f"<p>Posted on {long_day(one.posted_on)}.</p>\n{symbol}"
            f"<p>{escape(ALLEGATION)}</p>\n"
            f"{text}\n"
            '<p><a href="../letters.html">All letters and replies that were posted</a></p>'
        ),
    )


def _paragraphs(text: str) -> str:
    lines: Sequence[str] = text.replace("\r\n", "\n").strip("\n").split("\n\n")
    return "".join(f'<p dir="auto">{escape(one.strip(chr(10)))}</p>' for one in lines)


def _name(code: str) -> str:
    return next((one.name for one in states(trial=True) if one.code == code), code)
