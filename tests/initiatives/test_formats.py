"""Can a beheerder write a new version of the stappenplan in the browser, and does a published one never change?"""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from initiatives.actions import formats
from initiatives.actions.register import current_plan_format, register
from initiatives.formats.changes import changes, moved
from initiatives.formats.rules import gaps, reasons_to_wait
from initiatives.models import FormatItem, PlanFormat
from initiatives.terms import Phase
from samenspel.errors import DomainError
from tests import factories

MEET, GOAL = "startup-activity-meet", "startup-goal-known"
GIVEN = {
    "title": "Ga samen op bezoek", "text": "Kijk in een wijk die al zonder gas is.", "track": "ambition",
    "actor": "together", "serves": [GOAL], "source": "Eigen aanvulling", "technique": ["heat_network"],
}  # fmt: skip


@pytest.fixture
def beheer(cast: SimpleNamespace) -> Client:
    client = Client()
    client.force_login(factories.user_of(cast.administrator))
    return client


@pytest.fixture
def draft(cast: SimpleNamespace) -> PlanFormat:
    return formats.make_draft()


def item(draft: PlanFormat, key: str = MEET) -> FormatItem:
    return draft.items.get(key=key)


def at(name: str, *args: Any) -> str:
    return reverse(f"initiatives:{name}", args=args)


def change(draft: PlanFormat, key: str = MEET, **values: Any) -> None:
    part = item(draft, key)
    formats.save_item(part, seen=formats.stamp(part), values={"text": "Anders.", **values})


# --- a draft -------------------------------------------------------------------------------------------


def test_a_draft_begins_as_the_newest_version_and_there_is_one_at_a_time(cast: SimpleNamespace) -> None:
    factories.plan_format(2)
    draft = formats.make_draft()
    assert (draft.number, draft.based_on.number, draft.published_at) == (3, 2, None)
    assert changes(draft.based_on.items.all(), draft.items.all()) == []
    assert formats.make_draft() == draft
    assert current_plan_format().number == 2


def test_new_files_do_not_see_a_draft(cast: SimpleNamespace, draft: PlanFormat) -> None:
    change(draft)
    file = register(cast.municipality, factories.profile("Nu", area_name="Nu"), by_function=cast.coach)
    assert file.plan_format.number == 1


def test_a_new_part_gets_a_key_of_its_own_that_never_meant_something_else(draft: PlanFormat) -> None:
    values = {"title": "Leer elkaar kennen", "text": "Zo.", "source": "Eigen"}
    made = [formats.add_item(draft, kind="tip", phase="startup", values=values) for _twice in range(2)]
    formats.remove_item(made[1])
    again = formats.add_item(draft, kind="tip", phase="startup", values=values)
    keys = ["startup-tip-leer-elkaar-kennen", "startup-tip-leer-elkaar-kennen-2"]
    assert [made[0].key, again.key] == keys
    assert [made[0].order, again.order] == [7, 8]


def test_a_part_that_goes_is_no_longer_served_and_can_be_put_back(draft: PlanFormat) -> None:
    formats.remove_item(item(draft, GOAL))
    assert not any(GOAL in part.serves for part in draft.items.all())
    back = formats.restore_item(draft, GOAL)
    assert back.title == item(current_plan_format(), GOAL).title
    assert formats.restore_item(draft, GOAL) == back, "pressed twice"
    with pytest.raises(DomainError):
        formats.restore_item(draft, "bestaat-niet")


def test_parts_change_places_within_their_kind_and_phase(draft: PlanFormat) -> None:
    row = [part.key for part in draft.items.filter(kind="tip", phase="startup").order_by("order")]
    formats.move_item(item(draft, row[1]), up=True)
    formats.move_item(item(draft, row[1]), up=True)  # already first
    formats.move_item(item(draft, row[5]), up=False)  # already last
    now = [part.key for part in draft.items.filter(kind="tip", phase="startup").order_by("order")]
    assert now == [row[1], row[0], *row[2:]]
    assert moved(current_plan_format().items.all(), draft.items.all()) == ["Opstarten: tip"]
    assert reasons_to_wait(draft, current_plan_format()) == []


