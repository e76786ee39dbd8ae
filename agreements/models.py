"""What is kept of an agreement: its format, its articles, its frozen versions and their documents?"""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from agreements import terms
from agreements.annexes.tables import Annex
from agreements.formats.tables import Clause, Format, SetAside, Variable
from agreements.living.tables import ClockWarning, Ending, EndingReading, Evaluation, NoticeTakenBack
from agreements.neighbours.tables import NeighbourSummary, Publication
from agreements.parties.tables import Party, PartyMove, Signatory
from agreements.querysets import AgreementQuerySet, RemarkQuerySet, RenderJobQuerySet, VersionQuerySet
from agreements.receipts.tables import Receipt
from agreements.registered.tables import (
    Passage,
    PassageAnswer,
    PolicyMention,
    Registration,
    RegistrationDoubt,
)
from agreements.sealing.tables import Seal
from agreements.signing.tables import BodyDecision, Signature, SignatureSheet, SigningMove, SigningPlace
from contacts.models import Organisation, Person
from initiatives.models import Collaboration, Upload
from samenspel.models import Row

__all__ = [
    "Agreement",
    "Annex",
    "Article",
    "BodyDecision",
    "Clause",
    "ClockWarning",
    "Document",
    "Ending",
    "EndingReading",
    "Evaluation",
    "FieldValue",
    "Format",
    "NeighbourSummary",
    "NoticeTakenBack",
    "Party",
    "PartyMove",
    "Passage",
    "PassageAnswer",
    "PolicyMention",
    "Proposal",
    "Receipt",
    "Publication",
    "Remark",
    "Registration",
    "RegistrationDoubt",
    "RenderJob",
    "Seal",
    "SetAside",
    "Signatory",
    "Signature",
    "SignatureSheet",
    "SigningMove",
    "SigningPlace",
    "Stance",
    "Variable",
    "Version",
]


class Agreement(Row):  # overeenkomst
    collaboration = models.ForeignKey(Collaboration, on_delete=models.PROTECT, related_name="agreements")
    form = models.CharField(_("vorm"), max_length=24, choices=terms.Form)
    format = models.ForeignKey(Format, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    length = models.CharField(_("lengte"), max_length=8, choices=terms.Length, default=terms.Length.SHORT)
    title = models.CharField(_("naam"), max_length=160)
    stage = models.CharField(max_length=12, choices=terms.Stage, default=terms.Stage.PREPARING)
    drafted_by_org = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    predecessor = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="later"
    )
    relation = models.CharField(max_length=8, choices=terms.Relation, blank=True)  # to the predecessor
    starts_on = models.DateField(null=True, blank=True)
    # What its text says, once it holds, and what was decided since: living/said.py reads it.
    ends_on = models.DateField(null=True, blank=True)
    renews = models.BooleanField(default=False)  # by itself, a year at a time
    looks_back_on = models.DateField(null=True, blank=True)
    says = models.JSONField(default=dict)  # in short, for its page: Said.in_short
    request_key = models.UUIDField(null=True, blank=True, unique=True)  # double submit makes one
    revision = models.PositiveIntegerField(default=1)

    objects = AgreementQuerySet.as_manager()

    class Meta:
        verbose_name = _("overeenkomst")
        verbose_name_plural = _("overeenkomsten")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(predecessor=None, relation="")
                | (models.Q(predecessor__isnull=False) & ~models.Q(relation="")),
                name="relation_says_how_it_hangs_on_its_predecessor",
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def called(self) -> str:
        """*intentieovereenkomst*, *addendum bij de intentieovereenkomst*, *tweede intentieverklaring*"""
        return terms.called(self.form, self.relation)


class FieldValue(Row):  # ingevulde waarde
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="values")
    annex = models.ForeignKey(
        Annex, on_delete=models.PROTECT, null=True, blank=True, related_name="values"
    )  # whose words these are; of an article it has none
    variable = models.CharField(max_length=60)
    value = models.JSONField()
    origin = models.CharField(max_length=8, choices=terms.Origin)
    revision = models.PositiveIntegerField(default=1)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agreement", "variable"], name="value_once_per_variable")
        ]


class Article(Row):  # artikel
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="articles")
    clause_key = models.SlugField(max_length=60, blank=True)
    order = models.PositiveSmallIntegerField()
    title = models.CharField(_("titel"), max_length=200)
    own_text = models.TextField(_("eigen tekst"), blank=True, max_length=20000)
    state = models.CharField(max_length=8, choices=terms.ArticleState, default=terms.ArticleState.ACTIVE)
    drop_reason = models.CharField(_("reden"), max_length=500, blank=True)
    park_reason = models.CharField(_("waarom later"), max_length=500, blank=True)
    parked_by = models.ForeignKey(Party, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    # What it says now, kept while parties settle it, so that a list needs to compose nothing; empty: not known yet.
    text_hash = models.CharField(max_length=64, blank=True)
    part = models.CharField(
        max_length=1, blank=True
    )  # where it stands, when that is not where its clause belongs
    format = models.ForeignKey(
        Format, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )  # whose text it reads, when that is another version than the agreement's
    looked_at = models.ForeignKey(
        Format, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )  # the newer version of which people chose what to do with this article
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "clause_key"],
                condition=~models.Q(clause_key=""),
                name="clause_once_per_agreement",
            )
        ]


