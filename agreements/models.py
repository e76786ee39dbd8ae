"""What is kept of an agreement: its format, its articles, its frozen versions and their documents?"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from agreements import terms
from agreements.annexes.tables import Annex
from agreements.querysets import AgreementQuerySet, RemarkQuerySet, RenderJobQuerySet, VersionQuerySet
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
    "Document",
    "FieldValue",
    "Format",
    "Party",
    "Proposal",
    "Remark",
    "RenderJob",
    "Signatory",
    "Signature",
    "SignatureSheet",
    "SigningMove",
    "SigningPlace",
    "Stance",
    "Variable",
    "Version",
]


class Format(Row):  # het gedeelde format voor één soort stuk, in een vaste versie
    document_kind = models.CharField(max_length=20)  # the format's own Dutch key: intentie, sok, …
    number = models.PositiveIntegerField()
    owner_org = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["document_kind", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["document_kind", "number", "owner_org"], name="own_format_number_once"
            ),
            models.UniqueConstraint(
                fields=["document_kind", "number"],
                condition=models.Q(owner_org=None),
                name="shared_format_number_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document_kind} {self.number}"


class Clause(Row):  # bepaling van het format
    format = models.ForeignKey(Format, on_delete=models.PROTECT, related_name="clauses")
    key = models.SlugField(max_length=60)
    part = models.CharField(max_length=1)  # A–I, as in the catalogue
    order = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    need = models.CharField(max_length=8, choices=terms.Need)
    in_short = models.BooleanField(default=False)
    text = models.TextField()
    why = models.TextField(blank=True)
    topics = models.JSONField(default=list)

    class Meta:
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["format", "key"], name="clause_key_once")]

    def __str__(self) -> str:
        return self.title


class Variable(Row):  # veld van het format
    format = models.ForeignKey(Format, on_delete=models.PROTECT, related_name="variables")
    name = models.SlugField(max_length=60)
    label = models.CharField(max_length=200)  # asks for it
    short = models.CharField(max_length=120, blank=True)  # names it in a sentence or a blank
    caption = models.CharField(max_length=200, blank=True)  # above it, when it is a table
    help = models.TextField(blank=True)
    type = models.CharField(max_length=200)
    required = models.BooleanField(default=False)
    default = models.JSONField(null=True, blank=True)
    filled_from = models.CharField(max_length=60)
    at_signing = models.BooleanField(default=False)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["format", "name"], name="variable_name_once")]

    def __str__(self) -> str:
        return self.name


class Agreement(Row):  # overeenkomst
    collaboration = models.ForeignKey(Collaboration, on_delete=models.PROTECT, related_name="agreements")
    form = models.CharField(_("vorm"), max_length=24, choices=terms.Form)
    format = models.ForeignKey(Format, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    length = models.CharField(_("lengte"), max_length=8, choices=terms.Length, default=terms.Length.SHORT)
    title = models.CharField(_("naam"), max_length=160)
    stage = models.CharField(max_length=12, choices=terms.Stage, default=terms.Stage.PREPARING)
    drafted_by_org = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    predecessor = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    request_key = models.UUIDField(null=True, blank=True, unique=True)  # double submit makes one
    revision = models.PositiveIntegerField(default=1)

    objects = AgreementQuerySet.as_manager()

    class Meta:
        verbose_name = _("overeenkomst")
        verbose_name_plural = _("overeenkomsten")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.title


class Party(Row):  # partij bij de overeenkomst
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="parties")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=20)  # municipality, initiative, partner-1
    order = models.PositiveSmallIntegerField()
    short_name = models.CharField(_("korte naam in de tekst"), max_length=80)

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "organisation"], name="party_once"),
            models.UniqueConstraint(fields=["agreement", "key"], name="party_key_once"),
        ]


class Signatory(Row):  # ondertekenaar; the paper names functions only
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="signatories")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    function_label = models.CharField(_("functie"), max_length=160)
    order = models.PositiveSmallIntegerField(default=1)

    class Meta:
        ordering = ["order", "pk"]


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
    part = models.CharField(
        max_length=1, blank=True
    )  # where it stands, when that is not where its clause belongs
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
    """`text` is what the article says then; `new_*` the article that comes behind it; `after` where it moves to."""

    kind = models.CharField(max_length=8, choices=terms.ProposalKind, default=terms.ProposalKind.TEXT)
    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="proposals")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(_("voorstel"), max_length=20000, blank=True)
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

    objects = VersionQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["agreement", "number"], name="version_number_once")]


class RenderJob(Row):  # opdracht om een document te maken
    """The row is the truth; the broker only carries a hint."""

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="jobs")
    media = models.CharField(max_length=8, choices=terms.Media, default=terms.Media.PDF)
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
            models.UniqueConstraint(fields=["version", "media"], name="one_job_per_version_and_media")
        ]
        indexes = [
            models.Index(
                fields=["id"], condition=models.Q(state__in=["queued", "running"]), name="render_jobs_open"
            )
        ]


class Document(Row):  # het gemaakte bestand
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="documents")
    media = models.CharField(max_length=8, choices=terms.Media)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    pages = models.PositiveSmallIntegerField(default=0)
    file = models.FileField(upload_to="documents/", max_length=200)
    renderer = models.CharField(max_length=80)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["version", "media"], name="one_document_per_version_and_media")
        ]
