"""Are these the gemeenten of the Netherlands, and what happens when there is a list of another year?"""

from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db.models import Sum

from contacts.models import Organisation
from municipalities import files, loading
from municipalities.models import Alias, Municipality
from municipalities.names import search_key
from samenspel.errors import DomainError
from samenspel.provinces import PROVINCES

pytestmark = [pytest.mark.slow, pytest.mark.engine]

PER_PROVINCE = {
    "Drenthe": 12, "Flevoland": 6, "Fryslân": 18, "Gelderland": 51, "Groningen": 10, "Limburg": 31,
    "Noord-Brabant": 56, "Noord-Holland": 44, "Overijssel": 25, "Utrecht": 26, "Zeeland": 13, "Zuid-Holland": 50,
}  # fmt: skip
MERGER = "old_code,new_code,date"


def everything() -> list[Any]:
    return [list(model.objects.order_by("pk").values()) for model in (Organisation, Municipality, Alias)]


def found(among: Any, name: str) -> list[Municipality]:
    return [hit.municipality for hit in among.hits(name)]


def without(entries: list[files.Entry], *names: str) -> list[files.Entry]:
    return [entry for entry in entries if entry.name not in names]


def replaced(entries: list[files.Entry], code: str, **values: Any) -> list[files.Entry]:
    return [files.Entry(**{**vars(e), **values}) if e.code == code else e for e in entries]


# --- this year ----------------------------------------------------------------------------------------


def test_there_are_342_gemeenten_with_all_inhabitants(gemeenten: loading.Summary) -> None:
    assert Municipality.objects.existing().count() == 342
    assert Municipality.objects.aggregate(sum=Sum("population"))["sum"] == 18_130_231
    assert set(Municipality.objects.values_list("population_year", flat=True)) == {2026}


def test_every_province_has_its_gemeenten(gemeenten: loading.Summary) -> None:
    assert Counter(Municipality.objects.values_list("province", flat=True)) == PER_PROVINCE
    assert set(PROVINCES) == set(PER_PROVINCE)


def test_size_classes_follow_from_the_inhabitants(gemeenten: loading.Summary) -> None:
    computed = Counter(m.size_class for m in Municipality.objects.all())
    assert computed == {"small": 150, "medium": 160, "large": 32}
    for size, count in computed.items():
        found = Municipality.objects.of_size(size)
        assert len(found) == count
        assert {m.size_class for m in found} == {size}


@pytest.mark.parametrize(
    ("population", "size"), [(29_999, "small"), (30_000, "medium"), (100_000, "medium"), (100_001, "large")]
)
def test_the_filter_and_the_class_agree_on_the_border(
    gemeente: Callable[[str], Municipality], population: int, size: str
) -> None:
    zeewolde = gemeente("Zeewolde")
    Municipality.objects.filter(pk=zeewolde.pk).update(population=population)
    zeewolde.refresh_from_db()
    assert zeewolde.size_class == size
    assert zeewolde in Municipality.objects.of_size(size)


def test_every_dot_lies_in_the_country(entries: list[files.Entry]) -> None:
    assert all(3.3 < e.lon < 7.3 and 50.7 < e.lat < 53.6 for e in entries)


def test_a_gemeente_is_an_organisation_that_can_be_a_party(gemeente: Callable[[str], Municipality]) -> None:
    zeewolde = gemeente("Zeewolde").organisation
    assert (zeewolde.kind, zeewolde.short_name, zeewolde.place) == ("municipality", "de gemeente", "Zeewolde")


def test_every_name_leads_to_its_gemeente(
    gemeenten: loading.Summary, entries: list[files.Entry], aliases: list[tuple[str, str]]
) -> None:
    known = set(Alias.objects.values_list("key", "municipality__code"))
    assert {(search_key(e.name), e.code) for e in entries} <= known
    assert {(search_key(name), code) for name, code in aliases} <= known


# --- again --------------------------------------------------------------------------------------------


