"""What can a goal rest on, and does a conversation stay with who reads it?"""

import errno
import re
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from initiatives.actions import decisions, notes
from initiatives.circles import circles_about, wider_circles
from initiatives.models import ContactMoment, Event, Evidence, JointDecision, PlanItem, Upload
from initiatives.terms import (
    Channel,
    Circle,
    EventKind,
    EvidenceKind,
    KeyVerdict,
    MilestoneKind,
    Phase,
)
from samenspel.errors import DomainError
from tests.factories import seat
from tests.initiatives.test_plan_views import goal, phase_url
from tests.pages import signed_in

SECRET = "De wethouder twijfelt nog."
IN_FILE = ("coach", "official", "clerk", "chair", "member", "reader")


def said(cast: SimpleNamespace, who: Any, circle: Circle, summary: str = SECRET) -> ContactMoment:
    return notes.log_contact(
        cast.file,
        on=timezone.localdate(),
        channel=Channel.TALK,
        summary=summary,
        circle=circle,
        by=who.person,
        seat=seat(cast.file, who),
    )


def rest_on(cast: SimpleNamespace, who: Any, item: PlanItem, **what: Any) -> Evidence:
    given = {"title": "Het gesprek", **what}
    return notes.add_evidence(item, by=who.person, seat=seat(cast.file, who), **given)


def form(cast: SimpleNamespace, who: Any) -> str:
    answer = signed_in(who).get(reverse("initiatives:evidence-add", args=[goal(cast).uuid]))
    assert answer.status_code == 200
    return answer.content.decode()


def send(cast: SimpleNamespace, who: Any, **answers: Any) -> Any:
    data = {"title": "", "quote": "", "circle": "everyone", **answers}
    return signed_in(who).post(reverse("initiatives:evidence-add", args=[goal(cast).uuid]), data)


def closed_decision(cast: SimpleNamespace) -> JointDecision:
    own = {"by": cast.chair.person, "seat": seat(cast.file, cast.chair)}
    step = decisions.propose_phase_step(
        cast.file, to=Phase.ELABORATION, reason="Wij zijn zo ver.", own_key=True, **own
    )
    return decisions.turn_key(
        step,
        seat=seat(cast.file, cast.official),
        by=cast.official.person,
        verdict=KeyVerdict.RETURN,
        remark="Nog even.",
    )


# --- choosing from what is in the file -----------------------------------------------------------------------


def test_a_file_without_anything_offers_no_choice(cast: SimpleNamespace) -> None:
    assert "Iets uit dit dossier" not in form(cast, cast.chair)


def test_one_form_offers_conversations_decisions_and_agreements_with_their_day(cast: SimpleNamespace) -> None:
    said(cast, cast.chair, Circle.EVERYONE, "De buurtavond is op 3 december.")
    decision = closed_decision(cast)
    notes.push_milestone(
        cast.file,
        kind=MilestoneKind.AGREEMENT_PUBLISHED,
        title="Intentieovereenkomst",
        url="/overeenkomsten/1/",
        on=timezone.localdate(),
        by=cast.chair.person,
        seat=seat(cast.file, cast.chair),
    )
    seen = form(cast, cast.official)
    year = str(timezone.localdate().year)
    assert re.search(rf"Gesprek op \d+ \w+ {year} \(gesprek\): De buurtavond is op 3 december\.", seen)
    assert re.search(rf"Stap naar Uitwerken: teruggegeven op \d+ \w+ {year}", seen)
    assert re.search(rf"Intentieovereenkomst, \d+ \w+ {year}", seen)
    answer = send(cast, cast.official, source=f"decision:{decision.uuid}")
    assert answer.status_code == 302
    row = Evidence.objects.get()
    assert (row.kind, row.decision) == (EvidenceKind.DECISION, decision)
    assert row.title.startswith("Stap naar Uitwerken: teruggegeven op")
    item = signed_in(cast.coach).get(reverse("initiatives:item", args=[row.item.uuid])).content.decode()
    assert f'href="{reverse("initiatives:decision", args=[decision.uuid])}"' in item


