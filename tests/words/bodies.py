"""Every body that can be written, made by hypothesis from the declaration of its fields."""

from datetime import date
from enum import Enum

from hypothesis import strategies as st

from sanjose.words.model import Kind
from sanjose.words.sealed import Sealed
from sanjose.words.shared import SummaryKept
from sanjose.words.tiers import Tier, coarse
from sanjose.words.told import fields_of

_line = st.characters(exclude_categories=("Cc", "Cf", "Cs", "Zl", "Zp"))
_any = st.characters(exclude_categories=("Cs",))

words = st.text(_line, min_size=1, max_size=60).map(str.strip).filter(bool)
texts = st.text(_any, min_size=1, max_size=200).filter(str.strip).map(Sealed)
LABELS = {
    "person": st.sampled_from(["P1", "P2", "P3"]),
    "label": st.none() | st.sampled_from(["P1", "P2", "M1", "M2", "F1"]),
    "measure": st.sampled_from(["letter", "letter-deadline", "statement", "meeting"]),
}
"""Values by which bodies speak of the same persons, measures and files."""


def _kept(summary, version, tier, received, kinds):
    says = coarse(tier, state="XXA", received=received, kinds=kinds)
    return SummaryKept(summary=str(summary), version=version, **says)


OF_A_KIND = {
    SummaryKept: st.builds(
        _kept,
        st.uuids(version=4),
        st.integers(1, 200),
        st.sampled_from(Tier),
        st.dates(date(1990, 1, 1), date(2090, 1, 1)),
        st.lists(st.sampled_from(Kind), min_size=1, max_size=2),
    )
}
"""Bodies whose fields only make sense together."""


def bodies(cls, named=None):
    """Return every body of a class; ``named`` gives the values of fields by their names."""
    if cls in OF_A_KIND:
        return OF_A_KIND[cls]
    return st.builds(cls, **{one.name: _field(one, named or {}) for one in fields_of(cls)})


def _field(one, named):
    if one.name in named and not (one.required and one.name == "label"):
        return named[one.name]
    values = st.sampled_from(["M1", "M2"]) if one.name in named else _values(one.kind)
    if one.many:
        return st.lists(values, min_size=int(one.required), max_size=3).map(tuple)
    optional = not one.required and one.default is None
    return st.none() | values if optional or one.apart else values


def _values(kind):
    if kind is Sealed:
        return texts
    if kind is str:
        return words
    if kind is date:
        return st.dates(date(1990, 1, 1), date(2090, 1, 1))
    if kind is bool:
        return st.booleans()
    if kind is int:
        return st.integers(0, 200)
    return st.sampled_from(kind) if issubclass(kind, Enum) else bodies(kind)


def document_of(body):
    """Return what somebody would hand in for a body."""
    given = {one.name: getattr(body, one.name) for one in fields_of(type(body))}
    return {
        name: [_handed(item) for item in value] if isinstance(value, tuple) else _handed(value)
        for name, value in given.items()
        if value is not None
    }


def _handed(value):
    if isinstance(value, Sealed):
        return value.reveal()
    if isinstance(value, date):
        return value.isoformat()
    if hasattr(value, "NAME") and not isinstance(value, Enum):
        return document_of(value)
    if isinstance(value, Enum):
        return value.value if isinstance(value.value, str) else value.name.lower()
    return value