def test_in_another_phase_a_part_comes_last(draft: PlanFormat) -> None:
    part = item(draft, "startup-tip-legitimacy")
    formats.save_item(part, seen=formats.stamp(part), values={"phase": "elaboration"})
    part.refresh_from_db()
    assert (part.phase, part.order) == ("elaboration", 4)


# --- publishing ----------------------------------------------------------------------------------------


def test_an_activity_that_helps_no_goal_of_its_phase_keeps_a_draft_from_being_published(
    draft: PlanFormat,
) -> None:
    change(draft, serves=["operation-goal-lessons"])
    assert [part.key for part, _why in gaps(draft.items.all())] == [MEET]
    with pytest.raises(DomainError, match="helpt nog bij geen doel"):
        formats.publish(draft, note="Nieuw.")
    draft.refresh_from_db()
    assert draft.published_at is None


def test_a_draft_in_which_nothing_changed_is_not_published(draft: PlanFormat) -> None:
    with pytest.raises(DomainError, match="Pas eerst iets aan"):
        formats.publish(draft, note="Nieuw.")


def test_a_draft_that_was_overtaken_is_not_published(draft: PlanFormat) -> None:
    change(draft)
    PlanFormat.objects.filter(pk=draft.pk).update(based_on=None)
    draft.refresh_from_db()
    with pytest.raises(DomainError, match="kwam een versie tussen"):
        formats.publish(draft, note="Nieuw.")


def test_new_files_begin_with_what_was_published_and_running_files_are_untouched(
    cast: SimpleNamespace, draft: PlanFormat
) -> None:
    before = list(cast.file.plan_items.order_by("pk").values())
    change(draft, title="Zoek elkaar op")
    formats.publish(draft, note="Een andere naam.")
    cast.file.refresh_from_db()
    assert cast.file.plan_format.number == 1
    assert list(cast.file.plan_items.order_by("pk").values()) == before
    file = register(cast.municipality, factories.profile("Nu", area_name="Nu"), by_function=cast.coach)
    assert file.plan_items.get(format_item__key=MEET).title == "Zoek elkaar op"


