"""Which files of a dossier stay, because an agreement rests on them? Named in `settings.WHY_FILES_STAY`."""

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from agreements.annexes.pictures import items_of
from agreements.models import Annex, BodyDecision, Registration, SignatureSheet, Stance, Version
from agreements.terms import SheetState
from initiatives.models import Upload


def why_it_stays(upload: Upload) -> str:
    """A sentence that says what to do instead, or nothing."""
    if _is_frozen(upload):
        return _(
            "Dit bestand hangt bij een versie van een overeenkomst. Zo’n versie verandert niet meer. "
            "Staat er iets in wat niet mag? Vraag de beheerder."
        )
    rests = _what_rests_on(upload)
    if rests["annex"]:
        return _(
            "Dit bestand is een bijlage bij een overeenkomst. Vervang daar het bestand, of haal de bijlage weg."
        )
    if rests["sheet"]:
        return _(
            "Op dit blad staan handtekeningen die tellen, of die nog nagekeken worden. "
            "Klopt het niet? Geef het blad eerst terug bij het tekenen."
        )
    if rests["stance"] or rests["body"]:
        return _(
            "Dit bestand laat zien wat een partij op papier besloot. Klopt dat niet? "
            "Zeg het bij de overeenkomst zelf. Dan geldt wat jullie daar zeggen."
        )
    if _is_registered(upload):
        return _(
            "Dit bestand is de tekst van een afspraak van elders. Zet daar eerst een ander bestand bij, of "
            "trek de registratie in."
        )
    return ""


def _what_rests_on(upload: Upload) -> dict[str, bool]:
    """All of it in one query."""
    sheets = SignatureSheet.objects.exclude(state=SheetState.RETURNED)
    rests = {
        "annex": Exists(Annex.objects.filter(upload=OuterRef("pk"))),
        "sheet": Exists(sheets.filter(scan=OuterRef("pk"))),
        "stance": Exists(Stance.objects.filter(evidence=OuterRef("pk"))),
        "body": Exists(BodyDecision.objects.filter(evidence=OuterRef("pk"))),
    }
    names = list(rests)
    return dict(zip(names, Upload.objects.values_list(*rests.values()).get(pk=upload.pk), strict=True))


def _is_frozen(upload: Upload) -> bool:
    versions = Version.objects.filter(agreement__collaboration=upload.collaboration_id)
    contents = versions.values_list("content", flat=True).iterator(chunk_size=50)
    return any(
        item.get("file", {}).get("sha256") == upload.sha256
        for content in contents
        for item in items_of(content)
    )


def _is_registered(upload: Upload) -> bool:
    """As long as the newest registration of that agreement stands on it."""
    named = Registration.objects.filter(upload=upload).values("agreement")
    rows = Registration.objects.filter(agreement__in=named).order_by("pk")
    newest = {row.agreement_id: row for row in rows}
    return any(row.upload_id == upload.pk and not row.withdrawn for row in newest.values())
