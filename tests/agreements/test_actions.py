"""What happens when an agreement is started, filled and published."""

import uuid

import pytest
from django.urls import reverse

from agreements import actions, filling
from agreements.formats import published
from agreements.formats.loading import load_formats
from agreements.models import Agreement, Version
from agreements.paper import content
from agreements.terms import ArticleState, Form, Length, Origin, Stage, VersionStatus
from contacts.actions import erase_person
from initiatives import policy
from initiatives.actions import notes
from initiatives.erasure import BLANK
from initiatives.mail import post
from initiatives.models import Fact, Letter
from samenspel.errors import DomainError, StaleRevision
from tests import factories
from tests.pages import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def shared_format(db):
    published.forget()
    load_formats(factories.FIXTURES / "formats-1.json")


@pytest.fixture
def draft(cast, shared_format):
    return actions.start(
        cast.file,
        form=Form.LETTER_OF_INTENT,
        length=Length.SHORT,
        title="Zeebuurt Warm",
        by=cast.coach.person,
        seat=factories.seat(cast.file, cast.coach),
    )


def test_a_draft_starts_with_the_short_form_filled_from_the_file(cast, draft):
    assert [a.clause_key for a in draft.articles.all()] == [
        "partijen",
        "gebied",
        "juridische_status",
        "intentie",
        "stip_op_de_horizon",
        "rolverdeling",
        "eerste_stappen",
        "ondertekening",
    ]
    values = filling.values_of(draft)
    assert values["gebied_naam"].value == "Zeebuurt"
    assert values["gebied_naam"].origin == Origin.FILE
    assert values["bindend"].origin == Origin.DEFAULT


def test_pressing_start_twice_gives_one_draft(cast, shared_format):
    key = uuid.uuid4()
    make = lambda: actions.start(  # noqa: E731
        cast.file,
        form=Form.LETTER_OF_INTENT,
        length=Length.SHORT,
        title="Zeebuurt Warm",
        by=cast.coach.person,
        seat=factories.seat(cast.file, cast.coach),
        request_key=key,
    )
    assert make() == make()
    assert Agreement.objects.count() == 1


def test_an_answer_is_asked_once_and_found_by_the_next_document(cast, draft):
    seat = factories.seat(cast.file, cast.coach)
    actions.publish(draft, by=cast.coach.person, seat=seat)
    actions.save_field(draft, "horizon_jaar", "2035", revision=0, by=cast.coach.person, seat=seat)
    assert Fact.objects.get(name="horizon_jaar").value == 2035
    following = actions.start(
        cast.file,
        form=Form.COLLABORATION_AGREEMENT,
        length=Length.SHORT,
        title="Zeebuurt Warm",
        by=cast.coach.person,
        seat=seat,
    )
    assert filling.values_of(following)["horizon_jaar"].value == 2035


def test_two_editors_of_one_field_never_overwrite_each_other_silently(cast, draft):
    seat = factories.seat(cast.file, cast.coach)
    first = actions.save_field(
        draft, "stip", "Warm en betaalbaar", revision=0, by=cast.coach.person, seat=seat
    )
    actions.save_field(draft, "stip", "Alles groen", revision=first.revision, by=cast.coach.person, seat=seat)
    with pytest.raises(StaleRevision) as refusal:
        actions.save_field(
            draft, "stip", "Iets anders", revision=first.revision, by=cast.chair.person, seat=seat
        )
    assert refusal.value.current.value == "Alles groen"
    assert filling.values_of(draft)["stip"].value == "Alles groen"


@pytest.mark.parametrize(
    ("name", "typed"),
    [("stip", "Warm en betaalbaar"), ("horizon_jaar", "2036"), ("intentie", "We beginnen.")],
)
def test_an_answer_can_be_taken_away_again(cast, draft, name, typed):
    seat = factories.seat(cast.file, cast.coach)
    known = filling.values_of(draft).get(name)
    revision = known.revision if known else 0
    kept = actions.save_field(draft, name, typed, revision=revision, by=cast.coach.person, seat=seat)
    emptied = actions.save_field(draft, name, "", revision=kept.revision, by=cast.coach.person, seat=seat)
    assert not emptied.value
    assert emptied.revision == kept.revision + 1
    assert not filling.values_of(draft)[name].value
    again = actions.save_field(draft, name, typed, revision=emptied.revision, by=cast.coach.person, seat=seat)
    assert again.value == kept.value


