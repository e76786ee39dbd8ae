"""Can everybody use every page: each template and state, at each width, in light and dark?"""

from collections.abc import Callable, Iterator
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone
from playwright.sync_api import Page

from agreements import actions as agreements
from agreements import jobs
from agreements.actions import (
    annexes,
    elsewhere,
    living,
    mandates,
    policy_watch,
    receipts,
    settling,
    sheets,
    signing,
)
from agreements.actions import ending as ending_actions
from agreements.actions import formats as writing
from agreements.actions import parties as party_moves
from agreements.draft import Draft
from agreements.formats.kinds import DocumentKind
from agreements.models import Agreement, Version
from agreements.neighbours import words
from agreements.paper.pdf import Rendered
from agreements.settling.rows import settle as standing_now
from agreements.terms import (
    AnnexKind,
    AnnexSource,
    Conclusion,
    Form,
    Length,
    Media,
    Outcome,
    SealLevel,
    Verdict,
    VersionStatus,
)
from contacts import invitations
from contacts.models import Access, Function, FunctionKind, Person, Side
from initiatives.actions import (
    decisions,
    endings,
    formats,
    minutes,
    notes,
    on_paper,
    people,
    plan,
    results,
    review,
    room,
)
from initiatives.actions import ladders as climbing
from initiatives.actions.layers import say_where_it_lies
from initiatives.actions.notes import push_milestone
from initiatives.actions.parts import propose_part_step
from initiatives.actions.register import register
from initiatives.room import topics
from initiatives.room.ladders import DEPARTMENT, LINKAGE, REQUEST
from initiatives.terms import (
    Actor,
    Channel,
    Circle,
    EndKind,
    GoalStatus,
    ItemState,
    KeyVerdict,
    Layer,
    MilestoneKind,
    NoteKind,
    Phase,
    PolicyKind,
    Role,
)
from municipalities import statements
from municipalities.models import Subject
from promises import actions as promises
from promises.terms import Word
from tests import factories
from tests.agreements import living_table, neighbours, signing_table
from tests.journeys.conftest import LAPTOP
from tests.journeys.looking import ZOOMED, Eyes
from tests.world import SMALLEST_PNG

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(300)]