def test_a_milestone_proves_too(cast: SimpleNamespace) -> None:
    milestone = notes.push_milestone(
        cast.file,
        kind=MilestoneKind.AGREEMENT_SIGNED,
        title="Overeenkomst " + "lang " * 37,  # as long as a title may be
        url="/overeenkomsten/1/",
        on=timezone.localdate(),
        by=cast.chair.person,
        seat=seat(cast.file, cast.chair),
    )
    assert send(cast, cast.coach, source=f"milestone:{milestone.uuid}").status_code == 302
    row = Evidence.objects.get()
    row.full_clean()
    assert row.kind == EvidenceKind.MILESTONE
    assert row.title.endswith(f"{timezone.localdate().year}")


def test_an_open_decision_proves_nothing_yet(cast: SimpleNamespace) -> None:
    step = decisions.propose_phase_step(
        cast.file,
        to=Phase.ELABORATION,
        reason="Wij zijn zo ver.",
        own_key=True,
        by=cast.chair.person,
        seat=seat(cast.file, cast.chair),
    )
    assert str(step.uuid) not in form(cast, cast.chair)
    assert send(cast, cast.chair, source=f"decision:{step.uuid}").status_code == 422
    with pytest.raises(DomainError, match="ligt nog voor"):
        rest_on(cast, cast.chair, goal(cast), decision=step)


def test_what_stands_in_another_file_proves_nothing_here(cast: SimpleNamespace) -> None:
    other = notes.log_contact(
        cast.other_file,
        on=timezone.localdate(),
        channel=Channel.MAIL,
        summary="Elders",
        circle=Circle.EVERYONE,
        by=cast.other_coach.person,
        seat=seat(cast.other_file, cast.other_coach),
    )
    said(cast, cast.chair, Circle.EVERYONE)
    assert send(cast, cast.chair, source=f"contact:{other.uuid}").status_code == 422
    with pytest.raises(DomainError, match="ander dossier"):
        rest_on(cast, cast.chair, goal(cast), contact=other)


def test_one_thing_at_a_time_and_never_nothing(cast: SimpleNamespace) -> None:
    moment = said(cast, cast.chair, Circle.EVERYONE)
    both = send(cast, cast.chair, source=f"contact:{moment.uuid}", url="https://example.org/")
    assert both.status_code == 422
    assert "Kies één ding" in both.content.decode()
    nothing = send(cast, cast.chair)
    assert nothing.status_code == 422
    assert "Geef dit een naam." in nothing.content.decode()
    assert not Evidence.objects.exists()


# --- who reads it --------------------------------------------------------------------------------------------


def test_a_conversation_proves_a_goal_to_who_may_read_it(cast: SimpleNamespace) -> None:
    moment = said(cast, cast.official, Circle.EVERYONE, "De buurtavond gaat door.")
    assert send(cast, cast.official, source=f"contact:{moment.uuid}").status_code == 302
    row = Evidence.objects.get()
    assert (row.kind, row.contact) == (EvidenceKind.MEETING, moment)
    seen = signed_in(cast.reader).get(reverse("initiatives:item", args=[row.item.uuid])).content.decode()
    assert "De buurtavond gaat door." in seen
    assert row.title in seen


def test_what_only_the_gemeente_reads_is_offered_to_nobody_else(cast: SimpleNamespace) -> None:
    moment = said(cast, cast.official, Circle.OWN)
    assert SECRET in form(cast, cast.clerk)
    for who in (cast.coach, cast.chair, cast.member):
        assert SECRET not in form(cast, who)
        assert str(moment.uuid) not in form(cast, who)
        assert send(cast, who, source=f"contact:{moment.uuid}").status_code in (302, 422)
    assert not Evidence.objects.filter(contact=moment).exists()


def test_evidence_is_never_wider_than_its_conversation(cast: SimpleNamespace) -> None:
    moment = said(cast, cast.official, Circle.OWN)
    for circle in ("everyone", "with_coach"):
        refused = send(cast, cast.official, source=f"contact:{moment.uuid}", circle=circle)
        assert refused.status_code == 422
        assert "Kies “Alleen wij”, of deel eerst het gesprek zelf." in refused.content.decode()
    assert send(cast, cast.official, source=f"contact:{moment.uuid}", circle="own").status_code == 302


