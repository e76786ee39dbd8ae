"""Which form fits, which articles the file suggests, and what comes along from an earlier agreement."""

import pytest
from django.test import Client
from django.urls import reverse

from agreements import actions, against_file, filling, partner_names
from agreements.draft_page import DraftPage
from agreements.formats import choosing, fitting, published
from agreements.formats.fitting import Case
from agreements.formats.loading import load_formats
from agreements.paper import content
from agreements.terms import Form, Length, Origin, VersionStatus
from initiatives.actions import notes, people
from initiatives.terms import Phase, Technique, WantedRole
from tests import factories
from tests.factories import acting


@pytest.fixture
def start(cast):
    published.forget()
    load_formats(factories.FIXTURES / "formats-1.json")

    def started(form, **more):
        seat = factories.seat(cast.file, cast.coach)
        return actions.start(
            cast.file,
            form=form,
            length=Length.SHORT,
            title="Zeebuurt",
            by=cast.coach.person,
            seat=seat,
            **more,
        )

    return started


@pytest.fixture
def put(cast):
    def kept(draft, name, value):
        row = draft.values.filter(variable=name).first()
        who = {"by": cast.coach.person, "seat": factories.seat(cast.file, cast.coach)}
        actions.save_field(draft, name, value, revision=row.revision if row else 0, **who)

    return kept


def test_what_a_phase_often_ends_with_is_suggested_and_never_what_makes_parties_unequal():
    assert choosing.suggested(Phase.STARTUP) == Form.LETTER_OF_INTENT
    assert choosing.suggested(Phase.ELABORATION) == Form.COLLABORATION_AGREEMENT
    assert choosing.suggested(Phase.DEVELOPMENT) == Form.IMPLEMENTATION_PLAN
    assert choosing.suggested(Phase.STARTUP, after=Form.COLLABORATION_AGREEMENT) == Form.IMPLEMENTATION_PLAN


def test_an_initiative_that_wants_to_be_an_equal_hears_what_a_commission_and_a_grant_do():
    told = {c.form for c in choosing.CHOICES if choosing.worth_a_talk(c, WantedRole.EQUAL)}
    assert told == {Form.COMMISSION, Form.GRANT_AGREEMENT}
    assert not any(choosing.worth_a_talk(c, WantedRole.DO_IT) for c in choosing.CHOICES)


def test_technique_money_and_partners_each_suggest_their_articles():
    def keys(**case):
        plain = {"technique": Technique.OPEN, "wanted_role": WantedRole.EQUAL}
        return {fit.clause_key for fit in fitting.fitting(Case(**plain | case))}

    assert keys() == set()
    assert keys(technique=Technique.HEAT_NETWORK) == {"warmteoplossing", "draagvlak", "aanbesteding"}
    assert keys(technique=Technique.INDIVIDUAL) == {"warmteoplossing"}
    assert keys(money=True) == {"financiering", "staatssteun_daeb"}
    assert keys(partners=1) == {"mandaat", "andere_partijen"}


def test_a_party_that_does_not_join_again_is_called_by_its_name():
    value = [{"task": "bellen", "who": "initiative, partner-1"}, {"who": "partner-12"}]
    named = partner_names.renamed(value, {"partner-1": "De Veenhof"})
    assert named == [{"task": "bellen", "who": "initiative, De Veenhof"}, {"who": "partner-12"}]


@pytest.mark.django_db
def test_the_file_remembers_a_partner_by_its_name_for_a_draft_in_which_its_key_is_another(cast, start, put):
    who = acting(cast.file, cast.coach)
    veenhof, grid = (people.add_partner(cast.file, name=name, **who) for name in ("De Veenhof", "Netbeheer"))
    first = start(Form.COLLABORATION_AGREEMENT, partners=[veenhof])
    actions.publish(first, **who)
    put(first, "taken", [{"task": "Huurders bellen", "who": "partner-1, initiative", "ready": "doorlopend"}])
    assert against_file.counts(cast.file, [first]) == {first.pk: 0}
    assert DraftPage(first).deviations() == []
    fresh = filling.values_of(start(Form.COLLABORATION_AGREEMENT, partners=[grid]))
    assert fresh["taken"].value[0]["who"] == "De Veenhof, initiative"


@pytest.mark.django_db
def test_every_form_starts_with_its_least_and_says_in_short_what_it_is_about(cast, start):
    for choice in choosing.CHOICES:
        draft = start(choice.form, fits=["mandaat", "warmteoplossing", "nergens"])
        keys = [article.clause_key for article in draft.articles.all()]
        assert len(keys) == len(set(keys)) >= 10
        assert "nergens" not in keys
        frozen = content.build(draft, status=VersionStatus.DRAFT, number=1, on=factories.timezone.localdate())
        assert frozen["kind_title"] == choice.kind.label


@pytest.mark.django_db
def test_what_people_typed_comes_along_and_what_the_file_knows_is_read_anew(start, put):
    letter = start(Form.LETTER_OF_INTENT)
    put(letter, "stip", "elk huis is warm")
    put(letter, "volgend_document", "opdracht")
    put(letter, "bindend", "gedeeltelijk")
    following = start(Form.COLLABORATION_AGREEMENT, predecessor=letter)
    values = filling.values_of(following)
    assert (values["stip"].value, values["stip"].origin) == ("elk huis is warm", Origin.EARLIER)
    assert values["gebied_naam"].origin == Origin.FILE
    assert "volgend_document" not in values
    assert following.predecessor == letter
    assert "stip" not in filling.values_of(start(Form.COLLABORATION_AGREEMENT))
    plan = start(Form.IMPLEMENTATION_PLAN, predecessor=following)
    assert filling.values_of(plan)["stip"].value == "elk huis is warm"