# Each page, as "name [arguments] [?query]": an argument is something in the world below, or =itself.
PAGES = {
    "visitor": """
        account_login | account_reset_password | account_reset_password_done | account_inactive
        initiatives:crosswalk | initiatives:crosswalk ?woorden=streams
        account_reset_password_from_key =x =y-z | account_reset_password_from_key_done
        contacts:invitation token | contacts:invitation =onbekend | help | privacy | accessibility | agreements:check | agreements:check-en
        agreements:neighbours-index | agreements:neighbours-index-en | agreements:neighbours-public =zeebuurt | agreements:neighbours-public-en =zeebuurt
        agreements:neighbours-public =nergens
    """,
    "coach": """
        insights:my-work | initiatives:list | initiatives:list ?q=bestaatniet | initiatives:board
        initiatives:register | insights:overview file | insights:overview paused | insights:overview ended
        initiatives:profile file | initiatives:plan-renewal file | initiatives:phase file =opstarten | initiatives:phase file =beheren
        initiatives:guidance file =opstarten
        initiatives:grid file | initiatives:cell file =opstarten =ambition ?volgorde
        initiatives:cell file =beheren =ambition | initiatives:item-add file ?soort=doel | initiatives:item goal
        initiatives:item activity | initiatives:item skipped | initiatives:item-skip goal
        initiatives:item-reword goal | initiatives:view-record other | initiatives:evidence-add goal | initiatives:evidence-share evidence
        initiatives:upload-remove leaflet | initiatives:upload-remove proof
        initiatives:phase-step-propose paused | initiatives:phase-step-propose fresh
        initiatives:decision step | initiatives:record-on-paper step | initiatives:decision-withdraw step | initiatives:decision ending
        initiatives:decision returned | initiatives:results file | initiatives:results fresh ?naar=elaboration
        initiatives:course file | initiatives:course fresh | initiatives:course ended
        initiatives:period-correct period
        initiatives:part-step-propose file | initiatives:part-step-propose file ?deel=Dorpsstraat
        initiatives:layer file ?kant=gemeente | initiatives:layer file ?kant=initiatief
        initiatives:reopen ended | initiatives:successor ended | initiatives:decision reopening
        insights:overview closed
        initiatives:contact-log file | initiatives:contact-log fresh | initiatives:contact-share moment
        initiatives:minutes-propose talk | initiatives:decision minuted
        initiatives:people file | initiatives:timeline file | initiatives:timeline fresh
        insights:five-steps file | insights:five-steps fresh | insights:step-answer file =ambitions =motive
        insights:step-answer file =vision =why_us | insights:step-guidance file
        initiatives:contact-person-add file ?partij | initiatives:partner-add file
        initiatives:unassign role | initiatives:hand-over own_role
        agreements:list file | agreements:list fresh | agreements:start fresh
        agreements:agreement draft | agreements:renewal draft | agreements:agreement shared | agreements:rename draft | agreements:parties draft
        agreements:add-party draft | agreements:agreement parted | agreements:parties parted | agreements:settle parted
        agreements:choose-articles draft | agreements:publish draft | agreements:stop draft
        agreements:article draft =intentie | agreements:article draft =rolverdeling
        agreements:article draft =juridische_status | agreements:article draft =ondertekening
        agreements:annexes draft | agreements:annexes shared | agreements:annex draft =0a0a0a0a | agreements:annex draft =0b0b0b0b
        agreements:annex-add draft =kaart | agreements:annex-remove draft =0a0a0a0a | agreements:annex-renew draft =0b0b0b0b
        agreements:own-text draft =intentie | agreements:drop draft =intentie | agreements:version version
        agreements:compare version | agreements:compare changed | agreements:compare changed ?weergave=naast
        initiatives:room fresh | initiatives:room file | initiatives:room-topic file =regierol
        initiatives:ladder-add file | initiatives:ladder-item chance
        agreements:own-text shared =gebied | agreements:stance-on-paper shared =intentie
        agreements:settle shared | agreements:settle-article shared =intentie
        agreements:signing shared | agreements:signing ready | agreements:signing to_sign | agreements:mandate to_sign
        agreements:sheet-add to_sign | agreements:sheet to_sign sheet | agreements:mend to_sign
        agreements:elsewhere-add fresh | agreements:agreement grant | agreements:elsewhere-correct grant
        agreements:elsewhere-withdraw grant | agreements:policy-add fresh | agreements:policy-version gone
        agreements:agreement to_sign | agreements:settle to_sign | agreements:agreement signed | agreements:signing signed
        agreements:version signed_text | agreements:receipt signed_text
        promises:register fresh | promises:register file | promises:promise promise | promises:take signed
        agreements:agreement living | agreements:evaluate living | agreements:evaluation-plan living
        agreements:amend living | agreements:end-together living
        agreements:neighbours signed | agreements:neighbours-write signed | initiatives:decision told
    """,
    "drafter": "agreements:all draft | agreements:all long | agreements:promises long | agreements:file-differences draft",
    "official": """
        agreements:format-take-over own_format | agreements:policy-version stays ?van=gemeente | agreements:policy-documents code
        insights:my-work | initiatives:list | insights:progress | insights:overview file | initiatives:phase file =opstarten
        insights:five-steps file | initiatives:decision step | initiatives:decision paper | initiatives:key-contest paper | initiatives:pause file
        initiatives:resume paused | initiatives:end file | initiatives:decision pausing
        initiatives:decision asked | initiatives:decision again
        initiatives:self-check file | initiatives:self-check-before gemeente
        initiatives:afterwords ending | initiatives:decision reopening | insights:overview ended
        initiatives:people file | municipalities:list
        municipalities:list ?q=bestaatniet | municipalities:detail code | municipalities:statement code =geld
        municipalities:statement code =warmte | initiatives:support-requests code
        initiatives:room file | initiatives:room-topic file =regierol | initiatives:room-topic file =beslisruimte
        initiatives:room-topic file =tijd | initiatives:ladder-item wanted_help
        agreements:signing to_sign | agreements:name-signers to_sign | agreements:elsewhere-doubt grant
    """,
    "chair": """
        agreements:leave shared | agreements:agreement parted | agreements:come-back parted
        agreements:list file | agreements:policy-answer gone | agreements:policy-version stays
        agreements:signing to_sign | agreements:sign to_sign | agreements:decline to_sign
        promises:register file | promises:add file | promises:promise promise | promises:promise own_promise
        agreements:give-notice living | agreements:ending-reading leaving | agreements:agreement leaving
        agreements:notice-take-back leaving
        agreements:neighbours-take-down signed
        insights:my-work | insights:overview file | initiatives:phase file =opstarten | initiatives:item goal
        initiatives:cell file =opstarten =ambition
        initiatives:decision step | initiatives:decision asked | initiatives:results file
        initiatives:phase came_back =opstarten | initiatives:invite file ?partij | initiatives:assign file ?partij
        agreements:agreement shared | agreements:version version | agreements:settle shared
        agreements:version signed_text
        agreements:settle-article shared =intentie | agreements:settle-article shared =gebied
        agreements:publish-partial shared | agreements:propose-change shared =intentie =splitsen
        agreements:propose-change shared =gebied =nieuw | agreements:propose-change shared =gebied =verplaatsen
        agreements:propose-change shared =gebied =eruit | agreements:settle-article shared =rolverdeling | agreements:propose-text shared =rolverdeling
        initiatives:room file | initiatives:room-topic file =participatie | initiatives:room-topic file =groeipad
        initiatives:ladder-add file ?soort=vraag
        contacts:organisation zeebuurt | contacts:add-function zeebuurt | contacts:invite zeebuurt newcomer
        contacts:change-access zeebuurt newcomer | contacts:end-function zeebuurt newcomer
        accounts:profile | account_logout | account_change_password | account_set_password
        help | help-role =initiatief
    """,
    "partner": """
        insights:my-work | agreements:agreement shared | agreements:version version | agreements:settle shared
        agreements:settle-article shared =intentie | initiatives:partner-key partners_key | agreements:signing to_sign
        initiatives:partner-goals partner_seat | promises:partner partner_seat | agreements:agreement parted
    """,
    "manager": "insights:my-work | insights:progress | insights:progress ?phase=operation",
    "outsider": "insights:my-work | initiatives:list | initiatives:register | initiatives:people file",
    "administrator": """
        insights:my-work | accounts:profile | initiatives:formats | initiatives:format-phase sketch =opstarten
        initiatives:format-phase newest =opstarten ?technique=individual | initiatives:format-difference sketch
        initiatives:format-difference newest | initiatives:format-item part | initiatives:format-publish sketch
        initiatives:format-item-add sketch =opstarten ?soort=activity | initiatives:format-intro sketch =opstarten
        initiatives:format-discard sketch
        agreements:formats | agreements:format written | agreements:format published_format
        agreements:format-difference written | agreements:format-preview written ?lengte=uitgebreid
        agreements:format-publish written | agreements:format-discard written | agreements:format-clause wrong
        agreements:format-clause-add written | agreements:format-field asked_field
        agreements:format-field-add written
    """,
}
# No page of their own: they answer a form or htmx, give a file, send people on, keep watch, or are closed to all.
NO_PAGE = """
    initiatives:words-choose insights:five-steps-line home livez readyz accounts:theme accounts:sign-out-everywhere accounts:own-data contacts:withdraw-invitation
    initiatives:invitation-refuse account_signup
    account_confirm_login_code account_request_login_code
    municipalities:search initiatives:export insights:progress-export initiatives:plan initiatives:goal-view initiatives:activity-change
    initiatives:item-take-back initiatives:item-move initiatives:key-turn initiatives:reading-add
    initiatives:partner-key-ask initiatives:partner-key-contest initiatives:partner-key-proof
    initiatives:contest-settle initiatives:partner-contest-settle
    initiatives:question-ask initiatives:question-answer initiatives:key-take initiatives:stand-behind
    initiatives:upload agreements:field agreements:take-from-file agreements:version-status agreements:render-retry
    agreements:pdf agreements:word agreements:ask-for-word agreements:word-status agreements:changes
    agreements:ask-for-changes agreements:changes-status agreements:print initiatives:ladder-step
    initiatives:format-draft initiatives:format-item-remove initiatives:format-item-restore
    initiatives:format-item-move initiatives:go-along
    promises:say promises:share promises:withdraw
    agreements:format-draft agreements:format-restore agreements:format-clause-change
    agreements:lay-ready agreements:sign-code agreements:take-up agreements:neighbours-propose
    agreements:annex-move agreements:annex-file agreements:version-annex
    agreements:give-stance agreements:withdraw-text agreements:park agreements:unpark agreements:say
    agreements:sealed agreements:ask-for-sealed agreements:sealed-status agreements:receive
    agreements:compared agreements:ask-for-compared agreements:compared-status
"""


