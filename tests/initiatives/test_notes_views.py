"""Is contact logged once, read by its circle only, shared on purpose, and is every file a download?"""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from initiatives.actions import decisions, notes
from initiatives.models import ContactMoment, Event
from initiatives.terms import Channel, Circle, EndKind, EventKind
from tests import factories
from tests.pages import ONE_PAGE

pytestmark = pytest.mark.django_db
WHO = ["former", "elsewhere", "other_coach", "outsider", "administrator", "colleague"]


def signed_in(client: Any, who: Any) -> Any:
    client.force_login(factories.user_of(who), backend="django.contrib.auth.backends.ModelBackend")
    return client


def text(response: Any) -> str:
    return response.content.decode()


def log_url(cast: Any) -> str:
    return f"/initiatieven/{cast.file.uuid}/contact/"


def answers(**changes: Any) -> dict[str, Any]:
    day = timezone.localdate().isoformat()
    return {"channel": "phone", "on": day, "summary": "Gebeld over geld.", "circle": "own", **changes}


def log(cast: Any, who: Any, *, circle: Circle = Circle.OWN, summary: str = "Onder ons.") -> ContactMoment:
    return notes.log_contact(
        cast.file,
        on=timezone.localdate(),
        channel=Channel.TALK,
        summary=summary,
        circle=circle,
        by=who.person,
        seat=factories.seat(cast.file, who),
    )


def test_a_contact_moment_stands_in_the_log_with_who_and_when(cast: Any, client: Any) -> None:
    page = text(signed_in(client, cast.chair).post(log_url(cast), answers(), follow=True))
    assert "Het contact is vastgelegd." in page
    assert "Gebeld over geld." in page
    assert "Samira, voorzitter" in page
    assert "Alleen wij" in page


def test_sending_the_form_twice_makes_one_moment(cast: Any, client: Any) -> None:
    signed_in(client, cast.coach)
    for _press in range(2):
        assert client.post(log_url(cast), answers(**ONE_PAGE)).status_code == 302
    assert ContactMoment.objects.count() == Event.objects.filter(kind=EventKind.CONTACT_LOGGED).count() == 1


def test_the_same_words_for_other_readers_are_another_moment(cast: Any, client: Any) -> None:
    signed_in(client, cast.coach)
    for circle in ("everyone", "own"):
        assert client.post(log_url(cast), answers(circle=circle, **ONE_PAGE)).status_code == 302
    assert set(ContactMoment.objects.values_list("circle", flat=True)) == {"everyone", "own"}


def test_a_gemeente_says_with_which_hat_it_spoke(cast: Any, client: Any) -> None:
    sent = answers(circle="everyone", hat="permits")
    page = text(signed_in(client, cast.official).post(log_url(cast), sent, follow=True))
    assert "als vergunningverlener" in page
    timeline = f"/initiatieven/{cast.file.uuid}/tijdlijn/"
    assert "bellen, als vergunningverlener" in text(signed_in(client, cast.reader).get(timeline))
    assert "als vergunningverlener" in text(client.get(log_url(cast)))


def test_nobody_but_a_gemeente_is_asked_for_a_hat(cast: Any, client: Any) -> None:
    assert "Met welke pet op?" in text(signed_in(client, cast.official).get(log_url(cast)))
    for who in (cast.chair, cast.coach):
        assert "Met welke pet op?" not in text(signed_in(client, who).get(log_url(cast)))
    signed_in(client, cast.chair).post(log_url(cast), answers(hat="permits"))
    assert "hat" not in Event.objects.get(kind=EventKind.CONTACT_LOGGED).payload


@pytest.mark.parametrize(
    "changes",
    [
        {"summary": ""},
        {"summary": "x" * 4001},
        {"channel": "fax"},
        {"circle": "iedereen"},
        {"on": "gisteren"},
        {"on": ""},
        {"on": (timezone.localdate() + timedelta(days=2)).isoformat()},
    ],
)
def test_what_does_not_fit_is_refused_beside_its_field(cast: Any, client: Any, changes: Any) -> None:
    response = signed_in(client, cast.chair).post(log_url(cast), answers(**changes))
    assert response.status_code == 422
    assert 'aria-invalid="true"' in text(response) or "utrecht-form-field--invalid" in text(response)
    assert not ContactMoment.objects.exists()


@pytest.mark.parametrize("who", WHO)
def test_the_log_does_not_exist_for_who_has_no_seat_here(cast: Any, client: Any, who: str) -> None:
    signed_in(client, getattr(cast, who))
    assert client.get(log_url(cast)).status_code == 404
    assert client.post(log_url(cast), answers()).status_code == 404


def test_who_only_reads_gets_no_form_and_cannot_send_one(cast: Any, client: Any) -> None:
    signed_in(client, cast.reader)
    assert "Leg vast" not in text(client.get(log_url(cast)))
    assert client.post(log_url(cast), answers()).status_code == 403


def test_an_ended_file_takes_no_new_contact_and_keeps_what_was_said(cast: Any, client: Any) -> None:
    log(cast, cast.chair, circle=Circle.EVERYONE, summary="Dit blijft.")
    decisions.end(
        cast.file,
        end_kind=EndKind.REACHED,
        reason="Klaar.",
        by=cast.chair.person,
        seat=factories.seat(cast.file, cast.chair),
    )
    signed_in(client, cast.official)
    assert "Dit blijft." in text(client.get(log_url(cast)))
    assert client.post(log_url(cast), answers()).status_code == 403