def test_loading_again_writes_nothing(
    gemeenten: loading.Summary,
    entries: list[files.Entry],
    aliases: list[tuple[str, str]],
    count_queries: Any,
) -> None:
    before = everything()
    with count_queries() as queries:
        again = loading.load(entries, aliases=aliases)
    assert everything() == before
    assert not [q for q in queries if q["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]
    assert str(again).endswith("Alles stond er al.")


def test_a_demonstration_gemeente_is_left_alone(
    gemeenten: loading.Summary, entries: list[files.Entry]
) -> None:
    organisation = Organisation.objects.create(kind="municipality", name="Eskerveen")
    Municipality.objects.create(
        organisation=organisation, code="VB0001", province="Drenthe", population=24_000, population_year=2026,
        lon=6.6, lat=52.9,
    )  # fmt: skip
    loading.load(entries)
    assert Municipality.objects.existing().filter(code="VB0001").exists()


# --- next year ----------------------------------------------------------------------------------------


def test_new_figures_replace_the_old_ones(
    gemeente: Callable[[str], Municipality], next_year: list[files.Entry], merger: list[files.Change]
) -> None:
    zeewolde = gemeente("Zeewolde")
    summary = loading.load(next_year, changes=merger)
    later = Municipality.objects.get(code=zeewolde.code)
    assert (later.pk, later.population, later.population_year) == (
        zeewolde.pk,
        zeewolde.population + 100,
        2027,
    )
    assert (len(summary.added), len(summary.updated), summary.merged) == (0, 341, ["GM0279"])


def test_without_an_explanation_a_missing_gemeente_stops_the_load(
    gemeenten: loading.Summary, next_year: list[files.Entry]
) -> None:
    before = everything()
    with pytest.raises(DomainError, match=r"GM0279 \(Scherpenzeel\).*--changes.*niets veranderd"):
        loading.load(next_year)
    assert everything() == before


def test_a_merged_gemeente_stays_readable_and_leads_to_its_successor(
    gemeente: Callable[[str], Municipality], next_year: list[files.Entry], merger: list[files.Change]
) -> None:
    scherpenzeel, barneveld = gemeente("Scherpenzeel"), gemeente("Barneveld")
    loading.load(next_year, changes=merger)
    scherpenzeel.refresh_from_db()
    assert (scherpenzeel.valid_until, scherpenzeel.succeeded_by) == (date(2026, 12, 31), barneveld)
    assert str(scherpenzeel) == "Scherpenzeel"
    assert found(Municipality.objects, "scherpenzeel") == [barneveld, scherpenzeel]
    assert Municipality.objects.by_code("GM0279") == barneveld
    assert Municipality.objects.existing().count() == 341


def test_loading_next_year_again_writes_nothing_with_or_without_the_changes(
    gemeenten: loading.Summary,
    next_year: list[files.Entry],
    aliases: list[tuple[str, str]],
    merger: list[files.Change],
) -> None:
    loading.load(next_year, aliases=aliases, changes=merger)
    before = everything()
    loading.load(next_year, aliases=aliases, changes=merger)
    loading.load(next_year, aliases=aliases)
    assert everything() == before


def test_an_empty_date_means_the_end_of_the_year_before(
    gemeente: Callable[[str], Municipality], next_year: list[files.Entry]
) -> None:
    loading.load(next_year, changes=[files.Change("GM0279", "GM0203", None)], year=2027)
    assert gemeente("Scherpenzeel").valid_until == date(2026, 12, 31)


def test_a_name_leads_on_when_the_successor_merges_too(
    gemeente: Callable[[str], Municipality], next_year: list[files.Entry], merger: list[files.Change]
) -> None:
    loading.load(next_year, changes=merger)
    year_after = without(next_year, "Barneveld")
    loading.load(year_after, changes=[files.Change("GM0203", "GM0228", date(2028, 1, 1))], year=2028)
    ede = gemeente("Ede")
    assert Municipality.objects.by_code("GM0279") == ede
    assert found(Municipality.objects.existing(), "Scherpenzeel") == [ede]
    assert found(Municipality.objects.existing(), "Barneveld") == [ede]


def test_two_mergers_in_one_list_lead_to_the_last(
    gemeente: Callable[[str], Municipality], next_year: list[files.Entry], merger: list[files.Change]
) -> None:
    both = [*merger, files.Change("GM0203", "GM0228", date(2027, 1, 1))]
    loading.load(without(next_year, "Barneveld"), changes=both)
    assert found(Municipality.objects.existing(), "Scherpenzeel") == [gemeente("Ede")]


def test_a_divided_gemeente_is_found_at_each_of_its_parts(
    gemeente: Callable[[str], Municipality], next_year: list[files.Entry], merger: list[files.Change]
) -> None:
    loading.load(next_year, changes=[*merger, files.Change("GM0279", "GM0345", date(2027, 1, 1))])
    assert gemeente("Scherpenzeel").succeeded_by == gemeente("Barneveld")
    assert found(Municipality.objects.existing(), "Scherpenzeel") == [
        gemeente("Barneveld"),
        gemeente("Veenendaal"),
    ]


def test_names_of_earlier_mergers_lead_on_too(
    gemeente: Callable[[str], Municipality], next_year: list[files.Entry], aliases: list[tuple[str, str]]
) -> None:
    entries = without(next_year, "Voorne aan Zee") + [
        files.Entry("GM0279", "Scherpenzeel", "Gelderland", 10_000, 2027, 5.5, 52.1)
    ]
    changes = [files.Change("GM1992", "GM1930", date(2027, 1, 1))]
    loading.load(entries, aliases=aliases, changes=changes)
    assert found(Municipality.objects.existing(), "Brielle") == [gemeente("Nissewaard")]


def test_a_new_gemeente_is_added(
    gemeente: Callable[[str], Municipality], next_year: list[files.Entry]
) -> None:
    new = files.Entry("GM1999", "Valleirand", "Gelderland", 74_000, 2027, 5.5, 52.1)
    loading.load(
        [*without(next_year, "Barneveld"), new],
        changes=[files.Change(old, "GM1999", date(2027, 1, 1)) for old in ("GM0279", "GM0203")],
    )
    assert {str(m) for m in gemeente("Valleirand").predecessors.all()} == {"Scherpenzeel", "Barneveld"}


def test_a_renamed_gemeente_is_found_under_both_names(
    gemeente: Callable[[str], Municipality], entries: list[files.Entry]
) -> None:
    groesbeek = gemeente("Berg en Dal")
    loading.load(replaced(entries, "GM1945", name="Heilig Land"))
    groesbeek.organisation.refresh_from_db()
    assert (groesbeek.organisation.name, groesbeek.organisation.place) == ("Heilig Land", "Heilig Land")
    assert groesbeek in found(Municipality.objects, "Berg en Dal")
    assert found(Municipality.objects, "Heilig Land") == [groesbeek]


def test_a_name_that_gets_an_accent_is_shown_with_it(
    gemeente: Callable[[str], Municipality], entries: list[files.Entry]
) -> None:
    ede = gemeente("Ede")
    loading.load(replaced(entries, "GM0228", name="Edé"))
    assert [alias.name for alias in ede.aliases.all()] == ["Edé"]


# --- what is refused ----------------------------------------------------------------------------------


def test_an_older_list_does_not_replace_a_newer_one(
    gemeenten: loading.Summary,
    entries: list[files.Entry],
    next_year: list[files.Entry],
    merger: list[files.Change],
) -> None:
    loading.load(next_year, changes=merger)
    with pytest.raises(DomainError, match="cijfers van 2026, maar die van 2027 staan er al"):
        loading.load(entries)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (
            ("GM0050", "GM0203"),
            "GM0050 gaat volgens de wijzigingen ergens in op, maar staat nog in het bestand",
        ),
        (("GM0279", "GM9999"), "GM0279 gaat op in GM9999, maar die code kennen we niet"),
        (("GM0279", "GM0279"), "lopen in een kring bij GM0279"),
    ],
)
def test_changes_that_cannot_be_are_refused(
    gemeenten: loading.Summary, next_year: list[files.Entry], change: tuple[str, str], says: str
) -> None:
    before = everything()
    with pytest.raises(DomainError, match=says):
        loading.load(next_year, changes=[files.Change(*change, date(2027, 1, 1))])
    assert everything() == before


