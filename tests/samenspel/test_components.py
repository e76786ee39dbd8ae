"""Do the shared parts of a page say what they show, to every reader?"""

import re
from pathlib import Path

import pytest
from django import forms
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.template import Context, Template
from django.template.loader import get_template, render_to_string
from django.test import RequestFactory

from initiatives.people.forms import CHANNEL_ICONS
from samenspel.signs import DUO_WORDS, VIEW_WORDS, duo_state, keys_state

STATIC = Path(settings.BASE_DIR) / "static"
SPRITE = set(re.findall(r'<symbol id="([^"]+)"', (STATIC / "img/icons.svg").read_text()))


def render(source, **context):
    return Template("{% load samenspel %}" + source).render(Context(context))


def words(html):
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


class ContactForm(forms.Form):
    name = forms.CharField(label="Naam", max_length=5)
    place = forms.CharField(label="Gemeente", help_text="Kies uit de lijst.")
    since = forms.DateField(label="Eerste contact", required=False)
    how = forms.ChoiceField(
        label="Hoe?", choices=[("phone", "Bellen"), ("mail", "Mail")], widget=forms.RadioSelect
    )

    def clean_place(self):
        raise forms.ValidationError("Bedoel je Doetinchem?")


@pytest.fixture
def refused():
    return ContactForm({"name": "Meidoornkwartier", "place": "Doetichem", "since": "31-2-2026"})


# --- signs


@pytest.mark.parametrize("municipality", VIEW_WORDS)
@pytest.mark.parametrize("initiative", VIEW_WORDS)
def test_two_views_are_shared_only_when_both_find_it_reached(municipality, initiative):
    shared = duo_state(municipality, initiative) == "shared"
    assert shared == (municipality == initiative == "reached")


@pytest.mark.parametrize("said", VIEW_WORDS)
def test_silence_is_never_shown_as_a_difference(said):
    assert duo_state("", said) == duo_state(said, "") == "same"


def test_two_sides_that_both_spoke_may_differ():
    assert duo_state("partly", "reached") == duo_state("open", "partly") == "differ"


def test_a_decision_counts_only_when_every_key_is_turned():
    assert keys_state(["turned", "turned"]) == keys_state(["turned"] * 3) == "both"
    assert keys_state(["turned", "turned", "open"]) == keys_state(["turned", "returned"]) == "one"
    assert keys_state(["open", "returned"]) == keys_state([]) == "none"


def test_a_duo_says_both_views_in_words():
    html = render('{% duo municipality="partly" initiative="reached" %}')
    assert "Gemeente: bezig. Initiatief: bereikt." in words(html)
    assert 'data-state="differ"' in html


@pytest.mark.parametrize("state", DUO_WORDS)
def test_every_outcome_of_two_views_has_a_word(state):
    assert render("{{ state|duo_word }}", state=state)


def test_every_drawing_that_templates_name_exists():
    named = set()
    for template in (Path(settings.BASE_DIR) / "templates").rglob("*.html"):
        source = template.read_text()
        named |= set(re.findall(r"{% icon ['\"]([\w-]+)['\"]", source))
        named |= set(re.findall(r"""{% chip \S+ "\w*" "([\w-]+)" """, source))
    named |= set(CHANNEL_ICONS.split())
    assert named <= SPRITE, named - SPRITE


@pytest.mark.parametrize("side", ["municipality", "initiative", "support", "partner"])
@pytest.mark.parametrize(
    "state", [None, "open", "partly", "reached", "turned", "returned", "todo", "busy", "done"]
)
def test_every_side_has_a_drawing_in_every_state(side, state):
    name = re.search(r"#([\w-]+)", render("{% mark side state %}", side=side, state=state))[1]
    assert name in SPRITE


def test_every_file_that_the_styles_name_exists():
    for sheet in STATIC.rglob("*.css"):
        for name in re.findall(r"""url\(["']?([^"')]+)""", sheet.read_text()):
            assert (sheet.parent / name).exists(), f"{sheet.name}: {name}"


