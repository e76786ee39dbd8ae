"""What people see and can do on the pages of annexes."""

from __future__ import annotations

import pytest
from django.urls import reverse

from agreements import actions as drafting
from agreements.actions import annexes, settling
from agreements.draft import Draft
from agreements.models import Annex
from agreements.settling.rows import settle
from agreements.terms import AnnexKind, AnnexSource, Verdict
from tests.agreements.annex_table import KEY, OTHER, hang, picture, upload
from tests.pages import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def url(name, table, *args):
    return reverse(f"agreements:{name}", args=[table.agreement.uuid, *args])


def test_a_budget_is_added_and_filled_without_a_script_and_pressing_twice_adds_one(table):
    coach = signed_in(table.cast.coach)
    sent = {"key": KEY, "title": "Begroting <script>"}
    for _press in range(2):
        answer = coach.post(url("annex-add", table, "begroting"), sent)
        assert answer.url == url("annex", table, KEY)
    page = coach.get(answer.url).content.decode()
    assert "Begroting &lt;script&gt;" in page
    row = {"item": "Zaal", "amount": "12,50", "payer": "initiative", "payer-anders": "", "note": ""}
    name = f"bijlage_{KEY}_rijen"
    sent = {f"{name}-0-{cell}": value for cell, value in row.items()}
    answer = coach.post(
        url("annex", table, KEY), sent | {f"{name}-rows": "1", f"rev-{name}": "0-", "done": "1"}
    )
    assert answer.url == url("annexes", table)
    listed = coach.get(answer.url).content.decode().replace("\xa0", " ")
    assert "samen € 12,50 inclusief btw" in listed
    assert Annex.objects.count() == 1


def test_what_does_not_fit_is_said_beside_the_field_and_the_rest_is_kept(table):
    coach = signed_in(table.cast.coach)
    answer = coach.post(url("annex-add", table, "kaart"), {"key": KEY, "title": "Kaart"})
    assert answer.status_code == 422
    assert "Kies een bestand." in answer.content.decode()
    file = upload("kaart.png", picture())
    answer = coach.post(url("annex-add", table, "kaart"), {"key": KEY, "title": "Kaart", "file": file})
    assert answer.status_code == 422
    assert "Schrijf op wat er op de afbeelding te zien is." in answer.content.decode()
    assert coach.post(url("annex-add", table, "kaart"), {"key": "../etc", "title": "x"}).status_code == 422
    assert coach.get(url("annex-add", table, "verzonnen")).status_code == 404


def test_before_a_change_the_page_says_which_approvals_it_costs(table):
    hang(table, KEY, AnnexKind.OTHER, AnnexSource.NAMED, title="Luchtfoto")
    drafting.publish(table.agreement, **table.who)
    table.agreement.refresh_from_db()
    draft = Draft(table.agreement)
    for own in draft.articles:
        if own.clause_key in ("bijlagen", "gebied"):
            settling.give_stance(
                own,
                party=draft.party_rows[0],
                seen=settle(draft)[own.pk].text_hash,
                verdict=Verdict.ACCEPT,
                by=table.cast.official.person,
            )
    coach = signed_in(table.cast.coach)
    said = "Dit kost het akkoord van gemeente Eskerveen op “{}”"
    page = coach.get(url("annex-add", table, "kaart")).content.decode()
    assert said.format("Bijlagen") in page
    assert said.format("Om welk gebied het gaat") in page
    page = coach.get(url("annex-remove", table, KEY)).content.decode()
    assert said.format("Bijlagen") in page
    assert said.format("Om welk gebied het gaat") not in page


def test_a_version_serves_the_file_that_hung_there_then(table):
    of_map = {"kind": AnnexKind.MAP, "source": AnnexSource.FILE, "alt": "De dijk."}
    row = hang(table, KEY, file=upload("kaart.png", picture()), **of_map)
    first = drafting.publish(table.agreement, **table.who)
    table.agreement.refresh_from_db()
    annexes.replace_file(row, file=upload("kaart.png", picture(size=(9, 9))), **table.who)
    reader = signed_in(table.cast.reader)
    then = reader.get(reverse("agreements:version-annex", args=[first.uuid, KEY]))
    now = reader.get(url("annex-file", table, KEY))
    assert then["Content-Disposition"] == 'attachment; filename="bijlage-1-kaart.png"'
    assert b"".join(then.streaming_content) != b"".join(now.streaming_content)
    assert reader.get(reverse("agreements:version-annex", args=[first.uuid, OTHER])).status_code == 404
    page = reader.get(reverse("agreements:version", args=[first.uuid])).content.decode()
    assert f'<img class="sam-plaat" loading="lazy" src="/versies/{first.uuid}/bijlage/{KEY}/"' in page
