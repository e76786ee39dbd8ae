"""Which addresses does an agreement have?"""

from django.urls import include, path

from agreements.terms import Media
from agreements.views import (
    annexes,
    comparing,
    drafts,
    editing,
    elsewhere,
    ending,
    files,
    format_following,
    format_parts,
    formats,
    living,
    mandates,
    partial,
    parties,
    policy_watch,
    receipts,
    register,
    renewal,
    reshaping,
    settling,
    shaping,
    sheets,
    signing,
    stance_on_paper,
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
    path("overeenkomsten/<uuid:uuid>/stoppen/", ending.stop, name="stop"),
    path("overeenkomsten/<uuid:uuid>/wij-stoppen/", parties.leave, name="leave"),
    path("overeenkomsten/<uuid:uuid>/toch-mee/", parties.come_back, name="come-back"),
    path("overeenkomsten/<uuid:uuid>/partij-erbij/", parties.add_party, name="add-party"),
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
    path("overeenkomsten/<uuid:uuid>/nieuw-format/", renewal.renewal, name="renewal"),
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
        stance_on_paper.stance_on_paper,
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
    # agreements that were made elsewhere, and policy that names the initiative
    path("initiatieven/<uuid:uuid>/overeenkomsten/elders/", elsewhere.add, name="elsewhere-add"),
    path("overeenkomsten/<uuid:uuid>/elders/", elsewhere.correct, name="elsewhere-correct"),
    path("overeenkomsten/<uuid:uuid>/elders/intrekken/", elsewhere.withdraw, name="elsewhere-withdraw"),
    path("overeenkomsten/<uuid:uuid>/elders/klopt-niet/", elsewhere.doubt, name="elsewhere-doubt"),
    path("initiatieven/<uuid:uuid>/beleid/", policy_watch.policy_add, name="policy-add"),
    path("beleid/<uuid:uuid>/versie/", policy_watch.policy_version, name="policy-version"),
    path("beleid/<uuid:uuid>/antwoord/", policy_watch.policy_answer, name="policy-answer"),
    path("gemeenten/<str:code>/beleid/", policy_watch.policy_documents, name="policy-documents"),
    # an agreement that holds: look back, change it, end it
    path("overeenkomsten/<uuid:uuid>/terugblik/", living.evaluate, name="evaluate"),
    path("overeenkomsten/<uuid:uuid>/terugblik/plannen/", living.plan, name="evaluation-plan"),
    path("overeenkomsten/<uuid:uuid>/addendum/", living.amend, name="amend"),
    path("overeenkomsten/<uuid:uuid>/beeindigen/", ending.end_together, name="end-together"),
    path("overeenkomsten/<uuid:uuid>/opzeggen/", ending.give_notice, name="give-notice"),
    path("overeenkomsten/<uuid:uuid>/opzegging-terug/", ending.take_back_notice, name="notice-take-back"),
    path("overeenkomsten/<uuid:uuid>/lezing/", ending.add_reading, name="ending-reading"),
    # /overeenkomsten/<agreement>/buurt/ and /buurt/: what everyone may read of it
    path("", include("agreements.neighbours.urls")),
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
    path("versies/<uuid:uuid>/vergelijking/", files.file, {"media": Media.COMPARED}, name="compared"),
    path(
        "versies/<uuid:uuid>/vergelijking/maken/",
        files.ask_for_file,
        {"media": Media.COMPARED},
        name="ask-for-compared",
    ),
    path(
        "versies/<uuid:uuid>/vergelijking/stand/",
        files.file_status,
        {"media": Media.COMPARED},
        name="compared-status",
    ),
    path("versies/<uuid:uuid>/afdrukken/", files.print_page, name="print"),
    path("versies/<uuid:uuid>/zegel/", files.file, {"media": Media.SEALED}, name="sealed"),
    path(
        "versies/<uuid:uuid>/zegel/maken/", files.ask_for_file, {"media": Media.SEALED}, name="ask-for-sealed"
    ),
    path(
        "versies/<uuid:uuid>/zegel/stand/", files.file_status, {"media": Media.SEALED}, name="sealed-status"
    ),
    path("versies/<uuid:uuid>/ontvangst/", receipts.receive, name="receive"),
    path("versies/<uuid:uuid>/ontvangstbewijs/", receipts.receipt, name="receipt"),
    # /formats/: the formats themselves
    path("formats/", formats.formats, name="formats"),
    path("formats/<slug:kind>/concept/", formats.format_draft, name="format-draft"),
    path("formats/<uuid:uuid>/", formats.format_detail, name="format"),
    path("formats/<uuid:uuid>/voorbeeld/", formats.format_preview, name="format-preview"),
    path("formats/<uuid:uuid>/verschil/", formats.format_difference, name="format-difference"),
    path("formats/<uuid:uuid>/uitgeven/", formats.format_publish, name="format-publish"),
    path("formats/<uuid:uuid>/weggooien/", formats.format_discard, name="format-discard"),
    path("formats/<uuid:uuid>/overnemen/", format_following.format_take_over, name="format-take-over"),
    path("formats/<uuid:uuid>/terugzetten/", formats.format_restore, name="format-restore"),
    path("formats/<uuid:uuid>/artikelen/toevoegen/", format_parts.clause_add, name="format-clause-add"),
    path("formats/<uuid:uuid>/gegevens/toevoegen/", format_parts.field_add, name="format-field-add"),
    path("formats/artikelen/<uuid:uuid>/", format_parts.clause, name="format-clause"),
    path("formats/artikelen/<uuid:uuid>/wijzigen/", format_parts.clause_change, name="format-clause-change"),
    path("formats/gegevens/<uuid:uuid>/", format_parts.field, name="format-field"),
]
