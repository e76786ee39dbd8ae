"""What does the certificate say with which an organisation seals: whose is it, until when, and how strong?

Only the worker, the runner and `manage.py seals` open one.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID, ObjectIdentifier
from django.utils import timezone

from agreements.sealing.keepers import Keeper
from agreements.terms import SealLevel
from samenspel.dutch import local_date

# The statements of a qualified certificate (ETSI EN 319 412-5), and the two that make it one for seals.
STATEMENTS = ObjectIdentifier("1.3.6.1.5.5.7.1.3")
QUALIFIED = bytes.fromhex("060604008e460101")
FOR_SEALS = bytes.fromhex("060704008e46010602")


@dataclass(frozen=True)
class Facts:
    """What the certificate says of itself."""

    holder: str
    fingerprint: str
    level: SealLevel
    valid_from: date
    valid_until: date

    def expired(self) -> bool:
        return not self.valid_from <= timezone.localdate() <= self.valid_until


class UnusableError(Exception):
    """The file is gone, the passphrase is another, or it holds no key; for the administrator, in Dutch."""


def opened(keeper: Keeper) -> tuple[bytes, Facts]:
    """The file itself, and what its certificate says."""
    try:
        body = keeper.file.read_bytes()
    except OSError as gone:
        raise UnusableError(f"het bestand {keeper.file} is niet te lezen") from gone
    try:
        key, certificate, _chain = pkcs12.load_key_and_certificates(body, keeper.passphrase.encode() or None)
    except (ValueError, UnsupportedAlgorithm) as refused:
        raise UnusableError(
            "het bestand is geen PKCS#12, of de wachtzin hoort bij een ander bestand"
        ) from refused
    if key is None or certificate is None:
        raise UnusableError("in het bestand ontbreekt de sleutel of het certificaat")
    return body, facts_of(certificate)


def facts_of(certificate: x509.Certificate) -> Facts:
    return Facts(
        holder=_holder(certificate.subject)[:200],
        fingerprint=certificate.fingerprint(hashes.SHA256()).hex(),
        level=_level(certificate),
        valid_from=local_date(certificate.not_valid_before_utc),
        valid_until=local_date(certificate.not_valid_after_utc),
    )


def _holder(subject: x509.Name) -> str:
    for kind in (NameOID.ORGANIZATION_NAME, NameOID.COMMON_NAME):
        for attribute in subject.get_attributes_for_oid(kind):
            return str(attribute.value)
    return subject.rfc4514_string()


def _level(certificate: x509.Certificate) -> SealLevel:
    """Advanced only when another issued it and says itself that it is qualified, for seals. What it says is not
    looked up anywhere: who relies on it checks it in a reader that knows the European trusted lists."""
    said: Any = b""
    for extension in certificate.extensions:
        if extension.oid == STATEMENTS:
            said = getattr(extension.value, "value", b"")
    from_another = certificate.issuer != certificate.subject
    advanced = from_another and QUALIFIED in said and FOR_SEALS in said
    return SealLevel.ADVANCED if advanced else SealLevel.PLAIN