class Proposal(
    Row
):  # voorstel van een partij bij een artikel: andere tekst, of eruit, verplaatsen, splitsen, erbij
    """`text` is what the article says then, empty when its words stay; `values` are the rows of its tables, by field;
    `new_*` the article that comes behind it; `after` where it moves to."""

    kind = models.CharField(max_length=8, choices=terms.ProposalKind, default=terms.ProposalKind.TEXT)
    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="proposals")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(_("voorstel"), max_length=20000, blank=True)
    values = models.JSONField(_("voorgestelde tabellen"), default=dict, blank=True)
    new_key = models.SlugField(max_length=60, blank=True)  # of the format; empty when it stands outside it
    new_title = models.CharField(_("titel van het nieuwe artikel"), max_length=200, blank=True)
    new_text = models.TextField(_("tekst van het nieuwe artikel"), max_length=20000, blank=True)
    after = models.ForeignKey(Article, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.CharField(_("waarom"), max_length=500, blank=True)
    base_hash = models.CharField(max_length=64)  # what the article said when this was proposed
    answered_by = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="answers"
    )  # a counterproposal, or one text that answers several
    state = models.CharField(max_length=10, choices=terms.ProposalState, default=terms.ProposalState.OPEN)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)
    answer_by = models.DateField(_("reactie gevraagd voor"), null=True, blank=True)  # a wish: nothing lapses

    frozen: ClassVar = (
        *("kind", "article_id", "party_id", "text", "new_key", "new_title", "new_text"),
        *("after_id", "base_hash", "by_id"),
    )
    frozen_if_filled: ClassVar = ("values",)
    apart: ClassVar = ("reason", "answer_by")
    frozen_when: ClassVar = {"closed": ("state", "closed_at", "answered_by_id")}

    class Meta:
        ordering = ["pk"]


class Stance(Row):  # standpunt van een partij; rows are added, and the newest on the current text counts
    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="stances")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="stances")
    text_hash = models.CharField(max_length=64)  # of the text that was seen
    verdict = models.CharField(max_length=8, choices=terms.Verdict)
    reason = models.CharField(_("waarom niet"), max_length=500, blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    by_name = models.CharField(_("wie besliste"), max_length=160, blank=True)  # on paper: who has no account
    on = models.DateField()
    on_paper = models.BooleanField(default=False)
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    evidence = models.ForeignKey(Upload, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    frozen: ClassVar = (
        *("article_id", "party_id", "text_hash", "verdict", "by_id"),
        *("on", "on_paper", "recorded_by_id", "evidence_id"),
    )
    apart: ClassVar = ("reason", "by_name")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(on_paper=False)
                | models.Q(evidence__isnull=False, recorded_by__isnull=False),
                name="stance_on_paper_needs_evidence",
            )
        ]
        indexes = [models.Index(fields=["article", "text_hash", "party", "-id"])]


class Remark(Row):  # gesprek bij een artikel; of one party alone, or of all
    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="remarks")
    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    own_only = models.BooleanField(_("alleen voor ons"), default=False)
    text = models.TextField(max_length=2000)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    objects = RemarkQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]


class Version(Row):  # versie: frozen, and all that rendering reads
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    status = models.CharField(max_length=8, choices=terms.VersionStatus)
    content = models.JSONField()
    text_hash = models.CharField(max_length=64)
    content_hash = models.CharField(max_length=64)
    template = models.CharField(max_length=20)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    frozen: ClassVar = (
        *("agreement_id", "number", "status", "content", "text_hash", "content_hash"),
        *("template", "by_id", "at"),
    )

    objects = VersionQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["agreement", "number"], name="version_number_once")]


class RenderJob(Row):  # opdracht om een document te maken
    """The row is the truth; the broker only carries a hint."""

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="jobs")
    media = models.CharField(max_length=8, choices=terms.Media, default=terms.Media.PDF)
    against = models.PositiveSmallIntegerField(
        default=0
    )  # the number of the version it is compared with, or none
    state = models.CharField(max_length=8, choices=terms.JobState, default=terms.JobState.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    lease_until = models.DateTimeField(null=True, blank=True)
    worker = models.CharField(max_length=80, blank=True)
    error = models.CharField(max_length=500, blank=True)
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    objects = RenderJobQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "media", "against"], name="one_job_per_version_and_media"
            )
        ]
        indexes = [
            models.Index(
                fields=["id"], condition=models.Q(state__in=["queued", "running"]), name="render_jobs_open"
            )
        ]


class Document(Row):  # het gemaakte bestand
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="documents")
    media = models.CharField(max_length=8, choices=terms.Media)
    against = models.PositiveSmallIntegerField(default=0)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    pages = models.PositiveSmallIntegerField(default=0)
    file = models.FileField(upload_to="documents/", max_length=200)
    renderer = models.CharField(max_length=80)
    row_hash = models.CharField(
        max_length=64, blank=True
    )  # no event tells of it; empty before there were any

    frozen: ClassVar = ("version_id", "media", "against", "sha256", "size", "pages", "file", "renderer")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "media", "against"], name="one_document_per_version_and_media"
            )
        ]
