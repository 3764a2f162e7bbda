"""Whom to trust: computed from the directory each time it is asked, and saved nowhere.

A device is trusted when the directory names its key, or when it is signed under the master key
that the directory names for its user; any other gets no key of ours, and nothing that it sends
counts. There is no trust on first use, and no file that could be changed to make some.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Self

from nio.crypto import GroupSessionStore, InboundGroupSession, OlmDevice
from nio.store import MatrixStore

from sanjose.exchange.directory import Directory
from sanjose.exchange.errors import Unable
from sanjose_network.matrix.crossing import devices_signed_under


@dataclass(frozen=True, kw_only=True, slots=True)
class Pin:
    """What the directory says of one user: whose it is, and which keys speak for it.

    A person has no device of their own here: any that their master key signed is theirs.
    """

    origin: str
    user: str
    master_key: str
    device: str | None = None
    device_key: str | None = None


class Trust:
    """The users of the directory, and which of their devices are theirs."""

    def __init__(self, own: str, pins: Iterable[Pin]) -> None:
        self.own = own
        self.pins = {pin.user: pin for pin in pins}
        self._signed: dict[str, dict[str, str]] = {}

    @classmethod
    def of(cls, directory: Directory, own: str) -> Self:
        """Return whom a version of the directory says to trust; who left is not in it."""
        return cls(
            own,
            (
                Pin(
                    origin=member.origin,
                    user=member.bot.user,
                    master_key=member.bot.master_key,
                    device=member.bot.device,
                    device_key=member.bot.device_key,
                )
                for member in directory.present
                if member.bot is not None
            ),
        )

    @property
    def users(self) -> frozenset[str]:
        """The users whom the directory names, ourselves among them."""
        return frozenset(self.pins)

    @property
    def peers(self) -> tuple[Pin, ...]:
        """The users whom the directory names, without ourselves."""
        return tuple(pin for pin in self.pins.values() if pin.user != self.own)

    def learn(self, answer: Mapping[str, Any]) -> None:
        """Take from a homeserver's answer what the pinned master keys signed.

        The answer is believed in nothing: signatures are checked down from the pinned key.
        """
        for user, pin in self.pins.items():
            if user in answer.get("device_keys", {}):
                self._signed[user] = devices_signed_under(pin.master_key, user, answer)

    def trusts(self, user: str, device: str, key: str) -> bool:
        """Say whether a device with this key is one of this user's own."""
        pin = self.pins.get(user)
        if pin is None or device in self._foreign(user):
            return False
        if pin.device == device:
            return pin.device_key == key
        return self._signed.get(user, {}).get(device) == key

    def _foreign(self, user: str) -> frozenset[str]:
        """Return the device ids that are pinned for another: ids are unique in the network."""
        return frozenset(
            pin.device for pin in self.pins.values() if pin.device and pin.user != user
        )

    def colliding(self) -> tuple[str, ...]:
        """Return the committees that signed a device with an id that is another's."""
        return tuple(
            sorted(
                pin.origin
                for user, pin in self.pins.items()
                if self._foreign(user) & self._signed.get(user, {}).keys()
            )
        )


class Sessions(GroupSessionStore):  # type: ignore[misc]
    """The sessions in which others send: none is ever replaced by a later part of itself."""

    def add(self, session: InboundGroupSession) -> bool:
        """Take a session, unless what is here opens as much; return whether it was taken."""
        known = self.get(session.room_id, session.sender_key, session.id)
        if known is not None and known.first_known_index <= session.first_known_index:
            return False
        self[session.room_id][session.sender_key][session.id] = session
        return True

    def holds(self, session: InboundGroupSession) -> bool:
        """Say whether this is what is kept, and no other sender claims the same session."""
        claims = [
            one
            for senders in self._entries.values()
            for sessions in senders.values()
            if (one := sessions.get(session.id)) is not None
        ]
        return claims == [session]


class PinnedStore(MatrixStore):  # type: ignore[misc]
    """nio's store of keys without any store of trust: that follows from the directory."""

    trust = Trust("", ())
    sessions = Sessions()

    def load_inbound_group_sessions(self) -> Sessions:
        """Return what was kept, as a store that no peer can make worse."""
        self.sessions = Sessions()
        for session in super().load_inbound_group_sessions():
            self.sessions.add(session)
        return self.sessions

    def save_inbound_group_session(self, session: InboundGroupSession) -> None:
        """Keep a session, where nobody else claimed it before and it is the best we have."""
        if self.sessions.holds(session):
            super().save_inbound_group_session(session)

    def is_device_verified(self, device: OlmDevice) -> bool:
        """Say whether the directory stands for it."""
        return self.trust.trusts(device.user_id, device.device_id, device.ed25519)

    def is_device_blacklisted(self, device: OlmDevice) -> bool:
        """Say that every other device gets nothing, so that none can stop the sending."""
        return not self.is_device_verified(device)

    def is_device_ignored(self, _device: OlmDevice) -> bool:
        """Say no: nothing is trusted by being left alone."""
        return False

    def _refuse(self, *_given: object) -> bool:
        raise Unable("whom to trust is said by the directory, and by nothing else")

    verify_device = unverify_device = _refuse
    blacklist_device = unblacklist_device = _refuse
    ignore_device = unignore_device = ignore_devices = _refuse