def test_a_published_version_never_changes(draft: PlanFormat) -> None:
    change(draft)
    formats.publish(draft, note="Nieuw.")
    assert formats.publish(draft, note="Nog een keer.").note == "Nieuw.", "pressed twice"
    part = item(draft)
    for attempt in (
        lambda: formats.save_item(part, seen=formats.stamp(part), values={"text": "Toch anders."}),
        lambda: formats.remove_item(part),
        lambda: formats.move_item(part, up=True),
        lambda: formats.discard(draft),
        lambda: formats.restore_item(draft, GOAL),
        lambda: formats.add_item(draft, kind="tip", phase="startup", values={"title": "x", "text": "x"}),
    ):
        with pytest.raises(DomainError, match="staat vast"):
            attempt()
    for write in (
        lambda: FormatItem.objects.filter(pk=part.pk).update(text="Buiten om."),
        lambda: FormatItem.objects.filter(pk=part.pk).delete(),
        lambda: PlanFormat.objects.filter(pk=draft.pk).update(note="Buiten om."),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            write()


def test_a_draft_that_is_thrown_away_leaves_nothing(draft: PlanFormat) -> None:
    number = draft.number
    formats.discard(draft)
    assert not PlanFormat.objects.filter(number=number).exists()
    assert formats.make_draft().number == number


# --- in the browser ------------------------------------------------------------------------------------


def test_a_beheerder_writes_and_publishes_a_version_in_the_browser(
    cast: SimpleNamespace, beheer: Client
) -> None:
    assert "Maak een nieuwe versie" in beheer.get(at("formats")).content.decode()
    beheer.post(at("format-draft"))
    draft = PlanFormat.objects.get(published_at=None)
    add = at("format-item-add", draft.uuid, Phase.STARTUP) + "?soort=activity"
    assert beheer.post(add, {**GIVEN, "words_streams": "calculation", "words_steps": ""}).status_code == 302
    made = draft.items.get(title=GIVEN["title"])
    assert (made.kind, made.phase, made.serves) == ("activity", "startup", [GOAL])
    assert made.applies == {"technique": ["heat_network"]}
    assert made.words == {"streams": "calculation"}
    assert beheer.get(at("format-item", made.uuid)).context["form"].initial["words_streams"] == "calculation"
    assert [row["key"] for row in draft.says if "words" in row] == [made.key], (
        "older versions keep their hash"
    )

    edit = at("format-item", item(draft).uuid)
    form = beheer.get(edit).context["form"]
    assert "words_streams" not in form.fields, "the kruistabel knows this one"
    given = {**form.initial, "title": "Zoek elkaar op"}
    assert beheer.post(edit, given).status_code == 302
    beheer.post(at("format-item-remove", item(draft, GOAL).uuid))

    shown = beheer.get(at("format-difference", draft.uuid)).content.decode()
    for words in (GIVEN["title"], "Zoek elkaar op", "Zet terug", "<ins>"):
        assert words in shown
    beheer.post(at("format-item-restore", draft.uuid), {"key": GOAL})
    assert item(draft, GOAL)

    publish = at("format-publish", draft.uuid)
    assert "2 lopende dossiers veranderen niet" in beheer.get(publish).content.decode()
    refused = beheer.post(publish, {"note": "Op bezoek."})
    assert refused.status_code == 422, "activities lost the goal they helped"
    for lost, _why in gaps(draft.items.all()):
        formats.save_item(lost, seen=formats.stamp(lost), values={"serves": [GOAL]})
    assert beheer.post(publish, {"note": "Op bezoek."}).status_code == 302
    assert current_plan_format() == draft
    listed = beheer.get(at("formats")).content.decode()
    assert "Op bezoek." in listed
    words = beheer.get(at("crosswalk"), {"woorden": "streams"}).content.decode()
    of_stream = words.split("Rekenen en tekenen</h2>")[1].split("</table>")[0]
    assert GIVEN["title"] in of_stream
    assert beheer.get(edit).status_code == 404, "what is published has no page to change it"


def test_the_phase_shows_what_an_initiative_of_some_kind_would_not_find(
    cast: SimpleNamespace, beheer: Client
) -> None:
    second = factories.plan_format(2)
    page = at("format-phase", second.uuid, Phase.DEVELOPMENT)
    assert "Blijft weg" not in beheer.get(page).content.decode()
    as_they_see_it = beheer.get(page, {"technique": "individual"}).content.decode()
    assert "Blijft weg" in as_they_see_it
    assert "Past bij een warmtenet of groen gas. Jullie kiezen per woning." in as_they_see_it
    assert "Haal weg" not in as_they_see_it, "a published version is only read"


def test_two_who_write_at_once_see_both_texts(beheer: Client, draft: PlanFormat) -> None:
    edit = at("format-item", item(draft).uuid)
    first = {**beheer.get(edit).context["form"].initial, "text": "Van de een."}
    second = {**first, "text": "Van de ander."}
    assert beheer.post(edit, first).status_code == 302
    clash = beheer.post(edit, second)
    assert clash.status_code == 422
    for words in ("Van de een.", "Van de ander."):
        assert words in clash.content.decode()
    assert item(draft).text == "Van de een."
    assert beheer.post(edit, {**second, "keuze": "theirs"}).status_code == 302
    assert item(draft).text == "Van de een."
    assert beheer.post(edit, {**second, "keuze": "mine"}).status_code == 302
    assert item(draft).text == "Van de ander."


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"title": ""}, "Naam"),
        ({"serves": []}, "Kies minstens één doel van deze fase."),
        ({"serves": ["operation-goal-lessons"]}, "Bij welke doelen helpt het?"),
    ],
)
def test_a_form_that_lacks_something_says_so_beside_the_field(
    beheer: Client, draft: PlanFormat, changes: dict[str, Any], says: str
) -> None:
    add = at("format-item-add", draft.uuid, Phase.STARTUP) + "?soort=activity"
    answer = beheer.post(add, {**GIVEN, **changes})
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert not draft.items.filter(title=GIVEN["title"]).exists()


def test_ticking_every_answer_is_the_same_as_none(beheer: Client, draft: PlanFormat) -> None:
    add = at("format-item-add", draft.uuid, Phase.STARTUP) + "?soort=tip"
    everyone = {"wanted_role": ["think_along", "equal", "do_it"]}
    beheer.post(add, {"title": "Voor iedereen", "text": "Zo.", "source": "Eigen", **everyone})
    assert draft.items.get(title="Voor iedereen").applies == {}


