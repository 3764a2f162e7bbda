"""The common measures, in the order of the Guidelines: parts A and B, then part C.

A paragraph that names an organ gives the least decider; where it says "the treaty body" and
no organ, the least decider is chosen, with its reason. What speaks for the committee before
everybody is decided by the committee. Source: G 7-31; N 8-12, 14-19, 21-23, 26, 29-39, 44-50.
"""

from sanjose.rules.catalogue.outward import OUTWARD
from sanjose.rules.catalogue.prevention import PREVENTION
from sanjose.rules.catalogue.public import SEEN

KINDS = (*PREVENTION, *OUTWARD, *SEEN)
"""Every common measure, group by group."""
