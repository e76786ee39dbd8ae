"""How does a finished PDF get the electronic seal of an organisation?

The one door to pyHanko, and only the worker goes through it. The seal (PAdES, level B-B) comes behind the file as it
is: the bytes that were printed stay in front, so both files say the same.
"""

import hashlib
import importlib.metadata
import io
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from django.conf import settings
from django.utils.translation import gettext as _

FIELD = "zegel"
T = TypeVar("T")


def sealed(body: bytes, *, pkcs12: bytes, passphrase: str, holder: str) -> bytes:
    """The same file with a seal behind it."""
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign import fields, signers

    class Behind(IncrementalPdfFileWriter):
        def _update_meta(self) -> None:
            """The file says what it said: its metadata keep the form that archives ask."""

    signer = signers.SimpleSigner.load_pkcs12_data(pkcs12, [], passphrase=passphrase.encode() or None)
    metadata = signers.PdfSignatureMetadata(
        field_name=FIELD,
        md_algorithm="sha256",
        subfilter=fields.SigSeedSubFilter.PADES,
        name=holder,
        reason=_("Zo is het bestand gemaakt"),
        certify=True,
        docmdp_permissions=fields.MDPPerm.FILL_FORMS,  # others may sign after it, and change nothing
    )
    # A seal that is not drawn, beside the page: what is printed stays as it was, also for screen readers.
    beside = fields.InvisSigSettings(set_print_flag=True, set_hidden_flag=False, box_out_of_bounds=True)
    field = fields.SigFieldSpec(
        FIELD,
        on_page=-1,
        readable_field_name=_("Elektronisch zegel van %(holder)s") % {"holder": holder},
        invis_sig_settings=beside,
    )
    pdf_signer = signers.PdfSigner(metadata, signer, new_field_spec=field, timestamper=_timestamper())
    return bytes(_apart(lambda: pdf_signer.sign_pdf(Behind(io.BytesIO(body)))).getvalue())


def _apart(work: Callable[[], T]) -> T:
    """pyHanko starts an event loop, and a thread has room for one: it gets a thread to itself."""
    with ThreadPoolExecutor(1) as threads:
        return threads.submit(work).result()


def _timestamper() -> Any:
    """Only where an administrator asked for it: it is a request to another server."""
    if not settings.SEAL_TIMESTAMP_URL:
        return None
    from pyhanko.sign.timestamps.requests_client import HTTPTimeStamper

    return HTTPTimeStamper(settings.SEAL_TIMESTAMP_URL, timeout=10)


def flaw(body: bytes, fingerprint: str) -> str:
    """What is wrong with the seal of this file, in Dutch; nothing when it holds and is of this certificate."""
    from pyhanko.pdf_utils.misc import PdfError
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko_certvalidator import ValidationContext

    broken = _("het zegel is verbroken")
    try:
        found = PdfFileReader(io.BytesIO(body)).embedded_regular_signatures
        if len(found) != 1:
            return _("er staat geen zegel op")
        certificate = found[0].signer_cert
        if hashlib.sha256(certificate.dump()).hexdigest() != fingerprint:
            return _("het zegel is van een ander certificaat")
        # Whether the bytes are the sealed ones; whom one trusts is not for us to say.
        nobody_else = ValidationContext(trust_roots=[certificate], allow_fetching=False)
        status = _apart(lambda: validate_pdf_signature(found[0], nobody_else))
    except (PdfError, ValueError):
        return broken
    return "" if status.intact and status.valid else broken


def renderer() -> str:
    return f"pyhanko {importlib.metadata.version('pyhanko')}"
