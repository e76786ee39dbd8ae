"""How does someone get an account: who was invited to which function, and is this link still good?"""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import structlog
from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from accounts.models import User
from contacts import roster
from contacts.models import Access, Function, Invitation, Person
from samenspel.errors import DomainError

log = structlog.get_logger(__name__)
TOKEN_BYTES = 32
PER_HOUR = 50  # invitations by one person


class InvitationClosed(DomainError):
    """Used, expired, withdrawn or never made: for whoever holds the link these are the same."""


class SignInFirst(DomainError):
    """The address already has an account: only its owner may accept."""


@dataclass(frozen=True)
class Token:
    """The secret of one link. `proof` is added only in the mail, so who brings it read that mailbox."""

    value: str

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.value.encode()).hexdigest()

    @property
    def proof(self) -> str:
        return salted_hmac("contacts.invitation.mailbox", self.value, algorithm="sha256").hexdigest()[:32]

    @property
    def link(self) -> str:
        return settings.SITE_URL + reverse("contacts:invitation", args=[self.value])

    @property
    def mailed_link(self) -> str:
        return f"{self.link}?post={self.proof}"

    def proves(self, proof: str) -> bool:
        return constant_time_compare(self.proof, proof)


@transaction.atomic
def invite(function: Function, email: str, by: Person) -> tuple[Invitation, str]:
    """An invitation and its link. The link exists only here: the database keeps a digest of it."""
    email = email.strip().lower()
    if _mailbox(email) in _mailboxes_of(by) and not _administers(by, function):
        raise DomainError(
            _("Dit is je eigen adres. Nodig iemand van de organisatie zelf uit."), field="email"
        )
    _refuse_if_not_needed(function, by)
    withdraw_open(function)
    token = Token(secrets.token_urlsafe(TOKEN_BYTES))
    invitation = Invitation.objects.create(
        function=function,
        email=email,
        token_hash=token.digest,
        invited_by=by,
        expires_at=timezone.now() + timedelta(days=settings.INVITATION_DAYS),
    )
    if not function.person.email:
        Person.objects.filter(pk=function.person_id).update(email=email)
        function.person.email = email
    log.info("invited", invitation=str(invitation.uuid), by=str(by.uuid))
    return invitation, token.link


def _administers(person: Person, function: Function) -> bool:
    return roster.coordinators(function.organisation).filter(person=person.pk).exists()


def _mailboxes_of(person: Person) -> set[str]:
    """Every address at which this person reads mail, as far as we know."""
    known = [person.email]
    if person.user:
        known.append(person.user.email)
        known += EmailAddress.objects.filter(user=person.user).values_list("email", flat=True)
    return {_mailbox(address) for address in known if address}


def _mailbox(address: str) -> str:
    """marit+buurt@example.org lands in the same mailbox as marit@example.org."""
    name, at, domain = address.strip().lower().partition("@")
    return f"{name.partition('+')[0]}{at}{domain}"


def _refuse_if_not_needed(function: Function, by: Person) -> None:
    if function.ends_on and function.ends_on < timezone.localdate():
        raise DomainError(_("Deze functie is beëindigd. Geef eerst een nieuwe functie."))
    if function.access == Access.NONE:
        raise DomainError(_("Deze functie heeft geen toegang. Kies eerst welke toegang erbij hoort."))
    if function.person.user_id:
        raise DomainError(_("%(name)s heeft al een account.") % {"name": function.person.name})
    an_hour_ago = timezone.now() - timedelta(hours=1)
    if Invitation.objects.filter(invited_by=by, created_at__gt=an_hour_ago).count() >= PER_HOUR:
        raise DomainError(
            _("Je nodigde dit uur al %(count)d keer iemand uit. Ga over een uur verder.")
            % {"count": PER_HOUR}
        )


@transaction.atomic
def withdraw_invitation(invitation: Invitation, by: Person | None) -> None:
    changed = Invitation.objects.open().filter(pk=invitation.pk).update(withdrawn_at=timezone.now())
    if not changed:
        raise DomainError(_("Deze uitnodiging is al gebruikt of verlopen. Er is niets veranderd."))
    log.info("invitation_withdrawn", invitation=str(invitation.uuid), by=str(by.uuid) if by else "")


