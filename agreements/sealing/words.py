"""Which signed version can carry whose seal, and what does that mean in plain words?"""

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agreements.models import Party, Seal, Version
from agreements.sealing.keepers import keepers
from agreements.terms import SealLevel, VersionStatus

MEANING = {
    SealLevel.PLAIN: gettext_lazy(
        "Dit is een elektronisch zegel. Hoe sterk het telt, hangt af van het certificaat."
    ),
    SealLevel.ADVANCED: gettext_lazy(
        "Dit is een geavanceerd elektronisch zegel. Het certificaat noemt zich gekwalificeerd."
    ),
}


def sealer_of(version: Version) -> Party | None:
    """The first party whose certificate lies here. One file carries one seal: a second one would cost the archive form."""
    if not settings.SEALS or version.status != VersionStatus.SIGNED:
        return None
    known = keepers()
    parties = version.agreement.parties.select_related("organisation")
    return next((party for party in parties if party.organisation.uuid in known), None)


def in_words(seal: Seal) -> str:
    whose = _("Het zegel is van %(holder)s. Het laat zien dat het bestand daarna niet veranderde.")
    return f"{whose % {'holder': seal.holder}} {MEANING[SealLevel(seal.level)]}"
