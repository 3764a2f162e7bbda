"""Find the day ahead that a letter names, so that the record waits for what was asked for.

An officer edits a letter in Word and may send it some days after it was drafted: the last day
for a reply is the one that stands in it, and not one that is counted anew. Source: G 19; ours.
"""

import re
from datetime import date, timedelta

from sanjose.paper.forms.tongues import long_day
from sanjose.rules.letters import LANGUAGES

FURTHEST = 400
"""Days ahead that are looked for. Source: ours; a reply is asked for within a year."""

_SPACES = re.compile(r"\s+")


def deadline_named(words: str, sent_on: date) -> date | None:
    """Return the one day after a letter was sent that it names; None for none, or for several.

    >>> deadline_named("by 21 May 2026 at the latest", date(2026, 3, 2))
    datetime.date(2026, 5, 21)
    >>> deadline_named("between 21 May 2026 and 2 June 2026", date(2026, 3, 2))
    """
    plain = _SPACES.sub(" ", words)
    ahead = (sent_on + timedelta(days=number) for number in range(1, FURTHEST + 1))
    named = [day for day in ahead if _stands(day, plain)]
    return named[0] if len(named) == 1 else None


def _stands(day: date, plain: str) -> bool:
    """Return whether a text names a day, in any language of letters."""
    forms = {day.isoformat(), *(long_day(day, language) for language in LANGUAGES)}
    return any(
        re.search(rf"(?<!\d){re.escape(form)}(?!\d)", plain) for form in forms if form in plain
    )
