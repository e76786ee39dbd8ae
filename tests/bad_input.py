"""What would no browser send? The forms of a page, and the slips one can make in each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.apps import apps
from django.db.models import Model
from django.urls import resolve
from lxml import html

from tests.world import World
from tests.world_fixtures import Answer

OUR_OWN = ("/beheer/stappenplan/", "/beheer/formats/")  # the rest there are pages of Django itself
SENDERS = ("coach", "official", "chair", "partner", "administrator", "anonymous")
NONSENSE = "Zo staat het er: "
TYPED = ("text", "search", "textarea", "tel", "password")
# By the kind of control: what nobody can mean.
OF_NO_USE = {
    "date": "gisteren",
    "number": "een heleboel",
    "email": "geen adres",
    "url": "javascript:alert(1)",
}
PICKED = ("select", "radio", "checkbox")
# What a page sends along for itself: where it was opened, and what stood beside it.
UNSEEN = {"revision", "van", "terug", "beside", "post"}


# Where it does no harm: choosing words or colours falls back on what is usual, a box is ticked or not, a page that nobody
# changed has nothing to lose, and a step of one tap is answered where it was tapped.
HARMLESS = {
    "not among the choices": {
        "accounts:profile",
        "accounts:theme",
        "agreements:neighbours-write",
        "initiatives:ladder-step",
        "initiatives:words-choose",
    },
    "stale": {"agreements:neighbours-write", "initiatives:ladder-step", "initiatives:profile"},
    "stale in no number": {"initiatives:ladder-step"},
    "too long": {"account_set_password"},
}
SAVES_WHAT_FITS = {"agreements:all"}  # field by field, as it does while somebody types


@dataclass
class Form:
    role: str
    page: str
    action: str
    kinds: dict[str, str]
    filled: dict[str, list[str]] = field(default_factory=dict)
    offered: frozenset[tuple[str, str]] = frozenset()

    @property
    def key(self) -> tuple[str, tuple[str, ...]]:
        return resolve(self.action.partition("?")[0]).view_name, tuple(sorted(self.kinds))


def kind_of(control: html.InputElement) -> str:
    return control.get("type", "text") if control.tag == "input" else control.tag


def rows() -> dict[str, type[Model]]:
    """Every row of every table, of all files: its name in a form, and what it is."""
    tables = [
        table for table in apps.get_models() if any(field.name == "uuid" for field in table._meta.fields)
    ]
    return {
        str(uuid): table for table in tables for uuid in table._base_manager.values_list("uuid", flat=True)
    }


def choices_in(part: html.HtmlElement) -> Iterator[tuple[str, str]]:
    """What one can choose here: the name of the control, and the value."""
    for control in part.xpath(".//select[@name] | .//input[@name][@type='radio' or @type='checkbox']"):
        yield from ((control.get("name"), value) for value in control.xpath("descendant-or-self::*/@value"))


def not_offered(form: Form, every: dict[str, type[Model]]) -> dict[str, list[str]]:
    """For each choice between rows one that stands in the same table, and not on this page."""
    found = {}
    for name, value in form.offered:
        if table := every.get(value):
            there = {other for kept, other in form.offered if kept == name}
            others = [uuid for uuid, kind in every.items() if kind is table and uuid not in there]
            found[name] = others[:1]
    return {name: others for name, others in found.items() if others}


def forms_on(role: str, page: str, body: bytes) -> Iterator[Form]:
    for found in html.fromstring(body.decode()).forms:
        action = found.action or page
        if found.method != "POST" or action.startswith("/beheer/") and not action.startswith(OUR_OWN):
            continue
        kinds: dict[str, str] = {}
        filled: dict[str, list[str]] = {}
        for control in found.xpath(".//input[@name] | .//select[@name] | .//textarea[@name]"):
            name, kind = control.name, kind_of(control)
            if kind not in ("submit", "file") and name != "csrfmiddlewaretoken":
                kinds[name] = kind
        for name, value in found.form_values():
            if name in kinds:
                filled.setdefault(name, []).append(value)
        buttons = found.xpath(".//button[not(@type='button')]")
        if buttons and all(button.get("name") for button in buttons):  # each says what it is pressed for
            filled[buttons[0].get("name")] = [buttons[0].get("value", "")]
        if set(kinds.values()) - {"hidden"}:
            yield Form(role, page, action, kinds, filled, frozenset(choices_in(found)))


def slips(form: Form, every: dict[str, type[Model]]) -> Iterator[tuple[str, dict[str, list[str]]]]:
    """The same form with one thing wrong, everywhere at once where that can be. `every`: all rows there are."""
    typed = [name for name, kind in form.kinds.items() if kind in TYPED]
    if typed:
        yield "too long", form.filled | {name: [NONSENSE + "lang " * 12_000] for name in typed}
    odd = {name: [OF_NO_USE[kind]] for name, kind in form.kinds.items() if kind in OF_NO_USE}
    if odd:
        yield "of another type", form.filled | odd
    picked = {name: ["99999999"] for name, kind in form.kinds.items() if kind in PICKED}
    if picked:
        yield "not among the choices", form.filled | picked
    if foreign := not_offered(form, every):
        yield "a row that was not offered", form.filled | foreign
    hidden = {name: ["x"] for name, kind in form.kinds.items() if kind == "hidden" and name not in UNSEEN}
    if hidden:
        yield "changed where nobody sees it", form.filled | hidden
    if "revision" in form.kinds:
        yield "stale", form.filled | {"revision": ["999999"]}
        yield "stale in no number", form.filled | {"revision": ["toen"]}


def read_in(answer: Answer) -> str:
    """What stands on the page to explain itself."""
    page = html.fromstring(answer.body.decode() or "<p></p>")
    told = page.xpath("//*[@role='alert' and not(@hidden)] | //*[contains(@class, 'form-field-error')]")
    return " ".join(" ".join(part.itertext()) for part in told).strip()


def troubles(here: World, form: Form, what: str, data: dict[str, list[str]]) -> Iterator[str]:
    answer = Answer(here, form.role, "POST", form.action, data=data)
    name = form.key[0]
    added = [write for write in answer.writes if write.startswith("INSERT")]
    if what == "changed where nobody sees it" and not added and answer.status in (302, 403, 422):
        return
    if name in HARMLESS.get(what, ()):
        yield from () if answer.status in (302, 422) else [f"answers {answer.status}"]
        return
    if answer.status not in (200, 422) or answer.status == 200 and not name.startswith("account_"):
        yield f"answers {answer.status} {answer.to}"
    if added and name not in SAVES_WHAT_FITS:
        yield f"keeps something: {added[0]}"
    if not read_in(answer):
        yield "explains nothing"
    typed = {form.kinds[key] for key, value in data.items() if value[0].startswith(NONSENSE)} - {"password"}
    if typed and NONSENSE not in answer.body.decode():
        yield "loses what was typed"