# --- components


def test_keys_say_who_agreed_and_who_put_it_on_paper():
    html = render(
        "{% keys sides %}",
        sides=[
            {
                "side": "municipality",
                "name": "Gemeente",
                "state": "turned",
                "text": "Ruben",
                "on_paper": "Marit",
            },
            {"side": "initiative", "name": "Initiatief", "state": "open"},
        ],
    )
    assert 'data-state="one"' in html
    said = words(html)
    assert "Gemeente : akkoord" in said
    assert "Op papier, vastgelegd door Marit" in said
    assert "Initiatief : nog niet akkoord" in said


def test_the_stepper_says_where_we_are_without_colour():
    phases = [
        {"number": 1, "name": "Opstarten", "state": "done", "url": "/1"},
        {"number": 2, "name": "Uitwerken", "state": "current", "url": "/2", "gate": {"initiative": "turned"}},
        {"number": 3, "name": "Ontwikkelen", "state": "todo", "url": "/3"},
    ]
    html = render("{% stepper phases %}", phases=phases)
    said = words(html)
    assert "Klaar: fase 1, Opstarten" in said
    assert "Nu: fase 2, Uitwerken" in said
    assert "Later: fase 3" in said
    assert "Fase 2 van 3: Uitwerken" in said
    assert "Gemeente: nog niet akkoord. Initiatief: akkoord." in said
    assert html.count('aria-current="step"') == 1


def test_text_from_people_stays_text():
    nasty = "<script>alert(1)</script>"
    html = render(
        "{% chip nasty %}{% mark 'initiative' label=nasty %}{% keys sides %}{{ nasty|first_name }}",
        nasty=nasty,
        sides=[{"side": "initiative", "name": nasty, "state": "open", "text": nasty}],
    )
    assert "<script" not in html


@pytest.mark.parametrize("state", ["queued", "running", "ready", "failed"])
def test_a_document_asks_again_only_while_it_is_being_made(state):
    status = {"id": "r1", "title": "Versie 4", "state": state, "poll_url": "/p"}
    html = render_to_string("components/_render_status.html", {"status": status})
    assert ("hx-get" in html) == (state in ("queued", "running"))
    assert ("Ververs" in html) == (state in ("queued", "running"))


def test_an_empty_date_says_nothing():
    assert (
        render("{{ nothing|dutch_date }}{{ nothing|euro }}{{ nothing|since }}{{ nothing|iso }}", nothing=None)
        == ""
    )


# --- forms


def test_a_mistake_stands_beside_its_field_and_is_tied_to_it(refused):
    html = render("{% field form.place %}", form=refused)
    assert 'aria-invalid="true"' in html
    assert 'aria-describedby="id_place-description id_place-error"' in html
    for part in ("description", "error"):
        assert f'id="id_place-{part}"' in html
    assert "Bedoel je Doetinchem?" in html


def test_the_summary_links_every_mistake_to_a_control_that_is_on_the_page(refused):
    page = render("{% error_summary form %}{% form_fields form %}", form=refused)
    targets = re.findall(r'href="#([^"]+)"', page)
    assert len(targets) == 4
    for target in targets:
        assert f'id="{target}"' in page


def test_a_form_says_what_to_do_and_never_what_is_forbidden(refused):
    said = words(render("{% error_summary form %}", form=refused))
    assert "Vier dingen kloppen nog niet" in said
    assert "Deze tekst is 11 tekens te lang. Maak hem korter." in said
    assert "Deze datum bestaat niet." in said
    assert "Maak een keuze bij ‘Hoe?’." in said
    assert not re.search(r"ongeldig|verplicht|geldige|helaas", said, re.IGNORECASE)


def test_a_sentence_that_a_form_wrote_itself_is_kept():
    class Own(forms.Form):
        name = forms.CharField(label="Naam", error_messages={"required": "Hoe heet jullie groep?"})

    assert "Hoe heet jullie groep?" in render("{% error_summary form %}", form=Own({}))