@pytest.mark.parametrize(
    ("circle", "readers"),
    [
        (Circle.OWN, {"chair", "member", "reader"}),
        (Circle.WITH_COACH, {"chair", "member", "reader", "coach", "coordinator"}),
        (Circle.EVERYONE, {"chair", "member", "reader", "coach", "coordinator", "official", "clerk"}),
    ],
)
def test_only_the_circle_reads_it(cast: Any, client: Any, circle: Circle, readers: set[str]) -> None:
    log(cast, cast.chair, circle=circle, summary="Over de penningmeester.")
    everyone = {"chair", "member", "reader", "coach", "coordinator", "official", "clerk"}
    found = {
        who
        for who in everyone
        if "penningmeester" in text(signed_in(client, getattr(cast, who)).get(log_url(cast)))
    }
    assert found == readers


def test_older_contact_is_one_page_further_and_nothing_is_left_out(cast: Any, client: Any) -> None:
    for number in range(45):
        log(cast, cast.chair, summary=f"Gesprek nummer {number}.")
    signed_in(client, cast.chair)
    url, seen = log_url(cast), []
    for _page in range(3):
        response = client.get(url)
        seen += [row["moment"].summary for row in response.context["moments"]]
        url = log_url(cast) + response.context["next_url"]
    assert seen == [f"Gesprek nummer {number}." for number in reversed(range(45))]
    assert client.get(log_url(cast) + "?voor=onzin").status_code == 200


def test_ten_or_forty_moments_ask_for_the_same_queries(cast: Any, client: Any, count_queries: Any) -> None:
    signed_in(client, cast.chair)
    log(cast, cast.chair, summary="De eerste.")

    def measure() -> int:
        client.get(log_url(cast))
        with count_queries() as seen:
            client.get(log_url(cast))
        return len(seen)

    one = measure()
    for number in range(15):
        log(cast, cast.chair, summary=f"{number}")
    assert measure() == one


# --- sharing wider --------------------------------------------------------------------------------------


def share_url(moment: ContactMoment) -> str:
    return f"/contact/{moment.uuid}/delen/"


def test_before_sharing_the_page_names_who_will_read_it(cast: Any, client: Any) -> None:
    moment = log(cast, cast.chair)
    page = text(signed_in(client, cast.member).get(share_url(moment)))
    assert "Steunpunt Buurtwarmte" in page
    assert "Eskerveen" in page
    assert ContactMoment.objects.get().circle == Circle.OWN


def test_sharing_happens_once_and_never_narrows(cast: Any, client: Any) -> None:
    moment = log(cast, cast.chair)
    signed_in(client, cast.chair)
    assert client.post(share_url(moment), {"circle": "with_coach"}).status_code == 302
    assert client.post(share_url(moment), {"circle": "own"}).status_code == 422
    assert client.post(share_url(moment), {"circle": "everyone"}).status_code == 302
    assert client.post(share_url(moment), {"circle": "with_coach"}).status_code == 302
    assert ContactMoment.objects.get().circle == Circle.EVERYONE
    assert "Onder ons." in text(signed_in(client, cast.official).get(log_url(cast)))


def test_nobody_shares_what_another_party_said(cast: Any, client: Any) -> None:
    moment = log(cast, cast.chair, circle=Circle.WITH_COACH)
    assert signed_in(client, cast.coach).post(share_url(moment), {"circle": "everyone"}).status_code == 403
    assert signed_in(client, cast.official).get(share_url(moment)).status_code == 404
    assert signed_in(client, cast.other_coach).get(share_url(moment)).status_code == 404
    assert ContactMoment.objects.get().circle == Circle.WITH_COACH


# --- files ----------------------------------------------------------------------------------------------


def upload(cast: Any, who: Any, circle: Circle) -> Any:
    return notes.add_upload(
        cast.file,
        SimpleUploadedFile("brief é.pdf", b"%PDF-1.7 <script>", content_type="text/html"),
        circle=circle,
        by=who.person,
        seat=factories.seat(cast.file, who),
    )


def test_a_file_comes_as_a_download_that_no_browser_runs_or_keeps(cast: Any, client: Any) -> None:
    kept = upload(cast, cast.chair, Circle.EVERYONE)
    response = signed_in(client, cast.official).get(f"/bestanden/{kept.uuid}/")
    assert b"".join(response.streaming_content) == b"%PDF-1.7 <script>"
    assert response["Content-Disposition"].startswith("attachment;")
    assert response["Content-Type"] == "application/pdf"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "no-store, private"


def test_a_file_opens_for_its_circle_only(cast: Any, client: Any) -> None:
    kept = upload(cast, cast.chair, Circle.OWN)
    url = f"/bestanden/{kept.uuid}/"
    assert signed_in(client, cast.reader).get(url).status_code == 200
    for who in ("official", "coach", *WHO):
        assert signed_in(client, getattr(cast, who)).get(url).status_code == 404
    client.logout()
    assert client.get(url).status_code == 302


def test_a_file_that_is_gone_gives_the_page_of_what_does_not_exist(cast: Any, client: Any) -> None:
    kept = upload(cast, cast.chair, Circle.EVERYONE)
    kept.file.storage.delete(kept.file.name)
    assert signed_in(client, cast.chair).get(f"/bestanden/{kept.uuid}/").status_code == 404
