"""How do people change the shape of a draft: wording, articles, parties, name; and publish or stop it?"""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from agreements import actions
from agreements.draft import has_no_legal_form
from agreements.draft_page import DraftPage
from agreements.formats.typed import Refused
from agreements.models import Agreement, Party
from agreements.page import agreement_context
from agreements.policy import Ability, needs
from agreements.terms import ArticleState, Stage
from agreements.text import wording
from agreements.views.closed import in_words_when_closed
from agreements.views.editing import article_of, drafting_seat
from samenspel.errors import DomainError, StaleRevision
from samenspel.htmx import posted, refuse

MAX_REVISION = 2**31 - 1


class WordingForm(forms.Form):
    text = forms.CharField(
        label=gettext_lazy("Tekst van dit artikel"),
        max_length=20000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=gettext_lazy("Gewone tekst. Begin een regel met een streepje voor een punt in een lijst."),
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=MAX_REVISION)

    def clean_text(self) -> str:
        """In one normal form a text can be longer than it was typed."""
        try:
            return wording.clean_own_text(self.cleaned_data["text"])
        except Refused as refused:
            raise forms.ValidationError(str(refused)) from refused


class DropForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Waarom gaat dit artikel eruit?"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy(
            "Het artikel komt bij “nog niet afgesproken”. Wat is ingevuld, blijft bewaard."
        ),
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=MAX_REVISION)


class NameForm(forms.Form):
    title = forms.CharField(label=gettext_lazy("Naam van de overeenkomst"), max_length=160)
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=MAX_REVISION)