def annexes_of(draft: Agreement, long: str, **who: Any) -> None:
    """A budget with a row, and a map that is a picture."""
    written = {"kind": AnnexKind.BUDGET, "source": AnnexSource.WRITTEN}
    annexes.add(draft, key="0a0a0a0a", title=f"Begroting {long}"[:160], **written, **who)
    rows = [{"item": f"Zaal {long}"[:300], "amount": "1250", "payer": "municipality"}]
    agreements.save_field(draft, "bijlage_0a0a0a0a_rijen", rows, revision=0, **who)
    file = SimpleUploadedFile("kaart.png", SMALLEST_PNG)
    annexes.add(
        draft, key="0b0b0b0b", title="Kaart", alt="De dijk.", file=file, kind=AnnexKind.MAP, source=AnnexSource.FILE, **who
    )  # fmt: skip


def lines(role: str) -> list[str]:
    return [line.strip() for row in PAGES[role].splitlines() for line in row.split("|") if line.strip()]


def names(resolver: URLResolver, prefix: str = "") -> Iterator[str]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLPattern):
            if pattern.name:
                yield prefix + pattern.name
        elif pattern.namespace != "admin":
            yield from names(pattern, f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix)


def test_no_page_is_forgotten_here():
    visited = {line.split()[0] for role in PAGES for line in lines(role)}
    missing = set(names(get_resolver())) - visited - set(NO_PAGE.split())
    assert not missing, f"add these to PAGES or to NO_PAGE: {sorted(missing)}"


# --- a world in which every page has something to show ------------------------------------------------------


@pytest.fixture
def full(world: SimpleNamespace) -> SimpleNamespace:
    return fill(world)


