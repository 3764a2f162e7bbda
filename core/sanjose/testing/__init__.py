"""The conformance kit: what every committee's plugin has to hold to, for whoever writes one.

``CommitteeConformance`` is inherited by a plugin's tests; ``sanjose committees check`` asks the
same questions of a folder. Cases and steps as rules see them are made with ``a_view``,
``a_step`` and ``a_measure``. It needs the extra ``sanjose[testing]``; the names are looked up
when first asked for, so that pytest starts without them and sees the checks' assertions.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sanjose.testing.cases import LATER as LATER
    from sanjose.testing.cases import ON as ON
    from sanjose.testing.cases import a_measure as a_measure
    from sanjose.testing.cases import a_step as a_step
    from sanjose.testing.cases import a_view as a_view
    from sanjose.testing.cases import walked_steps as walked_steps
    from sanjose.testing.cases import walked_views as walked_views
    from sanjose.testing.conformance import CommitteeConformance as CommitteeConformance
    from sanjose.testing.generated import steps as steps
    from sanjose.testing.generated import views as views
    from sanjose.testing.subject import Subject as Subject

_HOMES = {
    "sanjose.testing.cases": "LATER ON a_measure a_step a_view walked_steps walked_views",
    "sanjose.testing.conformance": "CommitteeConformance",
    "sanjose.testing.generated": "steps views",
    "sanjose.testing.subject": "Subject",
}
_HOME = {name: home for home, names in _HOMES.items() for name in names.split()}

__all__ = sorted(_HOME)  # noqa: PLE0605 - made from the table, so that it cannot disagree


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        message = f"module 'sanjose.testing' has no attribute {name!r}"
        raise AttributeError(message)
    return getattr(import_module(_HOME[name]), name)
