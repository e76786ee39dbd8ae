"""Which organisations seal on this server, with which certificate, and what is wrong with it?"""

from typing import Any

from django.core.management.base import BaseCommand

from agreements.sealing import certificates
from agreements.sealing.keepers import Keeper, keepers
from contacts.models import Organisation
from samenspel.dutch import full_date


class Command(BaseCommand):
    help = "Noemt de zegels op deze server. Met --find NAAM: het uuid van een organisatie, voor SEALS."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--find", metavar="NAAM", default="")

    def handle(self, *args: Any, find: str = "", **options: Any) -> None:
        if find:
            for organisation in Organisation.objects.filter(name__icontains=find):
                self.stdout.write(f"{organisation.uuid}  {organisation.name}")
            return
        known = keepers()
        names = dict(Organisation.objects.filter(uuid__in=known).values_list("uuid", "name"))
        for keeper in known.values():
            name = names.get(keeper.organisation, f"onbekende organisatie {keeper.organisation}")
            self.stdout.write(f"{name}: {self._told(keeper)}")
        if not known:
            self.stdout.write("Op deze server ligt geen zegel.")

    def _told(self, keeper: Keeper) -> str:
        try:
            _body, facts = certificates.opened(keeper)
        except certificates.UnusableError as unusable:
            return f"werkt niet, {unusable}."
        until = f"verlopen op {full_date(facts.valid_until)}"
        if not facts.expired():
            until = f"geldig tot en met {full_date(facts.valid_until)}"
        return f"certificaat van {facts.holder}, {facts.level.label}, {until}."