def fill(world: SimpleNamespace, long: str = "") -> SimpleNamespace:
    """Adds to the cast what the pages need; with `long`, the words are as long as people can make them."""
    coach, file = world.coach, world.file
    province = factories.organisation("Provincie Gelderland", Side.PARTNER, province="Gelderland")
    world.manager = factories.function("Aisha Meijer", province, access=Access.FIGURES)
    seat = factories.seat(file, coach)
    goal, other = file.plan_items.goals().filter(phase=Phase.STARTUP)[:2]
    activity, skipped = file.plan_items.filter(kind="activity", phase=Phase.STARTUP)[:2]
    for who, status in ((world.official, GoalStatus.PARTLY), (world.chair, GoalStatus.REACHED)):
        plan.give_view(
            goal,
            seat=factories.seat(file, who),
            status=status,
            remark=f"Zo zien wij het. {long}",
            by=who.person,
        )
    plan.skip(
        skipped, revision=skipped.revision, reason=f"Past hier niet. {long}", by=coach.person, seat=seat
    )
    evidence = notes.add_evidence(
        goal,
        title=f"Verslag {long}"[:200],
        quote=f"61 procent wil door. {long}",
        circle=Circle.OWN,
        by=coach.person,
        seat=seat,
    )
    moment = None
    for circle in (Circle.EVERYONE, Circle.OWN):
        moment = notes.log_contact(
            file, on=timezone.localdate(), channel=Channel.PHONE, summary=f"Gebeld over {circle}. {long}",
            circle=circle, by=coach.person, seat=seat,
        )  # fmt: skip
    talk, said = (
        notes.log_contact(
            file, on=timezone.localdate(), channel=Channel.TALK, summary=f"{what} {long}", circle=Circle.EVERYONE, by=coach.person, seat=seat,
        )
        for what in ("Gesproken.", "Afgesproken.")
    )  # fmt: skip
    minuted = minutes.propose(said, by=coach.person, seat=seat, own_key=False)
    role = people.add_contact(
        factories.seat(file, world.official), name="Jannie Wolters", email="", phone="06 00 00 00 00", kind=FunctionKind.OFFICIAL,
        title="beleidsmedewerker", role=Role.CONTACT, by=coach.person, seat=seat,
    )  # fmt: skip
    partner = people.add_partner(
        file,
        name=f"De Veenhof {long}"[:200],
        short_name="De Veenhof",
        place="Eskerveen",
        by=coach.person,
        seat=seat,
    )
    step = step_of(file, coach, own_key=False, reason=f"De buurt wil verder. {long}", partners=[partner])
    world.partners_key = step.keys.get(participation=partner)
    picked_up = file.plan_items.get(format_item__key="startup-activity-involve-neighbours")
    plan.change_activity(
        picked_up, revision=picked_up.revision, state=ItemState.DOING, actor=Actor.PARTNER, by=coach.person, seat=seat
    )  # fmt: skip
    world.partner_seat = partner
    world.period = file.periods.get(leading=True, ends_on=None)
    draft, letter, thick = (draft_of(file, coach, f"{title} {long}"[:160], length, partner) for title, length in (
        ("Concept", Length.SHORT), ("Gedeeld", Length.SHORT), ("Dik", Length.LONG)
    ))  # fmt: skip
    annexes_of(draft, long, by=coach.person, seat=seat)
    chance, asked = room_of(file, world, long)
    version = agreements.publish(letter, by=coach.person, seat=seat)
    parted = draft_of(file, coach, f"Uit elkaar {long}"[:160], Length.SHORT, partner)
    agreements.publish(parted, by=coach.person, seat=seat)
    ours = {"by": world.chair.person, "seat": factories.seat(file, world.chair)}
    party_moves.leave(
        parted, party=parted.parties.get(key="initiative"), reason=f"Geen mensen. {long}", **ours
    )
    elsewhere_of(file, world, long)
    settle(letter, world, long)
    changed = changed_version(draft_of(file, coach, "Anders", Length.SHORT, partner), world, long)
    ready, to_sign, sheet, signed = signings_of(file, world, long, partner)
    promise, own_promise = promises_of(file, world, long)
    holding, leaving = (living_of(world, long, leaves=leaves) for leaves in (False, True))
    told = told_to_neighbours(world, signed, long, partner)
    newcomer = Function.objects.create(
        person=Person.objects.create(name="Nieuwe Buur"), organisation=file.initiative.organisation,
        kind=FunctionKind.VOLUNTEER, access=Access.WORK, starts_on=timezone.localdate(),
    )  # fmt: skip
    _invitation, link = invitations.invite(newcomer, "buur@voorbeeld.nl", world.chair.person)
    paused, ended, fresh, papered = (
        factories.collaboration(coach, world.municipality, name=f"{name} {long}"[:200], area_name=name)
        for name in ("Pauzewijk", "Eindwijk", "Nieuwwijk", "Papierwijk")
    )
    official = world.official.person
    pausing = decisions.pause(
        paused, reason=f"Even geen tijd. {long}", by=official, seat=factories.seat(paused, world.official)
    )
    ending = end_of(ended, world.official, long)
    closed = factories.collaboration(
        coach, world.municipality, name=f"Slotwijk {long}"[:200], area_name="Slotwijk"
    )
    end_of(closed, world.official, long)
    reopening = endings.propose_reopening(
        closed,
        reason=f"Er is weer geld. {long}",
        own_key=False,
        by=coach.person,
        seat=factories.seat(closed, coach),
    )
    part_and_layer(world, long)
    paper = step_of(papered, coach, own_key=False, reason="De brief ligt er.")
    on_paper.record_on_paper(
        paper, party=factories.seat(papered, world.official), decided_by=f"Het college {long}"[:160], decided_on=timezone.localdate(),
        verdict=KeyVerdict.ACCEPT, remark="", evidence=scan(papered, coach), by=coach.person, seat=factories.seat(papered, coach),
    )  # fmt: skip
    reviewed = fill_reviews(world, long)
    newest = factories.plan_format(2)  # the files of this world began before it
    sketch = formats.make_draft()
    part = sketch.items.filter(kind="activity").first()
    formats.remove_item(sketch.items.filter(kind="tip").first())
    formats.save_item(part, seen=formats.stamp(part), values={"text": f"Een andere uitleg. {long}"})
    world.partner = factories.function(
        "Els de Groot", partner.organisation, access=Access.READ, kind=FunctionKind.DIRECTOR
    )
    write_formats(world, long)
    world.visitor, world.drafter = None, coach
    vars(world).update(
        goal=goal, other=other, activity=activity, skipped=skipped, evidence=evidence, moment=moment, talk=talk, minuted=minuted, step=step, draft=draft,
        shared=letter, parted=parted, long=thick, version=version, own_role=seat.assignments.get(), zeebuurt=file.initiative.organisation, newcomer=newcomer,
        token=link.rstrip("/").rsplit("/", 1)[-1], paused=paused, ended=ended, fresh=fresh, pausing=pausing, ending=ending,
        chance=chance, gemeente=world.municipality.organisation, paper=paper, closed=closed, reopening=reopening, code=world.municipality.code, role=role, **reviewed, wanted_help=asked,
        newest=newest, sketch=sketch, part=part, changed=changed, ready=ready, to_sign=to_sign, sheet=sheet, signed=signed, told=told,
        signed_text=received_and_sealed(signed, world),
        promise=promise, own_promise=own_promise,
        living=holding, leaving=leaving, leaflet=scan(file, coach), proof=paper.keys.exclude(evidence=None).get().evidence,
    )  # fmt: skip
    return world


