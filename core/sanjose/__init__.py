"""The names that a committee's plugin may use; everything else of the core is its own.

They are looked up when first asked for, so that the command line starts without them.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sanjose.rules.anchors import Anchor as Anchor
    from sanjose.rules.anchors import AnchorKind as AnchorKind
    from sanjose.rules.anchors import Binding as Binding
    from sanjose.rules.anchors import Instrument as Instrument
    from sanjose.rules.anchors import endorsement as endorsement
    from sanjose.rules.anchors import good_faith as good_faith
    from sanjose.rules.files import FileKind as FileKind
    from sanjose.rules.files import interim_measures as interim_measures
    from sanjose.rules.hookspecs import hookimpl as hookimpl
    from sanjose.rules.measures import MeasureKind as MeasureKind
    from sanjose.rules.profile import Committee as Committee
    from sanjose.rules.profile import Holder as Holder
    from sanjose.rules.profile import Line as Line
    from sanjose.rules.profile import Posting as Posting
    from sanjose.rules.profile import Procedure as Procedure
    from sanjose.rules.profile import Shape as Shape
    from sanjose.rules.profile import Strength as Strength
    from sanjose.rules.view import Objection as Objection
    from sanjose.rules.view import Step as Step
    from sanjose.rules.view import View as View
    from sanjose.words.model import ADVISABLE as ADVISABLE
    from sanjose.words.model import Assessment as Assessment
    from sanjose.words.model import Basis as Basis
    from sanjose.words.model import Channel as Channel
    from sanjose.words.model import Cooperation as Cooperation
    from sanjose.words.model import Criterion as Criterion
    from sanjose.words.model import Decider as Decider
    from sanjose.words.model import Ground as Ground
    from sanjose.words.model import Kind as Kind
    from sanjose.words.model import Mode as Mode
    from sanjose.words.model import Perpetrator as Perpetrator
    from sanjose.words.model import Post as Post
    from sanjose.words.model import Source as Source
    from sanjose.words.model import Standing as Standing
    from sanjose.words.model import Urgency as Urgency
    from sanjose.words.model import Use as Use
    from sanjose.words.provenance import NOTE as NOTE
    from sanjose.words.provenance import Chosen as Chosen
    from sanjose.words.provenance import Citation as Citation
    from sanjose.words.provenance import Document as Document
    from sanjose.words.provenance import Given as Given
    from sanjose.words.provenance import guidelines as guidelines
    from sanjose.words.provenance import note as note
    from sanjose.words.provenance import ours as ours

__version__ = "0.1.0"

_HOMES = {
    "sanjose.rules.hookspecs": "hookimpl",
    "sanjose.rules.anchors": "Anchor AnchorKind Binding Instrument endorsement good_faith",
    "sanjose.rules.files": "FileKind interim_measures",
    "sanjose.rules.measures": "MeasureKind",
    "sanjose.rules.profile": "Committee Holder Line Posting Procedure Shape Strength",
    "sanjose.rules.view": "Objection Step View",
    "sanjose.words.model": (
        "ADVISABLE Assessment Basis Channel Cooperation Criterion Decider Ground Kind Mode "
        "Perpetrator Post Source Standing Urgency Use"
    ),
    "sanjose.words.provenance": ("NOTE Chosen Citation Document Given guidelines note ours"),
}
_HOME = {name: home for home, names in _HOMES.items() for name in names.split()}

__all__ = sorted(_HOME)  # noqa: PLE0605 - made from the table, so that it cannot disagree


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        message = f"module 'sanjose' has no attribute {name!r}"
        raise AttributeError(message)
    return getattr(import_module(_HOME[name]), name)