@pytest.mark.parametrize("who", IN_FILE)
def test_a_conversation_of_the_gemeente_leaks_neither_text_nor_existence(
    cast: SimpleNamespace, who: str
) -> None:
    item = goal(cast)
    moment = said(cast, cast.official, Circle.OWN)
    rest_on(
        cast, cast.official, item, title="Over de wethouder", quote=SECRET, contact=moment, circle=Circle.OWN
    )
    reader = signed_in(getattr(cast, who))
    cell = reverse("initiatives:cell", args=[cast.file.uuid, item.phase, item.track])
    pages = [
        reader.get(url).content.decode()
        for url in (
            reverse("initiatives:item", args=[item.uuid]),
            phase_url(cast),
            cell,
            reverse("initiatives:timeline", args=[cast.file.uuid]),
            reverse("initiatives:contact-log", args=[cast.file.uuid]),
        )
    ]
    knows = who in ("official", "clerk")
    assert any(SECRET in page for page in pages) is knows
    assert any("Over de wethouder" in page for page in pages) is knows
    assert any("Onderbouwing toegevoegd" in page for page in pages) is knows
    assert ("Nog geen onderbouwing. Een verslag" in pages[0]) is not knows


def test_a_row_that_says_it_is_for_all_still_hides_a_conversation_of_one_side(cast: SimpleNamespace) -> None:
    """Whatever a row says of itself: reading goes by the conversation."""
    moment = said(cast, cast.official, Circle.OWN)
    row = rest_on(cast, cast.official, goal(cast), contact=moment, circle=Circle.OWN)
    Evidence.objects.filter(pk=row.pk).update(circle=Circle.EVERYONE)
    share = reverse("initiatives:evidence-share", args=[row.uuid])
    for who in (cast.coach, cast.chair, cast.reader):
        assert row.title not in signed_in(who).get(phase_url(cast)).content.decode()
        assert signed_in(who).get(share).status_code == 404


def test_evidence_is_shared_no_wider_than_its_conversation_is_by_then(cast: SimpleNamespace) -> None:
    own = {"by": cast.official.person, "seat": seat(cast.file, cast.official)}
    moment = said(cast, cast.official, Circle.OWN)
    row = rest_on(cast, cast.official, goal(cast), contact=moment, circle=Circle.OWN)
    item = reverse("initiatives:item", args=[row.item.uuid])
    share = reverse("initiatives:evidence-share", args=[row.uuid])
    assert share not in signed_in(cast.official).get(item).content.decode()
    assert signed_in(cast.official).get(share).status_code == 302
    with pytest.raises(DomainError, match="Deel eerst het gesprek zelf"):
        notes.share(row, circle=Circle.EVERYONE, **own)
    notes.share(moment, circle=Circle.WITH_COACH, **own)
    row = Evidence.objects.get(pk=row.pk)
    assert wider_circles(row) == [Circle.WITH_COACH]
    assert share in signed_in(cast.official).get(item).content.decode()
    notes.share(row, circle=Circle.WITH_COACH, **own)
    assert row.title in signed_in(cast.coach).get(item).content.decode()
    assert row.title not in signed_in(cast.chair).get(item).content.decode()


@pytest.mark.parametrize(
    ("circle", "owner", "by", "allowed"),
    [
        (Circle.EVERYONE, "official", "chair", list(Circle)),
        (Circle.WITH_COACH, "official", "official", [Circle.OWN, Circle.WITH_COACH]),
        (Circle.WITH_COACH, "official", "coach", [Circle.OWN, Circle.WITH_COACH]),
        (Circle.WITH_COACH, "official", "chair", []),
        (Circle.OWN, "official", "official", [Circle.OWN]),
        (Circle.OWN, "official", "coach", []),
        (Circle.OWN, "official", "chair", []),
    ],
)
def test_the_circles_of_what_one_says_about_a_conversation(
    cast: SimpleNamespace, circle: Circle, owner: str, by: str, allowed: list[Circle]
) -> None:
    moment = said(cast, getattr(cast, owner), circle)
    assert circles_about(moment, getattr(cast, by).organisation) == allowed


