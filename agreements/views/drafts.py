"""What do people see of the agreements of a file, and of one of them?"""

from typing import Any

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from agreements import against_file, policy
from agreements.draft_page import DraftPage
from agreements.formats import kinds
from agreements.living.fate import fate_of
from agreements.living.page import chip_of
from agreements.models import Agreement, Version
from agreements.page import agreement_context
from agreements.parties.page import stopped
from agreements.policy import Ability, needs, needs_either
from agreements.registered import card, doubts
from agreements.renewal import newest_for
from agreements.signing import bodies
from agreements.signing.page import no_decision_of
from agreements.signing.rows import decisions_of
from agreements.terms import HELD, Relation, Stage
from agreements.views import elsewhere
from agreements.views.closed import in_words_when_closed
from agreements.views.living import page_of
from agreements.views.versions import status_of
from initiatives import policy as file_policy
from initiatives.file_page import file_context
from initiatives.models import Collaboration


@require_safe
@file_policy.needs(file_policy.Ability.VIEW)
def agreement_list(request: HttpRequest, collaboration: Collaboration) -> HttpResponse:
    context = file_context(request, collaboration, "agreements")
    agreements = (
        doubts.with_doubt(Agreement.objects.filter(collaboration=collaboration))
        .readable_by(context["viewer"])
        .select_related("drafted_by_org")
        .prefetch_related(Prefetch("versions", Version.objects.with_document().defer("content")))
    )
    drafts = "draft" in context["abilities"]
    differing = against_file.counts(collaboration, agreements) if drafts else {}
    rows = [
        {
            "agreement": a,
            "chip": doubts.CHIP if a.doubted_at else chip_of(a),
            "newest": _newest(a),
            "differing": differing.get(a.pk, 0),
        }
        for a in agreements
    ]
    context |= {"rows": rows, "watch": card.of_file(context["seats"], collaboration)}
    return render(request, "agreements/list.html", context)


def _newest(agreement: Agreement) -> dict[str, Any] | None:
    versions = list(agreement.versions.all())
    return {"version": versions[0], "status": status_of(versions[0])} if versions else None


@require_safe
@needs_either(Ability.READ)
def agreement(request: HttpRequest, agreement: Agreement) -> HttpResponse:
    """Whose move it is, what is missing, the articles, and the versions with their PDF."""
    if not agreement.format_id:
        return elsewhere.shown(request, agreement)
    context = agreement_context(request, agreement)
    versions = agreement.versions.with_document().select_related("by").defer("content")
    context |= {
        "versions": [{"version": v, "status": status_of(v)} for v in versions],
        "reads_first": bool(versions) and "publish" not in context["may"],
    }
    context |= _before_and_after(request, agreement, context["seats"])
    if "edit" in context["may"]:
        context |= _work(agreement)
    else:
        context["parties"] = policy.parties_of(agreement)
    context["stopped"] = stopped(agreement, request.user, context.get("draft"))
    if agreement.stage == Stage.STOPPED:
        context |= page_of(request, agreement).how_it_ended(context["parties"])
    if agreement.stage in HELD:
        page, parties = page_of(request, agreement), context["parties"]
        context |= {
            "lives": True,
            "chip": chip_of(agreement),
            "no_decision": no_decision_of(bodies.silent(parties, decisions_of(parties))),
            **page.context(context["may"], parties),
        }
    return render(request, "agreements/agreement.html", context)


def _before_and_after(
    request: HttpRequest, agreement: Agreement, seats: list[file_policy.Seat]
) -> dict[str, Any]:
    """From which agreement this one carries on, for who may read that, and whether one can carry on from here."""
    before = Agreement.objects.none()
    if agreement.predecessor_id:
        before = Agreement.objects.visible_to(request.user).filter(pk=agreement.predecessor_id)
    drafts = file_policy.Ability.DRAFT in file_policy.abilities_at(seats, agreement.collaboration)
    own = agreement.drafted_by_org_id in file_policy.viewer_at(seats).organisations
    carries_on = agreement.format_id and agreement.relation != Relation.AMENDS
    goes_on = drafts and carries_on and (own or agreement.stage != Stage.PREPARING)
    earlier = before.first()
    return {"predecessor": earlier, "goes_on": goes_on, "fate": fate_of(agreement, earlier)}


def _work(agreement: Agreement) -> dict[str, Any]:
    """What there is to do, for who writes."""
    page = DraftPage(agreement)
    return {
        "draft": page.draft,
        "parts": page.parts(),
        "missing": page.with_links(),
        "advice": page.advice(),
        "not_agreed": page.draft.not_agreed(),
        "overtaken": page.overtaken(),
        "dropped": page.draft.dropped,
        "parties": page.draft.party_rows,
        "newer_format": newest_for(agreement),
        "all_url": reverse("agreements:all", args=[agreement.uuid]),
        "annexes": len(page.draft.annexes.rows),
    }


@require_safe
@in_words_when_closed
@needs(Ability.EDIT)
def file_differences(request: HttpRequest, agreement: Agreement) -> HttpResponse:
    """What the file says otherwise by now; a part of the agreement's page, and a page by itself without a script."""
    context = {"agreement": agreement, "deviations": DraftPage(agreement).deviations()}
    if request.htmx:
        return render(request, "agreements/_deviations.html", context)
    context |= agreement_context(request, agreement, here=_("Vergeleken met het dossier"))
    return render(request, "agreements/deviations.html", context)


@require_safe
@in_words_when_closed
@needs(Ability.EDIT)
def promises(request: HttpRequest, agreement: Agreement) -> HttpResponse:
    """Per promise who, what, when and how sure; which topics are covered, and which are open."""
    page = DraftPage(agreement)
    covered, still_open = kinds.topics_covered(page.draft.format.topics, page.draft.numbers)
    context = agreement_context(request, agreement, here=_("Wie, wat en wanneer")) | {
        "groups": page.promises(),
        "covered": [kinds.TOPICS[topic] for topic in covered],
        "still_open": [kinds.TOPICS[topic] for topic in still_open],
    }
    return render(request, "agreements/promises.html", context)
