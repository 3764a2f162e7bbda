"""The errors and marked values of the core, for the network, which imports nothing beside."""

from sanjose.words.errors import Misuse as Misuse
from sanjose.words.errors import SanJoseError as SanJoseError
from sanjose.words.errors import Unable as Unable
from sanjose.words.provenance import Chosen as Chosen
from sanjose.words.provenance import Given as Given
