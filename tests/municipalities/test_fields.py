"""Can someone name a gemeente in a form, with and without JavaScript?"""

from collections.abc import Callable
from typing import Any

import pytest
from django import forms

from municipalities import files, loading
from municipalities.fields import MunicipalityField
from municipalities.models import Municipality

pytestmark = pytest.mark.usefixtures("gemeenten")


class RegisterForm(forms.Form):
    municipality = MunicipalityField()


class OptionalForm(forms.Form):
    municipality = MunicipalityField(required=False)


def fill(text: str, **more: str) -> RegisterForm:
    return RegisterForm({"municipality": text, **more})


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Zeewolde", "Zeewolde"),
        ("  gemeente zeewolde ", "Zeewolde"),
        ("GM0050", "Zeewolde"),
        ("gm0050", "Zeewolde"),
        ("Den Bosch", "'s-Hertogenbosch"),
        ("Weesp", "Amsterdam"),
        ("Utrecht", "Utrecht"),
        ("bergen nh", "Bergen (NH.)"),
    ],
)
def test_any_name_or_the_code_is_understood(typed: str, name: str) -> None:
    form = fill(typed)
    assert form.is_valid(), form.errors
    assert str(form.cleaned_data["municipality"]) == name


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("", "Kies een gemeente."),
        ("Bergen", "“Bergen” past bij meer gemeenten. Kies er hieronder een."),
        ("Zeewol", "Bedoel je Zeewolde? Kies die dan hieronder."),
        ("Doetichem", "“Doetichem” staat niet in de lijst. Bedoel je Doetinchem?"),
        ("Xqzwv", "“Xqzwv” staat niet in de lijst. Typ de naam van de gemeente, niet die van het dorp."),
        ("GM9999", "“GM9999” staat niet in de lijst. Typ de naam van de gemeente, niet die van het dorp."),
    ],
)
def test_what_is_not_clear_is_asked_beside_the_field(typed: str, says: str) -> None:
    assert fill(typed).errors["municipality"] == [says]


def test_the_choices_stand_under_the_box_and_are_five_at_most() -> None:
    page = str(fill("Bergen")["municipality"])
    assert page.count('type="radio"') == 5
    assert 'name="municipality-code" value="GM0373"' in page
    assert "Bergen (NH.)" in page
    assert "Noord-Holland" in page


def test_a_choice_is_taken_for_the_text_it_was_offered_for() -> None:
    form = fill("Bergen", **{"municipality-for": "Bergen", "municipality-code": "GM0373"})
    assert form.is_valid()
    assert str(form.cleaned_data["municipality"]) == "Bergen (NH.)"
    assert 'value="Bergen (NH.)"' in str(form["municipality"])


def test_a_choice_does_not_count_once_other_text_was_typed() -> None:
    form = fill("Zeewolde", **{"municipality-for": "Bergen", "municipality-code": "GM0373"})
    assert form.is_valid()
    assert str(form.cleaned_data["municipality"]) == "Zeewolde"


def test_a_choice_that_was_made_up_is_refused() -> None:
    form = fill("Bergen", **{"municipality-for": "Bergen", "municipality-code": "GM9999"})
    assert not form.is_valid()


def test_the_box_shows_the_name_of_the_gemeente_that_was_there(
    gemeente: Callable[[str], Municipality],
) -> None:
    for initial in (gemeente("Zeewolde"), "GM0050"):
        form = RegisterForm(initial={"municipality": initial})
        assert 'value="Zeewolde"' in str(form["municipality"])
    assert not RegisterForm(
        {"municipality": "Zeewolde"}, initial={"municipality": gemeente("Zeewolde")}
    ).has_changed()


def test_a_merged_gemeente_leads_to_the_one_that_exists(
    next_year: list[files.Entry], merger: list[files.Change]
) -> None:
    loading.load(next_year, changes=merger)
    for typed in ("Scherpenzeel", "GM0279"):
        form = fill(typed)
        assert form.is_valid(), form.errors
        assert str(form.cleaned_data["municipality"]) == "Barneveld"


def test_it_may_stay_empty_where_the_form_says_so() -> None:
    form = OptionalForm({"municipality": ""})
    assert form.is_valid()
    assert form.cleaned_data["municipality"] is None


def test_what_was_typed_is_never_part_of_the_page_s_code() -> None:
    page = str(fill('"><script>x</script>')["municipality"])
    assert "<script>" not in page


# --- while typing -------------------------------------------------------------------------------------


def test_choices_come_while_typing(reader: Any) -> None:
    asked = {"municipality": "bergen", "field": "municipality"}
    page = reader.get("/gemeenten/zoek/", asked, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in page
    assert page.count('type="radio" name="municipality-code"') == 5
    assert '<input type="hidden" name="municipality-for" value="bergen">' in page


def test_a_name_that_is_clear_is_confirmed(reader: Any) -> None:
    page = reader.get("/gemeenten/zoek/", {"q": "weesp"}, headers={"HX-Request": "true"}).content.decode()
    assert "Amsterdam, Noord-Holland" in page
    assert "radio" not in page


def test_a_strange_field_name_is_not_taken_over(reader: Any) -> None:
    asked = {"q": "bergen", "field": '"><b>'}
    page = reader.get("/gemeenten/zoek/", asked, headers={"HX-Request": "true"}).content.decode()
    assert "&gt;" not in page
    assert 'name="municipality-code"' in page


def test_without_javascript_the_search_is_the_list(reader: Any) -> None:
    response = reader.get("/gemeenten/zoek/", {"q": "Den Bosch"})
    assert (response.status_code, response["Location"]) == (302, "/gemeenten/?q=Den+Bosch")
