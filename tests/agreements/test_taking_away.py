"""Its owner takes a file away: bytes and words go, the fingerprint stays, and what proves a yes that counts stays whole."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from agreements.actions import elsewhere, sheets
from agreements.terms import AnnexKind, AnnexSource, Form
from initiatives.actions import decisions, notes, on_paper, results, uploads
from initiatives.actions.uploads import why_it_stays
from initiatives.erasure import TAKEN_AWAY
from initiatives.history import held
from initiatives.history.timeline import broken_links
from initiatives.models import Collaboration, Evidence, Upload
from initiatives.terms import Circle, DecisionState, EndKind, EventKind, KeyVerdict, Phase
from samenspel.errors import DomainError
from tests import factories
from tests.agreements import annex_table, signing_table
from tests.agreements.annex_table import drafting
from tests.agreements.test_elsewhere import register
from tests.initiatives.test_plan_views import goal
from tests.pages import signed_in

pytestmark = pytest.mark.slow


def evidence(cast: Any, who: Any = None, circle: Circle = Circle.EVERYONE) -> Evidence:
    return notes.add_evidence(
        goal(cast),
        title="Lijst met namen",
        quote="Mevrouw Jansen doet mee.",
        file=signing_table.scan(),
        circle=circle,
        **factories.acting(cast.file, who or cast.chair),
    )


def upload(cast: Any, who: Any = None) -> Upload:
    by = factories.acting(cast.file, who or cast.chair)
    return notes.add_upload(cast.file, signing_table.scan(), circle=Circle.EVERYONE, **by)


def address(kept: Upload) -> str:
    return reverse("initiatives:upload-remove", args=[kept.uuid])


def test_its_owner_reads_what_goes_and_takes_bytes_name_and_words_away(
    cast: SimpleNamespace, django_capture_on_commit_callbacks: Any
) -> None:
    proof = evidence(cast)
    kept, storage, name = proof.upload, proof.upload.file.storage, proof.upload.file.name
    member = signed_in(cast.member)
    item = reverse("initiatives:item", args=[proof.item.uuid])
    assert address(kept) in member.get(item).content.decode()
    assert address(kept) not in signed_in(cast.official).get(item).content.decode()
    assert "vingerafdruk" in member.get(address(kept)).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        assert member.post(address(kept)).status_code == 302
    assert not storage.exists(name)
    after = Upload.objects.get(pk=kept.pk)
    assert (after.file.name, after.name) == ("", TAKEN_AWAY)
    assert (after.sha256, after.size, after.created_at) == (kept.sha256, kept.size, kept.created_at)
    proof.refresh_from_db()
    assert (proof.title, proof.quote) == (TAKEN_AWAY, "")
    timeline = reverse("initiatives:timeline", args=[cast.file.uuid])
    for who in (cast.chair, cast.official):
        told = signed_in(who).get(timeline).content.decode()
        assert "Bestand weggehaald" in told
        assert "blad.pdf" not in told
        assert f"/bestanden/{kept.uuid}/" not in told + signed_in(who).get(item).content.decode()
        assert signed_in(who).get(reverse("initiatives:upload", args=[kept.uuid])).status_code == 404
    assert not [*held.changed_uploads(), *held.changed_rows(), *broken_links(cast.file)]
    assert member.get(address(kept), follow=True).redirect_chain[0] == (item, 302)
    with pytest.raises(DomainError, match="al weggehaald"):
        uploads.take_away(after, **factories.acting(cast.file, cast.member))
    assert cast.file.events.filter(kind=EventKind.UPLOAD_REMOVED).count() == 1


def test_what_one_party_kept_to_itself_goes_without_a_word_to_the_other(cast: SimpleNamespace) -> None:
    kept = evidence(cast, circle=Circle.OWN).upload
    assert signed_in(cast.chair).post(address(kept)).status_code == 302
    timeline = reverse("initiatives:timeline", args=[cast.file.uuid])
    assert "Bestand weggehaald" not in signed_in(cast.official).get(timeline).content.decode()


def test_also_after_the_end_a_file_goes_and_the_result_that_named_it_says_so(cast: SimpleNamespace) -> None:
    result = results.record_result(
        cast.file,
        title="Buurtplan",
        on=timezone.localdate(),
        file=signing_table.scan(),
        **factories.acting(cast.file, cast.chair),
    )
    decisions.end(
        Collaboration.objects.get(pk=cast.file.pk),
        end_kind=EndKind.REACHED,
        reason="Klaar.",
        **factories.acting(cast.file, cast.chair),
    )
    page = reverse("initiatives:results", args=[cast.file.uuid])
    assert address(result.upload) in signed_in(cast.chair).get(page).content.decode()
    assert address(result.upload) not in signed_in(cast.reader).get(page).content.decode()
    assert signed_in(cast.chair).post(address(result.upload)).status_code == 302
    assert "Het bestand is weggehaald." in signed_in(cast.official).get(page).content.decode()


def test_what_proves_a_decision_on_paper_stays_as_long_as_that_counts(cast: SimpleNamespace) -> None:
    step = decisions.propose_phase_step(
        cast.file,
        to=Phase.ELABORATION,
        reason="Samen verder.",
        **factories.acting(cast.file, cast.official),
        own_key=False,
    )
    proof = upload(cast, cast.coach)
    on_paper.record_on_paper(
        step,
        party=factories.seat(cast.file, cast.chair),
        decided_by="Het bestuur",
        decided_on=timezone.localdate(),
        verdict=KeyVerdict.ACCEPT,
        remark="",
        evidence=proof,
        **factories.acting(cast.file, cast.coach),
    )
    coach = signed_in(cast.coach)
    assert "Dit bestand blijft" in coach.get(address(proof)).content.decode()
    assert coach.post(address(proof)).status_code == 422
    assert Upload.objects.get(pk=proof.pk).file
    decisions.withdraw(step, **factories.acting(cast.file, cast.official))
    step.refresh_from_db()
    assert step.state == DecisionState.WITHDRAWN
    assert coach.post(address(proof)).status_code == 302
    shown = coach.get(reverse("initiatives:decision", args=[step.uuid])).content.decode()
    assert "Het bestand is weggehaald." in shown


def test_a_sheet_with_signatures_stays_until_it_was_given_back(cast: SimpleNamespace) -> None:
    table = signing_table.lay_out(cast)
    signing_table.agree_on_all(cast, table.agreement)
    version = signing_table.signing.lay_ready(table.agreement, **factories.acting(cast.file, cast.coach))
    by = factories.acting(cast.file, cast.chair)
    sheet = sheets.attach(
        list(version.places.all()), signed_on=timezone.localdate(), file=signing_table.scan(), **by
    )
    assert "handtekeningen" in why_it_stays(sheet.scan)
    sheets.give_back(sheet, reason="Onleesbaar.", **factories.acting(cast.file, cast.official))
    assert why_it_stays(sheet.scan) == ""


def test_an_annex_stays_with_its_agreement_and_with_every_frozen_version(cast: SimpleNamespace) -> None:
    table = annex_table.table_for(cast, Form.LETTER_OF_INTENT)
    more = {"source": AnnexSource.FILE, "alt": "De grens loopt langs de dijk."}
    file = annex_table.upload("kaart.png", annex_table.picture())
    annex_table.hang(table, "0d0d0d0d", AnnexKind.MAP, file=file, **more)
    kept = table.agreement.annexes.get().upload
    assert "is een bijlage" in why_it_stays(kept)
    drafting.publish(table.agreement, **table.who)
    annex_table.annexes.remove(table.agreement.annexes.get(), **table.who)
    assert "bij een versie" in why_it_stays(kept)


def test_the_text_of_an_agreement_made_elsewhere_stays_until_that_is_withdrawn(cast: SimpleNamespace) -> None:
    agreement = register(cast)
    kept = agreement.registrations.get().upload
    assert "van elders" in why_it_stays(kept)
    elsewhere.withdraw(agreement, reason="Dubbel.", **factories.acting(cast.file, cast.official))
    assert why_it_stays(kept) == ""
