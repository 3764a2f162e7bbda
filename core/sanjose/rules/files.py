"""Files of a committee's own procedures, as small state machines that a profile declares.

A visit and its report, an early warning file, an urgent action, interim measures: the core
keeps them and links them with cases, and never merges the two. Source: N 36-38.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from sanjose.words.provenance import Given, Provision, note

INTERIM: Given[None] = Given(None, note(37))


@dataclass(frozen=True, kw_only=True, slots=True)
class FileKind:
    """A file of one of the committee's procedures: its states and the moves between them.

    Every file begins as ``open``.

    Args:
        outside: the states that an outside body decides, and which body; each move there is
            entered with that body's document.
        clocks: after how many days in a state somebody should look.
        fields: what is kept of such a file, by a short name and what it means.
        ends: why a state is not left again, for whoever would move the file on.
        discloses: the states by which something became public; each move there is entered with
            the document, or with where it was published.
    """

    key: str
    title: str
    source: Provision[None]
    moves: Mapping[str, tuple[str, ...]]
    outside: Mapping[str, str] = field(default_factory=dict)
    clocks: Mapping[str, Provision[int]] = field(default_factory=dict)
    fields: Mapping[str, str] = field(default_factory=dict)
    ends: Mapping[str, str] = field(default_factory=dict)
    discloses: frozenset[str] = frozenset()


def interim_measures(title: str, source: Provision[None] = INTERIM) -> FileKind:
    """Return the file of interim measures on a complaint, beside a case and never merged.

    The note tells of granting and of reiterating; the other states are ours, so that a file can
    be kept of a request that was not granted, and of measures that ended. Source: N 37.
    """
    return FileKind(
        key="interim-measures",
        title=title,
        source=source,
        moves={
            "open": ("requested by counsel",),
            "requested by counsel": ("granted", "not granted"),
            "granted": ("reiterated", "lifted"),
            "reiterated": ("reiterated", "lifted"),
            "not granted": ("requested by counsel",),
            "lifted": ("requested by counsel",),
        },
    )


def file_faults(file: FileKind) -> Iterator[str]:
    """Give what is wrong with a kind of file: every state can be reached, and is one."""
    if any(isinstance(states, str) for states in file.moves.values()):
        yield "has a text where it lists the states that follow"
    reached, waiting = set[str](), ["open"]
    while waiting:
        state = waiting.pop()
        if state not in reached:
            reached.add(state)
            waiting += file.moves.get(state, ())
    if "open" not in file.moves or not file.moves.keys() <= reached:
        yield "has states that cannot be reached from 'open'"
    if not all(body.strip() for body in file.outside.values()):
        yield "does not say which outside body decides"
    if not {*file.clocks, *file.outside, *file.discloses} <= reached:
        yield "has a clock, an outside body or a disclosure for a state that it has not"
    if any(file.moves.get(one) != () or not said.strip() for one, said in file.ends.items()):
        yield "gives no reason why a state is not left, or gives one for a state that is not the last"
    if any(clock.value < 1 for clock in file.clocks.values()):
        yield "has a clock that is not a positive number of days"
    if not all(name.isidentifier() and said.strip() for name, said in file.fields.items()):
        yield "has a field without a plain name or a meaning"