@pytest.mark.django_db
def test_what_the_parties_worded_away_does_not_come_back_in_what_they_make_next(cast, start, put):
    """Not from the earlier agreement, not from the file, and not as what the format proposes."""
    who = {"by": cast.coach.person, "seat": factories.seat(cast.file, cast.coach)}
    first = start(Form.COLLABORATION_AGREEMENT)

    def onward(**more: object) -> dict[str, object]:
        rows = filling.values_of(start(Form.COLLABORATION_AGREEMENT, **more or {"predecessor": first}))
        return {name: row.value for name, row in rows.items()}

    def afresh() -> dict[str, object]:
        return onward(predecessor=None)

    put(first, "stip", "elk huis is warm")
    put(first, "horizon_jaar", "2040")
    actions.publish(first, **who)
    assert afresh()["stip"] == "elk huis is warm"
    kept = first.articles.get(clause_key="stip_op_de_horizon")
    kept.own_text = "In 2040 is de halve wijk van het gas af."
    kept.save()
    leaving = first.articles.get(clause_key="beeindiging")
    leaving.own_text = (
        "Stoppen kan alleen na twaalf maanden. Als we stoppen, ronden we af:\n- de buurt bijpraten"
    )
    leaving.save()
    values = onward()
    assert not {"stip", "opzegtermijn_maanden", "afronding"} & set(values)
    assert "stip" not in afresh()
    kept.own_text = (
        "In 2040 willen we dat dit waar is:\nelk huis is warm.\nWe toetsen elke stap aan deze stip."
    )
    kept.save()
    values = onward()
    assert (values["stip"], values["horizon_jaar"]) == ("elk huis is warm", 2040)
    assert afresh()["stip"] == "elk huis is warm"
    notes.record_fact(cast.file, "opzegtermijn_maanden", 12, source="note:x", **who)
    values = onward()
    assert values["opzegtermijn_maanden"] == 12


@pytest.mark.django_db
def test_a_fact_that_changed_is_counted_for_each_draft_that_says_otherwise(cast, start, put):
    first, second = start(Form.LETTER_OF_INTENT), start(Form.COLLABORATION_AGREEMENT)
    put(first, "horizon_jaar", "2035")
    who = {"by": cast.coach.person, "seat": factories.seat(cast.file, cast.coach)}
    assert against_file.counts(cast.file, [first, second]) == {first.pk: 0, second.pk: 0}
    notes.record_fact(cast.file, "horizon_jaar", 2040, source="agreement:x", **who)
    assert against_file.counts(cast.file, [first, second]) == {first.pk: 1, second.pk: 0}
    row = filling.values_of(first)["horizon_jaar"]
    actions.take_from_file(first, "horizon_jaar", revision=row.revision, **who)
    assert against_file.counts(cast.file, [first]) == {first.pk: 0}


@pytest.mark.django_db
def test_a_form_that_binds_is_better_read_by_a_lawyer_and_nothing_waits_for_it(cast, start):
    told = {choice.form for choice in choosing.CHOICES if choosing.lawyer_for(choice.form)}
    assert told == {
        Form.COLLABORATION_AGREEMENT,
        Form.COMMISSION,
        Form.GRANT_AGREEMENT,
        Form.IMPLEMENTATION_PLAN,
    }
    client = Client()
    client.force_login(cast.coach.person.user)
    choose = client.get(reverse("agreements:start", args=[cast.file.uuid])).content.decode()
    for form, advised in ((Form.COLLABORATION_AGREEMENT, True), (Form.LETTER_OF_INTENT, False)):
        draft = start(form)
        actions.publish(draft, by=cast.coach.person, seat=factories.seat(cast.file, cast.coach))
        page = client.get(reverse("agreements:signing", args=[draft.uuid]))
        assert ("Laat het juridisch toetsen voor jullie tekenen." in page.content.decode()) is advised
        assert not [item for item in page.context["lacking"] if "juridisch toetsen" in str(item)]
    assert "Laat het juridisch toetsen voor jullie tekenen." in choose


@pytest.mark.django_db
def test_a_coach_chooses_a_form_carries_on_and_takes_over_what_changed(cast, start, put):
    letter = start(Form.LETTER_OF_INTENT)
    put(letter, "horizon_jaar", "2035")
    client = Client()
    client.force_login(cast.coach.person.user)
    page = client.get(reverse("agreements:start", args=[cast.file.uuid]), {"vanaf": letter.uuid})
    html = page.content.decode()
    assert all(f">{choice.kind.label}</strong>" in html for choice in choosing.CHOICES)
    assert page.context["form"].initial["predecessor"] == str(letter.uuid)
    who = {"by": cast.coach.person, "seat": factories.seat(cast.file, cast.coach)}
    notes.record_fact(cast.file, "horizon_jaar", 2040, source="agreement:x", **who)
    address = reverse("agreements:file-differences", args=[letter.uuid])
    assert address in client.get(reverse("agreements:list", args=[cast.file.uuid])).content.decode()
    row = client.get(address).context["deviations"][0]
    taken = reverse("agreements:take-from-file", args=[letter.uuid, "horizon_jaar"])
    answer = client.post(taken, {"terug": "dossier", "rev-horizon_jaar": row["field"].mark})
    assert answer.url == address
    assert filling.values_of(letter)["horizon_jaar"].value == 2040
    put(letter, "taken", [{"task": "De kaart", "who": "municipality", "ready": "2031-03"}])
    tasks = [{"task": "Twee kaarten", "who": "municipality", "ready": "2031-03"}]
    notes.record_fact(cast.file, "taken", tasks, source="agreement:x", **who)
    assert "De kaart" in client.get(address).content.decode()  # a table differs in its rows
    assert client.get(reverse("agreements:promises", args=[letter.uuid])).status_code == 200
