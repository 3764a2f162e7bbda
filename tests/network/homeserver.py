"""A real Synapse on loopback, and two that federate: started for tests, ended by their ids.

The first has Synapse's own limit on messages, 0.2 a second, from which ``register`` frees a bot
as an administrator would; all else that would slow tests down is raised. Each lies in a folder
of its own with SQLite and leaves nothing behind.
"""

import ctypes
import datetime
import hashlib
import hmac
import importlib.util
import ipaddress
import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

PATIENCE = 40.0
LOOPBACK = "127.0.0.1"
FREE = {"per_second": 1000, "burst_count": 1000}


def is_here() -> bool:
    """Say whether Synapse is installed; without it CI fails, and elsewhere its tests skip."""
    if importlib.util.find_spec("synapse") is not None:
        return True
    if os.environ.get("CI") == "true":
        pytest.fail("matrix-synapse is not installed, and this is where its tests must run")
    return False


def free_port() -> int:
    with closing(socket.socket()) as one:
        one.bind((LOOPBACK, 0))
        return int(one.getsockname()[1])


def with_us() -> None:
    """Let a process that is begun end when this one dies, so that none is left over."""
    if sys.platform.startswith("linux"):
        ctypes.CDLL(None).prctl(1, signal.SIGKILL)


class Homeserver:
    """One Synapse: where it listens, and what an administrator does."""

    def __init__(self, folder: Path, *, between: int = 0, **settings: Any) -> None:
        self.folder = folder
        self.port = free_port()
        # With a literal address no DNS is asked and no .well-known.
        self.name = f"{LOOPBACK}:{between}" if between else "matrix.test"
        self.url = f"http://{LOOPBACK}:{self.port}"
        self.process: subprocess.Popen[bytes] | None = None
        self._secret = secrets.token_hex(16)
        self._admin = ""
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._configure(between, settings)

    def _configure(self, between: int, settings: dict[str, Any]) -> None:
        listeners: list[dict[str, Any]] = [
            {
                "bind_addresses": [LOOPBACK],
                "port": self.port,
                "type": "http",
                "tls": False,
                "resources": [{"names": ["client"], "compress": False}],
            }
        ]
        if between:
            listeners.append(
                {
                    "bind_addresses": [LOOPBACK],
                    "port": between,
                    "type": "http",
                    "tls": True,
                    "resources": [{"names": ["federation"], "compress": False}],
                }
            )
        log = self.folder / "log.json"
        log.write_text(
            json.dumps(
                {
                    "version": 1,
                    "formatters": {"p": {"format": "%(asctime)s %(name)s %(message)s"}},
                    "handlers": {
                        "f": {
                            "class": "logging.FileHandler",
                            "formatter": "p",
                            "filename": str(self.folder / "homeserver.log"),
                        }
                    },
                    "root": {"level": "WARNING", "handlers": ["f"]},
                    "disable_existing_loggers": False,
                }
            )
        )
        config = {
            "server_name": self.name,
            "listeners": listeners,
            "database": {
                "name": "sqlite3",
                "args": {"database": str(self.folder / "homeserver.db")},
            },
            "log_config": str(log),
            "media_store_path": str(self.folder / "media"),
            "signing_key_path": str(self.folder / "signing.key"),
            "pid_file": str(self.folder / "homeserver.pid"),
            "registration_shared_secret": self._secret,
            "macaroon_secret_key": secrets.token_hex(16),
            "form_secret": secrets.token_hex(16),
            "enable_registration": False,
            "report_stats": False,
            "trusted_key_servers": [],
            "suppress_key_server_warning": True,
            "presence": {"enabled": False},
            "bcrypt_rounds": 4,
            "rc_login": {"address": FREE, "account": FREE, "failed_attempts": FREE},
            "rc_registration": FREE,
            "rc_invites": {"per_room": FREE, "per_user": FREE, "per_issuer": FREE},
            "rc_joins": {"local": FREE, "remote": FREE},
            "rc_joins_per_room": FREE,
            "rc_key_requests": FREE,
            "rc_room_creation": FREE,
            **settings,
        }
        # JSON is YAML.
        (self.folder / "homeserver.yaml").write_text(json.dumps(config))

    def start(self) -> None:
        """Start it and wait until it answers."""
        with (self.folder / "out.txt").open("ab") as out:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "synapse.app.homeserver", "-c", "homeserver.yaml"],
                cwd=self.folder,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
                preexec_fn=with_us,  # noqa: PLW1509 - no other thread runs then
                env={name: value for name, value in os.environ.items() if "COV" not in name},
            )
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            if self.process.poll() is not None:
                break
            try:
                self.call("GET", "/_matrix/client/versions")
            except OSError:
                time.sleep(0.1)
            else:
                return
        self.stop()
        raise RuntimeError((self.folder / "out.txt").read_text()[-2000:])

    def stop(self) -> None:
        """End it, by its own id."""
        if self.process is not None:
            self.process.terminate()
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
            self.process = None

    def call(self, method: str, path: str, body: Any = None, token: str = "") -> Any:
        """Ask it something as a plain client would; raises ``HTTPError`` where it refuses."""
        request = urllib.request.Request(
            self.url + path,
            None if body is None else json.dumps(body).encode(),
            {"Content-Type": "application/json"}
            | ({"Authorization": f"Bearer {token}"} if token else {}),
            method=method,
        )
        with urllib.request.urlopen(request, timeout=30) as answer:
            return json.load(answer)

    def user(self, name: str) -> str:
        return f"@{name}:{self.name}"

    def register(self, name: str, password: str, *, unlimited: bool = True) -> str:
        """Make a user; ``unlimited`` as the bots are, so that a round is not a minute long."""
        self._register(name, password, admin=False)
        if unlimited:
            self.as_admin(
                "POST",
                f"/_synapse/admin/v1/users/{self.user(name)}/override_ratelimit",
                {"messages_per_second": 0, "burst_count": 0},
            )
        return self.user(name)

    def _register(self, name: str, password: str, *, admin: bool) -> Any:
        nonce = self.call("GET", "/_synapse/admin/v1/register")["nonce"]
        said = "\0".join([nonce, name, password, "admin" if admin else "notadmin"])
        mac = hmac.new(self._secret.encode(), said.encode(), hashlib.sha1).hexdigest()
        return self.call(
            "POST",
            "/_synapse/admin/v1/register",
            {
                "nonce": nonce,
                "username": name,
                "password": password,
                "admin": admin,
                "mac": mac,
            },
        )

    def as_admin(self, method: str, path: str, body: Any = None) -> Any:
        """Ask it something that only its administrator may."""
        if not self._admin:
            made = self._register(f"admin-{secrets.token_hex(4)}", "admin", admin=True)
            self._admin = made["access_token"]
        return self.call(method, path, body, self._admin)


