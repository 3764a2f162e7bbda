"""Gather what a report is made from; nothing is sent, and no case is opened but for an account.

Source: G 15, 17, 25, 32, 33; N 11 (g), 29-35, 39, 41; floors 7 and 10.
"""

from dataclasses import dataclass
from datetime import date

from sanjose.rules import reports
from sanjose.rules.reports import Material, Sort
from sanjose.rules.view import Objection
from sanjose.secretariat.papers.accounts import Accounting
from sanjose.secretariat.papers.figures import Figuring
from sanjose.secretariat.practices import Practising
from sanjose.words.errors import Misuse
from sanjose.words.events import CalendarEntered
from sanjose.words.model import Calendar


@dataclass(frozen=True, kw_only=True, slots=True)
class Gathered:
    """What a report is made from, and which accounts are not in it, with the reasons.

    The reasons are for the secretariat; no paper has them.
    """

    material: Material
    lacking: tuple[tuple[str, Objection], ...]


class Reporting(Accounting, Practising, Figuring):
    """The verbs about reports."""

    def gather(
        self, sort: Sort, since: date, until: date, *, on: date | None = None
    ) -> Gathered:
        """Return what a report of a period is made from; both days count.

        Of a period that is not over it tells what is past on the day of the report.

        Raises:
            Misuse: the period ends before it begins, the office that the key belongs to reads
                no lists, or this committee gives no report of that sort.
        """
        self.may_list()
        if until < since:
            raise Misuse("the period ends before it begins: correct one of the days")
        if sort is Sort.SESSION and self.committee.file(reports.SESSION_FILE) is None:
            raise Misuse("this committee's profile has no report of each session")
        day = self.day(on)
        accounts, lacking = self.accounts(sort, since, until)
        record = self.record()
        entries = reports.in_period(record, since, min(until, day))
        figures = self.figures(since, until, public=True)
        material = Material(
            committee=self.committee,
            sort=sort,
            since=since,
            until=until,
            dated=day,
            figures=figures,
            calendar=reports.counted(entries),
            sessions=tuple(one for one in entries if one.what is Calendar.SESSION),
            observed=reports.observed(entries),
            general=reports.recommended(record, since, until),
            done=reports.done(record, since, until),
            offices=reports.serving(record, since, until),
            accounts=accounts,
            practices=self.practices(since=since, until=until),
            partly=bool(self.hidden().states),
        )
        return Gathered(material=material, lacking=lacking)

    def session_named(self, title: str | None) -> CalendarEntered:
        """Return a session of the calendar by its title, the last that has begun where none is given.

        Raises:
            Misuse: there is none, or there are several.
        """
        today = self.today()
        sessions = [one for one in self.record().calendar if one.what is Calendar.SESSION]
        if title is None:
            begun = sorted((one for one in sessions if one.starts <= today), key=_begins)
            found = begun[-1:]
        else:
            typed = " ".join(title.casefold().split())
            found = [one for one in sessions if one.title.casefold().startswith(typed)]
        if len(found) != 1:
            how = "several sessions begin so" if found else "no such session stands there"
            raise Misuse(f"{how}: see `sanjose calendar` for its title")
        return found[0]


def _begins(one: CalendarEntered) -> date:
    return one.starts
