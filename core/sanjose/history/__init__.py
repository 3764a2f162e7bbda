"""A history file: what happened to cases, step by step, replayed through the one door.

It is how past cases are brought in, how the stories are told and how they are tested. It is
JSON Lines, read as a stream, or YAML for what a person writes. The first document says the
committee; each later one is a step: one verb with its fields, the day, and where refusal is
the point, the objections expected. Everything is replayed, or nothing is.
"""

from sanjose.history.files import LARGEST, LONGEST, documents, plain
from sanjose.history.replaying import Around, Heading, Replayed, Told, replay

__all__ = [
    "LARGEST",
    "LONGEST",
    "Around",
    "Heading",
    "Replayed",
    "Told",
    "documents",
    "plain",
    "replay",
]