def test_what_cannot_be_printed_is_mended_before_it_is_frozen(cast, draft):
    seat = factories.seat(cast.file, cast.coach)
    actions.save_field(draft, "stip", "elk huis warm 😀", revision=0, by=cast.coach.person, seat=seat)
    with pytest.raises(DomainError, match="“Onze stip op de horizon” staat een teken .* 😀"):
        actions.publish(draft, by=cast.coach.person, seat=seat)
    assert not draft.versions.exists()
    draft.refresh_from_db()
    assert draft.stage == Stage.PREPARING


def test_a_value_that_cannot_be_read_is_refused_with_what_to_type(cast, draft):
    with pytest.raises(DomainError, match="Vul een jaar in") as refusal:
        actions.save_field(
            draft,
            "horizon_jaar",
            "ooit",
            revision=0,
            by=cast.coach.person,
            seat=factories.seat(cast.file, cast.coach),
        )
    assert refusal.value.field == "horizon_jaar"


def test_publishing_freezes_a_version_and_asks_for_its_document_once(cast, draft):
    seat = factories.seat(cast.file, cast.coach)
    version = actions.publish(draft, by=cast.coach.person, seat=seat)
    again = actions.publish(draft, by=cast.coach.person, seat=seat)
    assert version == again
    assert version.jobs.count() == 1
    draft.refresh_from_db()
    assert draft.stage == Stage.SHARED
    assert cast.file.milestones.count() == 1


def test_a_changed_word_gives_a_new_version_with_another_hash(cast, draft):
    seat = factories.seat(cast.file, cast.coach)
    first = actions.publish(draft, by=cast.coach.person, seat=seat)
    actions.save_field(draft, "horizon_jaar", "2036", revision=0, by=cast.coach.person, seat=seat)
    second = actions.publish(draft, by=cast.coach.person, seat=seat)
    assert (first.number, second.number) == (1, 2)
    assert first.text_hash != second.text_hash
    assert Version.objects.get(number=1).content == first.content


def test_a_place_that_is_called_like_its_gemeente_is_not_said_beside_it(cast):
    place = filling.BY_PATH["samenwerking.plaatsnaam"]
    cast.file.initiative.organisation.place = cast.file.municipality.organisation.name.upper()
    assert place(filling.File(cast.file)) is None
    cast.file.initiative.organisation.place = "Zee"
    assert place(filling.File(cast.file)) == "Zee"


def test_own_wording_replaces_the_text_of_the_format_and_can_be_undone(cast, draft):
    article = draft.articles.get(clause_key="stip_op_de_horizon")
    actions.word_anew(
        article,
        text="Wij willen {{ niets }} bijzonders.",
        revision=article.revision,
        **factories.acting(cast.file, cast.coach),
    )
    built = content.build(draft, status=VersionStatus.DRAFT, number=1, on=factories.timezone.localdate())
    texts = [
        span.get("t")
        for p in built["parts"]
        for a in p["articles"]
        for b in a["blocks"]
        for span in b.get("spans", [])
    ]
    assert "Wij willen {{ niets }} bijzonders." in texts
    actions.word_anew(article, text="", revision=article.revision, **factories.acting(cast.file, cast.coach))
    assert article.own_text == ""


def test_an_article_of_the_format_leaves_only_with_a_reason_and_can_come_back(cast, draft):
    article = draft.articles.get(clause_key="gebied")
    with pytest.raises(DomainError, match="waarom"):
        actions.drop_article(article, reason=" ", revision=article.revision)
    actions.drop_article(article, reason="Staat al in de bijlage", revision=article.revision)
    built = content.build(draft, status=VersionStatus.DRAFT, number=1, on=factories.timezone.localdate())
    assert built["not_agreed"] == ["Om welk gebied het gaat"]
    assert actions.add_article(draft, "gebied").state == ArticleState.ACTIVE


def test_a_changed_file_shows_where_the_draft_differs_and_can_be_taken_over(cast, draft):
    cast.file.area_name = "Zeebuurt-Oost"
    cast.file.save(update_fields=["area_name"])
    draft = Agreement.objects.get(pk=draft.pk)
    variable = published.of(draft).variables["gebied_naam"]
    kept = filling.values_of(draft)["gebied_naam"]
    assert filling.File(draft.collaboration).differing(variable, kept) == "Zeebuurt-Oost"
    actions.take_from_file(
        draft, "gebied_naam", revision=kept.revision, **factories.acting(cast.file, cast.coach)
    )
    kept = filling.values_of(draft)["gebied_naam"]
    assert filling.File(draft.collaboration).differing(variable, kept) is None


def told(who, collaboration):
    """The kinds of events that this person reads on the timeline."""
    viewer = policy.viewer(factories.user_of(who), collaboration)
    return list(collaboration.events.readable_by(viewer).values_list("kind", flat=True))


