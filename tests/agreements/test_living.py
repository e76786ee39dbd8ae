"""An agreement that holds is looked back on, changed, followed up and ended, and nothing of it is lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from agreements import register, verifying
from agreements.actions import amending as amend_actions
from agreements.actions import (
    annexes,
    answers,
    clock,
    ending,
    formats,
    living,
    publication,
    renewal,
    reshaping,
    shape,
)
from agreements.carrying import carried
from agreements.draft import Draft
from agreements.draft_page import DraftPage
from agreements.formats import published
from agreements.formats.kinds import DocumentKind
from agreements.living import amending, said
from agreements.living.fate import fate_of
from agreements.living.page import LivingPage, chip_of
from agreements.models import Agreement, Article, Ending, Evaluation, NoticeTakenBack
from agreements.paper import document
from agreements.renewal import renewal_of
from agreements.settling.rows import settle
from agreements.terms import AnnexKind, AnnexSource, Conclusion, Relation, Stage, VersionStatus, Way
from contacts.actions import erase_person
from initiatives.actions import decisions
from initiatives.models import Letter
from initiatives.terms import DecisionKind, EventKind, KeyVerdict
from samenspel.errors import DomainError
from tests import factories
from tests.agreements import living_table as lt

pytestmark = pytest.mark.django_db


def fresh(agreement: Agreement) -> Agreement:
    return Agreement.objects.select_related("collaboration", "predecessor").get(pk=agreement.pk)


def kinds(agreement: Agreement) -> list[str]:
    return list(agreement.collaboration.events.order_by("seq").values_list("kind", flat=True))


def record(agreement: Agreement, who: Any, on: date, **more: Any) -> Evaluation:
    values = {"conclusion": Conclusion.GOES_ON, **more}
    return living.record_evaluation(agreement, on=on, by=who.by, organisation=who.organisation, **values)


def amend(cast: Any, agreement: Agreement, *changes: str, adds: Any = ()) -> Agreement:
    return amend_actions.amend(
        agreement,
        changes=changes,
        adds=adds,
        by=cast.coach.person,
        seat=factories.seat(cast.file, cast.coach),
    )


# --- what the text says ---------------------------------------------------------------------------------


def test_in_force_it_knows_until_when_when_to_look_back_and_how_to_leave(agreement: Agreement) -> None:
    assert (agreement.ends_on, agreement.renews) == (lt.in_days(400), False)
    assert agreement.looks_back_on == lt.in_days(180)
    text = said.said_by(agreement)
    assert (text.may_leave, text.notice_months) == (True, 3)
    assert "bewoners informeren" in text.wraps_up


def test_a_value_that_the_own_words_do_not_repeat_is_not_believed(cast: Any) -> None:
    draft = lt.lay_out(cast)
    for key, text in (("duur", "Zolang het ons helpt."), ("beeindiging", "Stoppen mag altijd.")):
        article = draft.articles.get(clause_key=key)
        shape.word_anew(
            article, text=text, revision=article.revision, **factories.acting(cast.file, cast.coach)
        )
    text = said.said_by(draft)
    assert text.ends_on is None
    assert (text.may_leave, text.notice_months) == (True, None)
    assert {"duur", "beeindiging"} <= text.own_words


# --- looking back ---------------------------------------------------------------------------------------


def test_a_planned_look_back_goes_before_the_text_and_answers_its_day(
    cast: Any, agreement: Agreement
) -> None:
    us = lt.speaks(cast, agreement)
    living.plan_evaluation(agreement, on=lt.in_days(20), by=us.by, organisation=us.organisation)
    living.plan_evaluation(agreement, on=lt.in_days(25), by=us.by, organisation=us.organisation)
    assert fresh(agreement).looks_back_on == lt.in_days(25)
    agreement = lt.since(agreement, lt.in_days(-100))
    row = Evaluation.objects.get()
    Evaluation.objects.filter(pk=row.pk).update(planned_on=timezone.localdate())
    held = record(agreement, us, timezone.localdate(), words="Goed.", conclusion=Conclusion.CHANGES)
    assert (held.pk, held.for_day) == (row.pk, lt.in_days(180))
    assert fresh(agreement).looks_back_on == living.next_look(
        agreement, said.said_by(agreement), list(agreement.evaluations.all())
    )
    assert fresh(agreement).looks_back_on > lt.in_days(150)


def test_each_side_says_once_how_a_day_was_and_own_words_stay_its_own(
    cast: Any, agreement: Agreement
) -> None:
    agreement, today = lt.since(agreement, lt.in_days(-100)), timezone.localdate()
    us, them = lt.speaks(cast, agreement), lt.speaks(cast, agreement, "municipality")
    first = record(agreement, us, today, words="Wij missen tijd.", own_only=True)
    assert record(agreement, us, today, words="Wij missen tijd.", own_only=True) == first  # pressed twice
    with pytest.raises(DomainError, match="schreven al op"):
        record(agreement, us, today, words="Toch anders.")
    record(agreement, them, today, words="Het gaat goed.")
    for who, read in ((us, [True, True]), (them, [True, False])):
        page = LivingPage(agreement, factories.user_of(cast.chair), [who.organisation.pk])
        shown = {row["row"].words: row["shown"] for row in page.context({})["looked"]}
        assert [shown["Het gaat goed."], shown["Wij missen tijd."]] == read
    with pytest.raises(DomainError, match="moet nog komen"):
        record(agreement, us, lt.in_days(1))
    with pytest.raises(DomainError, match="gold de overeenkomst nog niet"):
        record(agreement, us, lt.in_days(-101))


def test_what_was_held_cannot_be_told_otherwise_later(cast: Any, agreement: Agreement) -> None:
    row = record(agreement, lt.speaks(cast, agreement), timezone.localdate(), words="Samira was er.")
    with pytest.raises(DatabaseError), transaction.atomic():
        Evaluation.objects.filter(pk=row.pk).update(conclusion=Conclusion.STOPS)
    erase_person(cast.chair.person, by=cast.administrator)
    row.refresh_from_db()
    assert "Samira" not in row.words


# --- the clock ------------------------------------------------------------------------------------------


def test_the_clock_says_each_thing_once_in_time_and_by_mail(cast: Any, agreement: Agreement) -> None:
    lt.since(agreement, lt.in_days(-300))
    ends = lt.in_days(400)
    days = [ends - timedelta(days=n) for n in (91, 90, 89, 30, 1, 0, -1, -2)]
    told = [clock.look(day) for day in days]
    assert told == [1, 1, 0, 1, 0, 0, 1, 0]  # the first is the look back that nobody held
    assert kinds(agreement)[-4:] == ["evaluation_due", "term_nears", "term_nears", "term_passed"]
    mailed = Letter.objects.filter(event__kind=EventKind.TERM_NEARS).values_list("person__name", flat=True)
    assert {"Ruben Smit", "Samira Bakker"} <= set(mailed)
    assert fresh(agreement).stage == Stage.IN_FORCE  # what ran out is never ended by itself
    assert chip_of(agreement, days[-1])["text"].startswith("verlopen")


def test_where_the_text_asks_it_a_new_phase_asks_to_look_back(cast: Any) -> None:
    agreement = lt.in_force(cast, evaluatie_ritme="na elke fase", eerste_evaluatie=lt.in_days(1).isoformat())
    agreement = lt.since(agreement, lt.in_days(-100))
    periods = cast.file.periods.filter(leading=True, ends_on=None)
    periods.update(starts_on=lt.in_days(-20))
    record(agreement, lt.speaks(cast, agreement), lt.in_days(-10))
    for began, asked in ((lt.in_days(-20), None), (lt.in_days(-5), lt.in_days(-5))):
        periods.update(starts_on=began)
        clock.look()
        assert fresh(agreement).looks_back_on == asked
    record(agreement, lt.speaks(cast, agreement), lt.in_days(-1))
    clock.look()
    assert fresh(agreement).looks_back_on is None


# --- an addendum ----------------------------------------------------------------------------------------


def test_an_addendum_holds_only_what_changes_and_says_which_text_it_changes(
    cast: Any, agreement: Agreement
) -> None:
    draft = amend(cast, agreement, "duur", adds=["privacy"])
    keys = [article.clause_key for article in Draft(draft).articles]
    assert keys == ["partijen", "addendum", "privacy", "duur", "ondertekening"]
    signed = agreement.versions.get(status=VersionStatus.SIGNED)
    text = amending.words(amending.base_of(draft), draft.articles.all())  # type: ignore[arg-type]
    assert f"kenmerk {signed.text_hash[:4]} {signed.text_hash[4:8]}" in text
    assert "“Samen beginnen”" in text
    assert "- Persoonsgegevens" in text
    assert draft.values.get(variable="einddatum").value == lt.in_days(400).isoformat()
    assert not Draft(draft).not_agreed()
    article = draft.articles.get(clause_key=amending.KEY)
    with pytest.raises(DomainError, match="schrijft Samenspel zelf"):
        shape.word_anew(
            article, text="Iets anders.", revision=article.revision, **factories.acting(cast.file, cast.coach)
        )
    with pytest.raises(DomainError, match="minstens één artikel"):
        amend(cast, agreement, "bestaat-niet", "partijen")


def test_a_signed_addendum_changes_the_term_and_is_named_at_its_article(
    cast: Any, agreement: Agreement
) -> None:
    seat = {"by": cast.coach.person, "seat": factories.seat(cast.file, cast.coach)}
    draft = amend(cast, agreement, "duur")
    kept = draft.values.get(variable="einddatum")
    living_day = lt.in_days(900).isoformat()
    answers.save_field(draft, "einddatum", living_day, revision=kept.revision, **seat)
    addendum = lt.sign(cast, draft)
    assert (addendum.stage, fresh(agreement).ends_on) == (Stage.IN_FORCE, lt.in_days(900))
    page = document.html(addendum.versions.first().content)
    assert "Addendum bij de intentieovereenkomst" in page
    assert "Dit is een addendum bij de volgende tekst" in page
    context = LivingPage(fresh(agreement), factories.user_of(cast.chair)).context({"end"})
    (row,) = context["addenda"]
    assert (row["agreement"], row["changes"], row["adds"]) == (addendum, ["Hoe lang dit geldt"], [])
    assert amending.changed_by([addendum]) == {"duur": addendum}
    with pytest.raises(DomainError, match="zelf een addendum"):
        amend(cast, addendum, "duur")


def test_an_addendum_names_the_one_before_it_that_changed_the_same_article(
    cast: Any, agreement: Agreement
) -> None:
    begun_before = amend(cast, agreement, "duur")
    coach = {"by": cast.coach.person, "seat": factories.seat(cast.file, cast.coach)}
    publication.publish(begun_before, **coach)
    filled = amend(cast, agreement, "duur", adds=["privacy"])
    lt.at.fill(filled, **coach)
    first = lt.sign(cast, filled)
    mark = first.versions.get(status=VersionStatus.SIGNED).text_hash
    named = f"zoals het staat in het addendum “{first.title}”"
    second = Draft(fresh(amend(cast, agreement, "duur", "evaluatie", "privacy")))
    assert second.amends
    lines = amending.words(second.amends, second.articles).splitlines()
    by_article = {
        name: line for line in lines for name in ("Hoe lang", "Evaluatie", "Persoonsgegevens") if name in line
    }
    assert named in by_article["Hoe lang"]
    assert f"kenmerk {mark[:4]} {mark[4:8]}" in by_article["Hoe lang"]
    assert by_article["Persoonsgegevens"].startswith(
        "- Persoonsgegevens, zoals het staat"
    )  # it came by addendum
    assert "Deze artikelen komen erbij:" not in lines
    page = DraftPage(fresh(begun_before))
    assert page.overtaken() == ["Hoe lang dit geldt"]
    assert DraftPage(second.agreement).overtaken() == []
    (says,) = [row for row in page.draft.articles if row.clause_key == amending.KEY]
    assert named in str(page.draft.composed(says).blocks)
    assert settle(page.draft)[says.pk].text_hash == says.text_hash  # what lists read was kept along
    frozen = first.versions.first().content
    assert "zoals het staat" not in str(frozen)


def test_an_addendum_in_the_making_stops_with_its_agreement_and_says_why(
    cast: Any, agreement: Agreement
) -> None:
    drafts = [amend(cast, agreement, "duur") for _turn in range(2)]
    coach = {"by": cast.coach.person, "seat": factories.seat(cast.file, cast.coach)}
    publication.publish(drafts[0], **coach)
    assert fate_of(fresh(drafts[0]), fresh(agreement)) == ""
    us = lt.speaks(cast, agreement)
    ending.give_notice(agreement, party=us.party, on=lt.in_days(95), reason="Weg.", by=us.by)
    assert "stopt dit addendum vanzelf" in fate_of(fresh(drafts[0]), fresh(agreement))
    clock.look(lt.in_days(96))
    assert {fresh(draft).stage for draft in drafts} == {Stage.STOPPED}
    assert "eindigde op" in fate_of(fresh(drafts[0]), fresh(agreement))
    stopped = cast.file.events.filter(kind=EventKind.AGREEMENT_STOPPED)
    assert set(stopped.values_list("circle", flat=True)) == {"everyone", "with_coach"}
    # One that was left open before Samenspel looked at this is stopped by the clock, once.
    Agreement.objects.filter(pk=drafts[1].pk).update(stage=Stage.PREPARING)
    for _turn in range(2):
        clock.look(lt.in_days(97))
    assert fresh(drafts[1]).stage == Stage.STOPPED
    assert stopped.count() == 3


def test_an_addendum_to_what_only_ran_out_stays_open_and_says_so(cast: Any, agreement: Agreement) -> None:
    draft = amend(cast, agreement, "duur")
    Agreement.objects.filter(pk=agreement.pk).update(ends_on=lt.in_days(-1))
    clock.look()
    assert fresh(draft).stage == Stage.PREPARING
    assert "niet beëindigd" in fate_of(fresh(draft), fresh(agreement))


def test_nobody_signs_an_addendum_to_what_is_over(cast: Any, agreement: Agreement) -> None:
    draft = amend(cast, agreement, "duur")
    end_at_once(cast, agreement)
    with pytest.raises(DomainError, match="is gestopt"):
        lt.sign(cast, draft)
    with pytest.raises(DomainError, match="geldt niet meer"):
        amend(cast, agreement, "duur")


def test_a_next_addendum_begins_with_the_words_of_the_last_whatever_version_they_follow(
    cast: Any, agreement: Agreement
) -> None:
    seat = {"by": cast.coach.person, "seat": factories.seat(cast.file, cast.coach)}
    published.forget()
    row = formats.make_draft(DocumentKind.LETTER_OF_INTENT, None)
    row.clauses.filter(key="evaluatie").update(text="We kijken op onze eigen manier terug.")
    newest = formats.publish(row, note="Beter.")
    draft = amend(cast, agreement, "evaluatie")
    news = renewal_of(Draft(draft), newest).about("evaluatie")
    assert news
    renewal.take_over(draft, news, newest, revision=news.revision, **seat)
    assert fresh(draft).format == newest
    lt.sign(cast, fresh(draft))
    second = Draft(fresh(amend(cast, agreement, "evaluatie")))
    (article,) = [row for row in second.articles if row.clause_key == "evaluatie"]
    assert "op onze eigen manier" in str(second.composed(article).blocks)
    published.forget()


def test_an_annex_that_an_addendum_adds_leaves_those_that_hang_there(cast: Any) -> None:
    seat = {"by": cast.coach.person, "seat": factories.seat(cast.file, cast.coach)}
    named: dict[str, Any] = {"kind": AnnexKind.OTHER, "source": AnnexSource.NAMED, **seat}
    original = lt.lay_out(cast)
    annexes.add(original, key="aaaaaaaa", title="De oude lijst", place="In de kast", **named)
    lt.sign(cast, original)
    draft = amend(cast, fresh(original), "duur")
    annexes.add(draft, key="bbbbbbbb", title="De nieuwe lijst", **named)
    titles = [Draft(draft).annexes.title(row) for row in Draft(draft).annexes.rows]
    assert titles == ["De oude lijst", "De nieuwe lijst"]
    lt.sign(cast, draft)
    assert list(verifying.problems()) == []


def test_an_article_that_names_an_annex_goes_on_naming_it_in_an_addendum(cast: Any) -> None:
    seat = {"by": cast.coach.person, "seat": factories.seat(cast.file, cast.coach)}
    original = lt.lay_out(cast)
    chart: dict[str, Any] = {"kind": AnnexKind.MAP, "source": AnnexSource.NAMED, "title": "Kaart"}
    annexes.add(original, key="aaaaaaaa", **chart, **seat)
    lt.sign(cast, original)
    draft = Draft(amend(cast, fresh(original), "gebied"))
    (area,) = [row for row in draft.articles if row.clause_key == "gebied"]
    assert "bijlage-aaaaaaaa" in str(draft.composed(area).blocks)
    assert "bijlagen" in draft.numbers
    other = Draft(amend(cast, fresh(original), "duur"))
    assert "bijlagen" not in other.numbers


def test_an_own_article_of_an_addendum_never_takes_the_place_of_one_that_was_there(
    cast: Any, agreement: Agreement
) -> None:
    last = agreement.articles.exclude(clause_key="ondertekening").last()
    assert last
    Article.objects.filter(pk=last.pk).update(clause_key="eigen-1", title="Wat wij zelf schreven")
    draft = amend(cast, agreement, "evaluatie")
    coach = {"by": cast.coach.person, "seat": factories.seat(cast.file, cast.coach)}
    publication.publish(draft, **coach)
    us = lt.speaks(cast, fresh(draft))
    proposal = reshaping.propose_add(
        Article.objects.select_related("agreement").get(agreement=draft, clause_key="evaluatie"),
        new_title="Iets anders",
        new_text="Dit komt erbij.",
        party=us.party,
        decides=True,
        by=us.by,
    )
    assert proposal.new_key == "eigen-2"


# --- what comes after -----------------------------------------------------------------------------------


def test_a_second_declaration_takes_the_place_of_the_first_and_both_stay_readable(
    cast: Any, agreement: Agreement
) -> None:
    draft = lt.lay_out(cast, earlier=agreement, relation=Relation.RENEWS)
    assert fresh(agreement).stage == Stage.IN_FORCE
    second = lt.sign(cast, draft)
    old = fresh(agreement)
    assert (old.stage, old.ends_on, old.looks_back_on) == (Stage.ENDED, second.starts_on, None)
    assert old.endings.get().way == Way.SUCCEEDED
    assert second.versions.first().content["kind_title"] == "Tweede intentieverklaring"
    user = factories.user_of(cast.chair)
    assert LivingPage(old, user).context({})["successor"] == second
    assert Agreement.objects.visible_to(user).filter(pk__in=[old.pk, second.pk]).count() == 2
    assert kinds(old).count("agreement_ended") == 1


def test_what_carries_on_begins_with_what_the_last_addendum_says(cast: Any) -> None:
    agreement = lt.in_force(cast, opzegtermijn_maanden="5")
    draft = amend(cast, agreement, "beeindiging")
    kept = draft.values.get(variable="opzegtermijn_maanden")
    seat = {"by": cast.coach.person, "seat": factories.seat(cast.file, cast.coach)}
    answers.save_field(draft, "opzegtermijn_maanden", "7", revision=kept.revision, **seat)
    lt.sign(cast, draft)
    variable = published.of(agreement).variables["opzegtermijn_maanden"]
    assert carried(agreement, [variable], []) == {"opzegtermijn_maanden": 7}


def test_what_another_format_does_not_let_people_choose_stays_behind(cast: Any) -> None:
    agreement = lt.in_force(cast, evaluatie_ritme="elk jaar")
    rhythm = published.of(agreement).variables["evaluatie_ritme"]
    assert carried(agreement, [rhythm], []) == {"evaluatie_ritme": "elk jaar"}
    assert carried(agreement, [replace(rhythm, options=("elke maand", "nooit"))], []) == {}


def test_what_stands_beside_leaves_the_earlier_one_as_it_is(cast: Any, agreement: Agreement) -> None:
    lt.sign(cast, lt.lay_out(cast, earlier=agreement))
    assert fresh(agreement).stage == Stage.IN_FORCE
    assert not Ending.objects.exists()


# --- the end --------------------------------------------------------------------------------------------


def propose(cast: Any, agreement: Agreement, on: date, *, own_key: bool = True) -> Any:
    us = lt.speaks(cast, agreement)
    return ending.propose_ending(
        agreement, on=on, reason="Klaar.", wraps_up="stukken\nbuurt", by=us.by, seat=us.seat, own_key=own_key
    )


def told_of(kind: EventKind) -> set[int]:
    return set(Letter.objects.filter(event__kind=kind).values_list("person", flat=True))


def end_at_once(cast: Any, agreement: Agreement) -> None:
    decision, them = (
        propose(cast, agreement, timezone.localdate()),
        lt.speaks(cast, agreement, "municipality"),
    )
    decisions.turn_key(decision, seat=them.seat, by=them.by, verdict=KeyVerdict.ACCEPT)


def test_together_it_ends_with_the_last_key_and_not_before(cast: Any, agreement: Agreement) -> None:
    decision = propose(cast, agreement, lt.in_days(10))
    assert [key.participation.side for key in decision.keys.all()] == ["municipality", "initiative"]
    assert (fresh(agreement).ends_on, Ending.objects.get().counts_since) == (lt.in_days(400), None)
    them = lt.speaks(cast, agreement, "municipality")
    decisions.turn_key(decision, seat=them.seat, by=them.by, verdict=KeyVerdict.ACCEPT)
    assert (fresh(agreement).stage, fresh(agreement).ends_on) == (Stage.IN_FORCE, lt.in_days(10))
    assert told_of(EventKind.DECISION_CLOSED) == {cast.chair.person_id}, "who decided last, knows"
    clock.look(lt.in_days(10))
    assert fresh(agreement).stage == Stage.IN_FORCE  # its last day
    clock.look(lt.in_days(11))
    clock.look(lt.in_days(12))
    assert fresh(agreement).stage == Stage.ENDED
    assert kinds(agreement).count("agreement_ended") == 1


def test_a_proposal_that_comes_back_leaves_the_agreement_as_it_was(cast: Any, agreement: Agreement) -> None:
    decision, them = propose(cast, agreement, lt.in_days(10)), lt.speaks(cast, agreement, "municipality")
    decisions.turn_key(decision, seat=them.seat, by=them.by, verdict=KeyVerdict.RETURN, remark="Nog niet.")
    assert (fresh(agreement).stage, fresh(agreement).ends_on) == (Stage.IN_FORCE, lt.in_days(400))
    end_at_once(cast, agreement)
    assert fresh(agreement).stage == Stage.ENDED
    assert told_of(EventKind.DECISION_CLOSED) == set(), "that it has ended is told by itself"
    assert told_of(EventKind.AGREEMENT_ENDED) == {cast.chair.person_id, cast.official.person_id}


def test_a_party_leaves_as_the_text_allows_and_both_say_how_they_see_it(
    cast: Any, agreement: Agreement
) -> None:
    us, them = lt.speaks(cast, agreement), lt.speaks(cast, agreement, "municipality")
    notice = {"party": us.party, "by": us.by, "reason": "Geen mensen meer."}
    with pytest.raises(DomainError, match="op zijn vroegst"):
        ending.give_notice(agreement, on=lt.in_days(30), **notice)
    with pytest.raises(DomainError, match="geen reden om meteen"):
        ending.give_notice(agreement, on=lt.in_days(30), at_once=True, **notice)
    with pytest.raises(DomainError, match="loopt al af"):
        ending.give_notice(agreement, on=lt.in_days(401), **notice)
    lying = propose(cast, agreement, lt.in_days(10), own_key=False)
    row = ending.give_notice(agreement, on=lt.in_days(95), **notice)
    assert (fresh(agreement).stage, fresh(agreement).ends_on) == (Stage.IN_FORCE, lt.in_days(95))
    with pytest.raises(DomainError, match="al opgezegd"):
        ending.give_notice(agreement, on=lt.in_days(100), **notice)
    ending.add_reading(row, party=them.party, text="Jammer.", by=them.by)
    ending.add_reading(row, party=them.party, text="Jammer.", by=them.by)  # pressed twice
    clock.look(lt.in_days(96))
    assert fresh(agreement).stage == Stage.ENDED
    lying.refresh_from_db()
    assert lying.state == "withdrawn"  # nobody is asked any more
    ending.add_reading(row, party=us.party, text="Dank.", by=us.by)
    assert [reading.text for reading in row.readings.all()] == ["Jammer.", "Dank."]
    context = LivingPage(fresh(agreement), factories.user_of(cast.chair)).context({})
    assert "Opgezegd door" in context["ending_words"]


def test_who_gave_notice_takes_it_back_until_it_took_effect_and_nothing_of_it_goes_away(
    cast: Any, agreement: Agreement
) -> None:
    us, them = lt.speaks(cast, agreement), lt.speaks(cast, agreement, "municipality")
    looks = agreement.looks_back_on
    given = {"party": us.party, "by": us.by, "on": lt.in_days(95)}
    notice = ending.give_notice(agreement, reason="Geen mensen meer.", **given)
    ending.add_reading(notice, party=them.party, text="Jammer.", by=them.by)
    assert fresh(agreement).looks_back_on is None  # it lies beyond the last day
    ours = {"party": us.party, "by": us.by}
    with pytest.raises(DomainError, match="Wie opzegde, neemt dat ook terug"):
        ending.take_back_notice(agreement, party=them.party, words="Nee.", by=them.by)
    with pytest.raises(DomainError, match="Schrijf op waarom"):
        ending.take_back_notice(agreement, words=" ", **ours)
    ending.take_back_notice(agreement, words="Er zijn weer mensen.", **ours)
    with pytest.raises(DomainError, match="geen opzegging meer"):  # pressed twice
        ending.take_back_notice(agreement, words="Er zijn weer mensen.", **ours)
    assert (fresh(agreement).ends_on, fresh(agreement).looks_back_on) == (lt.in_days(400), looks)
    assert kinds(agreement)[-1] == "notice_taken_back"
    mailed = Letter.objects.filter(event__kind=EventKind.NOTICE_TAKEN_BACK)
    assert set(mailed.values_list("person__name", flat=True)) == {"Ruben Smit"}
    page = LivingPage(fresh(agreement), factories.user_of(cast.chair))
    (told,) = page.context({}, agreement.parties.select_related("organisation"))["taken_back"]
    assert [told["ending"].reason, told["back"].words] == ["Geen mensen meer.", "Er zijn weer mensen."]
    assert [row["row"].reading_text for row in told["readings"]] == ["Jammer."]
    assert page.ending is None
    clock.look(lt.in_days(96))
    assert fresh(agreement).stage == Stage.IN_FORCE
    ending.give_notice(agreement, reason="Toch wel.", **given)  # it can be given anew
    clock.look(lt.in_days(96))
    with pytest.raises(DomainError, match="geldt niet meer"):
        ending.take_back_notice(agreement, words="Te laat.", **ours)
    erase_person(cast.chair.person, by=cast.administrator)
    assert "mensen" not in NoticeTakenBack.objects.get().words


def test_the_ending_that_counts_is_the_last_that_was_agreed_not_the_last_that_was_written(
    cast: Any, agreement: Agreement
) -> None:
    lying = propose(cast, agreement, lt.in_days(20))
    them = lt.speaks(cast, agreement, "municipality")
    ending.give_notice(agreement, party=them.party, on=lt.in_days(200), reason="Weg.", by=them.by)
    decisions.turn_key(lying, seat=them.seat, by=them.by, verdict=KeyVerdict.ACCEPT)
    assert fresh(agreement).ends_on == lt.in_days(20)
    assert LivingPage(fresh(agreement), factories.user_of(cast.chair)).ending.way == Way.TOGETHER
    clock.look(lt.in_days(21))
    assert fresh(agreement).stage == Stage.ENDED


def test_a_text_that_says_nothing_of_leaving_ends_only_together(cast: Any, agreement: Agreement) -> None:
    agreement.articles.filter(clause_key="beeindiging").update(state="dropped")
    us = lt.speaks(cast, agreement)
    with pytest.raises(DomainError, match="zegt niets over eerder stoppen"):
        ending.give_notice(agreement, party=us.party, on=lt.in_days(200), reason="Weg.", by=us.by)
    end_at_once(cast, agreement)
    assert fresh(agreement).stage == Stage.ENDED
    assert cast.file.decisions.filter(kind=DecisionKind.AGREEMENT_END, state="accepted").exists()


def test_an_addendum_ends_with_what_it_belongs_to(cast: Any, agreement: Agreement) -> None:
    addendum = lt.sign(cast, amend(cast, agreement, "evaluatie"))
    with pytest.raises(DomainError, match="eindigt samen"):
        propose(cast, addendum, timezone.localdate())
    end_at_once(cast, agreement)
    assert fresh(addendum).stage == Stage.ENDED
    assert over_since(addendum) == over_since(agreement) == timezone.localdate()


def test_a_notice_counts_on_its_day_also_where_the_file_itself_ended(cast: Any, agreement: Agreement) -> None:
    addendum = lt.sign(cast, amend(cast, agreement, "evaluatie"))
    us = lt.speaks(cast, agreement)
    given = {"agreement": agreement, "party": us.party, "by": us.by, "way": Way.NOTICE}
    Ending.objects.create(on=lt.in_days(0), **given)
    type(cast.file).objects.filter(pk=cast.file.pk).update(status="ended", ended_on=lt.in_days(0))
    with pytest.raises(DomainError, match="samenwerking is gestopt"):
        ending.take_back_notice(agreement, party=us.party, words="Toch.", by=us.by)
    assert (over_since(agreement), over_since(addendum)) == (None, None)  # its last day
    yesterday = Ending.objects.create(on=lt.in_days(-1), **given).on
    clock.look()
    assert fresh(agreement).stage == Stage.IN_FORCE  # in that file nothing changes any more
    assert (over_since(agreement), over_since(addendum)) == (yesterday, yesterday)


def over_since(agreement: Agreement) -> date | None:
    """What anyone learns who holds the signed paper."""
    version = agreement.versions.get(status=VersionStatus.SIGNED)
    found = register.by_mark(version.text_hash[:8], version.number, timezone.localdate(version.at))
    assert found
    return found.over_since