def received_and_sealed(signed: Agreement, world: SimpleNamespace) -> Version:
    """A party has the signed version, and there is a file of it with a seal."""
    version = signed.versions.select_related("agreement__collaboration").get(status=VersionStatus.SIGNED)
    party = signed.parties.select_related("organisation").get(key="municipality")
    receipts.confirm(version, party=party, by=world.official.person)
    certificate = {"holder": party.organisation.name, "fingerprint": "0" * 64, "level": SealLevel.PLAIN}
    seal = {"party": party, "valid_until": timezone.localdate(), **certificate}
    job = jobs.enqueue(version, Media.SEALED)
    jobs.claim(job.pk, "printer")
    jobs.finish(job, "printer", Rendered(b"%PDF-1.7 verzegeld", "0" * 64, "printer of the tests", 1, seal))
    return version


def elsewhere_of(file: Any, world: SimpleNamespace, long: str) -> None:
    """An agreement that was made elsewhere and corrected once; a passage that is gone, and one that stands in policy."""
    official, chair = (
        {"by": who.person, "seat": factories.seat(file, who)} for who in (world.official, world.chair)
    )
    said = elsewhere.Said(
        Form.GRANT_AGREEMENT, f"Startsubsidie {long}"[:160], [official["seat"], chair["seat"]], timezone.localdate(),
        amount=Decimal(12500), money=f"Voor onderzoek. {long}"[:500],
    )  # fmt: skip
    grant = elsewhere.register(file, said, file=signing_table.scan(), **official)
    elsewhere.correct(grant, said, reason=f"De dag klopte niet. {long}"[:500], revision=1, **chair)
    elsewhere.doubt(grant.registrations.all()[0], text=f"De dag klopt niet. {long}"[:500], **official)
    vars(world).update(grant=elsewhere.Agreement.objects.get(pk=grant.pk))
    beside = factories.collaboration(
        world.coach, world.municipality, name=f"Havenwijk {long}"[:200], area_name="Havenwijk"
    )
    of_day = {
        "adopted_on": timezone.localdate(),
        "body": "council",
        "quote": f"De buurt doet mee. {long}"[:1000],
    }
    for number, (key, place) in enumerate((("gone", file), ("stays", file), ("", beside))):
        by = {"by": world.official.person, "seat": factories.seat(place, world.official)}
        name = f"Warmteprogramma {long}"[:150] + ("" if number else " oud")
        said_first = policy_watch.Said("named", "1", place="bladzijde 2", **of_day)
        mention = policy_watch.name_in_policy(
            place, kind=PolicyKind.HEAT_PROGRAMME, name=name, said=said_first, **by
        )
        if key:
            vars(world)[key] = mention
        if key == "gone":
            gone = policy_watch.Said("gone", "2", **of_day)
            policy_watch.say_of_next_version(mention, gone, seen=str(mention.passages.get().uuid), **by)


def fill_reviews(world: SimpleNamespace, long: str) -> dict[str, Any]:
    """A step that came back with words at a goal, one proposed again, one with a question, and results."""
    coach, official, chair = world.coach, world.official, world.chair
    came_back, proposed_again, asked_about = (
        register(
            world.municipality,
            factories.profile(area_name=name),
            by_function=coach,
            initiative=world.file.initiative,
        )
        for name in ("Terugwijk", "Opnieuwwijk", "Vraagwijk")
    )
    made: dict[str, Any] = {"came_back": came_back}
    for file in (came_back, proposed_again):
        goal = file.plan_items.goals().filter(phase=Phase.STARTUP)[0]
        step = step_of(file, chair, own_key=True, reason="Wij willen door.")
        notes_at = [
            review.ItemNote(goal, NoteKind.GOOD, f"De straat doet mee. {long}"),
            review.ItemNote(goal, NoteKind.NEEDED, f"Vraag ook de huurders. {long}"),
        ]
        review.give_back(
            step,
            notes=notes_at,
            remark=f"Bijna. {long}",
            by=official.person,
            seat=factories.seat(file, official),
        )
        made["returned"] = step
        if file == proposed_again:
            plan.give_view(
                goal,
                seat=factories.seat(file, chair),
                status=GoalStatus.REACHED,
                remark="Zij doen mee.",
                by=chair.person,
            )
            made["again"] = step_of(file, chair, own_key=True, reason="Nu wel.")
    step = step_of(asked_about, chair, own_key=True, reason="Wij willen door.")
    key = step.keys.get(participation=factories.seat(asked_about, official))
    review.take(key, instead_of=None, by=world.clerk.person, seat=factories.seat(asked_about, world.clerk))
    for who in (official, chair):
        review.ask(
            step,
            text=f"Wie betaalt het onderzoek? {long}",
            by=who.person,
            seat=factories.seat(asked_about, who),
        )
    by_chair = {"by": chair.person, "seat": factories.seat(world.file, chair)}
    named = push_milestone(
        world.file, kind=MilestoneKind.OTHER, form=Form.POLICY_INCLUSION, title=f"Warmteprogramma {long}"[:200],
        url="", on=timezone.localdate(), **by_chair,
    )  # fmt: skip
    results.stand_behind(named, stands=True, **by_chair)
    return made | {"asked": step}


def room_of(file: Any, world: SimpleNamespace, long: str) -> tuple[Any, Any]:
    """Every topic with a difference, and something on each ladder."""
    official, chair = (
        {"by": who.person, "seat": factories.seat(file, who)} for who in (world.official, world.chair)
    )
    for topic in topics.TOPICS:
        for number, by in enumerate((official, chair)):
            asked = topic.fields_of(by["seat"].side)
            answers = {f.name: f.options[number].code if f.options else 8 for f in asked if f.kind != "words"}
            remark = {"remark": f"Zo zien wij het. {long}"[:500]}
            room.state(file, topic, answers | remark, seen="", **by)
    chance = climbing.add(file, LINKAGE, title=f"Het riool {long}"[:200], **chair)
    climbing.add(file, DEPARTMENT, title="Vergunningen", **official)
    request = climbing.add(file, REQUEST, title="Een zaal", **chair)
    refused = climbing.add(file, REQUEST, title=f"Een website {long}"[:200], **chair)
    climbing.step(refused, "declined", revision=1, reason=f"Nu niet. {long}"[:500], **official)
    said = f"Tot € 2.000 om te beginnen. {long}"
    statements.say(world.municipality, Subject.MONEY, said, seen="", by=world.official.person)
    return chance, request


