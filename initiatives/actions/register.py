"""What happens when an initiative is registered, and when its facts change?"""

from dataclasses import asdict, dataclass, replace
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from contacts.models import Function, Organisation, Person, Side
from initiatives.actions.fitting import fit_plan, planned, told
from initiatives.history import timeline
from initiatives.models import (
    Assignment,
    Collaboration,
    Initiative,
    Participation,
    PhasePeriod,
    PlanFormat,
    PlanItem,
)
from initiatives.plan.fitting import kind_of
from initiatives.terms import (
    Aim,
    EventKind,
    Experience,
    ItemKind,
    LegalForm,
    Phase,
    Role,
    Status,
    Technique,
    Ties,
    WantedRole,
    WorksFor,
)
from municipalities.models import Municipality
from municipalities.names import search_key
from samenspel.errors import DomainError, StaleRevision
from samenspel.frozen import Moment


@dataclass(frozen=True)
class Facts:
    """What both sides know about an initiative and its neighbourhood."""

    area_name: str
    legal_form: LegalForm
    ambition: str
    technique: Technique
    wanted_role: WantedRole
    aim: Aim
    experience: Experience
    ties: Ties


@dataclass(frozen=True)
class Profile:
    """What registering asks: no more than this. The rest of the facts can wait."""

    name: str
    area_name: str
    legal_form: LegalForm
    ambition: str
    technique: Technique
    wanted_role: WantedRole
    phase: Phase = Phase.STARTUP
    phase_reason: str = ""


@transaction.atomic
def register(
    municipality: Municipality,
    profile: Profile,
    *,
    by_function: Function,
    initiative: Initiative | None = None,
    predecessor: Collaboration | None = None,
    uuid: UUID | None = None,
    plan_format: PlanFormat | None = None,
) -> Collaboration:
    """Opens the file of an initiative with its gemeente; `by_function` is the function of who registers.

    A coach takes her own seat, an ambtenaar and a member sit at theirs. `initiative`: an existing one.
    `predecessor`: the file that ended, and goes on in this one.
    `uuid`: the file's own, known beforehand, so that one form sent twice makes one file. `plan_format`: an
    earlier stappenplan than the newest.
    """
    by, organisation = by_function.person, by_function.organisation
    initiative = initiative or _find_or_make_initiative(municipality, profile, by_function)
    _refuse_double(initiative, municipality, profile)
    if profile.phase != Phase.STARTUP and not profile.phase_reason.strip():
        raise DomainError(
            _("Schrijf kort op waarom jullie in een latere fase beginnen."), field="phase_reason"
        )
    today = timezone.localdate()
    try:
        with transaction.atomic():
            collaboration = Collaboration.objects.create(
                uuid=uuid or uuid4(),
                initiative=initiative,
                municipality=municipality,
                area_name=profile.area_name.strip(),
                phase=profile.phase,
                plan_format=plan_format or current_plan_format(),
                predecessor=predecessor,
                ties=_ties(initiative, municipality),
                search=search_text(initiative, municipality, profile.area_name),
            )
    except IntegrityError as clash:
        raise _already_there() from clash
    _seat_parties(collaboration, organisation, by_function)
    PhasePeriod.objects.create(
        collaboration=collaboration, phase=profile.phase, starts_on=today, reason=profile.phase_reason.strip()
    )
    left_out = copy_plan(collaboration)
    timeline.record(
        collaboration,
        EventKind.OPENED,
        by=by,
        organisation=organisation,
        subject=collaboration,
        payload={"phase": profile.phase, "municipality": municipality.code, "not_fitting": left_out},
        holds=[Moment(collaboration.plan_format, "used")],
    )
    return collaboration


@transaction.atomic
def change_profile(
    collaboration: Collaboration, facts: Facts, *, revision: int, by: Person, seat: Participation
) -> Collaboration:
    """New facts, unless somebody else saved first; the same facts again change nothing."""
    current = Collaboration.objects.with_parties().get(pk=collaboration.pk)
    facts = replace(facts, area_name=facts.area_name.strip(), ambition=facts.ambition.strip())
    before, after = asdict(facts_of(current)), asdict(facts)
    changed = [name for name in after if before[name] != after[name]]
    if not changed:
        return current
    _save_facts(current, facts, revision)
    timeline.record(
        current,
        EventKind.PROFILE_CHANGED,
        by=by,
        organisation=seat.organisation,
        subject=current,
        payload={"fields": changed, **told(fit_plan(current, kind_of(current, facts)))},
    )
    _fit_other_files(current, facts)
    return current


def _fit_other_files(current: Collaboration, facts: Facts) -> None:
    """The same initiative may run in more places: each plan follows, and each timeline says so, without who."""
    for file in current.initiative.collaborations.running().exclude(pk=current.pk):
        changes = told(fit_plan(file, kind_of(file, replace(facts, ties=Ties(file.ties)))))
        if changes:
            initiative = current.initiative.organisation
            timeline.record(
                file,
                EventKind.PROFILE_CHANGED,
                by=None,
                organisation=initiative,
                subject=file,
                payload=changes,
            )