@contextmanager
def place() -> Iterator[Path]:
    """A folder for homeservers, in memory where there is such: they are not what is tested."""
    memory = Path("/dev/shm")
    usable = memory.is_dir() and os.access(memory, os.W_OK)
    with tempfile.TemporaryDirectory(
        prefix="homeserver-", dir=memory if usable else None, ignore_cleanup_errors=True
    ) as folder:
        yield Path(folder)


def homeserver(folder: Path) -> Homeserver:
    """Start one homeserver."""
    one = Homeserver(folder)
    one.start()
    return one


def federating(folder: Path) -> tuple[Homeserver, Homeserver]:
    """Start two homeservers that federate over TLS, each with a certificate of our own."""
    ports = free_port(), free_port()
    authority = _Authority()
    ca = folder / "ca.crt"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    ca.write_bytes(authority.certificate())
    both: list[Homeserver] = []
    for n, port in enumerate(ports):
        place = folder / f"hs{n + 1}"
        place.mkdir(mode=0o700)
        certificate, key = authority.issue()
        (place / "tls.crt").write_bytes(certificate)
        (place / "tls.key").write_bytes(key)
        both.append(
            Homeserver(
                place,
                between=port,
                tls_certificate_path=str(place / "tls.crt"),
                tls_private_key_path=str(place / "tls.key"),
                federation_custom_ca_list=[str(ca)],
                federation_verify_certificates=True,
                federation_domain_whitelist=[f"{LOOPBACK}:{one}" for one in ports],
                ip_range_blacklist=["10.0.0.0/8", "192.168.0.0/16"],
                ip_range_whitelist=[LOOPBACK],
                federation={
                    "destination_min_retry_interval": "2s",
                    "destination_retry_multiplier": 2,
                    "destination_max_retry_interval": "20s",
                    "client_timeout": "10s",
                    "max_short_retries": 2,
                },
                rc_message=FREE,
                rc_federation={
                    "window_size": 1000,
                    "sleep_limit": 1000,
                    "sleep_delay": 10,
                    "reject_limit": 5000,
                    "concurrent": 50,
                },
            )
        )
    try:
        for one in both:
            one.start()
    except BaseException:
        for one in both:
            one.stop()
        raise
    return both[0], both[1]


class _Authority:
    """Issues certificates for loopback, and is believed by nobody else."""

    def __init__(self) -> None:
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "trial")])
        self._certificate = (
            self._dated(self._name, self._key.public_key())
            .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
            .add_extension(_usage(signs=True), critical=True)
            .sign(self._key, hashes.SHA256())
        )

    def _dated(
        self, subject: x509.Name, public: ec.EllipticCurvePublicKey
    ) -> x509.CertificateBuilder:
        now = datetime.datetime.now(datetime.UTC)
        return (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(self._name)
            .public_key(public)
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - datetime.timedelta(days=1))
            .not_valid_after(now + datetime.timedelta(days=2))
        )

    def certificate(self) -> bytes:
        return self._certificate.public_bytes(serialization.Encoding.PEM)

    def issue(self) -> tuple[bytes, bytes]:
        key = ec.generate_private_key(ec.SECP256R1())
        names = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address(LOOPBACK))])
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, LOOPBACK)])
        made = (
            self._dated(subject, key.public_key())
            .add_extension(names, critical=False)
            .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
            .add_extension(_usage(signs=False), critical=True)
            .add_extension(
                x509.ExtendedKeyUsage(
                    [ExtendedKeyUsageOID.SERVER_AUTH, ExtendedKeyUsageOID.CLIENT_AUTH]
                ),
                critical=False,
            )
            .sign(self._key, hashes.SHA256())
        )
        return (
            made.public_bytes(serialization.Encoding.PEM),
            key.private_bytes(
                serialization.Encoding.PEM,
                serialization.PrivateFormat.PKCS8,
                serialization.NoEncryption(),
            ),
        )


def _usage(*, signs: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=signs,
        crl_sign=signs,
        encipher_only=False,
        decipher_only=False,
    )
