"""Which version of an agreement is the newest and is its PDF there; what do settling and signing it ask?"""

from collections.abc import Iterable, Mapping
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import (
    CharField,
    Count,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    UUIDField,
)
from django.db.models.functions import Cast
from django.utils import timezone

from agreements.models import (
    Agreement,
    Article,
    Document,
    Party,
    Proposal,
    RenderJob,
    SignatureSheet,
    SigningPlace,
    Stance,
    Version,
)
from agreements.settling.rows import WITH_TEXT
from agreements.signing import bodies
from agreements.signing.rows import newest_word
from agreements.terms import ArticleState, JobState, Media, Move, Outcome, ProposalState, SheetState, Verdict


def with_newest_version(agreements: QuerySet[Agreement]) -> QuerySet[Agreement]:
    """Adds `newest_…` to each agreement; the frozen texts themselves stay in the database."""
    versions = Version.objects.filter(agreement=OuterRef("pk")).order_by("-number")
    made = Document.objects.filter(version__agreement=OuterRef("pk"), media=Media.PDF).order_by(
        "-version__number"
    )
    number = Subquery(versions.values("number")[:1], output_field=IntegerField())
    failed = RenderJob.objects.filter(
        version__agreement=OuterRef("pk"), version__number=OuterRef("newest_number"), state=JobState.FAILED
    )
    return agreements.annotate(
        newest_number=number,
        newest_version=Subquery(versions.values("uuid")[:1], output_field=UUIDField()),
        newest_at=Subquery(versions.values("at")[:1]),
        newest_missing=Cast(Subquery(versions.values("content__missing__0__label")[:1]), CharField()),
        newest_failed=Exists(failed),
        pdf_version=Subquery(made.values("version__uuid")[:1], output_field=UUIDField()),
        pdf_number=Subquery(made.values("version__number")[:1], output_field=IntegerField()),
        pdf_pages=Subquery(made.values("pages")[:1], output_field=IntegerField()),
        pdf_at=Subquery(made.values("created_at")[:1]),
    ).select_related("collaboration__initiative__organisation", "collaboration__municipality__organisation")


def with_settling(agreements: QuerySet[Agreement], organisations: Iterable[int]) -> QuerySet[Agreement]:
    """Along in the one query of the desk, what `settling.standing` says of these parties, counted by rows: no text is
    composed for it, so which proposal was meant goes by what was said after it.

    names_us: whether one of them is a party at all; unanswered: beside how many articles lies another party's text that came after their last word; refused: at how
    many are they to come with other words; unsaid and changed: on how many did they say nothing, ever or of this text;
    recorded: on how many somebody else recorded what they decided, last by recorder at recorded_at.
    """
    rows = _to_settle(organisations)
    ours = {"party__organisation__in": list(organisations)}
    last = (
        _newest(Stance.objects.filter(on_paper=True, **ours))
        .filter(
            article__agreement=OuterRef("pk"),
            article__state=ArticleState.ACTIVE,
            text_hash=F("article__text_hash"),
        )
        .order_by("-pk")
    )
    return agreements.annotate(
        names_us=Exists(Party.objects.filter(agreement=OuterRef("pk"), organisation__in=list(organisations))),
        recorded=_count(last, "article__agreement", "article"),
        recorder=Subquery(last.values("recorded_by__name")[:1]),
        recorded_at=Subquery(last.values("created_at")[:1]),
        recorded_article=Subquery(last.values("article__clause_key")[:1]),
        changed=_count(rows["changed"], "agreement", "pk"),
        unsaid=_count(rows["unsaid"], "agreement", "pk"),
        unanswered=_count(rows["unanswered"], "article__agreement", "article"),
        refused=_count(rows["refused"], "agreement", "pk"),
    )


def with_turns(agreements: QuerySet[Agreement], organisations: Mapping[str, int]) -> QuerySet[Agreement]:
    """For each name: whether this organisation is to speak about an article (`…_speaks`), or can sign (`…_signs`).
    The same rows as `with_settling` counts. After `with_newest_version`."""
    for name, organisation in organisations.items():
        places = SigningPlace.objects.filter(
            version__agreement=OuterRef("pk"),
            version__number=OuterRef("newest_number"),
            party__organisation=organisation,
            signature=None,
        )
        earlier = SigningPlace.objects.filter(
            version=OuterRef("version"), turn__lt=OuterRef("turn"), signature=None
        )
        asked = [Exists(rows) for rows in _to_settle([organisation]).values()]
        agreements = agreements.annotate(
            **{
                f"{name}_speaks": reduce(or_, asked),
                f"{name}_signs": Exists(places.exclude(Exists(earlier))),
            }
        )
    return agreements


