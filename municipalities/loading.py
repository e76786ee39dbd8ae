"""What changes when a year's list of gemeenten is loaded?

A file holds every gemeente of one year. What is the same stays untouched, new figures replace old ones, and a
gemeente that is no longer in the file has merged: it stays readable and leads to what it became. Names are only
added, so that people keep finding a gemeente under an old one.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from contacts.models import Organisation, Side
from municipalities.files import Change, Entry
from municipalities.models import Alias, Municipality
from municipalities.names import search_key
from municipalities.querysets import CBS_CODE
from samenspel.errors import DomainError

FIGURES = ("province", "population", "population_year", "lon", "lat", "valid_until", "succeeded_by")


@dataclass
class Summary:
    year: int
    in_file: int
    added: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    merged: list[str] = field(default_factory=list)
    names_added: int = 0

    def __str__(self) -> str:
        sentences = [
            _("Gemeenten %(year)s: %(count)s in het bestand.") % {"year": self.year, "count": self.in_file},
            _("%(added)s nieuw, %(updated)s bijgewerkt, %(merged)s opgegaan in een andere.")
            % {"added": len(self.added), "updated": len(self.updated), "merged": len(self.merged)},
            _("%(names)s namen erbij.") % {"names": self.names_added},
        ]
        if not (self.added or self.updated or self.merged or self.names_added):
            sentences[1:] = [_("Alles stond er al.")]
        return " ".join(sentences)


@transaction.atomic
def load(
    entries: Sequence[Entry],
    *,
    aliases: Iterable[tuple[str, str]] = (),
    changes: Iterable[Change] = (),
    year: int | None = None,
) -> Summary:
    """Makes the gemeenten as they are in `year`; a second time with the same files it writes nothing."""
    if not entries:
        raise DomainError(_("Er staan geen gemeenten in het bestand."))
    year = year or max(entry.population_year for entry in entries)
    present = {m.code: m for m in Municipality.objects.select_related("organisation")}
    _refuse_older(entries, present)
    summary = Summary(year=year, in_file=len(entries))
    became = _changes_by_code(changes, entries, present)
    _refuse_unexplained(entries, present, became, year)

    _add([entry for entry in entries if entry.code not in present], present, summary)
    _update(entries, present, summary)
    _merge(became, present, year, summary)
    _add_names(_names(entries, aliases, became, present), summary)
    return summary


def _refuse_older(entries: Sequence[Entry], present: Mapping[str, Municipality]) -> None:
    newest = max((m.population_year for m in present.values()), default=0)
    offered = max(entry.population_year for entry in entries)
    if offered < newest:
        raise DomainError(
            _(
                "Dit bestand heeft cijfers van %(offered)s, maar die van %(newest)s staan er al. Er is niets veranderd."
            )
            % {"offered": offered, "newest": newest}
        )


def _changes_by_code(
    changes: Iterable[Change], entries: Sequence[Entry], present: Mapping[str, Municipality]
) -> dict[str, list[Change]]:
    """Only what is about gemeenten we have; one that was divided has several successors, the main one first."""
    current = {entry.code for entry in entries}
    became: dict[str, list[Change]] = {}
    for change in changes:
        if change.old_code in current:
            raise DomainError(
                _("%(code)s gaat volgens de wijzigingen ergens in op, maar staat nog in het bestand.")
                % {"code": change.old_code}
            )
        if change.new_code not in current and change.new_code not in present:
            raise DomainError(
                _("%(old)s gaat op in %(new)s, maar die code kennen we niet. Kijk de wijzigingen na.")
                % {"old": change.old_code, "new": change.new_code}
            )
        if change.old_code in present:
            became.setdefault(change.old_code, []).append(change)
    for code in became:
        _last_code(code, became, present)
    return became


def _last_code(code: str, became: Mapping[str, list[Change]], present: Mapping[str, Municipality]) -> str:
    """Where a chain of mergers ends: A became B, and B became C."""
    seen = {code}
    while True:
        if code in became:
            code = became[code][0].new_code
        elif code in present and (next_one := present[code].succeeded_by_id):
            code = next(m.code for m in present.values() if m.pk == next_one)
        else:
            return code
        if code in seen:
            raise DomainError(_("De wijzigingen lopen in een kring bij %(code)s.") % {"code": code})
        seen.add(code)


def _refuse_unexplained(
    entries: Sequence[Entry],
    present: Mapping[str, Municipality],
    became: Mapping[str, list[Change]],
    year: int,
) -> None:
    """A code of our own making (demonstration data) is never in the file and is left alone."""
    codes = {entry.code for entry in entries}
    unexplained = [
        m
        for m in present.values()
        if m.valid_until is None
        and m.code not in codes
        and m.code not in became
        and CBS_CODE.fullmatch(m.code)
    ]
    if not unexplained:
        return
    names = ", ".join(f"{m.code} ({m})" for m in sorted(unexplained, key=lambda m: m.code))
    raise DomainError(
        _(
            "Deze gemeenten staan niet meer in het bestand: %(names)s. "
            "Schrijf in een bestand waar ze in opgingen, met de kolommen old_code,new_code,date "
            "(bijvoorbeeld %(example)s,GM0000,%(year)s-01-01), en geef het mee met --changes. "
            "Er is niets veranderd."
        )
        % {"names": names, "example": unexplained[0].code, "year": year}
    )


def _add(entries: Sequence[Entry], present: dict[str, Municipality], summary: Summary) -> None:
    organisations = Organisation.objects.bulk_create(
        Organisation(kind=Side.MUNICIPALITY, name=entry.name, short_name="de gemeente", place=entry.name)
        for entry in entries
    )
    added = Municipality.objects.bulk_create(
        Municipality(
            organisation=organisation,
            code=entry.code,
            province=entry.province,
            population=entry.population,
            population_year=entry.population_year,
            lon=entry.lon,
            lat=entry.lat,
        )
        for organisation, entry in zip(organisations, entries, strict=True)
    )
    present.update({m.code: m for m in added})
    summary.added = [m.code for m in added]


def _update(entries: Sequence[Entry], present: Mapping[str, Municipality], summary: Summary) -> None:
    """New figures, another name, and a gemeente that turns out to exist after all."""
    changed, renamed = [], []
    for entry in entries:
        municipality = present[entry.code]
        figures = {
            "province": entry.province,
            "population": entry.population,
            "population_year": entry.population_year,
            "lon": entry.lon,
            "lat": entry.lat,
            "valid_until": None,
            "succeeded_by_id": None,
        }
        if any(getattr(municipality, name) != value for name, value in figures.items()):
            for name, value in figures.items():
                setattr(municipality, name, value)
            changed.append(municipality)
        organisation = municipality.organisation
        if (organisation.name, organisation.ended_on) != (entry.name, None):
            organisation.name = organisation.place = entry.name
            organisation.ended_on = None
            renamed.append(municipality)
    if changed:
        Municipality.objects.bulk_update(changed, FIGURES)
    if renamed:
        Organisation.objects.bulk_update([m.organisation for m in renamed], ["name", "place", "ended_on"])
    summary.updated = sorted({m.code for m in (*changed, *renamed)})


def _merge(
    became: Mapping[str, list[Change]], present: Mapping[str, Municipality], year: int, summary: Summary
) -> None:
    ended = []
    for code, changes in became.items():
        old, main = present[code], changes[0]
        last_day = (main.on or date(year, 1, 1)) - timedelta(days=1)
        successor = present[main.new_code]
        if (old.valid_until, old.succeeded_by_id) != (last_day, successor.pk):
            old.valid_until = old.organisation.ended_on = last_day
            old.succeeded_by = successor
            ended.append(old)
    if ended:
        Municipality.objects.bulk_update(ended, ["valid_until", "succeeded_by"])
        Organisation.objects.bulk_update([m.organisation for m in ended], ["ended_on"])
    summary.merged = [m.code for m in ended]


def _names(
    entries: Sequence[Entry],
    aliases: Iterable[tuple[str, str]],
    became: Mapping[str, list[Change]],
    present: Mapping[str, Municipality],
) -> list[tuple[str, Municipality]]:
    """Each name with the gemeente it leads to; names of a merged gemeente lead to its successors as well."""
    names = [(entry.name, present[entry.code]) for entry in entries]
    for alias, code in aliases:
        if code not in present:
            raise DomainError(
                _("De naam %(name)s hoort bij %(code)s, maar die code kennen we niet.")
                % {"name": alias, "code": code}
            )
        names.append((alias, present[code]))
        last = _last_code(code, became, present)
        if last != code:
            names.append((alias, present[last]))
    if became:
        heirs = {
            present[code].pk: [_last_code(change.new_code, became, present) for change in changes]
            for code, changes in became.items()
        }
        for inherited in Alias.objects.filter(municipality__in=heirs):
            names += [(inherited.name, present[heir]) for heir in heirs[inherited.municipality_id]]
    return names


def _add_names(names: Iterable[tuple[str, Municipality]], summary: Summary) -> None:
    known = {(a.municipality_id, a.key): a for a in Alias.objects.all()}
    new, respelled = [], []
    for name, municipality in names:
        key = (municipality.pk, search_key(name))
        alias = known.get(key)
        if alias is None:
            known[key] = alias = Alias(name=name, key=key[1], municipality=municipality)
            new.append(alias)
        elif name == municipality.organisation.name != alias.name:
            alias.name = name
            respelled.append(alias)
    if new:
        Alias.objects.bulk_create(new)
    if respelled:
        Alias.objects.bulk_update(respelled, ["name"])
    summary.names_added = len(new)