def test_a_name_without_a_gemeente_is_refused_and_nothing_is_loaded(
    db: None, entries: list[files.Entry]
) -> None:
    with pytest.raises(DomainError, match="Atlantis hoort bij GM9999"):
        loading.load(entries, aliases=[("Atlantis", "GM9999")])
    assert not Municipality.objects.exists()


COLUMNS = "code,name,province,population,population_year,lon,lat"


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("GM50,Zeewolde,Flevoland,24610,2026,5.4,52.3", "Regel 2 .* GM50 is geen CBS-code"),
        ("GM0050,,Flevoland,24610,2026,5.4,52.3", "Regel 2 .* de naam ontbreekt"),
        ("GM0050,Zeewolde,Friesland,24610,2026,5.4,52.3", "Regel 2 .* Friesland is geen provincie"),
        (
            "GM0050,Zeewolde,Flevoland,veel,2026,5.4,52.3",
            "Regel 2 .* population moet een getal zijn, er staat veel",
        ),
    ],
)
def test_a_line_that_is_wrong_is_named(write_csv: Callable[..., Path], row: str, says: str) -> None:
    with pytest.raises(DomainError, match=says):
        files.read_municipalities(write_csv("lijst.csv", COLUMNS, row))


def test_a_code_that_stands_there_twice_is_named(write_csv: Callable[..., Path]) -> None:
    row = "GM0050,Zeewolde,Flevoland,24610,2026,5.4,52.3"
    with pytest.raises(DomainError, match="Regel 3 .* GM0050 staat er al"):
        files.read_municipalities(write_csv("lijst.csv", COLUMNS, row, row))


