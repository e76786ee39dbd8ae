"""What does a worker do when somebody asked for the PDF with a seal?"""

import hashlib
import logging

from django.utils.translation import gettext as _

from agreements.models import Document, Version
from agreements.paper import seal
from agreements.paper.pdf import Rendered, RenderRefused
from agreements.sealing import certificates
from agreements.sealing.keepers import keepers
from agreements.sealing.words import sealer_of
from agreements.terms import Media

logger = logging.getLogger(__name__)


def render(version: Version) -> Rendered:
    """The PDF as it was made, with the seal of a party behind it."""
    party = sealer_of(version)
    if party is None:
        raise RenderRefused(_("Op deze server ligt geen certificaat van een van de partijen."))
    plain = Document.objects.filter(version=version, media=Media.PDF).first()
    if plain is None:
        raise RenderRefused(_("Eerst moet de PDF zelf klaar zijn. Probeer het daarna opnieuw."))
    keeper = keepers()[party.organisation.uuid]
    try:
        pkcs12, facts = certificates.opened(keeper)
    except certificates.UnusableError as unusable:
        logger.error("The seal of organisation %s does not work: %s.", keeper.organisation, unusable)
        raise RenderRefused(_("Het zegel werkt nu niet. De beheerder kan dat herstellen.")) from unusable
    if facts.expired():
        logger.error("The certificate of organisation %s is out of date.", keeper.organisation)
        raise RenderRefused(_("Het certificaat van het zegel is verlopen. De beheerder kan het vernieuwen."))
    with plain.file.open("rb") as file:
        body = file.read()
    if hashlib.sha256(body).hexdigest() != plain.sha256:
        raise RenderRefused(_("De PDF is niet meer zoals hij was. Meld dit aan de beheerder."))
    made = seal.sealed(body, pkcs12=pkcs12, passphrase=keeper.passphrase, holder=facts.holder)
    row = {
        "party": party,
        "holder": facts.holder,
        "fingerprint": facts.fingerprint,
        "level": facts.level,
        "valid_until": facts.valid_until,
    }
    return Rendered(made, hashlib.sha256(made).hexdigest(), seal.renderer(), plain.pages, row)
