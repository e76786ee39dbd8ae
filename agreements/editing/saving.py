"""What became of what was typed on a page: kept, refused in words, or beside what someone else kept meanwhile?"""

from collections.abc import Iterable
from typing import cast

from django.http import QueryDict
from django.utils.translation import gettext as _

from agreements import actions
from agreements.draft_page import DraftPage
from agreements.editing import inputs
from agreements.editing.editor import Clash, Field
from agreements.formats.typed import Json
from agreements.formats.variables import Variable
from agreements.models import FieldValue
from contacts.models import Person
from initiatives.models import Participation
from samenspel.errors import DomainError, StaleRevision


class Saver:
    """Keeps the fields of one page, one by one, so that one refusal holds back nothing else."""

    def __init__(self, page: DraftPage, data: QueryDict, *, by: Person, seat: Participation) -> None:
        self.page = page
        self.data = data
        self.by = by
        self.seat = seat

    def save_all(self, variables: Iterable[Variable]) -> dict[str, Field]:
        """Gives back the fields that could not be kept, as typed."""
        taken = self.data.get("uit-dossier", "")
        problems = {}
        for variable in variables:
            if not inputs.was_sent(variable, self.data):
                continue
            problem = self.take(variable) if variable.name == taken else self.save(variable)
            if problem:
                problems[variable.name] = problem
        return problems

    def save(self, variable: Variable) -> Field | None:
        """Nothing when it is kept; a field that nobody touched is left as it is, whoever changed it meanwhile."""
        choice = self.data.get(f"keuze-{variable.name}")
        raw = inputs.typed(variable, self.data)
        if choice == "theirs" or choice != "mine" and inputs.untouched(variable, raw, self.data):
            return None
        seen = inputs.revision_chosen if choice == "mine" else inputs.revision_sent
        try:
            actions.save_field(
                self.page.agreement,
                variable.name,
                raw,
                revision=seen(variable, self.data),
                by=self.by,
                seat=self.seat,
            )
        except StaleRevision as stale:
            shown = self._as_typed(variable, raw)
            shown.clash = self._clash(variable, raw, cast(FieldValue | None, stale.current))
            shown.error = _("Iemand was je net voor. Kies welke tekst blijft.")
            return shown
        except DomainError as refusal:
            shown = self._as_typed(variable, raw)
            shown.error = refusal.message
            return shown
        return None

    def take(self, variable: Variable) -> Field | None:
        """What the file says now, instead of what stands here."""
        try:
            actions.take_from_file(
                self.page.agreement,
                variable.name,
                revision=inputs.revision_sent(variable, self.data),
                by=self.by,
                seat=self.seat,
            )
        except DomainError as refusal:
            shown = DraftPage(self.page.agreement).field(variable)
            shown.error = refusal.message
            return shown
        return None

    def _as_typed(self, variable: Variable, raw: Json) -> Field:
        shown = self.page.field(variable)
        shown.value, shown.seen = raw, self.data.get(f"rev-{variable.name}", "")
        shown.blank_rows = int(self.data.get("extra-row") == variable.name)
        return shown

    def _clash(self, variable: Variable, raw: Json, kept: FieldValue | None) -> Clash:
        nothing = _("(leeg)")
        return Clash(
            who=kept.by.first_name if kept and kept.by else _("iemand anders"),
            theirs=(self.page.in_words(variable, kept.value) if kept else "") or nothing,
            mine=self.page.typed_in_words(variable, raw) or nothing,
            revision=kept.revision if kept else 0,
        )