def test_the_event_of_hidden_evidence_is_hidden_too(cast: SimpleNamespace) -> None:
    moment = said(cast, cast.official, Circle.OWN)
    rest_on(cast, cast.official, goal(cast), contact=moment, circle=Circle.OWN)
    event = Event.objects.get(kind=EventKind.EVIDENCE_ADDED)
    assert (event.circle, event.owner) == (Circle.OWN, cast.official.organisation)


def test_the_form_asks_as_much_with_many_rows_to_choose_from(
    cast: SimpleNamespace, count_queries: Any
) -> None:
    url, asked, client = (
        reverse("initiatives:evidence-add", args=[goal(cast).uuid]),
        [],
        signed_in(cast.chair),
    )
    for number in (1, 9, 30):
        for n in range(number):
            said(cast, cast.chair, Circle.EVERYONE, f"Gesprek {n} van {number}.")
        client.get(url)
        with count_queries() as counted:
            assert client.get(url).status_code == 200
        asked.append(len(counted.captured_queries))
    assert asked[0] == asked[1] == asked[2]
    assert asked[0] - 4 <= 12


# --- hats ----------------------------------------------------------------------------------------------------


def test_the_gemeente_shows_evidence_with_its_hat_and_nobody_else_wears_one(cast: SimpleNamespace) -> None:
    item = cast.file.plan_items.goals().first()
    address = reverse("initiatives:evidence-add", args=[item.uuid])
    sent = {"title": "Vergunning", "quote": "Het mag.", "circle": "everyone", "hat": "permits"}
    assert "Met welke pet op?" not in signed_in(cast.chair).get(address).content.decode()
    assert signed_in(cast.chair).post(address, sent).status_code == 302
    assert "Met welke pet op?" in signed_in(cast.official).get(address).content.decode()
    assert signed_in(cast.official).post(address, sent).status_code == 302
    hats = [event.payload.get("hat") for event in cast.file.events.filter(kind=EventKind.EVIDENCE_ADDED)]
    assert hats == ["permits", None], "newest first"
    shown = (
        signed_in(cast.reader).get(reverse("initiatives:timeline", args=[cast.file.uuid])).content.decode()
    )
    assert "als vergunningverlener" in shown


# --- when there is no room for it ---------------------------------------------------------------------


@pytest.mark.parametrize("way", ["evidence", "result"])
def test_a_file_that_finds_no_room_is_said_and_nothing_half_is_kept(
    cast: SimpleNamespace, monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Any, way: str
) -> None:
    def until_the_disk_is_full(self: ContentFile, *_size: Any) -> Iterator[bytes]:
        yield b"%PDF-1.7 the first"
        raise OSError(errno.ENOSPC, "No space left on device")

    options = {**settings.STORAGES["default"]["OPTIONS"], "location": str(tmp_path)}
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {**settings.STORAGES["default"], "OPTIONS": options},
    }
    monkeypatch.setattr(ContentFile, "chunks", until_the_disk_is_full)
    address, words = {
        "evidence": (reverse("initiatives:evidence-add", args=[goal(cast).uuid]), {"title": "Het verslag"}),
        "result": (
            reverse("initiatives:results", args=[cast.file.uuid]),
            {"kind": "other", "title": "Het verslag", "on": timezone.localdate().isoformat()},
        ),
    }[way]
    events = Event.objects.count()
    file = SimpleUploadedFile("verslag.pdf", b"%PDF-1.7 the first half and the second")
    answer = signed_in(cast.chair).post(address, {**words, "circle": "everyone", "file": file})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "geen plek om dit bestand te bewaren" in page
    assert 'value="Het verslag"' in page
    assert not Upload.objects.exists()
    assert not Evidence.objects.exists()
    assert Event.objects.count() == events
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]
    monkeypatch.undo()
    file.seek(0)
    assert (
        signed_in(cast.chair).post(address, {**words, "circle": "everyone", "file": file}).status_code == 302
    )
    assert Upload.objects.get().size == file.size
