"""What do people see and do on the pages of an agreement that holds, and what do they find in Mijn werk?"""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from agreements.models import Agreement, Ending, Evaluation
from agreements.terms import Relation, Stage
from initiatives.models import Collaboration, JointDecision
from tests.agreements import living_table as lt
from tests.pages import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def url(agreement: Agreement, name: str = "agreement") -> str:
    return reverse(f"agreements:{name}", args=[agreement.uuid])


def page(client: Client, address: str, **data: Any) -> str:
    answer = client.post(address, data, follow=True) if data else client.get(address, follow=True)
    return answer.content.decode()


def test_the_page_says_first_how_it_stands_and_offers_each_what_she_may(
    cast: Any, agreement: Agreement
) -> None:
    pages = {
        who: page(signed_in(getattr(cast, who)), url(agreement))
        for who in ("coach", "chair", "member", "reader")
    }
    assert all("Deze overeenkomst geldt" in text for text in pages.values())
    offers = {
        "Verander iets met een addendum": ["coach", "chair", "member"],
        "Beëindig de overeenkomst samen": ["coach", "chair", "member"],
        "Zeg op namens jullie partij": ["chair"],
        "Plan een terugblik": ["coach", "chair", "member"],
    }
    for words, who in offers.items():
        assert [name for name, text in pages.items() if words in text] == who, words


def test_who_keeps_its_words_to_itself_knows_that_others_read_what_came_out(
    cast: Any, agreement: Agreement
) -> None:
    chair = signed_in(cast.chair)
    assert "De dag en wat eruit kwam, leest iedereen" in page(chair, url(agreement, "evaluate"))
    said = {"on": timezone.localdate().isoformat(), "conclusion": "stops", "words": "Ons.", "own_only": "on"}
    page(chair, url(agreement, "evaluate"), **said)
    theirs = page(signed_in(cast.official), url(agreement))
    assert "we willen stoppen" in theirs.lower()
    assert "Ons." not in theirs


def test_what_is_wrong_stays_on_the_form_and_a_double_press_does_it_once(
    cast: Any, agreement: Agreement
) -> None:
    chair, evaluate = signed_in(cast.chair), url(agreement, "evaluate")
    assert chair.post(evaluate, {"on": "2300-01-01", "conclusion": "goes_on"}).status_code == 422
    assert chair.post(evaluate, {"on": "", "conclusion": ""}).status_code == 422
    too_long = {"on": timezone.localdate(), "conclusion": "goes_on", "words": "x" * 2001}
    assert chair.post(evaluate, too_long).status_code == 422
    hostile = {**too_long, "words": "<script>alert(1)</script> {{ x }}"}
    for _turn in range(2):
        text = page(chair, evaluate, **hostile)
    assert "&lt;script&gt;" in text
    assert Evaluation.objects.count() == 1
    assert (
        chair.post(url(agreement, "end-together"), {"on": lt.in_days(10), "reason": " "}).status_code == 422
    )
    for _turn in range(2):
        page(chair, url(agreement, "end-together"), on=lt.in_days(10), reason="Klaar.")
    assert JointDecision.objects.filter(kind="agreement_end").count() == 1


def test_two_presses_begin_one_addendum(cast: Any, agreement: Agreement) -> None:
    coach, address = signed_in(cast.coach), url(agreement, "amend")
    key = coach.get(address).context["form"].initial["request_key"]
    assert coach.post(address, {"request_key": key}).status_code == 422
    for _turn in range(2):
        text = page(coach, address, request_key=key, changes=["duur"])
    assert "addendum 1" in text
    assert agreement.later.filter(relation=Relation.AMENDS).count() == 1
    assert "Dit artikel schrijft Samenspel zelf" in page(coach, url(agreement.later.get(), "all"))