def _to_settle(organisations: Iterable[int]) -> dict[str, QuerySet[Any]]:
    """Why these parties are to speak -> the rows of one agreement about which."""
    ours = {"party__organisation__in": list(organisations)}
    active = Article.objects.filter(agreement=OuterRef("pk"), state=ArticleState.ACTIVE)
    said = Stance.objects.filter(article=OuterRef("pk"), **ours)
    of_now = said.filter(text_hash=OuterRef("text_hash"))
    since = Stance.objects.filter(article=OuterRef("article"), created_at__gt=OuterRef("created_at"), **ours)
    offered = Proposal.objects.filter(article__agreement=OuterRef("pk"), state=ProposalState.OPEN)
    lies = Proposal.objects.filter(article=OuterRef("pk"), state=ProposalState.OPEN)
    chosen = lies.filter(Q(**ours) | Exists(since.filter(verdict=Verdict.ACCEPT)))
    silent = active.exclude(text_hash="").exclude(Exists(of_now)).exclude(Exists(chosen))
    return {
        "changed": silent.filter(Exists(said)),
        "unsaid": silent.exclude(Exists(said)),
        "unanswered": offered.exclude(**ours).exclude(Exists(since)),
        "refused": _refused(active, ours),
    }


def _refused(active: QuerySet[Article], ours: dict[str, Any]) -> QuerySet[Article]:
    """Where somebody said what each text needs, and these parties did not, or everyone did."""
    on_this_text = Stance.objects.filter(article=OuterRef("pk"), text_hash=OuterRef("text_hash"))
    refusals = _newest(on_this_text.filter(verdict=Verdict.NOT_YET))
    all_refuse = ~Exists(_parties_without(Verdict.NOT_YET))
    to_speak = active.filter(Exists(refusals)).filter(~Exists(refusals.filter(**ours)) | all_refuse)
    on_offers = Stance.objects.filter(
        article=OuterRef("article"), created_at__gt=OuterRef("created_at"), verdict=Verdict.NOT_YET
    ).exclude(text_hash=OuterRef("article__text_hash"))
    offers = Proposal.objects.filter(article=OuterRef("pk"), state=ProposalState.OPEN, kind__in=WITH_TEXT)
    refused_here = offers.filter(Exists(on_offers.filter(**ours)))
    all_refused = (
        active.filter(Exists(offers))
        .exclude(Exists(offers.exclude(Exists(on_offers))))
        .exclude(Exists(refused_here))
    )
    asked = to_speak.exclude(Exists(offers)) | all_refused
    return asked.filter(Exists(_parties_without(Verdict.ACCEPT)))  # where all agree nobody is to speak


def _newest(stances: QuerySet[Stance]) -> QuerySet[Stance]:
    """Those after which their party said nothing else of the same text."""
    later = Stance.objects.filter(
        article=OuterRef("article"),
        party=OuterRef("party"),
        text_hash=OuterRef("text_hash"),
        pk__gt=OuterRef("pk"),
    )
    return stances.exclude(Exists(later))


def _parties_without(verdict: Verdict) -> QuerySet[Party]:
    """Of the agreement of an article: who did not say this of its text as it is now."""
    said = Stance.objects.filter(
        article=OuterRef(OuterRef("pk")), text_hash=OuterRef(OuterRef("text_hash")), verdict=verdict
    )
    return Party.objects.filter(agreement=OuterRef("agreement")).exclude(
        Exists(said.filter(party=OuterRef("pk")))
    )


def _count(rows: QuerySet[Any], by: str, what: str) -> Subquery:
    counted = rows.order_by().values(by).annotate(n=Count(what, distinct=True))
    return Subquery(counted.values("n")[:1], output_field=IntegerField())


def with_signing(agreements: QuerySet[Agreement], user: Any) -> QuerySet[Agreement]:
    """Along in the one query of the desk: what signing asks. After `with_newest_version`."""
    of_newest = {"version__agreement": OuterRef("pk"), "version__number": OuterRef("newest_number")}
    places = SigningPlace.objects.filter(**of_newest)
    said_no = places.annotate(said=Subquery(newest_word().values("kind")[:1])).filter(said=Move.DECLINED)
    waiting = SignatureSheet.objects.filter(**of_newest, state=SheetState.WAITING)
    waiting = waiting.exclude(attached_by__user=user).order_by("pk")
    late = bodies.newest_words().filter(
        party__agreement=OuterRef("pk"), outcome=Outcome.AWAITED, expected_on__lt=timezone.localdate()
    )
    late = late.order_by("expected_on", "pk")
    return agreements.annotate(
        asked_to_sign=Exists(places.filter(person__user=user, signature=None)),
        said_no_at=Subquery(
            said_no.annotate(at=Subquery(newest_word().values("created_at")[:1])).values("at")[:1]
        ),
        sheet_waits=Subquery(waiting.values("uuid")[:1]),
        sheet_at=Subquery(waiting.values("created_at")[:1]),
        late_body=Subquery(late.values("layer")[:1]),
        late_on=Subquery(late.values("expected_on")[:1]),
        late_party=Subquery(late.values("party__organisation")[:1]),
    )