def facts_of(collaboration: Collaboration) -> Facts:
    about = collaboration.initiative
    return Facts(
        area_name=collaboration.area_name,
        legal_form=LegalForm(about.legal_form),
        ambition=about.ambition,
        technique=Technique(about.technique),
        wanted_role=WantedRole(about.wanted_role),
        aim=Aim(about.aim),
        experience=Experience(about.experience),
        ties=Ties(collaboration.ties),
    )


def _save_facts(current: Collaboration, facts: Facts, revision: int) -> None:
    search = search_text(current.initiative, current.municipality, facts.area_name)
    try:
        with transaction.atomic():
            saved = Collaboration.objects.filter(pk=current.pk, revision=revision).update(
                area_name=facts.area_name, ties=facts.ties, search=search, revision=F("revision") + 1
            )
    except IntegrityError as clash:
        raise DomainError(
            _("Dit initiatief heeft in deze buurt al een ander dossier. Kies een andere naam."),
            field="area_name",
        ) from clash
    if not saved:
        raise StaleRevision(_("Iemand anders wijzigde dit net voor je. Er is niets kwijt."), current=current)
    about = {name: value for name, value in asdict(facts).items() if name not in ("area_name", "ties")}
    Initiative.objects.filter(pk=current.initiative_id).update(**about)
    # The same initiative in another file: who is writing there sees that these facts changed.
    current.initiative.collaborations.exclude(pk=current.pk).update(revision=F("revision") + 1)


def current_plan_format() -> PlanFormat:
    """The newest published stappenplan; running collaborations keep theirs."""
    newest = PlanFormat.objects.filter(published_at__isnull=False).order_by("-number").first()
    if newest is None:
        raise DomainError(_("Het stappenplan is nog niet geladen. Vraag de beheerder om dat te doen."))
    return newest


def copy_plan(collaboration: Collaboration) -> int:
    """Gives the file its own plan. Returns how much of the stappenplan does not fit and was left out."""
    items = collaboration.plan_format.items.filter(kind__in=[ItemKind.GOAL, ItemKind.ACTIVITY])
    kind = kind_of(collaboration)
    plan = [planned(collaboration, item, kind) for item in items]
    PlanItem.objects.bulk_create(plan)
    return sum(item.left_out for item in plan)


def _ties(initiative: Initiative, municipality: Municipality) -> Ties:
    """Whoever has a file with this gemeente already, worked with it before; of others nobody knows yet."""
    before = initiative.collaborations.filter(municipality=municipality).exists()
    return Ties.EARLIER if before else Ties.UNKNOWN


def search_text(initiative: Initiative, municipality: Municipality, area_name: str) -> str:
    words = [
        initiative.organisation.name,
        area_name,
        municipality.organisation.name,
        initiative.organisation.place,
    ]
    return " ".join(search_key(word) for word in words)[:500]


def _find_or_make_initiative(
    municipality: Municipality, profile: Profile, by_function: Function
) -> Initiative:
    if by_function.organisation.kind == Side.INITIATIVE:
        organisation = by_function.organisation
        initiative, _made = Initiative.objects.get_or_create(
            organisation=organisation, defaults=_initiative_fields(profile)
        )
        return initiative
    organisation = Organisation.objects.create(
        kind=Side.INITIATIVE, name=profile.name.strip(), place=municipality.organisation.place
    )
    return Initiative.objects.create(organisation=organisation, **_initiative_fields(profile))


def _initiative_fields(profile: Profile) -> dict[str, str]:
    return {
        "legal_form": profile.legal_form,
        "ambition": profile.ambition.strip(),
        "technique": profile.technique,
        "wanted_role": profile.wanted_role,
    }


def _refuse_double(initiative: Initiative, municipality: Municipality, profile: Profile) -> None:
    """The same name in the same gemeente and area is the same initiative: one file, not two."""
    same = Collaboration.objects.filter(
        municipality=municipality,
        area_name__iexact=profile.area_name.strip(),
        initiative__organisation__name__iexact=initiative.organisation.name,
        status__in=[Status.ACTIVE, Status.PAUSED],
    )
    if same.exists():
        raise _already_there()


def _already_there() -> DomainError:
    return DomainError(
        _(
            "Dit initiatief heeft hier al een dossier. Zie je het niet? Vraag de coördinator om je toegang te geven."
        ),
        field="name",
    )


def _seat_parties(collaboration: Collaboration, organisation: Organisation, by_function: Function) -> None:
    today = timezone.localdate()
    seats = [
        (collaboration.municipality.organisation, Side.MUNICIPALITY),
        (collaboration.initiative.organisation, Side.INITIATIVE),
    ]
    if organisation.kind == Side.SUPPORT:
        seats.append((organisation, Side.SUPPORT))
    for party, side in seats:
        participation = Participation.objects.create(
            collaboration=collaboration, organisation=party, side=side, starts_on=today
        )
        if side == Side.SUPPORT:
            Assignment.objects.create(
                participation=participation,
                function=by_function,
                role=Role.COACH,
                works_for=WorksFor.BOTH,
                starts_on=today,
            )
