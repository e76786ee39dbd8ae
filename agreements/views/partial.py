"""How do parties put down what they agree on, while other articles are still open?"""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from agreements.actions import publication
from agreements.models import Agreement
from agreements.policy import Ability, needs
from agreements.settling import partial
from agreements.settling.forms import FreezeForm
from agreements.settling.page import SettlePage
from agreements.views.closed import in_words_when_closed
from agreements.views.speaking import settle_context, speaks_for
from samenspel.htmx import kept, posted


@require_http_methods(["GET", "POST"])
@in_words_when_closed
@needs(Ability.FREEZE)
def publish_partial(request: HttpRequest, agreement: Agreement) -> HttpResponse:
    """What stands, what does not, what it means and who hears of it; then it is frozen, just as it was read."""
    form = FreezeForm(posted(request))
    newest = agreement.versions.values_list("pk", flat=True).first()
    made = []
    if request.method == "POST" and kept(
        form,
        lambda said: made.append(
            publication.publish_partial(
                agreement, by=request.person, organisation=speaks_for(request, agreement), **said
            )
        ),
    ):
        if made[0].pk == newest:
            messages.info(request, _("Dit ligt al vast, in deze versie. Er is niets nieuws."))
        return redirect("agreements:version", made[0].uuid)
    page = SettlePage(agreement, request.user)
    context = settle_context(request, agreement, here=_("Leg vast waarover jullie het eens zijn"))
    context |= {
        "counts": page.counts(),
        "groups": page.by_state(),
        "stands": partial.stands(page.settled),
        "seen": partial.mark_of(page.settled),
        "form": form,
        "readers": page.draft.party_rows,
    }
    return render(request, "agreements/publish_partial.html", context, status=422 if form.is_bound else 200)
