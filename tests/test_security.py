"""What does someone achieve who means harm? Each of these tried to be more than she is, or sent what no page sends."""

import io
import zipfile
from collections.abc import Callable
from datetime import timedelta
from threading import Barrier, Thread
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from agreements import actions as drafting
from agreements.formats import published
from agreements.formats.loading import load_formats
from agreements.models import Agreement
from agreements.terms import Form, Length
from contacts.actions import end_function
from contacts.invitations import accept_invitation, invite
from contacts.models import Access, Function, FunctionKind, Invitation, Person
from initiatives.actions import decisions, notes, on_paper, people
from initiatives.history import timeline
from initiatives.models import Collaboration, Evidence, JointDecision
from initiatives.terms import Channel, Circle, EndKind, KeyVerdict, Phase, Role, Status
from samenspel.errors import DomainError
from tests import factories

pytestmark = pytest.mark.django_db

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def browser(who: Any) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(factories.user_of(who))
    return client


def also(who: Function, at: Function, access: Access) -> None:
    """The same person with a second function, where `at` works."""
    Function.objects.create(
        person=who.person,
        organisation=at.organisation,
        kind=FunctionKind.OTHER,
        access=access,
        starts_on=timezone.localdate(),
    )


@pytest.fixture
def reads_along(cast: SimpleNamespace) -> SimpleNamespace:
    """The official of the gemeente reads along in the initiative of her own street."""
    also(cast.official, cast.chair, Access.READ)
    return cast


# --- two seats: what one gives does not hold at the other -----------------------------------------------


def test_reading_along_at_one_side_shares_nothing_of_that_side(reads_along: SimpleNamespace) -> None:
    cast = reads_along
    moment = notes.log_contact(
        cast.file,
        on=timezone.localdate(),
        channel=Channel.PHONE,
        summary="Onder ons",
        circle=Circle.OWN,
        **factories.acting(cast.file, cast.chair),
    )
    goal = cast.file.plan_items.goals()[0]
    evidence = notes.add_evidence(
        goal, title="Onder ons", quote="Stil", circle=Circle.OWN, **factories.acting(cast.file, cast.chair)
    )
    official = browser(cast.official)
    for name, row in (("contact-share", moment), ("evidence-share", evidence)):
        answer = official.post(reverse(f"initiatives:{name}", args=[row.uuid]), {"circle": Circle.EVERYONE})
        assert answer.status_code == 403, name
    moment.refresh_from_db()
    assert (moment.circle, Evidence.objects.get(pk=evidence.pk).circle) == (Circle.OWN, Circle.OWN)


def test_reading_along_at_one_side_gives_nobody_a_role_there(reads_along: SimpleNamespace) -> None:
    cast = reads_along
    party = factories.seat(cast.file, cast.chair)
    official = browser(cast.official)
    data = {"function": str(cast.member.uuid), "role": Role.CONTACT}
    address = reverse("initiatives:assign", args=[cast.file.uuid])
    assert official.post(f"{address}?partij={party.uuid}", data).status_code == 403
    contact = people.assign(party, cast.member, role=Role.CONTACT, **factories.acting(cast.file, cast.chair))
    answer = official.post(
        reverse("initiatives:unassign", args=[contact.uuid]), {"ends_on": timezone.localdate()}
    )
    assert answer.status_code == 403


def test_reading_along_at_one_side_takes_back_or_answers_nothing_in_its_name(
    reads_along: SimpleNamespace,
) -> None:
    cast = reads_along
    step = decisions.propose_phase_step(
        cast.file,
        to=Phase.ELABORATION,
        reason="Zover",
        own_key=False,
        **factories.acting(cast.file, cast.chair),
    )
    official = browser(cast.official)
    assert official.post(reverse("initiatives:decision-withdraw", args=[step.uuid])).status_code == 403
    on_paper.record_with_file(
        step,
        file=SimpleUploadedFile("besluit.pdf", b"%PDF-1.7"),
        party=factories.seat(cast.file, cast.chair),
        decided_by="De leden",
        decided_on=timezone.localdate(),
        verdict="accept",
        remark="",
        **factories.acting(cast.file, cast.coach),
    )
    contest = reverse("initiatives:key-contest", args=[step.uuid])
    assert official.post(contest, {"remark": "Zo was het niet"}).status_code == 404


