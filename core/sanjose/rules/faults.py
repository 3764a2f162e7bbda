"""What can be wrong with a profile, read as a table before any hook of its plugin is asked.

A profile that says something without a source, or that is weaker than the common procedure
anywhere, does not load. Source: G 4; the floors.
"""

from collections.abc import Iterable, Iterator

from sanjose.rules import procedure
from sanjose.rules.basis import NEVER_IN_EMERGENCY
from sanjose.rules.files import file_faults
from sanjose.rules.measures import MEASURES, MeasureKind
from sanjose.rules.profile import DAYS, Committee, Posting, Shape
from sanjose.words.model import Decider, Use
from sanjose.words.provenance import DOCUMENTS, Chosen, Given


def profile_faults(committee: Committee) -> Iterator[str]:
    """Give what is wrong with a profile, one sentence each."""
    yield from _sources(committee)
    if not isinstance(committee.posting.value, Posting):
        yield "its posting is none of those that a committee chooses from"
    if not isinstance(committee.shape.value, Shape):
        yield "its shape is none of those that a committee chooses from"
    yield from _keys(committee)
    for one in committee.measures:
        yield from (f"its measure {one.key!r} {fault}" for fault in _measure(one))
    yield from _deciders(committee)
    for key, days in committee.days.items():
        if key not in DAYS or days.value < 1:
            yield f"its number of days {key!r} is none that is asked for, or is not positive"
    for file in committee.files:
        yield from (f"its file {file.key!r} {fault}" for fault in file_faults(file))
    yield from _instruments(committee)


def _sources(committee: Committee) -> Iterator[str]:
    core = {document.symbol for document in DOCUMENTS}
    own = [document.symbol for document in committee.documents]
    listed = core.union(own)
    if again := core.intersection(own):
        yield f"it lists a document of the core again: {', '.join(sorted(again))}"
    for value in provisions(committee):
        if isinstance(value, Given):
            if value.source.symbol not in listed:
                yield f"it cites what it does not list: {value.source.symbol}"
        elif not isinstance(value, Chosen):
            yield "a value of its profile says neither Given nor Chosen"
        elif not value.because.strip():
            yield "a chosen value of its profile gives no reason"
    for source in (source for one in committee.measures for source in one.sources):
        if source.symbol not in listed:
            yield "one of its measures cites what it does not list"


def _keys(committee: Committee) -> Iterator[str]:
    named: tuple[tuple[str, Iterable[str]], ...] = (
        ("procedures", (one.key for one in committee.procedures)),
        ("kinds of file", (one.key for one in committee.files)),
        ("measures", (one.key for one in committee.measures)),
        ("instruments", (one.key for one in committee.instruments)),
        ("anchors", (one.key for one in committee.anchors)),
    )
    for what, given in named:
        keys = [*given]
        if len(keys) != len(set(keys)):
            yield f"two of its {what} have one key"


def _measure(kind: MeasureKind) -> Iterator[str]:
    """Give where a measure of a committee's own would be a way round the common ones."""
    if kind.key in MEASURES:
        yield "is one of the common ones, which are not declared again"
    if not kind.sources:
        yield "cites nothing"
    if kind.use is None:
        yield "does not say what it does with what is known about a person"
    if kind.use in NEVER_IN_EMERGENCY and not kind.public:
        yield "is seen by everybody and is not called public"
    if kind.use is Use.STATE and not (kind.by_state or kind.general):
        yield "goes to the State, and a concern about that would not stop it"
    least = Decider.PLENARY if kind.public else Decider.RAPPORTEUR
    if kind.decider.value < least:
        yield f"is decided by less than the {least.name.lower()}"


def _deciders(committee: Committee) -> Iterator[str]:
    if not all(isinstance(one.value, Decider) for one in committee.decides.values()):
        yield "one of its deciders is none that a committee chooses from"
    elif weaker := procedure.weaker(committee):
        yield f"its decider is weaker than the common minimum for {', '.join(weaker)}"
    for decider, least in committee.votes.items():
        if decider not in {Decider.BUREAU, Decider.PLENARY} or least.value < 1:
            yield "it counts votes of what is no body, or asks for none"


def _instruments(committee: Committee) -> Iterator[str]:
    declared = {one.key for one in committee.instruments}
    procedures = {one.key for one in committee.procedures}
    needed = {key for one in committee.procedures for key in one.needs}
    needed |= {key for one in committee.anchors for key in one.needs}
    needed |= {one.of for one in committee.instruments if one.of is not None}
    if missing := needed - declared:
        yield f"it needs an instrument that it does not declare: {', '.join(sorted(missing))}"
    named = {key for one in committee.anchors for key in one.procedures}
    if unknown := named - procedures:
        yield f"it anchors a procedure that it has not: {', '.join(sorted(unknown))}"


def provisions(committee: Committee) -> Iterator[object]:
    """Give every value of a profile that says where it comes from."""
    yield committee.rapporteur
    yield committee.shape
    yield committee.term
    yield committee.policy
    yield committee.functions
    yield committee.endorsed
    yield committee.posting
    yield committee.signatory
    yield committee.protects
    yield committee.reports
    yield committee.country_rapporteur
    yield committee.mailbox
    yield committee.holders
    yield from (one for one in (committee.annex_i, committee.annex_ii) if one is not None)
    yield from (one.source for one in committee.procedures)
    yield from (one.source for one in committee.files)
    yield from (clock for one in committee.files for clock in one.clocks.values())
    yield from (one.decider for one in committee.measures)
    yield from (one.fresh for one in committee.measures if one.fresh is not None)
    yield from (one.source for one in committee.instruments)
    yield from (one.source for one in committee.anchors)
    yield from committee.decides.values()
    yield from committee.votes.values()
    yield from committee.days.values()
