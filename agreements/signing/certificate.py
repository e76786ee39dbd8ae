"""What does the signed text say: the very text that was signed, with who signed it, when and how?

It is a version of its own with the same hash of the text. The version that was signed does not change.
"""

from datetime import date
from typing import Any

from agreements.signing.rows import Signing, Spot
from agreements.terms import VersionStatus

FILLED_AT_SIGNING = ("datum_tekenen", "ingangsdatum")


def signed_content(signing: Signing, *, number: int, on: date) -> dict[str, Any]:
    """Version.content of what is in force from this day; functions and days, never a person's name."""
    frozen = dict(signing.version.content)
    parties = signing.version.agreement.parties.values_list("pk", flat=True)
    names = dict(zip(parties, (party["name"] for party in frozen["parties"]), strict=True))
    return frozen | {
        "status": str(VersionStatus.SIGNED),
        "number": number,
        "date": on.isoformat(),
        "signed_version": signing.version.number,
        "signatures": [_signed(spot, names[spot.row.party_id]) for spot in signing.spots],
        "at_signing": dict.fromkeys(FILLED_AT_SIGNING, on.isoformat()),
    }


def _signed(spot: Spot, party: str) -> dict[str, Any]:
    signature = spot.signature
    if signature is None:
        raise RuntimeError("only a text that everyone signed becomes a signed version")
    return {
        "party": party,
        "function": spot.row.function_label,
        "method": signature.method,
        "on": signature.on.isoformat(),
    }
