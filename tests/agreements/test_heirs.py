"""A gemeente merges while its files run: what is still to do passes to the one it became, what was signed stays."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from agreements.actions import publication
from agreements.actions.heirs import name_successors
from contacts.models import Access, Side
from initiatives import policy
from initiatives.actions import decisions, notes, people
from initiatives.actions.heirs import pass_on_merged
from initiatives.history import held
from initiatives.history.timeline import broken_links
from initiatives.models import Collaboration, ContactMoment, Participation
from initiatives.policy import Ability
from initiatives.terms import Channel, Circle, EndKind, EventKind, KeyVerdict, Phase, Role
from tests import factories
from tests.agreements import living_table, signing_table
from tests.pages import signed_in

pytestmark = pytest.mark.slow


def merge(cast: Any, *, days_ago: int = 5) -> None:
    """Eskerveen goes on in Elderveld; files are passed on as the clock does it."""
    last = timezone.localdate() - timedelta(days=days_ago + 1)
    gone = cast.municipality
    gone.valid_until, gone.succeeded_by = last, cast.elsewhere_municipality
    gone.save()
    type(gone.organisation).objects.filter(pk=gone.pk).update(ended_on=last)


def pass_on(cast: Any, *, days_ago: int = 5) -> Collaboration:
    merge(cast, days_ago=days_ago)
    pass_on_merged()
    name_successors()
    return Collaboration.objects.get(pk=cast.file.pk)


def at(cast: Any, name: str) -> Participation:
    return cast.file.participations.get(organisation__name=name)


def abilities(who: Any, file: Collaboration) -> frozenset[Ability]:
    return policy.abilities(factories.user_of(who), file)


def test_the_successor_takes_part_from_the_day_of_the_merger_and_the_timeline_says_so_once(
    cast: SimpleNamespace,
) -> None:
    role = people.assign(
        factories.seat(cast.file, cast.official),
        cast.official,
        role=Role.CONTACT,
        **factories.acting(cast.file, cast.official),
    )
    file = pass_on(cast)
    before, now = at(cast, "Eskerveen"), at(cast, "Elderveld")
    assert (file.municipality, now.side) == (cast.elsewhere_municipality, Side.MUNICIPALITY)
    assert "elderveld" in file.search
    assert (before.ends_on, now.starts_on) == (cast.municipality.valid_until, before.ends_on + timedelta(1))
    assert before.continued_by == now
    role.refresh_from_db()
    assert role.participation == now
    event = file.events.get(kind=EventKind.MERGED)
    assert "Eskerveen" not in str(event.payload)
    assert "Elderveld" not in str(event.payload)
    timeline = signed_in(cast.chair).get(reverse("initiatives:timeline", args=[file.uuid])).content.decode()
    assert "nu doet gemeente Elderveld mee" in timeline
    pass_on_merged()
    assert file.events.filter(kind=EventKind.MERGED).count() == 1
    assert not list(broken_links(file))
    assert not list(held.changed_rows())


def test_nothing_happens_before_the_day_itself(cast: SimpleNamespace) -> None:
    file = pass_on(cast, days_ago=-1)
    assert file.municipality == cast.municipality
    assert not abilities(cast.elsewhere, file)


def test_an_open_key_passes_to_the_successor_and_one_that_was_turned_stays(cast: SimpleNamespace) -> None:
    old = factories.acting(cast.file, cast.official)
    theirs = decisions.pause(cast.file, reason="Even rust.", **old)
    decisions.resume(Collaboration.objects.get(pk=cast.file.pk), reason="Verder.", **old)
    step = decisions.propose_phase_step(
        Collaboration.objects.get(pk=cast.file.pk),
        to=Phase.ELABORATION,
        reason="Samen verder.",
        **factories.acting(cast.file, cast.chair),
        own_key=True,
    )
    file = pass_on(cast)
    assert theirs.keys.exclude(verdict="").get().participation == at(cast, "Eskerveen")
    page = reverse("initiatives:decision", args=[step.uuid])
    turn = reverse("initiatives:key-turn", args=[step.uuid])
    assert signed_in(cast.official).get(page).status_code == 200
    assert turn not in signed_in(cast.official).get(page).content.decode()
    assert signed_in(cast.official).post(turn, {"verdict": "accept"}).status_code == 403
    assert turn in signed_in(cast.elsewhere).get(page).content.decode()
    signed_in(cast.elsewhere).post(turn, {"verdict": KeyVerdict.ACCEPT, "hat": "partner"})
    file.refresh_from_db()
    assert file.phase == Phase.ELABORATION


def test_who_works_for_either_gemeente_reads_what_the_old_one_kept_to_itself(cast: SimpleNamespace) -> None:
    moment = notes.log_contact(
        cast.file,
        on=timezone.localdate(),
        channel=Channel.TALK,
        summary="Alleen voor de gemeente.",
        circle=Circle.OWN,
        **factories.acting(cast.file, cast.official),
    )
    file = pass_on(cast)
    timeline = reverse("initiatives:timeline", args=[file.uuid])
    share = reverse("initiatives:contact-share", args=[moment.uuid])
    for who, reads in ((cast.official, True), (cast.elsewhere, True), (cast.chair, False)):
        assert (moment.summary in signed_in(who).get(timeline).content.decode()) == reads
        assert (ContactMoment.objects.visible_to(factories.user_of(who)).exists()) == reads
    assert signed_in(cast.elsewhere).post(share, {"circle": Circle.EVERYONE}).status_code == 302
    assert Ability.DECIDE_FOR_SIDE in abilities(cast.elsewhere, file)
    assert Ability.DECIDE_FOR_SIDE not in abilities(cast.official, file)
    assert Ability.LOG in abilities(cast.official, file)
    assert {cast.file, cast.other_file} == set(
        Collaboration.objects.visible_to(factories.user_of(cast.elsewhere))
    )
    assert {cast.file} == set(Collaboration.objects.visible_to(factories.user_of(cast.official)))
    signing_table.lay_out(cast)
    for who in (cast.official, cast.elsewhere):
        assert file.title in signed_in(who).get("/mijn-werk/").content.decode()


def test_what_was_signed_keeps_its_party_and_a_draft_names_the_successor(cast: SimpleNamespace) -> None:
    signed = living_table.in_force(cast)
    table = signing_table.lay_out(cast)
    draft = table.agreement
    pass_on(cast)
    assert signed.parties.get(key="municipality").organisation == cast.municipality.organisation
    assert draft.parties.get(key="municipality").organisation == cast.elsewhere_municipality.organisation
    assert "Eskerveen" in str(signed.versions.first().content["parties"])
    assert name_successors() == 0
    official = signed_in(cast.elsewhere)
    for agreement in (signed, draft):
        page = official.get(reverse("agreements:agreement", args=[agreement.uuid]))
        assert page.status_code == 200
    draft.refresh_from_db()
    publication.publish(draft, **factories.acting(cast.file, cast.coach))
    names = [str(version.content["parties"]) for version in draft.versions.order_by("number")]
    assert "gemeente Eskerveen" in names[0]
    assert "gemeente Elderveld" in names[1]
    # What asks something of a party that signed asks it of the successor.
    assert official.get(reverse("agreements:give-notice", args=[signed.uuid])).status_code == 200


def test_two_gemeenten_in_one_file_that_become_one_decide_once(cast: SimpleNamespace) -> None:
    partner = Participation.objects.create(
        collaboration=cast.file,
        organisation=cast.elsewhere.organisation,
        side=Side.PARTNER,
        starts_on=timezone.localdate() - timedelta(30),
    )
    step = decisions.propose_phase_step(
        cast.file,
        to=Phase.ELABORATION,
        reason="Samen verder.",
        partners=[partner],
        **factories.acting(cast.file, cast.chair),
        own_key=True,
    )
    file = pass_on(cast)
    now = file.participations.get(side=Side.MUNICIPALITY, ends_on=None)
    partner.refresh_from_db()
    assert partner.continued_by == now
    assert step.keys.get(verdict="").participation == now
    turn = reverse("initiatives:key-turn", args=[step.uuid])
    signed_in(cast.elsewhere).post(turn, {"verdict": KeyVerdict.ACCEPT})
    file.refresh_from_db()
    assert file.phase == Phase.ELABORATION


def test_where_the_successor_has_this_very_file_it_waits_and_its_people_sit_where_the_old_one_sat(
    cast: SimpleNamespace,
) -> None:
    Collaboration.objects.filter(pk=cast.other_file.pk).update(
        initiative=cast.file.initiative, area_name=cast.file.area_name
    )
    file = pass_on(cast)
    assert file.municipality == cast.municipality
    assert Ability.DECIDE_FOR_SIDE in abilities(cast.elsewhere, file)


def test_a_gemeente_that_merges_again_leaves_all_of_it_to_the_last(cast: SimpleNamespace) -> None:
    pass_on(cast)
    last = factories.municipality("Laatstendam")
    anna = factories.function("Anna Laatst", last.organisation, access=Access.DECIDE)
    cast.elsewhere_municipality.valid_until = timezone.localdate() - timedelta(1)
    cast.elsewhere_municipality.succeeded_by = last
    cast.elsewhere_municipality.save()
    assert pass_on_merged() == 2  # the other file of Elderveld goes along
    now = at(cast, "Laatstendam")
    assert {at(cast, "Eskerveen").continued_by, at(cast, "Elderveld").continued_by} == {now}
    seats = policy.seats_of(factories.user_of(anna), now.collaboration)
    assert {seat.participation.organisation.name for seat in seats} == {
        "Eskerveen",
        "Elderveld",
        "Laatstendam",
    }


def test_in_an_ended_file_of_a_merged_gemeente_the_successor_may_go_on_elsewhere(
    cast: SimpleNamespace,
) -> None:
    decisions.end(
        cast.file,
        end_kind=EndKind.SUCCEEDED,
        reason="Klaar.",
        **factories.acting(cast.file, cast.official),
    )
    file = pass_on(cast)
    assert file.municipality == cast.municipality
    official = signed_in(cast.elsewhere)
    page = reverse("initiatives:successor", args=[file.uuid])
    assert official.get(page).status_code == 200
    given = {"request_key": str(uuid4()), "area_name": "Duinbuurt", "phase": Phase.STARTUP}
    assert official.post(page, given).status_code == 302
    pass_on_merged()
    new = Collaboration.objects.get(predecessor=file)
    assert new.municipality == cast.elsewhere_municipality
