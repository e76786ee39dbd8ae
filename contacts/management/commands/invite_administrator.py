"""Who runs this instance? The first administrator is made here, since nobody can sign up."""

from typing import Any

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from contacts.models import Person


class Command(BaseCommand):
    help = (
        "Maakt een beheerder met dit e-mailadres, of maakt een bestaand account beheerder. "
        "Toont een link om een wachtwoord te kiezen; met een werkende mailserver is een code genoeg. "
        "Eerste keer inrichten: 1. invite_administrator JIJ@GEMEENTE.NL  "
        "2. make_organisation NAAM --kind support --coordinator NAAM --email ADRES  "
        "3. de coördinator opent de link en nodigt de anderen uit."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--name", default="", help="de naam van de beheerder (anders: het e-mailadres)")

    @transaction.atomic
    def handle(self, *args: Any, email: str, name: str, **options: Any) -> None:
        email = email.strip().lower()
        try:
            validate_email(email)
        except ValidationError as wrong:
            raise CommandError(_("Dit is geen e-mailadres: %s") % email) from wrong
        user = User.objects.filter(email__iexact=email).first() or User.objects.create_user(email)
        user.is_active = user.is_administrator = True
        user.save(update_fields=["is_active", "is_administrator"])
        if not Person.objects.filter(user=user).exists():
            Person.objects.create(name=name or email, email=email, user=user)
        key = {"uidb36": user_pk_to_url_str(user), "key": default_token_generator.make_token(user)}
        path = reverse("account_reset_password_from_key", kwargs=key)
        self.stdout.write(_("Beheerder: %s") % email)
        self.stdout.write(_("Kies een wachtwoord (de link werkt één keer): %s") % (settings.SITE_URL + path))
