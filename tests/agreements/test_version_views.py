"""What do people see and get of frozen versions: the difference, and the files made on request?"""

import io
import zipfile

import pytest
from django.test import Client
from django.urls import reverse

from agreements.models import RenderJob, Version
from agreements.terms import Media, Stage
from tests import factories
from tests.agreements import sample_content as sample
from tests.agreements.documents import make_agreement, make_version
from tests.agreements.test_word_changes import changed

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def versions() -> list[Version]:
    agreement = make_agreement()
    agreement.stage = Stage.SHARED
    agreement.save()
    old = sample.long_final()
    return [make_version(agreement, 1, old), make_version(agreement, 2, changed(old))]


@pytest.fixture
def coach(versions: list[Version]) -> Client:
    client = Client()
    function = versions[0].agreement.drafted_by_org.functions.get()
    client.force_login(factories.user_of(function), backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_a_version_shows_what_changed_in_one_text_or_side_by_side(versions, coach) -> None:
    address = reverse("agreements:compare", args=[versions[1].uuid])
    page = coach.get(address).content.decode()
    assert "schreven" in page
    assert "3 artikelen zijn anders." in page
    assert "999.999" in page
    beside = coach.get(f"{address}?weergave=naast&met=1").content.decode()
    assert "Dit artikel staat er niet meer in." in beside


def test_the_first_version_and_a_number_that_is_none_are_no_trouble(versions, coach) -> None:
    first = coach.get(reverse("agreements:compare", args=[versions[0].uuid]))
    assert "Dit is de eerste versie." in first.content.decode()
    for asked in ("9", "x", "²", "-1", "9" * 5000):
        answer = coach.get(f"{reverse('agreements:compare', args=[versions[1].uuid])}?met={asked}")
        assert answer.status_code == 200


@pytest.mark.parametrize(
    ("name", "media", "ending"),
    [
        ("word", Media.WORD, ".docx"),
        ("changes", Media.CHANGES, "-wijzigingen-sinds-versie-1.docx"),
        pytest.param("compared", Media.COMPARED, "-vergelijking-met-versie-1.pdf", marks=pytest.mark.pdf),
    ],
)
def test_a_file_is_made_once_when_someone_asks_and_then_downloaded(
    versions, coach, settings, name, media, ending
) -> None:
    from agreements import tasks

    settings.RENDER_HEARTBEAT_SECONDS = 600  # its own connection would wait for the transaction of this test
    for _twice in range(2):
        coach.post(reverse(f"agreements:ask-for-{name}", args=[versions[1].uuid]))
    job = RenderJob.objects.get(media=media)
    assert coach.get(reverse(f"agreements:{name}", args=[versions[1].uuid])).status_code == 302
    tasks.render.apply(args=[job.pk], throw=True)
    status = coach.get(reverse(f"agreements:{name}-status", args=[versions[1].uuid])).content.decode()
    assert "klaar" in status
    answer = coach.get(reverse(f"agreements:{name}", args=[versions[1].uuid]))
    assert answer["Content-Disposition"].endswith(f'{ending}"')
    assert b"".join(answer.streaming_content)[:2] == (b"%P" if media == Media.COMPARED else b"PK")


def test_a_file_compares_the_two_versions_that_were_chosen(versions, coach, settings) -> None:
    from agreements import tasks

    settings.RENDER_HEARTBEAT_SECONDS = 600
    newest = make_version(versions[0].agreement, 3, versions[1].content)
    page = reverse("agreements:compare", args=[newest.uuid])
    ask = reverse("agreements:ask-for-changes", args=[newest.uuid])
    file = reverse("agreements:changes", args=[newest.uuid])
    assert f'action="{ask}?met=1"' in coach.get(f"{page}?met=1").content.decode()
    assert coach.post(f"{ask}?met=1").url == f"{page}?met=1"
    assert RenderJob.objects.get().against == 1
    tasks.render.apply(args=[RenderJob.objects.get().pk], throw=True)
    assert f"{file}?met=1" in coach.get(f"{page}?met=1").content.decode()
    assert (
        f"{file}?met=1" not in coach.get(page).content.decode()
    )  # with the version before it: not asked yet
    with zipfile.ZipFile(io.BytesIO(b"".join(coach.get(f"{file}?met=1").streaming_content))) as word:
        assert "w:ins " in word.read("word/document.xml").decode()  # between 2 and 3 nothing changed
    assert coach.get(file).status_code == 302


def test_there_are_no_changes_to_make_a_file_of_in_a_first_version(versions, coach) -> None:
    for name in ("changes", "compared"):
        coach.post(reverse(f"agreements:ask-for-{name}", args=[versions[0].uuid]))
    assert not RenderJob.objects.exists()


def test_who_asks_for_a_document_too_often_reads_when_it_can_be_again(versions, coach, settings) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"ask_for_document": "2/10m/user"}
    asks = [
        reverse(f"agreements:{name}", args=[versions[1].uuid]) for name in ("ask-for-word", "render-retry")
    ]
    assert [coach.post(url).status_code for url in asks] == [302, 302]
    for url in asks:
        refused = coach.post(url)
        assert refused.status_code == 429
        assert "kan het weer" in refused.content.decode()
