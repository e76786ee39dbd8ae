"""What does an administrator see and change of accounts? Nothing of what people do with them."""

from importlib import import_module
from typing import Any

from allauth.account.decorators import secure_admin_login
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from django.contrib import admin, messages
from django.contrib.auth.models import Group
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.actions import end_sessions
from accounts.models import User

admin.site.site_title = admin.site.site_header = _("Beheer van Samenspel")
admin.site.index_title = _("Accounts, mensen en organisaties")
admin.site.login = secure_admin_login(admin.site.login)
# Whoever could change an address or a link to a directory could sign in as somebody else. These apps come later
# in INSTALLED_APPS: let them register now, so that there is something to take away.
for app in ("allauth.account", "allauth.socialaccount", "django.contrib.auth"):
    import_module(f"{app}.admin")
admin.site.unregister([EmailAddress, SocialAccount, SocialApp, SocialToken, Group])


@admin.register(User)
class UserAdmin(admin.ModelAdmin):
    list_display = ["email", "is_active", "is_administrator", "last_login"]
    list_filter = ["is_active", "is_administrator"]
    search_fields = ["email"]
    fields = ["email", "is_active", "is_administrator", "last_login", "created_at"]
    readonly_fields = ["email", "last_login", "created_at"]
    actions = ["sign_out_everywhere"]

    def lookup_allowed(self, lookup: str, value: Any, request: HttpRequest | None = None) -> bool:
        """Asking whether a password begins with this letter is a way of reading it."""
        return not lookup.startswith("password") and super().lookup_allowed(lookup, value, request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False  # an account exists through an invitation

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False  # erasing goes through the person

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if not obj.is_active or "is_administrator" in form.changed_data:
            end_sessions(obj)

    @admin.action(description=_("Meld overal af"))
    def sign_out_everywhere(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        for user in queryset:
            end_sessions(user)
        self.message_user(request, _("Deze accounts zijn op alle apparaten afgemeld."), messages.SUCCESS)
