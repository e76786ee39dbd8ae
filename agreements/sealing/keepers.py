"""Which organisations seal on this server, and where does the certificate of each lie?

Certificates lie in files beside the database, never in it; `settings.SEALS` names them.
"""

from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from django.conf import settings


@dataclass(frozen=True)
class Keeper:
    organisation: UUID
    file: Path
    passphrase: str


def keepers() -> dict[UUID, Keeper]:
    """By organisation; nothing as long as nobody configured a seal."""
    found = [
        Keeper(UUID(row["organisation"]), Path(row["file"]), row.get("passphrase", ""))
        for row in settings.SEALS
    ]
    return {keeper.organisation: keeper for keeper in found}
