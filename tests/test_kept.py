"""Whoever sends a form for something that closed meanwhile: does she read why, and are her words given back?"""

from types import SimpleNamespace
from typing import Any

import pytest
from django.http import HttpResponse
from django.urls import reverse

from agreements.actions import signing
from contacts.models import Access, Function
from initiatives.actions import decisions, minutes
from initiatives.models import Collaboration
from initiatives.terms import EndKind
from tests import deeds, factories
from tests.agreements import signing_table as at
from tests.initiatives.test_minutes import talk
from tests.initiatives.test_review import goal, step
from tests.pages import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
HTMX = {"HX-Request": "true"}
WORD = "huurders"


def text(response: HttpResponse) -> str:
    return " ".join(response.content.decode().split())


def end(cast: SimpleNamespace) -> None:
    said = {"end_kind": EndKind.INITIATIVE_STOPS, "reason": "Wij stoppen."}
    file = Collaboration.objects.get(pk=cast.file.pk)
    decisions.end(file, **said, **factories.acting(cast.file, cast.chair))


def goal_view(cast: SimpleNamespace) -> Any:
    return (
        cast.chair,
        reverse("initiatives:goal-view", args=[goal(cast).uuid]),
        {"status": "reached"},
        "remark",
    )


def minutes_back(cast: SimpleNamespace) -> Any:
    made = minutes.propose(talk(cast), partners=(), own_key=True, **factories.acting(cast.file, cast.chair))
    turning = reverse("initiatives:key-turn", args=[made.uuid])
    return cast.official, turning, {"verdict": "return"}, "remark"


def back_at_a_goal(cast: SimpleNamespace) -> Any:
    turning = reverse("initiatives:key-turn", args=[step(cast).uuid])
    return cast.official, turning, {"verdict": "return"}, f"needed-{goal(cast).uuid}"


def of(name: str, field: str) -> Any:
    def sent(cast: SimpleNamespace) -> Any:
        made = deeds.DEEDS[name](cast)
        return made.who, made.address, made.answers, field

    return sent


FORMS = {
    "contact moment": of("contact moment", "summary"),
    "goal view": goal_view,
    "activity": of("activity", "title"),
    "evidence": of("evidence with a file", "quote"),
    "minutes given back": minutes_back,
    "a word at one goal": back_at_a_goal,
    "promise": of("promise", "what"),
    "remark": of("remark", "text"),
    "proposal": of("proposal", "text"),
}


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["page", "part"])
@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS.keys())
def test_one_small_word_comes_back_with_the_cause(
    cast: SimpleNamespace, form: Any, headers: dict[str, str]
) -> None:
    who, address, answers, field = form(cast)
    end(cast)
    refused = signed_in(who).post(address, answers | {field: WORD}, headers=headers)
    assert refused.status_code == (422 if headers else 403)
    assert refused.get("HX-Retarget", "") == ("#inhoud" if headers else ""), "htmx shows no 403"
    assert text(refused).count(f"<p>{WORD}</p>") == 1
    assert "samenwerking is gestopt" in text(refused)


def test_what_pages_send_along_is_not_given_back(cast: SimpleNamespace) -> None:
    who, address, answers, _field = FORMS["promise"](cast)
    end(cast)
    refused = text(signed_in(who).post(address, answers | {"csrfmiddlewaretoken": "Geheim 1"}))
    assert f"<p>{answers['what']}</p>" in refused
    for by_the_page in ("Geheim", "everyone", "talk", str(answers["direction"])):
        assert f"<p>{by_the_page}</p>" not in refused


def test_a_word_that_is_part_of_another_word_of_the_page_is_still_given_back(cast: SimpleNamespace) -> None:
    who, address, answers, field = FORMS["contact moment"](cast)
    sent = answers | {field: "werk"}
    asked_again = text(signed_in(who).post(address, sent | {"on": "gisteren"}))
    assert "Dit schreef je" not in asked_again, "it stands in its field"
    end(cast)
    assert "<p>werk</p>" in text(signed_in(who).post(address, sent)), "as in Mijn werk"


@pytest.mark.parametrize(
    ("access", "who", "cause"),
    [
        (Access.READ, "chair", "Met jouw functie lees je nu alleen mee."),
        (Access.WORK, "official", "Beslissen doet iemand anders."),
    ],
)
def test_whose_function_allows_less_since_reads_that(
    cast: SimpleNamespace, access: Access, who: str, cause: str
) -> None:
    form = FORMS["contact moment" if access == Access.READ else "minutes given back"]
    sender, address, answers, field = form(cast)
    Function.objects.filter(pk=sender.pk).update(access=access)
    refused = signed_in(getattr(cast, who)).post(address, answers | {field: WORD})
    assert (refused.status_code, f"<p>{WORD}</p>" in text(refused)) == (403, True)
    assert cause in text(refused)


def test_an_agreement_that_lies_to_be_signed_says_so_where_htmx_asked_for_a_part(
    cast: SimpleNamespace,
) -> None:
    table = at.lay_out(cast)
    at.agree_on_all(cast, table.agreement)
    signing.lay_ready(table.agreement, **factories.acting(cast.file, cast.coach))
    stance = reverse("agreements:give-stance", args=[table.agreement.uuid, "intentie"])
    said = {"verdict": "not_yet", "reason": WORD}
    refused = signed_in(cast.chair).post(stance, said, headers=HTMX)
    assert (refused.status_code, refused["HX-Retarget"]) == (422, "#inhoud")
    assert "Deze tekst ligt klaar om te tekenen." in text(refused)
    assert f"<p>{WORD}</p>" in text(refused)
