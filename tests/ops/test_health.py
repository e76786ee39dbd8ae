"""Can whoever watches the site see what is wrong with it?"""

from datetime import timedelta

import pytest
from django.db import OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from agreements.models import Agreement, RenderJob, Version
from agreements.terms import Form, VersionStatus
from samenspel import health


@pytest.fixture
def queued_job(cast) -> RenderJob:
    agreement = Agreement.objects.create(
        collaboration=cast.file,
        form=Form.LETTER_OF_INTENT,
        title="Intentie",
        drafted_by_org=cast.official.organisation,
    )
    version = Version.objects.create(
        agreement=agreement,
        number=1,
        status=VersionStatus.DRAFT,
        content={},
        by=cast.official.person,
        at=timezone.now(),
    )
    return RenderJob.objects.create(version=version)


def test_the_process_is_alive_also_without_a_database(client):
    answer = client.get("/_healthz/livez")
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("text/plain")


@pytest.mark.django_db
def test_a_migrated_site_with_an_empty_queue_is_ready(client):
    answer = client.get("/_healthz/readyz")
    assert answer.status_code == 200


@pytest.mark.django_db
def test_a_site_that_waits_for_migrations_is_not_ready(client):
    MigrationRecorder.Migration.objects.filter(app="agreements").delete()
    answer = client.get("/_healthz/readyz")
    assert answer.status_code == 503
    assert "migrate" in answer.content.decode()


@pytest.mark.django_db
def test_a_site_without_its_database_is_not_ready_and_says_so(client):
    def gone(*args):
        raise OperationalError("connection refused at 10.0.0.5")

    with connection.execute_wrapper(gone):
        answer = client.get("/_healthz/readyz")
    assert answer.status_code == 503
    assert answer.content.decode() == "De database antwoordt niet.\n"


@pytest.mark.django_db
def test_a_document_that_waits_too_long_is_told(client, queued_job):
    assert client.get("/_healthz/readyz").status_code == 200
    old = queued_job.created_at - health.QUEUE_IS_LATE_AFTER - timedelta(seconds=1)
    RenderJob.objects.filter(pk=queued_job.pk).update(created_at=old)
    answer = client.get("/_healthz/readyz")
    assert answer.status_code == 503
    assert "worker" in answer.content.decode()
    RenderJob.objects.filter(pk=queued_job.pk).update(state="ready")
    assert client.get("/_healthz/readyz").status_code == 200


def test_only_reading_is_offered(client):
    assert client.post("/_healthz/livez").status_code == 405