def test_the_file_hears_nothing_of_a_draft_that_only_its_drafter_reads(cast, shared_format):
    """What one side writes for itself may not turn up in the other side's own draft."""
    by, seat = cast.official.person, factories.seat(cast.file, cast.official)
    kind = {"form": Form.LETTER_OF_INTENT, "length": Length.SHORT, "title": "Zeebuurt"}
    before = cast.file.events.count(), told(cast.chair, cast.file)
    private = actions.start(cast.file, **kind, by=by, seat=seat)
    first = actions.save_field(private, "horizon_jaar", "2041", revision=0, by=by, seat=seat)
    actions.save_field(private, "horizon_jaar", "2042", revision=first.revision, by=by, seat=seat)
    theirs = actions.start(
        cast.file, **kind, by=cast.chair.person, seat=factories.seat(cast.file, cast.chair)
    )
    assert "horizon_jaar" not in filling.values_of(theirs)
    assert not Fact.objects.exists()
    actions.stop(
        private, reason="Toch niet.", by=cast.coach.person, seat=factories.seat(cast.file, cast.coach)
    )
    assert not Letter.objects.filter(event__kind="agreement_stopped").exists()
    assert cast.file.events.count() > before[0]
    assert told(cast.chair, cast.file) == ["agreement_started", *before[1]]  # her own one only
    assert told(cast.official, cast.file)[0] == "agreement_stopped"
    assert "agreement_stopped" in told(cast.coach, cast.file)


def test_who_stops_says_why_and_every_party_hears_of_it(cast, shared_format):
    seat = factories.seat(cast.file, cast.official)
    who = {"by": cast.official.person, "seat": seat}
    draft = actions.start(cast.file, form=Form.LETTER_OF_INTENT, length=Length.SHORT, title="Zeebuurt", **who)
    actions.publish(draft, **who)
    client = signed_in(cast.official)
    address = reverse("agreements:stop", args=[draft.uuid])
    refused = client.post(address, {"reason": " "})
    assert refused.status_code == 422
    assert "Schrijf op waarom." in refused.content.decode()
    client.post(address, {"reason": "De raad trekt het geld in."})
    row = draft.endings.get()
    assert (row.way, row.party.key, row.reason) == ("stopped", "municipality", "De raad trekt het geld in.")
    page = signed_in(cast.chair).get(reverse("agreements:agreement", args=[draft.uuid])).content.decode()
    assert "Gestopt door gemeente Eskerveen op" in page
    assert "“De raad trekt het geld in.”" in page
    letters = Letter.objects.filter(event__kind="agreement_stopped").select_related("person__user", "event")
    assert {letter.person for letter in letters} >= {cast.chair.person}
    assert post.message(letters.get(person=cast.chair.person)).title == "Gestopt met de intentieovereenkomst"
    erase_person(cast.official.person, by=cast.coach.person)
    assert draft.endings.get().reason == BLANK


def test_publishing_tells_the_file_what_was_typed_in_the_articles_that_others_read(cast, shared_format):
    seat = factories.seat(cast.file, cast.official)
    who = {"by": cast.official.person, "seat": seat}
    private = actions.start(
        cast.file, form=Form.LETTER_OF_INTENT, length=Length.SHORT, title="Zeebuurt", **who
    )
    actions.save_field(private, "horizon_jaar", "2041", revision=0, **who)
    area = filling.values_of(private)["gebied_naam"]
    actions.save_field(private, "gebied_naam", "Geheime hoek", revision=area.revision, **who)
    dropped = private.articles.get(clause_key="gebied")
    actions.drop_article(dropped, reason="Nog niet", revision=dropped.revision)
    actions.publish(private, **who)
    assert Fact.objects.get(name="horizon_jaar").value == 2041
    assert not Fact.objects.filter(name="gebied_naam").exists()
    actions.save_field(private, "stip", "Alles warm", revision=0, **who)
    actions.publish(private, **who)
    assert Fact.objects.filter(name="horizon_jaar").count() == 1
    assert Fact.objects.filter(name="stip").count() == 1


def test_an_older_answer_does_not_replace_what_the_file_learned_since(cast, draft):
    who = {"by": cast.coach.person, "seat": factories.seat(cast.file, cast.coach)}
    actions.save_field(draft, "horizon_jaar", "2035", revision=0, **who)
    notes.record_fact(cast.file, "horizon_jaar", 2040, source="agreement:x", **who)
    actions.publish(draft, **who)
    assert Fact.objects.filter(name="horizon_jaar").first().value == 2040
