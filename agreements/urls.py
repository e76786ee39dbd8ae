"""Which addresses does an agreement have?"""

from django.urls import path

from agreements.terms import Media
from agreements.views import (
    annexes,
    comparing,
    drafts,
    editing,
    files,
    mandates,
    partial,
    register,
    reshaping,
    settling,
    shaping,
    sheets,
    signing,
    starting,
    versions,
)

app_name = "agreements"
urlpatterns = [
    # /initiatieven/<file>/overeenkomsten/: the list, and starting one
    path("initiatieven/<uuid:uuid>/overeenkomsten/", drafts.agreement_list, name="list"),
    path("initiatieven/<uuid:uuid>/overeenkomsten/nieuw/", starting.start, name="start"),
    # /overeenkomsten/<agreement>/: one agreement
    path("overeenkomsten/<uuid:uuid>/", drafts.agreement, name="agreement"),
    path("overeenkomsten/<uuid:uuid>/naam/", shaping.rename, name="rename"),
    path("overeenkomsten/<uuid:uuid>/partijen/", shaping.parties, name="parties"),
    path("overeenkomsten/<uuid:uuid>/artikelen/", shaping.choose_articles, name="choose-articles"),
    path("overeenkomsten/<uuid:uuid>/publiceren/", shaping.publish, name="publish"),
    path("overeenkomsten/<uuid:uuid>/vastleggen/", partial.publish_partial, name="publish-partial"),
    path("overeenkomsten/<uuid:uuid>/stoppen/", shaping.stop, name="stop"),
    path("overeenkomsten/<uuid:uuid>/dossier/", drafts.file_differences, name="file-differences"),
    path("overeenkomsten/<uuid:uuid>/wie-wat-wanneer/", drafts.promises, name="promises"),
    path("overeenkomsten/<uuid:uuid>/alles/", editing.all_articles, name="all"),
    path("overeenkomsten/<uuid:uuid>/artikel/<slug:key>/", editing.article, name="article"),
    path("overeenkomsten/<uuid:uuid>/artikel/<slug:key>/tekst/", shaping.own_text, name="own-text"),
    path("overeenkomsten/<uuid:uuid>/artikel/<slug:key>/weg/", shaping.drop, name="drop"),
    path("overeenkomsten/<uuid:uuid>/veld/<slug:name>/", editing.field, name="field"),
    path(
        "overeenkomsten/<uuid:uuid>/veld/<slug:name>/uit-dossier/",
        editing.take_from_file,
        name="take-from-file",
    ),
    # /overeenkomsten/<agreement>/bijlagen/: what belongs to it beside its articles
    path("overeenkomsten/<uuid:uuid>/bijlagen/", annexes.annexes, name="annexes"),
    path("overeenkomsten/<uuid:uuid>/bijlagen/nieuw/<slug:what>/", annexes.annex_add, name="annex-add"),
    path("overeenkomsten/<uuid:uuid>/bijlagen/<slug:annex>/", annexes.annex, name="annex"),
    path("overeenkomsten/<uuid:uuid>/bijlagen/<slug:annex>/weg/", annexes.annex_remove, name="annex-remove"),
    path("overeenkomsten/<uuid:uuid>/bijlagen/<slug:annex>/plek/", annexes.annex_move, name="annex-move"),
    path(
        "overeenkomsten/<uuid:uuid>/bijlagen/<slug:annex>/vervang/", annexes.annex_renew, name="annex-renew"
    ),
    path("overeenkomsten/<uuid:uuid>/bijlagen/<slug:annex>/bestand/", annexes.annex_file, name="annex-file"),
    path("versies/<uuid:uuid>/bijlage/<slug:annex>/", annexes.version_annex, name="version-annex"),
    # /overeenkomsten/<agreement>/bespreken/: the parties settle it, article by article
    path("overeenkomsten/<uuid:uuid>/bespreken/", settling.settle, name="settle"),
    path("overeenkomsten/<uuid:uuid>/bespreken/<slug:key>/", settling.settle_article, name="settle-article"),
    path(
        "overeenkomsten/<uuid:uuid>/bespreken/<slug:key>/standpunt/", settling.give_stance, name="give-stance"
    ),
    path(
        "overeenkomsten/<uuid:uuid>/bespreken/<slug:key>/op-papier/",
        settling.stance_on_paper,
        name="stance-on-paper",
    ),
    path("overeenkomsten/<uuid:uuid>/bespreken/<slug:key>/voorstel/", settling.propose, name="propose-text"),
    path(
        "overeenkomsten/<uuid:uuid>/bespreken/<slug:key>/voorstel/<slug:change>/",
        reshaping.propose_change,
        name="propose-change",
    ),
    path(
        "overeenkomsten/<uuid:uuid>/bespreken/<slug:key>/voorstel/<uuid:proposal>/intrekken/",
        settling.withdraw,
        name="withdraw-text",
    ),
    path("overeenkomsten/<uuid:uuid>/bespreken/<slug:key>/parkeren/", settling.park, name="park"),
    path("overeenkomsten/<uuid:uuid>/bespreken/<slug:key>/verder/", settling.resume, name="unpark"),
    path("overeenkomsten/<uuid:uuid>/bespreken/<slug:key>/gesprek/", settling.say, name="say"),
    # /overeenkomsten/<agreement>/tekenen/: who decides, and who signs
    path("overeenkomsten/<uuid:uuid>/tekenen/", signing.signing, name="signing"),
    path("overeenkomsten/<uuid:uuid>/tekenen/besluit/", mandates.mandate, name="mandate"),
    path("overeenkomsten/<uuid:uuid>/tekenen/klaarleggen/", signing.lay_ready, name="lay-ready"),
    path("overeenkomsten/<uuid:uuid>/tekenen/wie/", mandates.name_signers, name="name-signers"),
    path("overeenkomsten/<uuid:uuid>/tekenen/lezen/", signing.sign, name="sign"),
    path("overeenkomsten/<uuid:uuid>/tekenen/code/", signing.sign_code, name="sign-code"),
    path("overeenkomsten/<uuid:uuid>/tekenen/nog-niet/", signing.decline, name="decline"),
    path("overeenkomsten/<uuid:uuid>/tekenen/toch/", signing.take_up, name="take-up"),
    path("overeenkomsten/<uuid:uuid>/tekenen/verbeteren/", signing.mend, name="mend"),
    path("overeenkomsten/<uuid:uuid>/tekenen/blad/", sheets.sheet_add, name="sheet-add"),
    path("overeenkomsten/<uuid:uuid>/tekenen/blad/<uuid:sheet>/", sheets.sheet, name="sheet"),
    # /controleer/: is this document real? without an account
    path("controleer/", register.check, name="check"),
    # /versies/<version>/: a frozen text and its document
    path("versies/<uuid:uuid>/", versions.version, name="version"),
    path("versies/<uuid:uuid>/verschil/", comparing.compare, name="compare"),
    path("versies/<uuid:uuid>/stand/", versions.version_status, name="version-status"),
    path("versies/<uuid:uuid>/opnieuw/", files.render_retry, name="render-retry"),
    path("versies/<uuid:uuid>/pdf/", files.file, {"media": Media.PDF}, name="pdf"),
    path("versies/<uuid:uuid>/word/", files.file, {"media": Media.WORD}, name="word"),
    path("versies/<uuid:uuid>/word/maken/", files.ask_for_file, {"media": Media.WORD}, name="ask-for-word"),
    path("versies/<uuid:uuid>/word/stand/", files.file_status, {"media": Media.WORD}, name="word-status"),
    path("versies/<uuid:uuid>/wijzigingen/", files.file, {"media": Media.CHANGES}, name="changes"),
    path(
        "versies/<uuid:uuid>/wijzigingen/maken/",
        files.ask_for_file,
        {"media": Media.CHANGES},
        name="ask-for-changes",
    ),
    path(
        "versies/<uuid:uuid>/wijzigingen/stand/",
        files.file_status,
        {"media": Media.CHANGES},
        name="changes-status",
    ),
    path("versies/<uuid:uuid>/afdrukken/", files.print_page, name="print"),
]
