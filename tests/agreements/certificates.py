"""A certificate of an invented organisation, made here and now: it seals, and nobody vouches for it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID

from agreements.sealing import certificates

PASSPHRASE = "een wachtzin van de proef"


@cache
def key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(65537, 2048)


def certificate(
    holder: str = "Gemeente Eskerveen", *, issuer: str = "", days: int = 365, statements: bytes = b""
) -> x509.Certificate:
    def name(text: str) -> x509.Name:
        return x509.Name([x509.NameAttribute(NameOID.ORGANIZATION_NAME, text)])

    now = datetime.now(UTC)
    usage = x509.KeyUsage(True, True, False, False, False, False, False, False, False)
    made = (
        x509.CertificateBuilder()
        .subject_name(name(holder))
        .issuer_name(name(issuer or holder))
        .public_key(key().public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=400))
        .not_valid_after(now + timedelta(days=days))
        .add_extension(usage, critical=True)
    )
    if statements:
        made = made.add_extension(
            x509.UnrecognizedExtension(certificates.STATEMENTS, statements), critical=False
        )
    return made.sign(key(), hashes.SHA256())


def put(folder: Path, made: x509.Certificate | None = None) -> Path:
    file = folder / "zegel.p12"
    encrypted = serialization.BestAvailableEncryption(PASSPHRASE.encode())
    file.write_bytes(
        pkcs12.serialize_key_and_certificates(b"zegel", key(), made or certificate(), None, encrypted)
    )
    return file


def configured(organisation: Any, file: Path) -> list[dict[str, str]]:
    """What `settings.SEALS` says."""
    return [{"organisation": str(organisation.uuid), "file": str(file), "passphrase": PASSPHRASE}]