@pytest.mark.parametrize("kind", ["goal", "activity", "how", "with_whom", "tip", "result", "link"])
def test_each_kind_has_a_form_and_another_kind_has_none(beheer: Client, draft: PlanFormat, kind: str) -> None:
    add = at("format-item-add", draft.uuid, Phase.STARTUP)
    assert beheer.get(f"{add}?soort={kind}").status_code == 200
    assert beheer.get(f"{add}?soort=department").status_code == 404


def test_throwing_a_draft_away_asks_first(beheer: Client, draft: PlanFormat) -> None:
    discard = at("format-discard", draft.uuid)
    assert "dan weg" in beheer.get(discard).content.decode()
    assert PlanFormat.objects.filter(published_at=None).exists()
    assert beheer.post(discard).status_code == 302
    assert not PlanFormat.objects.filter(published_at=None).exists()


@pytest.mark.parametrize("who", ["coach", "official", "chair", "coordinator", "outsider"])
def test_only_a_beheerder_gets_in(cast: SimpleNamespace, draft: PlanFormat, who: str) -> None:
    client = Client()
    client.force_login(factories.user_of(getattr(cast, who)))
    assert client.get(at("formats")).status_code == 403
    assert client.get(at("format-phase", draft.uuid, Phase.STARTUP)).status_code == 403
    assert client.post(at("format-publish", draft.uuid), {"note": "x"}).status_code == 403


def test_the_list_asks_as_much_for_many_versions_as_for_one(
    cast: SimpleNamespace, beheer: Client, tmp_path: Any, count_queries: Any
) -> None:
    asked = []
    for numbers in ((), (2, 3, 4, 5)):
        for number in numbers:
            factories.later_format(tmp_path, number, changed=[{"key": MEET, "text": f"Versie {number}."}])
        with count_queries() as counted:
            beheer.get(at("formats"))
        asked.append(len(counted.captured_queries))
    assert asked[0] == asked[1]
    assert asked[0] <= 12


# --- what a phase is about --------------------------------------------------------------------------------


def test_a_beheerder_rewrites_what_a_phase_is_about_and_only_new_files_read_it(
    cast: SimpleNamespace, beheer: Client, draft: PlanFormat
) -> None:
    assert reasons_to_wait(draft, current_plan_format()), "nothing is different yet"
    page = beheer.get(at("format-intro", draft.uuid, Phase.STARTUP))
    sent = {
        "seen": page.context["form"].initial["seen"],
        "intro": "Jullie leren elkaar kennen. Neem de tijd.",
    }
    assert beheer.post(at("format-intro", draft.uuid, Phase.STARTUP), sent).status_code == 302
    draft.refresh_from_db()
    assert reasons_to_wait(draft, current_plan_format()) == []
    assert "Neem de tijd" in beheer.get(at("format-difference", draft.uuid)).content.decode()
    formats.publish(draft, note="Een andere inleiding.")
    new = register(cast.municipality, factories.profile("Nu", area_name="Nu"), by_function=cast.coach)
    assert new.plan_format.intro(Phase.STARTUP) == "Jullie leren elkaar kennen. Neem de tijd."
    assert cast.file.plan_format.intro(Phase.STARTUP) == draft.based_on.intro(Phase.STARTUP)
    assert draft.intro(Phase.OPERATION) == draft.based_on.intro(Phase.OPERATION)
    assert beheer.get(at("format-intro", draft.uuid, Phase.STARTUP)).status_code == 404, "it is published"


def test_two_who_write_one_introduction_see_both_texts(beheer: Client, draft: PlanFormat) -> None:
    address = at("format-intro", draft.uuid, Phase.STARTUP)
    seen = formats.stamp_of_intro(draft, Phase.STARTUP)
    formats.save_intro(draft, Phase.STARTUP, seen=seen, intro="De ander was eerst.")
    clash = beheer.post(address, {"seen": seen, "intro": "Mijn tekst."})
    assert clash.status_code == 422
    assert {"De ander was eerst.", "Mijn tekst."} <= set(clash.context["conflict"].values())
    beheer.post(address, {"seen": seen, "intro": "Mijn tekst.", "keuze": "mine"})
    draft.refresh_from_db()
    assert draft.intro(Phase.STARTUP) == "Mijn tekst."
