"""What changes the roster: who holds which function, with which access, and until when?"""

from datetime import date, timedelta

import structlog
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actions import end_sessions
from accounts.models import User
from contacts import roster
from contacts.invitations import accept_invitation, invite, withdraw_invitation, withdraw_open
from contacts.models import Access, Function, Invitation, Organisation, Person
from contacts.outdated import outdated
from samenspel.errors import DomainError
from samenspel.plugged import plugged

__all__ = [
    "accept_invitation",
    "add_function",
    "change_access",
    "change_details",
    "choose_words",
    "end_function",
    "erase_person",
    "forget_outdated",
    "invite",
    "withdraw_invitation",
]
log = structlog.get_logger(__name__)


@transaction.atomic
def add_function(
    organisation: Organisation,
    *,
    name: str,
    email: str = "",
    kind: str,
    title: str = "",
    department: str = "",
    access: str = Access.READ,
    starts_on: date,
    by: Person | None,
) -> Function:
    """Puts someone on the roster; a colleague who is already there by that address gets a second function."""
    _one_at_a_time(organisation)
    email = email.strip().lower()
    person = _colleague(organisation, name, email)
    if person is None:
        person = Person.objects.create(name=name, email=email)
    elif person.functions.filter(organisation=organisation, kind=kind, ends_on__isnull=True).exists():
        raise DomainError(
            _("%(name)s heeft deze functie al. Kies een andere functie, of pas de toegang aan.")
            % {"name": person.name},
            field="kind",
        )
    function = Function.objects.create(
        person=person,
        organisation=organisation,
        kind=kind,
        title=title,
        department=department,
        access=access,
        starts_on=starts_on,
    )
    _tell("function_added", function, by)
    return function


def _colleague(organisation: Organisation, name: str, email: str) -> Person | None:
    """Someone of this very organisation: by address, or by name when neither has an address."""
    known = Person.objects.filter(functions__organisation=organisation, erased_at__isnull=True)
    known = known.filter(email__iexact=email) if email else known.filter(email="", name__iexact=name)
    return known.first()


@transaction.atomic
def change_access(function: Function, access: str, by: Person | None) -> None:
    _one_at_a_time(function.organisation)
    _refuse_when_ended(function)
    if access != Access.COORDINATE:
        _keep_a_coordinator(function, timezone.localdate())
    Function.objects.filter(pk=function.pk).update(access=access)
    function.access = access
    if access == Access.NONE:
        withdraw_open(function)
        _end_sessions_without_access(function.person)
    _tell("access_changed", function, by)


@transaction.atomic
def end_function(function: Function, ends_on: date, by: Person | None) -> None:
    """`ends_on` is the last day with access; a day in the past ends it at the next request."""
    _one_at_a_time(function.organisation)
    _refuse_when_ended(function)
    _keep_a_coordinator(function, ends_on + timedelta(days=1))
    _end(function, ends_on)
    _end_sessions_without_access(function.person)
    _tell("function_ended", function, by)


def _refuse_when_ended(function: Function) -> None:
    never_began = function.access == Access.NONE and function.ends_on == function.starts_on  # see `_end`
    if function.ends_on and (never_began or function.ends_on < timezone.localdate()):
        raise DomainError(_("Deze functie is al beëindigd. Er is niets veranderd."))


def _end(function: Function, ends_on: date) -> None:
    if ends_on < function.starts_on:  # it never gave access, so it keeps one day, without access
        function.ends_on, function.access = function.starts_on, Access.NONE
    else:
        function.ends_on = ends_on
    Function.objects.filter(pk=function.pk).update(ends_on=function.ends_on, access=function.access)
    if function.ends_on < timezone.localdate() or function.access == Access.NONE:
        withdraw_open(function)