class PartyForm(forms.Form):
    """One per party; prefix is the party's key."""

    short_name = forms.CharField(
        label=gettext_lazy("Korte naam in de tekst"),
        max_length=80,
        help_text=gettext_lazy("Bijvoorbeeld “de gemeente” of “de coöperatie”."),
    )
    functions = forms.CharField(
        label=gettext_lazy("Wie tekent? Noem de functie"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy(
            "Geen naam, maar een functie: “de voorzitter”. Tekenen er meer? Elk op een eigen regel."
        ),
    )
    place = forms.CharField(
        label=gettext_lazy("Vestigingsplaats"),
        max_length=120,
        required=False,
        help_text=gettext_lazy(
            "Dit hoort bij de organisatie zelf. Wat je wijzigt, geldt ook in andere stukken. Het komt op de tijdlijn."
        ),
    )
    kvk = forms.RegexField(
        label=gettext_lazy("KVK-nummer"),
        regex=r"^\d{8}$",
        required=False,
        help_text=gettext_lazy("Ook dit geldt in andere stukken en komt op de tijdlijn."),
        error_messages={
            "invalid": gettext_lazy("Een KVK-nummer heeft acht cijfers. Laat leeg als het er niet is.")
        },
    )

    def clean_functions(self) -> str:
        lines = [line.strip() for line in self.cleaned_data["functions"].splitlines() if line.strip()]
        if any(len(line) > actions.MAX_FUNCTION for line in lines):
            raise forms.ValidationError(
                _("Maak elke functie korter: hoogstens %(limit)d tekens op een regel.")
                % {"limit": actions.MAX_FUNCTION}
            )
        return "\n".join(lines)

    def details(self) -> actions.PartyDetails:
        data = self.cleaned_data
        return actions.PartyDetails(
            short_name=data["short_name"],
            functions=data["functions"].splitlines(),
            place=data.get("place", ""),
            kvk=data.get("kvk", ""),
        )


@require_http_methods(["GET", "POST"])
@in_words_when_closed
@needs(Ability.EDIT)
def own_text(request: HttpRequest, agreement: Agreement, key: str) -> HttpResponse:
    """Another wording than the format's; it can always go back."""
    page = DraftPage(agreement)
    article = article_of(page, key)
    of_format = wording.plain_text(page.draft.from_format(article).blocks)
    initial = {"text": article.own_text or of_format, "revision": article.revision}
    form = WordingForm(posted(request), initial=initial)
    theirs = None
    if request.method == "POST" and form.is_valid():
        text = form.cleaned_data["text"]
        if "back" in request.POST or text == wording.clean_own_text(of_format):
            text = ""  # it stays the text of the format, and goes on following what is filled in
        try:
            actions.word_anew(
                article,
                text=text,
                revision=form.cleaned_data["revision"],
                by=request.person,
                seat=drafting_seat(request, agreement),
            )
            messages.success(request, _("De tekst van dit artikel is bewaard."))
            return redirect(page.url_of(key))
        except StaleRevision as stale:
            theirs = stale.current.own_text or of_format
            form = _once_more(form, stale)
        except DomainError as refusal:
            refuse(form, refusal)
    context = agreement_context(request, agreement, here=_("Andere tekst: %s") % article.title)
    context |= {
        "article": article,
        "form": form,
        "theirs": theirs,
        "costs": page.costs([article]).get(article.pk, ""),
        "tables": len(wording.structured(page.draft.from_format(article).blocks)),
        "back_url": page.url_of(key),
    }
    return render(request, "agreements/own_text.html", context, status=_status(form))


def _once_more(form: forms.Form, stale: StaleRevision) -> forms.Form:
    """The same answers beside the text of now: sending them again keeps them, knowingly."""
    again = type(form)({**form.cleaned_data, "revision": stale.current.revision})
    again.is_valid()
    again.add_error(None, stale.message)
    return again


def _status(form: forms.Form) -> int:
    return 422 if form.is_bound and not form.is_valid() else 200


@require_http_methods(["GET", "POST"])
@in_words_when_closed
@needs(Ability.EDIT)
def drop(request: HttpRequest, agreement: Agreement, key: str) -> HttpResponse:
    if agreement.stage == Stage.SHARED:
        return _between_parties(request, agreement, key)
    article = get_object_or_404(
        agreement.articles.select_related("agreement"), clause_key=key, state=ArticleState.ACTIVE
    )
    form = DropForm(posted(request), initial={"revision": article.revision})
    if request.method == "POST" and form.is_valid():
        try:
            actions.drop_article(article, **form.cleaned_data)
            messages.success(request, _("Het artikel is eruit. Je kunt het altijd terughalen."))
            return redirect("agreements:agreement", agreement.uuid)
        except StaleRevision as stale:
            form = _once_more(form, stale)
        except DomainError as refusal:
            refuse(form, refusal)
    context = agreement_context(request, agreement, here=_("Haal eruit: %s") % article.title)
    context |= {"article": article, "form": form}
    return render(request, "agreements/drop.html", context, status=_status(form))


def _between_parties(request: HttpRequest, agreement: Agreement, *key: str) -> HttpResponse:
    """What all parties read, none of them takes out or adds to alone."""
    messages.info(
        request, _("Alle partijen lezen dit stuk al. Stel het hier voor, dan beslissen jullie samen.")
    )
    return redirect("agreements:settle-article" if key else "agreements:settle", agreement.uuid, *key)


@require_http_methods(["GET", "POST"])
@in_words_when_closed
@needs(Ability.EDIT)
def choose_articles(request: HttpRequest, agreement: Agreement) -> HttpResponse:
    """What the format offers that is not in this document."""
    if agreement.stage == Stage.SHARED:
        return _between_parties(request, agreement)
    page = DraftPage(agreement)
    present = {a.clause_key for a in page.draft.articles}
    keys = page.draft.format.offered(present)
    if request.method == "POST":
        chosen = [key for key in request.POST.getlist("clause") if key in keys]
        for key in chosen:
            actions.add_article(agreement, key)
        if chosen:
            messages.success(request, _("Toegevoegd. Vul nu de gegevens in."))
            return redirect(page.url_of(chosen[0]))
    context = agreement_context(request, agreement, here=_("Artikel toevoegen"))
    context["parts"] = [
        (title, [page.draft.format.clauses[key] for key in part])
        for _letter, title, part in page.draft.format.under_parts(keys)
    ]
    context["nothing_chosen"] = request.method == "POST"
    status = 422 if request.method == "POST" else 200
    return render(request, "agreements/choose_articles.html", context, status=status)


@require_http_methods(["GET", "POST"])
@in_words_when_closed
@needs(Ability.EDIT)
def parties(request: HttpRequest, agreement: Agreement) -> HttpResponse:
    """How each party is named, and which functions sign for it."""
    rows = list(agreement.parties.select_related("organisation__initiative").prefetch_related("signatories"))
    party_forms = [(party, _party_form(party, request)) for party in rows]
    revision, theirs = agreement.revision, False
    if request.method == "POST" and all(form.is_valid() for _party, form in party_forms):
        details = {party.key: form.details() for party, form in party_forms}
        try:
            actions.change_parties(
                agreement,
                details,
                revision=_revision(request),
                by=request.person,
                seat=drafting_seat(request, agreement),
            )
            messages.success(request, _("De partijen zijn bewaard."))
            return redirect("agreements:agreement", agreement.uuid)
        except StaleRevision as stale:
            revision, theirs = stale.current.revision, True
        except DomainError as refusal:
            refuse(party_forms[0][1], refusal)
    elif request.method == "POST":
        revision = _revision(request)
    context = agreement_context(request, agreement, here=_("Partijen en ondertekenaars"))
    context |= {
        "party_forms": party_forms,
        "members_sign": [party.pk for party in rows if has_no_legal_form(party.organisation)],
        "all_forms": [form for _party, form in party_forms],
        "revision": revision,
        "theirs": theirs,
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "agreements/parties.html", context, status=status)


def _revision(request: HttpRequest) -> int:
    """Which state of the parties the page showed; nothing that can be read is no state at all."""
    sent = request.POST.get("revision", "")
    return int(sent) if sent.isdecimal() and len(sent) < 10 else 0


def _party_form(party: Party, request: HttpRequest) -> PartyForm:
    initial = {
        "short_name": party.short_name,
        "functions": "\n".join(s.function_label for s in party.signatories.all()),
        "place": party.organisation.place,
        "kvk": party.organisation.kvk,
    }
    form = PartyForm(posted(request), initial=initial, prefix=party.key)
    if party.organisation.kind == "municipality":
        del form.fields["place"], form.fields["kvk"]
    return form


@require_http_methods(["GET", "POST"])
@in_words_when_closed
@needs(Ability.EDIT)
def rename(request: HttpRequest, agreement: Agreement) -> HttpResponse:
    form = NameForm(posted(request), initial={"title": agreement.title, "revision": agreement.revision})
    theirs = ""
    if request.method == "POST" and form.is_valid():
        try:
            actions.rename(agreement, **form.cleaned_data)
            return redirect("agreements:agreement", agreement.uuid)
        except StaleRevision as stale:
            theirs, form = stale.current.title, _once_more(form, stale)
        except DomainError as refusal:
            refuse(form, refusal)
    context = agreement_context(request, agreement, here=_("Naam wijzigen"))
    context |= {"form": form, "theirs": theirs}
    return render(request, "agreements/rename.html", context, status=_status(form))


@require_http_methods(["GET", "POST"])
@in_words_when_closed
@needs(Ability.PUBLISH)
def publish(request: HttpRequest, agreement: Agreement) -> HttpResponse:
    """Says what is missing and who will read it; publishing a concept is never locked."""
    page = DraftPage(agreement)
    newest = agreement.versions.first()
    if request.method == "POST":
        try:
            version = actions.publish(agreement, by=request.person, seat=drafting_seat(request, agreement))
        except DomainError as refusal:
            messages.error(request, refusal.message)
            return redirect("agreements:agreement", agreement.uuid)
        if newest and newest.pk == version.pk:
            messages.info(
                request, _("Er is niets veranderd sinds deze versie. Je hoeft niets opnieuw te maken.")
            )
        return redirect("agreements:version", version.uuid)
    context = agreement_context(request, agreement, here=_("Publiceer als concept"))
    context |= {
        "missing": page.with_links(),
        "advice": page.advice(),
        "not_agreed": page.draft.not_agreed(),
        "readers": page.draft.party_rows,
        "newest": newest,
    }
    return render(request, "agreements/publish.html", context)