def living_of(world: SimpleNamespace, long: str, *, leaves: bool) -> Any:
    """An agreement in force that was looked back on; one from which a party wants out."""
    agreement = living_table.in_force(world, stopredenen=["het geld op is"])
    us = living_table.speaks(world, agreement)
    living.record_evaluation(
        agreement,
        on=timezone.localdate(),
        conclusion=Conclusion.CHANGES,
        words=f"Wij zien het zo. {long}"[:2000],
        present=f"Voorzitter {long}"[:300],
        by=us.by,
        organisation=us.organisation,
    )
    if leaves:
        notice = ending_actions.give_notice(
            agreement,
            party=us.party,
            on=living_table.in_days(100),
            reason=f"Geen mensen meer. {long}"[:2000],
            wraps_up=f"De kas. {long}"[:2000],
            by=us.by,
        )
        them = living_table.speaks(world, agreement, "municipality")
        ending_actions.add_reading(notice, party=them.party, text=f"Jammer. {long}"[:2000], by=them.by)
    return agreement


def settle(letter: Any, world: SimpleNamespace, long: str) -> None:
    """One article with a proposal, a no and a conversation; one that a party agrees to; one that is parked."""
    by_key = {article.clause_key: article for article in letter.articles.all()}
    gemeente, ours = (letter.parties.get(key=key) for key in ("municipality", "initiative"))
    official, chair = world.official.person, world.chair.person
    settling.propose_text(
        by_key["intentie"],
        party=gemeente,
        text=f"Wij onderzoeken het samen. {long}",
        reason=f"Zo is het duidelijk. {long}"[:500],
        decides=True,
        by=official,
    )
    now = standing_now(Draft(letter))
    for key, verdict, reason in (
        ("intentie", Verdict.NOT_YET, f"Eerst de leden. {long}"[:500]),
        ("gebied", Verdict.ACCEPT, ""),
    ):
        article = by_key[key]
        seen = now[article.pk].text_hash
        settling.give_stance(article, party=ours, seen=seen, verdict=verdict, reason=reason, by=chair)
    for own_only in (False, True):
        settling.say(
            by_key["intentie"],
            owner=ours.organisation,
            own_only=own_only,
            text=f"Kan dat? {long}"[:2000],
            by=chair,
        )
    settling.park(by_key["rolverdeling"], party=ours, reason=f"Later. {long}"[:500], by=chair)


def changed_version(agreement: Any, world: SimpleNamespace, long: str) -> Any:
    """The second version, in which one article says something else and one is gone."""
    by = {"by": world.coach.person, "seat": factories.seat(agreement.collaboration, world.coach)}
    area, gone = (agreement.articles.get(clause_key=key) for key in ("gebied", "eerste_stappen"))
    agreements.word_anew(area, text=f"Het gaat om de hele wijk. {long}", revision=area.revision, **by)
    agreements.publish(agreement, **by)
    area.refresh_from_db()
    agreements.word_anew(area, text=f"Het gaat om twee straten. {long}", revision=area.revision, **by)
    agreement.articles.filter(pk=gone.pk).update(state="dropped", drop_reason="Later.")
    return agreements.publish(agreement, **by)


def step_of(file: Any, who: Function, *, own_key: bool, reason: str, partners: Any = ()) -> Any:
    return decisions.propose_phase_step(
        file,
        to=Phase.ELABORATION,
        reason=reason,
        partners=partners,
        by=who.person,
        seat=factories.seat(file, who),
        own_key=own_key,
    )


def end_of(file: Any, who: Function, long: str) -> Any:
    return endings.end_well(
        file,
        end_kind=EndKind.REACHED,
        reason=f"Het is klaar. {long}",
        thanks=f"Dank. {long}",
        lessons=[f"Begin met koffie. {long}", "Vraag de huurders."],
        aftercare=f"Bel Ruben. {long}",
        by=who.person,
        seat=factories.seat(file, who),
    )


def part_and_layer(world: SimpleNamespace, long: str) -> None:
    file, chair, official = world.file, world.chair, world.official
    for part in ("Dorpsstraat", f"Blok {long}"[:80]):
        ahead = propose_part_step(
            file,
            part=part,
            to=Phase.IMPLEMENTATION,
            reason=f"Hier kan het al. {long}",
            own_key=True,
            by=chair.person,
            seat=factories.seat(file, chair),
        )
        decisions.turn_key(
            ahead, verdict=KeyVerdict.ACCEPT, by=official.person, seat=factories.seat(file, official)
        )
    say_where_it_lies(
        file,
        of=factories.seat(file, official),
        layer=Layer.COUNCIL,
        what=f"Het warmteplan {long}",
        by=official.person,
        seat=factories.seat(file, official),
    )


def draft_of(file: Any, who: Function, title: str, length: Length, partner: Any) -> Any:
    return agreements.start(
        file, form=Form.LETTER_OF_INTENT, length=length, title=title, partners=[partner],
        by=who.person, seat=factories.seat(file, who),
    )  # fmt: skip