def test_a_mistake_nobody_can_see_is_told_as_a_page_to_refresh():
    class Stale(forms.Form):
        revision = forms.IntegerField(widget=forms.HiddenInput)

    said = words(render("{% error_summary form %}", form=Stale({})))
    assert "Ververs haar en probeer het opnieuw." in said
    assert "revision" not in said.lower()


def test_a_form_without_mistakes_has_no_summary():
    assert render("{% error_summary form %}", form=ContactForm()).strip() == ""


def test_choices_are_named_as_a_group():
    html = render('{% field form.how icons="phone mail" %}', form=ContactForm())
    assert re.search(r"<fieldset.*<legend[^>]*>\s*Hoe\?", html, re.DOTALL)
    assert html.count('type="radio"') == 2


def test_a_field_says_who_reads_it():
    html = render('{% field form.name privacy="Alleen jij ziet dit." %}', form=ContactForm())
    assert 'aria-describedby="id_name-privacy"' in html
    assert "Alleen jij ziet dit." in html


# --- pages


def test_what_is_empty_always_says_why():
    """A part that is included with `only` gets nothing that is not named."""
    included = re.compile(r'include "components/_empty.html" with ([^%]*) only %}')
    pages = {page.name: page.read_text() for page in Path(settings.BASE_DIR, "templates").rglob("*.html")}
    mute = {name for name, page in pages.items() for given in included.findall(page) if "title=" not in given}
    assert not mute


def test_a_visitor_gets_a_page_without_places_of_others():
    request = RequestFactory().get("/")
    html = render_to_string("404.html", {"request": request, "user": AnonymousUser()})
    assert 'lang="nl"' in html
    assert 'href="#inhoud"' in html
    assert "Mijn werk" not in html
    assert "Meld je af" not in html


@pytest.mark.parametrize("name", ["500.html", "400.html", "403_csrf.html", "csrf_failure.html"])
def test_a_page_about_trouble_needs_no_database_and_no_request(name):
    html = get_template(name).render()
    assert "<h1>" in html
    assert "Naar het begin" in html


def test_pages_hold_no_inline_style_or_script():
    for template in (Path(settings.BASE_DIR) / "templates").rglob("*.html"):
        source = template.read_text()
        if "pdf" in template.parts:
            continue
        assert not re.search(r"\sstyle=|\son\w+=\"|<style|<script(?![^>]*\ssrc=)", source), template


# --- colours


def colours(theme):
    """The tokens of the interface in `light` or `dark`, as hex without a hash."""
    sheet = (STATIC / "css/tokens.css").read_text().split("@supports")[0]
    pairs = re.findall(r"--sam-color-([\w-]+): (?:light-dark\(#(\w+), #(\w+)\)|#(\w+));", sheet)
    return {name: both or (light if theme == "light" else dark) for name, light, dark, both in pairs}


def contrast(one, other):
    def luminance(colour):
        full = "".join(digit * 2 for digit in colour) if len(colour) == 3 else colour
        parts = [int(full[place : place + 2], 16) / 255 for place in (0, 2, 4)]
        red, green, blue = (
            part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
        )
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    low, high = sorted([luminance(one), luminance(other)])
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("ground", ["paper", "surface"])
def test_every_colour_that_carries_words_can_be_read(theme, ground):
    palette = colours(theme)
    for name in ("ink", "muted", "municipality", "initiative", "shared", "turn-text", "positive", "negative"):
        assert contrast(palette[name], palette[ground]) >= 4.5, name
    assert contrast(palette["line-strong"], palette[ground]) >= 3


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_words_on_a_tint_can_be_read(theme):
    palette = colours(theme)
    assert contrast(palette["on-shared"], palette["shared"]) >= 4.5
    assert contrast(palette["on-turn"], palette["turn"]) >= 4.5
    for tint in [name for name in palette if name.endswith("-soft")]:
        for words_on_it in ("ink", "muted"):
            assert contrast(palette[words_on_it], palette[tint]) >= 4.5, (words_on_it, tint)