def _keep_a_coordinator(function: Function, on: date) -> None:
    """An organisation that somebody administers keeps somebody who does."""
    organisation = function.organisation
    administers = roster.coordinators(organisation).filter(pk=function.pk).exists()
    if not administers or organisation.ended_on:
        return
    # Somebody whose own last day is known already does not count: then nobody would be left after her.
    others = roster.coordinators(organisation, on).exclude(pk=function.pk)
    if not others.filter(ends_on=None).exists():
        raise DomainError(
            _(
                "%(name)s is de laatste die %(organisation)s beheert. Geef eerst iemand anders de toegang “beheren”."
            )
            % {"name": function.person.name, "organisation": organisation.name}
        )


def _end_sessions_without_access(person: Person) -> None:
    user = person.user
    if user and not user.is_administrator and not Function.objects.of_user(user).exists():
        end_sessions(user)


@transaction.atomic
def change_details(person: Person, *, name: str, phone: str, wants_mail: bool) -> None:
    details = {"name": name, "phone": phone, "wants_mail": wants_mail}
    Person.objects.filter(pk=person.pk, erased_at__isnull=True).update(**details)
    person.name, person.phone, person.wants_mail = name, phone, wants_mail


def choose_words(person: Person, words: str) -> None:
    """In which set of words she reads the plan, on every device; empty: those of the stappenplan."""
    Person.objects.filter(pk=person.pk, erased_at__isnull=True).update(words=words)
    person.words = words


@transaction.atomic
def erase_person(person: Person, by: Person | None) -> None:
    """Takes away who this was. Functions keep their dates, so that the history still adds up."""
    today, yesterday = timezone.localdate(), timezone.localdate() - timedelta(days=1)
    for function in person.functions.exclude(ends_on__lt=today):
        _end(function, yesterday)
    Invitation.objects.filter(function__person=person).update(email="")
    if person.email:
        Invitation.objects.filter(email__iexact=person.email).update(email="")
    if person.user:
        _erase_user(person.user)
    _erase_admin_log(person)
    for blank_words_of in plugged("WORDS_TO_BLANK"):
        blank_words_of(person)
    Person.objects.filter(pk=person.pk).update(
        name=_("Gewiste persoon"), email="", phone="", words="", erased_at=timezone.now()
    )
    person.refresh_from_db()
    log.info("person_erased", person=str(person.uuid), by=str(by.uuid) if by else "")


@transaction.atomic
def forget_outdated() -> dict[str, int]:
    """What was kept long enough goes. Her name stays where files name her, and who comes back gets a new account."""
    found = outdated()
    counts = found.counts()
    for user in User.objects.filter(person__in=found.accounts).select_related("person"):
        _erase_user(user)
        _erase_admin_log(user.person)
        Person.objects.filter(pk=user.person.pk).update(user=None)
    Person.objects.filter(pk__in=list(found.phones.values_list("pk", flat=True))).update(phone="")
    found.invitations.update(email="")
    if any(counts.values()):
        log.info("outdated_forgotten", **counts)
    return counts


def _erase_user(user: User) -> None:
    EmailAddress.objects.filter(user=user).delete()
    SocialAccount.objects.filter(user=user).delete()
    user.email, user.is_active, user.is_administrator = f"{user.uuid}@gewist.invalid", False, False
    user.set_unusable_password()
    user.save(update_fields=["email", "is_active", "is_administrator", "password"])
    end_sessions(user)


def _erase_admin_log(person: Person) -> None:
    """The administration's own log names whatever was edited."""
    rows = [person, *person.functions.all(), *Invitation.objects.filter(function__person=person)]
    for row in [*rows, person.user] if person.user else rows:
        kind = ContentType.objects.get_for_model(row)
        LogEntry.objects.filter(content_type=kind, object_id=str(row.pk)).update(
            object_repr="", change_message=""
        )


def _one_at_a_time(organisation: Organisation) -> None:
    """A write to the organisation's row makes changes to one roster wait for each other, on every database."""
    Organisation.objects.filter(pk=organisation.pk).update(kind=F("kind"))


def _tell(event: str, function: Function, by: Person | None) -> None:
    log.info(event, function=str(function.uuid), access=function.access, by=str(by.uuid) if by else "")
