"""Count a period for the house, and release what of it may be published, once and for ever.

The figures of the house leave out what the officer is recused from. What is published counts
everything, whoever enters it, and once published it lies outside the wall. An officer who is
recused from something is neither refused nor shown another number than before: a refusal, or
a preview that counts everything, could be asked for day after day until it told which day a
case came in that they may not know of. Whether the office-holder is recused is asked of what
is open to the officer, for the same reason.

Source: G 15, 25, 32; N 24, 25, 29, 32; floors 4, 6 and 10.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date

from sanjose.keeping import counting
from sanjose.keeping.archive import COMMITTEE
from sanjose.keeping.counting import Hidden
from sanjose.rules import authority, figures, releases
from sanjose.rules.authority import Wall
from sanjose.rules.figures import Breakdown, Figure, Figures
from sanjose.rules.view import Objection
from sanjose.secretariat.desk import Desk
from sanjose.secretariat.outcome import Outcome
from sanjose.words.errors import Misuse
from sanjose.words.figures import FigureReleased, Release, written
from sanjose.words.figures import releases as of_record
from sanjose.words.measures import LETTERS, Measure
from sanjose.words.model import Assessment, Calendar, Kind, Post, Silence

ALLEGATION = "allegation"
UNKNOWN = "unknown"
REPLIES = {
    "answered": "answered in substance",
    "acknowledged": "acknowledged, and not answered so far",
    "none": "no reply so far",
}
"""What came back on a letter."""

SEVERAL = "one allegation can show several"


class Figuring(Desk):
    """The verbs about figures."""

    def figures(self, since: date, until: date, *, public: bool = False) -> Figures:
        """Return the figures of a period; what is zero stands as zero.

        Args:
            public: only what was released for publication, whoever asks; otherwise the figures
                of the house, as far as they are open to this officer.

        Raises:
            Misuse: the period ends before it begins, or the office reads no lists.
        """
        _period(since, until)
        self.may_list()
        self.archive.catch_up()
        if public:
            return releases.composed(self._figures_titled(since, until), self.figure_releases())
        return self._figures_of(since, until, self.hidden())

    def figure_releases(self) -> tuple[Release, ...]:
        """Return everything that was released for publication, by its days."""
        return of_record(self.archive.events(COMMITTEE))

    def against_figures(
        self, since: date, until: date, *, on: date | None = None, by: Post | None = None
    ) -> tuple[Objection, ...]:
        """Return what stands against releasing the figures of a period; it reads no number.

        Raises:
            Misuse: the period ends before it begins.
        """
        _period(since, until)
        day = self.day(on)
        if objections := self.may("disclose", Wall()):
            return objections
        self.archive.catch_up()
        walls = self._walls_of(since, until)
        instructed = (self.instructed("disclose", by, one, None, day) for one in walls)
        held = {(one.key, one.reason): one for found in instructed for one in found}
        there = self.figure_releases()
        return (*held.values(), *releases.against(there, since, until, day))

    def figures_ahead(
        self, since: date, until: date, *, total: bool, by: Post | None = None
    ) -> Figures | None:
        """Return what would be published of a period, as far as it is open to this officer.

        It is None where something stands against a release.

        Raises:
            Misuse: as ``against_figures``.
        """
        if self.against_figures(since, until, by=by):
            return None
        return figures.published(self._figures_of(since, until, self.hidden()), total=total)

    def release_figures(
        self,
        since: date,
        until: date,
        *,
        total: bool,
        on: date | None = None,
        by: Post | None = None,
    ) -> Outcome:
        """Release the figures of a period for publication, which nothing takes back.

        Args:
            total: whether the total is released; without it only what is zero is published.
            by: the office-holder whose act it is; the rapporteur, or whoever acts.

        Raises:
            Misuse: as ``against_figures``.

        Source: floor 10; N 29, 32.
        """
        day, own = self.day(on), self.actor().post
        released_by = by if own is Post.SECRETARIAT else own
        with self.archive.writing():
            if objections := self.against_figures(since, until, on=on, by=released_by):
                return self.refuse("disclose", objections, None, day)
            counted = self._figures_of(since, until, Hidden())
            shown = figures.published(counted, total=total).numbers
            numbers = tuple(
                written(*key, number) for key, number in shown.items() if number is not None
            )
            fact = FigureReleased(since=since, until=until, numbers=numbers)
            self.enter(COMMITTEE, "disclose", fact, day, by=released_by)
        return Outcome(verb="disclose")

    # -- counting -----------------------------------------------------------------------------

    def _figures_of(self, since: date, until: date, hidden: Hidden) -> Figures:
        """Return what the register and the committee's own record have of a period."""
        register = self.archive.register
        found = register.count(hidden, "finding", since, until)
        procedures = register.count(hidden, "procedure", since, until)
        known = {one.key for one in self.committee.procedures}
        # One may have come in under a name that the profile has not, while the plugin was out.
        strange = sum(number for key, number in procedures.items() if key not in known)
        taken = Counter(register.count_stages(hidden, since, until))
        taken.update((one.key, one.stage) for one in self._own_measures(since, until, hidden))
        measures: Counter[str] = Counter()
        replies: Counter[str] = Counter()
        for (key, stage), number in taken.items():
            measures[key] += number
            answer = stage if stage in REPLIES else "none"
            replies[answer] += number if key in LETTERS else 0
        calendar = [one.what for one in self.record().calendar if since <= one.starts <= until]
        return self._figures_titled(
            since,
            until,
            total=sum(found.values()),
            partly=bool(hidden.states),
            numbers={
                figures.PROCEDURE: procedures | {UNKNOWN: strange},
                figures.FINDING: {key or ALLEGATION: number for key, number in found.items()},
                figures.KIND: register.count_marks(hidden, counting.KIND, since, until),
                figures.SILENCE: register.count_marks(hidden, counting.SILENCE, since, until),
                figures.MEASURE: measures,
                figures.REPLY: replies,
                figures.CALENDAR: Counter(map(str, calendar)),
            },
        )

    def _own_measures(self, since: date, until: date, hidden: Hidden) -> Iterable[Measure]:
        """Give the committee's own measures that were taken in a period, without a case."""
        return (
            one
            for one in self.record().measures
            if one.taken_on is not None
            and since <= one.taken_on <= until
            and one.proposal.state not in hidden.states
        )

    def _walls_of(self, since: date, until: date) -> tuple[Wall, ...]:
        """Return the walls of what counts in a period and is open to this officer."""
        record, hidden = self.record(), self.hidden()
        own = {one.proposal.state for one in self._own_measures(since, until, hidden)}
        of_cases = self.archive.register.walls(hidden, since, until)
        return (
            Wall(),
            *(authority.wall_for(record, state, who) for state, who in of_cases.items()),
            *(authority.wall_for(record, state) for state in own if state),
        )

    def _figures_titled(
        self,
        since: date,
        until: date,
        *,
        total: int = 0,
        partly: bool = False,
        numbers: Mapping[str, Mapping[str, int]] | None = None,
    ) -> Figures:
        """Return figures with their titles; every number that is not given is zero."""
        given = numbers or {}
        committee = self.committee
        procedures = {one.key: one.title for one in committee.procedures}
        kinds = {key: one.title for key, one in committee.kinds.items()}
        findings = {ALLEGATION: "not assessed yet"} | _named(Assessment)
        laid = (
            (
                figures.PROCEDURE,
                "Allegations received, by procedure",
                procedures | {UNKNOWN: "procedure not known"},
                "",
            ),
            (figures.FINDING, "What was found of them so far", findings, ""),
            (figures.KIND, "What is alleged", _named(Kind), SEVERAL),
            (
                figures.SILENCE,
                "What was not said or done out of fear",
                _named(Silence),
                SEVERAL,
            ),
            (figures.MEASURE, "Measures taken", kinds, ""),
            (figures.REPLY, "What States replied to the letters among them", REPLIES, ""),
            (figures.CALENDAR, "In the calendar", _named(Calendar), ""),
        )
        return Figures(
            since=since,
            until=until,
            total=Figure(key=figures.TOTAL, title="Allegations received", number=total),
            breakdowns=tuple(
                Breakdown(
                    key=key,
                    title=title,
                    note=note,
                    figures=tuple(
                        Figure(key=one, title=words, number=given.get(key, {}).get(one, 0))
                        for one, words in titles.items()
                    ),
                )
                for key, title, titles, note in laid
            ),
            public=False,
            partly=partly,
        )


def _named(of: Iterable[str]) -> dict[str, str]:
    return {str(one): str(one) for one in of}


def _period(since: date, until: date) -> None:
    """Check a period.

    Raises:
        Misuse: it ends before it begins.
    """
    if until < since:
        message = "the period ends before it begins: correct one of the days"
        raise Misuse(message)