def signings_of(file: Any, world: SimpleNamespace, long: str, partner: Any) -> tuple[Any, ...]:
    """A text that can be laid ready; one with a body that decides late, a no and a sheet; and one that holds."""
    coach, official, chair = world.coach, world.official, world.chair
    by = {"by": coach.person, "seat": factories.seat(file, coach)}
    found = []
    for title in ("Klaar", "Tekenen", "Getekend"):
        agreement = draft_of(file, coach, f"{title} {long}"[:160], Length.SHORT, partner)
        if title == "Getekend":
            task = {"task": "Leidingen", "who": "municipality", "ready": timezone.localdate().isoformat()}
            agreements.save_field(agreement, "taken", [task], revision=0, **by)
        signing_table.fill(agreement, **by)
        agreements.publish(agreement, **by)
        signing_table.agree(agreement, {"municipality": official, "initiative": chair, "partner-1": chair})
        found.append(agreement)
    ready, to_sign, signed = found
    gemeente = to_sign.parties.select_related("organisation").get(key="municipality")
    for layer, outcome, day in (
        (Layer.EXECUTIVE, Outcome.APPROVED, {"decided_on": timezone.localdate()}),
        (Layer.COUNCIL, Outcome.AWAITED, {"expected_on": timezone.localdate()}),
    ):
        mandates.say_how_a_body_decides(
            gemeente,
            layer=layer,
            outcome=outcome,
            remark=f"Met een terugblik. {long}"[:500],
            by=official.person,
            seat=factories.seat(file, official),
            **day,
        )
    version = signing.lay_ready(to_sign, **by)
    signing_table.name(world, version, "initiative", "chair")
    reason = f"Eerst de directie. {long}"[:500]
    signing.decline(signing_table.place(version, "partner-1"), reason=reason, by=chair.person)
    here = [signing_table.place(version, "municipality")]
    sheet = sheets.attach(here, signed_on=timezone.localdate(), file=signing_table.scan(), **by)
    last = signing.lay_ready(signed, **by)
    whole = sheets.attach(
        list(last.places.all()), signed_on=timezone.localdate(), file=signing_table.scan(), **by
    )
    sheets.accept(whole, by=official.person, seat=factories.seat(file, official))
    return ready, to_sign, sheet, signed


def promises_of(file: Any, world: SimpleNamespace, long: str) -> tuple[Any, Any]:
    """One that both sides see differently, and one that the initiative keeps to itself."""
    (official, chair), today = (world.official, world.chair), timezone.localdate()
    sides = {"giver": official.organisation, "receiver": chair.organisation, "said_on": today}
    by = {who: {"by": who.person, "seat": factories.seat(file, who)} for who in (official, chair)}
    what = f"De kaart van de leidingen {long}"[:500]
    promise = promises.record(file, what=what, due_on=today, **sides, **by[chair])
    own = promises.record(file, what="Tijd van Ruben", circle=Circle.OWN, **sides, **by[chair])
    later, remark = today.replace(year=today.year + 1, day=1), f"De helft ontbreekt. {long}"[:500]
    for who, word, day in (
        (official, Word.MOVED, later),
        (official, Word.KEPT, None),
        (chair, Word.OPEN, None),
    ):
        promises.say(promise, word, of=who.organisation, day=day, remark=remark, **by[who])
    return promise, own


def told_to_neighbours(world: SimpleNamespace, signed: Any, long: str, partner: Any) -> Any:
    """What neighbours read in two languages, and a newer text that lies before the parties."""
    for more in ("", "Nu ook dit. "):
        want = f"{more}Warm wonen. {long}"[: words.MAX_PART]
        text = {language: {**said, "want": want} for language, said in neighbours.BOTH.items()}
        decision = neighbours.put_forward(world, neighbours.write(world, signed, text), "coach")
        if not more:
            neighbours.say_yes(world, decision, "chair")
            neighbours.say_yes(world, decision, "official")
            decisions.turn_key(decision, seat=partner, by=world.clerk.person, verdict=KeyVerdict.ACCEPT)
    return decision


def write_formats(world: SimpleNamespace, long: str) -> None:
    """A newer version than the drafts follow, and one that is being written, with a mistake in it."""
    newer = writing.make_draft(DocumentKind.LETTER_OF_INTENT, None)
    newer.clauses.filter(key="intentie").update(text=f"Wij willen samen verder. {long}")
    world.published_format = writing.publish(newer, note=f"Korter. {long}")
    world.written = writing.make_draft(DocumentKind.LETTER_OF_INTENT, None)
    world.written.clauses.filter(key="rolverdeling").update(text=f"{{{{ onbekend }}}} {long}")
    writing.remove_clause(world.written.clauses.get(key="gebied"))
    world.wrong = world.written.clauses.get(key="rolverdeling")
    world.asked_field = world.written.variables.get(name="stip")
    own = writing.make_draft(DocumentKind.PROJECT_PLAN, world.file.municipality_id)
    own.clauses.filter(pk=own.clauses.latest("order").pk).update(text="Zo doen wij dat.")
    world.own_format = writing.publish(own, note="Ons eigen.")
    shared = writing.make_draft(DocumentKind.PROJECT_PLAN, None)
    shared.clauses.filter(pk=shared.clauses.earliest("order").pk).update(text=f"Nieuw. {long}")
    writing.publish(shared, note=f"Nieuw. {long}")


def scan(file: Any, who: Function) -> Any:
    from django.core.files.uploadedfile import SimpleUploadedFile

    body = SimpleUploadedFile("brief.pdf", b"%PDF-1.7\n% brief\n", "application/pdf")
    return notes.add_upload(file, body, circle=Circle.EVERYONE, by=who.person, seat=factories.seat(file, who))