def test_what_comes_and_what_is_past_stands_in_mijn_werk_of_both_sides_and_the_coach(
    cast: Any, agreement: Agreement
) -> None:
    Agreement.objects.update(looks_back_on=lt.in_days(10), ends_on=lt.in_days(80))
    for who in (cast.coach, cast.chair, cast.official):
        text = page(signed_in(who), "/")
        assert "kijken jullie terug" in text
        assert "loopt af op" in text
    Agreement.objects.update(looks_back_on=lt.in_days(-1), ends_on=lt.in_days(-1))
    text = page(signed_in(cast.official), "/")
    assert "nog niet vastgelegd" in text
    assert "is verlopen op" in text
    assert "Verlopen op" in page(signed_in(cast.reader), url(agreement))


def test_a_stale_page_of_what_ended_says_so_and_changes_nothing(cast: Any, agreement: Agreement) -> None:
    Agreement.objects.update(stage=Stage.ENDED)
    for name in ("evaluate", "evaluation-plan", "amend", "end-together", "give-notice"):
        answer = signed_in(cast.chair).post(url(agreement, name), {"on": lt.in_days(100), "reason": "Weg."})
        assert answer.status_code == 403, name
        assert "afgelopen" in answer.content.decode()
    assert not Ending.objects.exists()
    assert not Evaluation.objects.exists()
    assert signed_in(cast.elsewhere).get(url(agreement, "end-together")).status_code == 404


def test_only_who_gave_notice_is_offered_to_take_it_back_and_all_read_that_it_was(
    cast: Any, agreement: Agreement
) -> None:
    chair, offer = signed_in(cast.chair), "Neem jullie opzegging terug"
    assert offer not in page(chair, url(agreement))
    page(chair, url(agreement, "give-notice"), on=lt.in_days(95), reason="Geen mensen meer.")
    readers = ("coach", "chair", "member", "official", "reader")
    shown = {who: page(signed_in(getattr(cast, who)), url(agreement)) for who in readers}
    assert [who for who, text in shown.items() if offer in text] == ["chair"]
    address = url(agreement, "notice-take-back")
    assert signed_in(cast.elsewhere).get(address).status_code == 404
    assert signed_in(cast.reader).post(address, {"words": "Nee."}).status_code == 403
    assert "geen opzegging van jullie" in page(signed_in(cast.official), address, words="Nee.")
    Collaboration.objects.update(status="ended", ended_on=timezone.localdate())
    answer = chair.post(address, {"words": "Toch."})
    assert (answer.status_code, "samenwerking is gestopt" in answer.content.decode()) == (403, True)
    assert offer not in page(chair, url(agreement))
    Collaboration.objects.update(status="paused", ended_on=None)  # who pauses still keeps to what was agreed
    assert chair.post(address, {"words": " "}).status_code == 422
    assert chair.post(address, {"words": "x" * 2001}).status_code == 422
    assert "blijft gelden" in page(chair, address, words="<b>Er zijn weer mensen.</b>")
    assert "geen opzegging van jullie" in page(chair, address, words="Nog eens.")
    text = page(signed_in(cast.official), url(agreement))
    assert "&lt;b&gt;Er zijn weer mensen." in text
    assert "Geen mensen meer." in text
    assert "opzegging van de intentieovereenkomst is teruggenomen" in page(
        signed_in(cast.official), reverse("initiatives:timeline", args=[cast.file.uuid])
    )


def test_a_second_declaration_is_offered_and_starts_from_the_first(cast: Any, agreement: Agreement) -> None:
    coach = signed_in(cast.coach)
    start = reverse("agreements:start", args=[cast.file.uuid])
    assert "Begin een tweede intentieverklaring" in page(coach, start)
    form = coach.get(f"{start}?vanaf={agreement.uuid}&als=renews").context["form"]
    data = {
        name: form[name].value()
        for name in ("form", "length", "title", "predecessor", "relation", "request_key")
    }
    assert (data["form"], data["relation"]) == ("letter_of_intent", "renews")
    refused = coach.post(start, {**data, "form": "project_plan"})
    assert refused.status_code == 422
    assert "tweede intentieverklaring vernieuwt" in refused.content.decode()
    text = page(coach, start, **data)
    assert "Tweede intentieverklaring" in text
    assert "Vernieuwt" in text