@pytest.fixture
def private_draft(cast: SimpleNamespace) -> Agreement:
    published.forget()
    load_formats(factories.FIXTURES / "formats-1.json")
    return drafting.start(
        cast.file,
        form=Form.LETTER_OF_INTENT,
        length=Length.SHORT,
        title="Zo",
        **factories.acting(cast.file, cast.chair),
    )


@pytest.mark.parametrize("name", ["publish", "stop", "all", "rename", "parties"])
def test_reading_along_at_one_side_does_nothing_with_its_own_draft(
    name: str, reads_along: SimpleNamespace, private_draft: Agreement
) -> None:
    official = browser(reads_along.official)
    address = reverse(f"agreements:{name}", args=[private_draft.uuid])
    assert official.get(reverse("agreements:agreement", args=[private_draft.uuid])).status_code == 200
    assert official.post(address, {"title": "Anders", "revision": 1}).status_code == 403


# --- inviting oneself -------------------------------------------------------------------------------------


def test_a_coach_does_not_become_the_first_coordinator_of_an_initiative(cast: SimpleNamespace) -> None:
    Function.objects.filter(organisation=cast.chair.organisation, access=Access.COORDINATE).update(
        access=Access.READ
    )
    party = factories.seat(cast.file, cast.chair)
    data = {"name": "Marit", "email": cast.coach.person.email.upper(), "kind": FunctionKind.CHAIR}
    address = f"{reverse('initiatives:invite', args=[cast.file.uuid])}?partij={party.uuid}"
    answer = browser(cast.coach).post(address, data)
    assert answer.status_code == 422
    assert not Invitation.objects.exists()
    assert browser(cast.coach).post(address, {**data, "email": "nieuw@example.org"}).status_code == 200


def test_the_last_coordinator_does_not_leave_behind_one_who_leaves_too(cast: SimpleNamespace) -> None:
    also(cast.member, cast.chair, Access.COORDINATE)
    second = Function.objects.latest("pk")
    day = timezone.localdate() + timedelta(days=30)
    end_function(second, day, by=None)
    with pytest.raises(DomainError, match="de laatste"):
        end_function(cast.chair, day - timedelta(days=10), by=None)


# --- what no page sends -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/gemeenten/?q=%00", 200),
        ("/gemeenten/?after=%00", 200),
        ("/gemeenten/?q=a%00&q%00=b", 200),
        ("/gemeenten/GM%00/", 404),
        ("/uitnodiging/%00/", 404),
    ],
)
def test_a_nul_in_an_address_never_reaches_a_database(
    address: str, status: int, cast: SimpleNamespace
) -> None:
    with CaptureQueriesContext(connection) as asked:
        answer = browser(cast.coach).get(address)
    assert answer.status_code == status
    assert not [query for query in asked if "\0" in query["sql"]]


@pytest.mark.parametrize("charset", ["utf-7", "unicode_escape", "rot13", "undefined", "utf-16"])
def test_a_form_in_another_writing_is_refused(charset: str, cast: SimpleNamespace) -> None:
    part = '--x\r\nContent-Disposition: form-data; name="name"\r\n\r\n+2AA- \\ud800\r\n--x--\r\n'
    kind = f"multipart/form-data; boundary=x; charset={charset}"
    answer = browser(cast.coach).generic("POST", reverse("accounts:profile"), part, content_type=kind)
    assert answer.status_code == 400