def withdraw_open(function: Function) -> None:
    Invitation.objects.open().filter(function=function).update(withdrawn_at=timezone.now())


def find_open(token: str) -> Invitation:
    """Reading an invitation uses nothing up."""
    invitations = Invitation.objects.open().filter(token_hash=Token(token).digest)
    invitation = invitations.select_related(
        "function__organisation", "function__person", "invited_by"
    ).first()
    today = timezone.localdate()
    if invitation is None or (invitation.function.ends_on and invitation.function.ends_on < today):
        raise InvitationClosed(_("Deze uitnodiging werkt niet meer."))
    return invitation


def was_accepted_by(user: Any, token: str) -> bool:
    """Whether this link opened a function of hers: then she is in, and it has nothing more to do."""
    used = Invitation.objects.filter(token_hash=Token(token).digest, used_at__isnull=False)
    return user.is_authenticated and used.filter(function__person__user=user).exists()


def owner_of(invitation: Invitation) -> User | None:
    """Who already has an account with this address."""
    return User.objects.filter(email__iexact=invitation.email).first()


@transaction.atomic
def accept_invitation(token: str, *, password: str | None = None, user: Any = None, proof: str = "") -> User:
    """Links the function to the account of that address, and makes the account when there is none.

    `user` is who is signed in now. An address that has an account can be linked by its owner only, so a link in
    the wrong hands opens nothing that somebody else has.
    """
    invitation = find_open(token)
    # Taken first, so that of two who press at once the second waits and finds it used; a refusal gives it back.
    if not Invitation.objects.open().filter(pk=invitation.pk).update(used_at=timezone.now()):
        raise InvitationClosed(_("Deze uitnodiging werkt niet meer."))
    owner = owner_of(invitation)
    if user is not None and user.email.lower() != invitation.email.lower():
        raise SignInFirst(_("Deze uitnodiging is voor een ander adres. Meld je eerst af."))
    if owner is not None and owner.pk == invitation.invited_by.user_id:
        _refuse_own_place(invitation)
    if owner is None:
        owner = _new_user(invitation, password, proven=Token(token).proves(proof))
    elif not owner.is_active:
        raise DomainError(_("Dit account is gesloten. Vraag de beheerder om hulp."))
    elif user is None or user.pk != owner.pk:
        raise SignInFirst(_("Dit adres heeft al een account. Meld je daarmee aan en neem dan aan."))
    _link(invitation.function, owner)
    log.info("invitation_accepted", invitation=str(invitation.uuid))
    return owner


def _refuse_own_place(invitation: Invitation) -> None:
    """Whoever keeps a file for all sides takes no side in it by her own invitation."""
    if not _administers(invitation.invited_by, invitation.function):
        raise DomainError(_("Je nodigde jezelf uit. Vraag iemand van de organisatie zelf om dat te doen."))


def _new_user(invitation: Invitation, password: str | None, *, proven: bool) -> User:
    if password is not None:
        try:
            validate_password(password, User(email=invitation.email))
        except ValidationError as weak:
            raise DomainError(" ".join(weak.messages), field="password") from weak
    user = User.objects.create_user(invitation.email, password)
    if proven:
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def _link(function: Function, user: User) -> None:
    """One user is one person: a function made under another row of the same person moves to hers."""
    listed, known = function.person, Person.objects.filter(user=user).first()
    if known is None and listed.user_id is None:
        Person.objects.filter(pk=listed.pk).update(user=user, email=user.email)
        return
    known = known or Person.objects.create(name=listed.name, email=user.email, user=user)
    if known.pk != listed.pk:
        Function.objects.filter(pk=function.pk).update(person=known)
        if not _is_mentioned(listed):
            listed.delete()


def _is_mentioned(person: Person) -> bool:
    """Whether any row anywhere still names this person."""
    for field in Person._meta.get_fields(include_hidden=True):
        if isinstance(field, models.ForeignObjectRel):
            rows = field.related_model._default_manager.filter(**{field.field.name: person})
            if rows.exists():
                return True
    return False
