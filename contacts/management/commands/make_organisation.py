"""Which organisation starts here, and who is the first to invite the others?"""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from contacts import actions
from contacts.models import Access, FunctionKind, Organisation, Person, Side
from samenspel.errors import DomainError
from samenspel.provinces import PROVINCES


class Command(BaseCommand):
    help = (
        "Maakt een organisatie, of neemt de bestaande met die naam en soort, en nodigt haar eerste coördinator uit. "
        "Toont de link van de uitnodiging. Maak eerst een beheerder met invite_administrator."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", help="de naam van de organisatie")
        parser.add_argument("--kind", choices=Side.values, required=True, help="de soort organisatie")
        parser.add_argument("--place", default="", help="de plaats")
        parser.add_argument(
            "--province",
            choices=PROVINCES,
            default="",
            help="de provincie die zij overziet, als zij dat doet",
        )
        parser.add_argument("--coordinator", required=True, help="de naam van de coördinator")
        parser.add_argument("--email", required=True, help="het e-mailadres van de coördinator")

    @transaction.atomic
    def handle(self, *args: Any, name: str, kind: str, **options: Any) -> None:
        by = Person.objects.filter(user__is_administrator=True, user__is_active=True).order_by("pk").first()
        if by is None:
            raise CommandError(
                _("Er is nog geen beheerder. Draai eerst: manage.py invite_administrator ADRES")
            )
        try:
            validate_email(options["email"])
            organisation = Organisation.objects.filter(name__iexact=name, kind=kind).first()
            organisation = organisation or Organisation.objects.create(
                name=name, kind=kind, place=options["place"], province=options["province"]
            )
            function = actions.add_function(
                organisation,
                name=options["coordinator"],
                email=options["email"],
                kind=FunctionKind.COORDINATOR,
                access=Access.COORDINATE,
                starts_on=timezone.localdate(),
                by=by,
            )
            _invitation, link = actions.invite(function, options["email"], by=by)
        except ValidationError as wrong:
            raise CommandError(_("Dit is geen e-mailadres: %s") % options["email"]) from wrong
        except DomainError as no:
            raise CommandError(no.message) from no
        self.stdout.write(_("Organisatie: %s") % organisation)
        self.stdout.write(
            _("Geef deze link aan %(name)s: %(link)s") % {"name": options["coordinator"], "link": link}
        )