def _broken(change: Any) -> bytes:
    """A Word file of which the index was tampered with."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    body = bytearray(packed.getvalue())
    change(body, body.index(b"PK\x01\x02"))
    return bytes(body)


def _too_new(body: bytearray, index: int) -> None:
    body[index + 6] = 99  # needs a zip of the future


def _no_text(body: bytearray, index: int) -> None:
    body[index + 9] |= 0x08  # says its names are UTF-8
    body[index + 46] = 0xFF  # and they are not


@pytest.mark.parametrize("change", [_too_new, _no_text])
def test_an_index_that_cannot_be_read_is_refused_in_words(change: Any, cast: SimpleNamespace) -> None:
    file = SimpleUploadedFile("plan.docx", _broken(change), content_type=DOCX)
    goal = cast.file.plan_items.goals()[0]
    data = {"title": "Plan", "circle": Circle.EVERYONE, "file": file}
    answer = browser(cast.chair).post(reverse("initiatives:evidence-add", args=[goal.uuid]), data)
    assert answer.status_code == 422


def test_a_text_that_grows_when_it_is_cleaned_is_refused_in_words(
    cast: SimpleNamespace, private_draft: Agreement
) -> None:
    address = reverse("agreements:own-text", args=[private_draft.uuid, "gebied"])
    answer = browser(cast.chair).post(address, {"text": "\ufb2c" * 19_000, "revision": 1})
    assert answer.status_code == 422


# --- two at once --------------------------------------------------------------------------------------------


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """What each act gave, or the error it ended with, when all of them began together."""
    ready, given = Barrier(len(acts)), []

    def run(act: Callable[[], Any]) -> None:
        try:
            ready.wait(10)
            given.append(act())
        except Exception as error:  # whatever it is, the test wants to see it
            given.append(error)
        finally:
            connections.close_all()

    threads = [Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return given


@pytest.mark.django_db(transaction=True)
def test_nothing_lies_open_in_a_file_that_ended_meanwhile() -> None:
    cast = factories.make_cast()
    chair, official = factories.acting(cast.file, cast.chair), factories.acting(cast.file, cast.official)
    step = decisions.propose_phase_step(
        cast.file, to=Phase.ELABORATION, reason="Zover", own_key=True, **chair
    )

    def file() -> Collaboration:
        return Collaboration.objects.get(pk=cast.file.pk)

    def lying() -> JointDecision:
        return JointDecision.objects.get(pk=step.pk)

    given = at_once(
        lambda: decisions.turn_key(lying(), verdict=KeyVerdict.ACCEPT, **official),
        lambda: decisions.end(file(), end_kind=EndKind.values[0], reason="Klaar", **chair),
        lambda: decisions.withdraw(lying(), **chair),
        lambda: decisions.propose_phase_step(
            file(), to=Phase.ELABORATION, reason="Zover", own_key=True, **official
        ),
    )
    assert all(isinstance(one, JointDecision | DomainError) for one in given), given
    assert file().status == Status.ENDED
    assert not file().decisions.open().exists()
    assert not list(timeline.broken_links(file()))


@pytest.mark.django_db(transaction=True)
def test_an_invitation_pressed_three_times_at_once_makes_one_account() -> None:
    cast = factories.make_cast()
    waiting = Function.objects.create(
        person=Person.objects.create(name="Nieuw Lid"),
        organisation=cast.chair.organisation,
        kind=FunctionKind.OTHER,
        access=Access.READ,
        starts_on=timezone.localdate(),
    )
    _invitation, link = invite(waiting, "nieuw@example.org", cast.chair.person)
    token = link.rstrip("/").rsplit("/", 1)[1]
    given = at_once(*[lambda: accept_invitation(token)] * 3)
    assert sum(isinstance(one, User) for one in given) == 1, given
    assert all(isinstance(one, User | DomainError) for one in given), given


def test_a_beheerder_cannot_read_a_password_by_asking_how_it_begins(cast: SimpleNamespace) -> None:
    bea = browser(cast.administrator)
    for lookup in ("password__startswith", "password__regex", "password"):
        assert bea.get("/beheer/accounts/user/", {lookup: "!"}).status_code == 400
    assert bea.get("/beheer/accounts/user/", {"is_active__exact": "1"}).status_code == 200


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_a_slip_in_the_year_is_noticed(cast: SimpleNamespace, day: str) -> None:
    address = reverse("initiatives:layer", args=[cast.file.uuid]) + "?kant=initiatief"
    sent = {"layer": "board", "what": "Het plan", "since": day, "expected_on": ""}
    answer = browser(cast.chair).post(address, sent)
    assert answer.status_code == 422
    assert "Kijk het jaartal nog eens na." in answer.content.decode()


def test_too_much_at_once_is_said_with_what_was_kept(cast: SimpleNamespace, settings: Any) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    address = reverse("initiatives:contact-log", args=[cast.file.uuid])
    answer = browser(cast.chair).post(address, {"summary": "a" * 2000})
    assert answer.status_code == 413
    assert "Er is niets bewaard." in answer.content.decode()
