"""What does the page of an addendum say of the agreement that it changes, as long as it is no agreement itself?"""

from django.utils import timezone
from django.utils.translation import gettext as _

from agreements.living import term
from agreements.living.rows import ending_of
from agreements.living.term import Standing
from agreements.models import Agreement
from agreements.terms import HELD, Relation, Stage
from samenspel.dutch import full_date


def fate_of(addendum: Agreement, original: Agreement | None) -> str:
    """Why it stopped, or what it waits for; nothing while its agreement simply holds. `original`: as far as this
    reader may see it."""
    if addendum.relation != Relation.AMENDS or original is None or addendum.stage in HELD:
        return ""
    day = {"day": full_date(original.ends_on)} if original.ends_on else {}
    if original.stage == Stage.ENDED:
        return _("De overeenkomst waar dit addendum bij hoort, eindigde op %(day)s.") % day if day else ""
    if addendum.stage == Stage.STOPPED or original.ends_on is None or original.renews:
        return ""
    if ending_of(original):
        words = _(
            "De overeenkomst eindigt op %(day)s. Tekent dan nog niet iedereen, dan stopt dit addendum vanzelf."
        )
        return words % day
    if term.standing(original.ends_on, timezone.localdate()) == Standing.EXPIRED:
        return (
            _("De overeenkomst is verlopen op %(day)s, maar niet beëindigd. Dit addendum kan nog gelden.")
            % day
        )
    return ""
