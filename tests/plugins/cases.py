"""Cases and steps as rules see them, from the kit."""

from sanjose.testing.cases import (  # noqa: F401
    LATER,
    ON,
    a_measure,
    a_step,
    a_view,
    later,
    walked_steps,
    walked_views,
)
from sanjose.testing.generated import days, steps, views  # noqa: F401