def test_columns_that_are_missing_are_named(write_csv: Callable[..., Path]) -> None:
    with pytest.raises(DomainError, match=r"ontbreken deze kolommen: province, lon, lat"):
        files.read_municipalities(write_csv("lijst.csv", "code,name,population,population_year"))


# --- the command --------------------------------------------------------------------------------------


def test_the_command_tells_in_dutch_what_it_did(db: None, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("load_municipalities")
    call_command("load_municipalities")
    first, second = capsys.readouterr().out.splitlines()
    assert first.startswith("Gemeenten 2026: 342 in het bestand. 342 nieuw, 0 bijgewerkt")
    assert second == "Gemeenten 2026: 342 in het bestand. Alles stond er al."


def test_the_command_takes_a_list_of_one_s_own_with_changes(
    gemeenten: loading.Summary,
    next_year: list[files.Entry],
    write_csv: Callable[..., Path],
    capsys: pytest.CaptureFixture[str],
) -> None:
    rows = [",".join(map(str, vars(e).values())) for e in without(next_year, "Nuenen, Gerwen en Nederwetten")]
    lijst = write_csv("municipalities-2027.csv", COLUMNS, *rows)
    changes = write_csv("changes.csv", MERGER, "GM0279,GM0203,2027-01-01", "GM0820,GM0772,2027-01-01")
    with pytest.raises(CommandError, match=r"GM0279 \(Scherpenzeel\), GM0820 \(Nuenen"):
        call_command("load_municipalities", file=lijst)
    call_command("load_municipalities", file=lijst, changes=changes)
    assert "340 bijgewerkt, 2 opgegaan in een andere" in capsys.readouterr().out


def test_the_command_says_when_a_file_is_not_there(db: None, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="is niet te lezen"):
        call_command("load_municipalities", file=tmp_path / "weg.csv")
