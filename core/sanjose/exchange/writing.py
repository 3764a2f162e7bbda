"""The next envelope of one's own chain: its number, what it follows, and what was seen."""

from sanjose.exchange.canonical import NotGenuine
from sanjose.exchange.envelope import Body, Header, Seen
from sanjose.exchange.log import Log


def next_header(
    log: Log, *, kid: str, envelope_id: str, kind: str, ts: str, body: Body
) -> Header:
    """Return the header of the next envelope, to be signed before anything else is written.

    Args:
        log: the committee's own log.
        kid: the short name of the key that will sign.
        envelope_id: a fresh random id; a sealed body was bound to it.
        kind: what it says.
        ts: when, as in 2026-11-22T06:00:00Z.
        body: what the header will name by its hash.

    Raises:
        NotGenuine: own envelopes are missing here, as after a restore from an old backup; or
            the own chain is frozen. A number would be given out twice.
    """
    tip, last = log.tip(log.own), log.last_known(log.own)
    if log.is_frozen(log.own) or tip != last:
        raise NotGenuine(
            "our own later envelopes are not here, as after a restore: fetch them from the"
            " peers before anything is sent"
        )
    tips = [log.tip(origin) for origin in log.origins() if origin != log.own]
    return Header(
        net=log.directory.net,
        directory=log.directory.version,
        origin=log.own,
        kid=kid,
        n=tip.header.n + 1 if tip else 1,
        prev=tip.hash if tip else b"",
        id=envelope_id,
        kind=kind,
        ts=ts,
        seen=tuple(
            Seen(origin=one.header.origin, n=one.header.n, hash=one.hash) for one in tips if one
        ),
        body_hash=body.hash(),
    )