def address(line: str, world: SimpleNamespace) -> str:
    name, *words = line.split()
    query = words.pop() if words and words[-1].startswith("?") else ""
    if query == "?partij":
        side = "municipality" if name.endswith("contact-person-add") else "initiative"
        query = f"?partij={getattr(world, words[0]).participations.get(side=side).uuid}"
    found = [word[1:] if word.startswith("=") else getattr(world, word) for word in words]
    phased = ("phase", "cell", "guidance", "format-phase", "format-item-add", "format-intro")
    if name in {f"initiatives:{short}" for short in phased}:
        found[1] = Phase.STARTUP if found[1] == "opstarten" else Phase.OPERATION
    return reverse(name, args=[getattr(thing, "uuid", thing) for thing in found]) + query


# --- what holds for every page -------------------------------------------------------------------------------

# One world is enough for several people: making it takes as long as looking at ten pages.
TOGETHER = [("coach", "drafter"), tuple(role for role in PAGES if role not in ("coach", "drafter"))]
# A closed door is a state too: what somebody may not see, and what she may see but not do.
CLOSED = {
    "outsider: initiatives:people file",
    "visitor: contacts:invitation =onbekend",
    "outsider: initiatives:register",
    "visitor: agreements:neighbours-public =nergens",
}


@pytest.mark.parametrize("roles", TOGETHER, ids="+".join)
def test_every_page_is_there_for_everybody(
    roles: tuple[str, ...], full: SimpleNamespace, open_page: Callable[..., Page]
):
    found, eyes = [], None
    for role in roles:
        eyes = Eyes(open_page(getattr(full, role), refused=True), eyes)
        for line in lines(role):
            status = eyes.open(address(line, full))
            if status >= 400 and f"{role}: {line}" not in CLOSED:
                found.append(f"{role}: {line} answers {status}")
            found += [f"{role}: {trouble}" for trouble in eyes.troubles(line.split()[0])]
        for line in EMPTY_FORMS.get(role, "").split(" | "):
            if line:
                found += [f"{role}: {trouble}" for trouble in sent_empty(eyes, line, full)]
    assert not found, "\n".join(found)


LONG = (
    "Energiecoöperatie-Warmtenetontwikkelingsmaatschappij-Meidoornkwartieraardgasvrijwijkverwarmingsinitiatief "
    "https://voorbeeld.example/een/heel/lang/adres/zonder/een/enkele/spatie/dat/nergens/kan/worden/afgebroken?en=verder"
)
WITH_LONG_WORDS = {
    "coach": "insights:my-work | initiatives:list | initiatives:board | insights:progress | insights:overview paused | initiatives:phase file =opstarten"
    " | initiatives:item goal | initiatives:grid file | initiatives:cell file =opstarten =ambition | initiatives:decision step | initiatives:contact-log file | initiatives:people file"
    " | initiatives:timeline file | agreements:list file | agreements:agreement draft | agreements:publish draft"
    " | agreements:article draft =intentie | agreements:version version | agreements:compare changed | initiatives:decision ending"
    " | initiatives:plan-renewal file | agreements:renewal draft"
    " | initiatives:room file | initiatives:room-topic file =regierol | initiatives:ladder-item chance"
    " | initiatives:course file | insights:overview ended | initiatives:successor ended | agreements:neighbours signed"
    " | promises:register file | promises:promise promise"
    " | agreements:agreement grant | agreements:policy-version stays",
    "visitor": "agreements:neighbours-public =zeebuurt",
    "administrator": "initiatives:format-phase sketch =opstarten | initiatives:format-difference sketch"
    " | agreements:format-difference written | agreements:format-clause wrong",
    "chair": "insights:my-work | insights:overview file | agreements:agreement leaving",
    "partner": "insights:my-work",
}


def test_long_words_break_instead_of_pushing_the_page_aside(
    world: SimpleNamespace, open_page: Callable[..., Page]
):
    full, found = fill(world, LONG), []
    for role, pages in WITH_LONG_WORDS.items():
        eyes = Eyes(open_page(getattr(full, role)))
        for line in pages.split(" | "):
            eyes.open(address(line.strip(), full))
            for size in (ZOOMED, LAPTOP):
                eyes.at(size)
                found += [f"{line} at {size['width']}: {wide}" for wide in eyes.too_wide()]
    assert not found, "\n".join(found)


# Forms sent empty: the errors stand in a summary and beside the field, and the page stays usable.
EMPTY_FORMS = {
    "visitor": "account_login | account_reset_password",
    "administrator": "initiatives:format-item-add sketch =opstarten ?soort=activity | initiatives:format-publish sketch"
    " | agreements:format-clause-add written | agreements:format-field-add written",
    "coach": "initiatives:register | initiatives:item-add fresh | initiatives:evidence-add goal | initiatives:contact-log file"
    " | initiatives:phase-step-propose fresh | initiatives:results fresh | initiatives:record-on-paper step | initiatives:contact-person-add file ?partij"
    " | initiatives:partner-add file | initiatives:item-skip goal | agreements:start fresh | agreements:rename draft"
    " | initiatives:ladder-add fresh | agreements:stance-on-paper shared =intentie"
    " | agreements:elsewhere-add fresh | agreements:policy-add fresh",
    "official": "initiatives:pause file | initiatives:end file | initiatives:key-contest paper",
    "chair": "initiatives:invite file ?partij | contacts:add-function zeebuurt | accounts:profile"
    " | agreements:propose-text shared =intentie | promises:add file | agreements:neighbours-take-down signed",
}


def sent_empty(eyes: Eyes, line: str, full: SimpleNamespace) -> list[str]:
    """What was forgotten is said so that everybody finds it: what is missing from that on this page."""
    found = []
    eyes.open(address(line, full))
    eyes.send_empty()
    if not eyes.count("main [role=alert]"):
        found.append(f"{line}: no summary of what went wrong")
    if not eyes.count("main [aria-invalid=true]"):
        found.append(f"{line}: no field is marked")
    return found + eyes.troubles(f"{line.split()[0]}, refused")
