"""What a homeserver of one's own is told: who may do what, what is kept, what is said to nobody.

It is safe where Synapse asks, and silent where it may be. A setting that is left out here has
Synapse's own value, which was looked at and found good.
"""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from sanjose.exchange.errors import Chosen, Misuse

LOCAL = "localhost"
PORT = 8008
NAME = re.compile(r"[a-z0-9]([a-z0-9.-]{0,200}[a-z0-9])?(:[0-9]{1,5})?")

KEPT_DAYS = Chosen(
    90, because="carriers keep every envelope themselves, and talk need not lie there for ever"
)
"""Days after which the homeserver forgets what was written in a room."""

SECRETS = ("registration", "macaroon", "form")
"""Each lies in a file of its own, and in no configuration."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Plan:
    """What a homeserver is called, where it listens, and which others it talks to."""

    name: str = LOCAL
    port: int = PORT
    others: tuple[str, ...] = ()

    @classmethod
    def checked(cls, name: str, port: int, others: tuple[str, ...]) -> Self:
        """Return a plan that a homeserver can be made by.

        Raises:
            Misuse: a name is none, or a server without a name is to talk to others.
        """
        for one in (name, *others):
            if not NAME.fullmatch(one):
                raise Misuse("a homeserver's name looks like cat.example, without https://")
        if others and name == LOCAL:
            raise Misuse("a homeserver that talks to others needs a name of its own: --name")
        return cls(name=name, port=port, others=tuple(dict.fromkeys(others)))


def configuration(plan: Plan, folder: Path) -> dict[str, Any]:
    """Return what Synapse is told: safe where it asks, silent where it may."""
    public = f"http://127.0.0.1:{plan.port}/" if plan.name == LOCAL else f"https://{plan.name}/"
    served = ["client", "federation"] if plan.others else ["client"]
    days = f"{KEPT_DAYS.value}d"
    return {
        "server_name": plan.name,
        "public_baseurl": public,
        "listeners": [
            {
                "bind_addresses": ["127.0.0.1"],
                "port": plan.port,
                "type": "http",
                "tls": False,
                "x_forwarded": plan.name != LOCAL,
                "resources": [{"names": served, "compress": False}],
            }
        ],
        "database": {"name": "sqlite3", "args": {"database": str(folder / "homeserver.db")}},
        "log_config": str(folder / "log.yaml"),
        "media_store_path": str(folder / "media"),
        "signing_key_path": str(folder / "signing.key"),
        **_secret_paths(folder),
        **_closed(plan),
        **_silent(),
        **_limits(),
        "default_room_version": "12",
        "encryption_enabled_by_default_for_room_type": "all",
        "retention": {
            "enabled": True,
            "default_policy": {"min_lifetime": "1d", "max_lifetime": days},
            "allowed_lifetime_min": "1d",
            "allowed_lifetime_max": days,
            "purge_jobs": [{"interval": "12h"}],
        },
        "redaction_retention_period": "1d",
        "forgotten_room_retention_period": "1d",
        "media_retention": {"local_media_lifetime": days, "remote_media_lifetime": "14d"},
        "user_ips_max_age": "1d",
    }


def _secret_paths(folder: Path) -> dict[str, str]:
    registration, macaroon, form = (str(folder / f"{one}.secret") for one in SECRETS)
    return {
        "registration_shared_secret_path": registration,
        "macaroon_secret_key_path": macaroon,
        "form_secret_path": form,
    }


def _closed(plan: Plan) -> dict[str, Any]:
    """Return what keeps others out."""
    return {
        "enable_registration": False,
        "allow_guest_access": False,
        "federation_domain_whitelist": list(plan.others),
        "trusted_key_servers": [],
        "suppress_key_server_warning": True,
        "allow_public_rooms_without_auth": False,
        "allow_public_rooms_over_federation": False,
        "allow_profile_lookup_over_federation": False,
        "allow_device_name_lookup_over_federation": False,
        "require_auth_for_profile_requests": True,
        "limit_profile_requests_to_users_who_share_rooms": True,
        "include_profile_data_on_invite": False,
        "enable_room_list_search": False,
        "room_list_publication_rules": [{"action": "deny"}],
        "alias_creation_rules": [{"action": "deny"}],
        "user_directory": {"enabled": False},
        "enable_3pid_lookup": False,
        "enable_3pid_changes": False,
        "password_config": {"policy": {"enabled": True, "minimum_length": 16}},
    }


def _silent() -> dict[str, Any]:
    """Return what keeps the server from telling, showing and fetching."""
    return {
        "report_stats": False,
        "stats": {"enabled": False},
        "enable_metrics": False,
        "presence": {"enabled": False},
        "url_preview_enabled": False,
        "push": {"enabled": False, "include_content": False},
        "enable_search": False,
        "max_upload_size": "10M",
    }


def _limits() -> dict[str, Any]:
    """Return limits that people do not meet; whoever guesses a password does.

    Everybody comes from one address here, so that an address may log in more often than one
    account.
    """
    return {
        "rc_message": {"per_second": 1, "burst_count": 30},
        "rc_login": {
            "address": {"per_second": 1, "burst_count": 60},
            "account": {"per_second": 0.05, "burst_count": 10},
            "failed_attempts": {"per_second": 0.02, "burst_count": 5},
        },
        "rc_joins": {
            "local": {"per_second": 1, "burst_count": 30},
            "remote": {"per_second": 1, "burst_count": 30},
        },
        "rc_joins_per_room": {"per_second": 5, "burst_count": 60},
        "rc_invites": {
            "per_room": {"per_second": 2, "burst_count": 60},
            "per_user": {"per_second": 0.1, "burst_count": 20},
            "per_issuer": {"per_second": 2, "burst_count": 120},
        },
    }


def logged(folder: Path) -> dict[str, Any]:
    """Return a log of warnings only: lines below them name users and addresses."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
        "handlers": {
            "file": {
                "class": "logging.handlers.RotatingFileHandler",
                "filename": str(folder / "homeserver.log"),
                "maxBytes": 1_000_000,
                "backupCount": 2,
                "formatter": "line",
            }
        },
        "root": {"level": "WARNING", "handlers": ["file"]},
    }
