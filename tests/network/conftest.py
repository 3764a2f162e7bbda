"""Homeservers that are started once for a worker's tests, and ended with them."""

from collections.abc import Iterator

import pytest

from tests.network import homeserver as servers


@pytest.fixture(scope="session")
def homeserver() -> Iterator[servers.Homeserver]:
    """One real Synapse on loopback."""
    if not servers.is_here():
        pytest.skip("matrix-synapse is not installed")
    with servers.place() as folder:
        one = servers.homeserver(folder)
        yield one
        one.stop()


@pytest.fixture(scope="session")
def federation() -> Iterator[tuple[servers.Homeserver, servers.Homeserver]]:
    """Two real Synapses that federate on loopback."""
    if not servers.is_here():
        pytest.skip("matrix-synapse is not installed")
    with servers.place() as folder:
        both = servers.federating(folder)
        yield both
        for one in both:
            one.stop()
