"""What does an administrator do with people and organisations? The rules stay those of `actions`."""

from datetime import timedelta
from typing import Any

from django.contrib import admin, messages
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from contacts import actions
from contacts.models import Function, Invitation, Organisation, Person
from samenspel.errors import DomainError


class OnlyToRead:
    """Rows that change by an action only."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


@admin.register(Organisation)
class OrganisationAdmin(admin.ModelAdmin):
    list_display = ["name", "kind", "place", "ended_on"]
    list_filter = ["kind"]
    search_fields = ["name", "short_name"]
    fields = ["kind", "name", "short_name", "place", "kvk", "province", "ended_on"]

    def get_readonly_fields(self, request: HttpRequest, obj: Organisation | None = None) -> list[str]:
        return ["kind"] if obj else []

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


@admin.register(Person)
class PersonAdmin(admin.ModelAdmin):
    list_display = ["name", "email", "user", "erased_at"]
    search_fields = ["name", "email"]
    fields = ["name", "email", "phone", "user", "erased_at"]
    readonly_fields = ["email", "user", "erased_at"]
    list_select_related = ["user"]
    actions = ["erase"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    @admin.action(description=_("Wis deze personen (kan niet terug)"))
    def erase(self, request: HttpRequest, queryset: QuerySet[Person]) -> None:
        for person in queryset.filter(erased_at__isnull=True):
            actions.erase_person(person, by=request.person)
        self.message_user(request, _("De persoonsgegevens zijn gewist."), messages.SUCCESS)


@admin.register(Function)
class FunctionAdmin(OnlyToRead, admin.ModelAdmin):
    list_display = ["person", "organisation", "kind", "access", "starts_on", "ends_on"]
    list_filter = ["access", "kind"]
    search_fields = ["person__name", "organisation__name"]
    list_select_related = ["person", "organisation"]
    actions = ["end_now"]

    @admin.action(description=_("Beëindig nu meteen"))
    def end_now(self, request: HttpRequest, queryset: QuerySet[Function]) -> None:
        yesterday = timezone.localdate() - timedelta(days=1)
        for function in queryset.select_related("person", "organisation"):
            try:
                actions.end_function(function, yesterday, by=request.person)
            except DomainError as no:
                self.message_user(request, no.message, messages.ERROR)
            else:
                self.message_user(request, _("Beëindigd: %s") % function, messages.SUCCESS)


@admin.register(Invitation)
class InvitationAdmin(OnlyToRead, admin.ModelAdmin):
    list_display = ["email", "function", "invited_by", "expires_at", "used_at", "withdrawn_at"]
    search_fields = ["email"]
    list_select_related = ["function__person", "invited_by"]
    exclude: Any = ["token_hash"]
