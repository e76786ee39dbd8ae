"""What is configured, and what comes from the environment?

Everything that differs between machines is read here, once, from the environment (`.env.example` explains
each name). A setting that would be unsafe in production stops the start with a sentence.
"""

import ipaddress
import secrets
from pathlib import Path
from uuid import UUID

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from samenspel.environment import Env
from samenspel.logs import logging_config

BASE_DIR = Path(__file__).resolve().parent.parent

env = Env()
if env.bool("READ_DOT_ENV", default=False):
    env.read_env(BASE_DIR / ".env")

# --- where and how we run -----------------------------------------------------------------------------
EMBEDDED = env.bool("EMBEDDED", default=False)  # one machine, SQLite, a document runner instead of Celery
DEBUG = env.bool("DEBUG", default=False)
DEMO = env.bool("DEMO", default=False)  # demo data and one-click sign-in, for trying out only
BIND = env("BIND", default="127.0.0.1")
DATA_DIR = Path(env("DATA_DIR", default=str(BASE_DIR / "data"))).resolve()


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _embedded_secret_key() -> str:
    """A key of this data folder's own, made at the first start."""
    path = DATA_DIR / "secret_key"
    try:
        if not path.exists():
            DATA_DIR.mkdir(parents=True, exist_ok=True)
            path.touch(mode=0o600)
            path.write_text(secrets.token_urlsafe(50))
        return path.read_text().strip()
    except OSError as wrong:
        raise ImproperlyConfigured(
            f"In de map {DATA_DIR} kan Samenspel niet schrijven. Kies een andere: make run DATA=/pad/naar/map"
        ) from wrong


SECRET_KEY = env("SECRET_KEY", default="") or (_embedded_secret_key() if EMBEDDED else "")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"] if EMBEDDED else [])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

if len(SECRET_KEY) < 40:
    raise ImproperlyConfigured(
        "Zet SECRET_KEY in de omgeving: een willekeurige tekst van minstens 40 tekens. Zie .env.example."
    )
if not ALLOWED_HOSTS or "*" in ALLOWED_HOSTS:
    raise ImproperlyConfigured("Zet ALLOWED_HOSTS in de omgeving: de namen waaronder de site te vinden is.")
# What has no safe default: without these it would run on a database of its own, and mail links that lead nowhere.
for _name, _start in (
    ()
    if EMBEDDED
    else (
        ("DATABASE_URL", "postgres"),
        ("REDIS_URL", "redis"),
        ("SITE_URL", "https://"),
    )
):
    if not env(_name, default="").startswith(_start):
        raise ImproperlyConfigured(
            f"Zet {_name} in de omgeving. De waarde begint met {_start}. Zie .env.example."
        )
if (DEBUG or DEMO) and not (EMBEDDED and _is_loopback(BIND)):
    raise ImproperlyConfigured(
        "DEBUG en DEMO mogen alleen met EMBEDDED=1 op dit eigen adres (BIND=127.0.0.1)."
    )

# --- applications -------------------------------------------------------------------------------------
INSTALLED_APPS = [
    "samenspel",
    "accounts",
    "contacts",
    "municipalities",
    "initiatives",
    "agreements",
    "promises",
    "insights",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "django_htmx",
    "csp",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "samenspel.middleware.SamePageMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "samenspel.readable.ReadableRequestMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "samenspel.middleware.SignInAgainMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "contacts.middleware.PersonMiddleware",
    "samenspel.middleware.PrivatePagesMiddleware",
    "samenspel.kept.KeptWordsMiddleware",
]

ROOT_URLCONF = "samenspel.urls"
WSGI_APPLICATION = "samenspel.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "samenspel.context.site",
            ],
        },
    },
]

# --- data ---------------------------------------------------------------------------------------------
DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{DATA_DIR / 'samenspel.sqlite3'}")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA mmap_size=134217728;"
            "PRAGMA journal_size_limit=27103364;PRAGMA cache_size=2000;"
        ),
    }
else:
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    DATABASES["default"]["OPTIONS"] = {
        "pool": {"min_size": 1, "max_size": env.int("DATABASE_POOL", default=8), "timeout": 5},
        "options": "-c jit=off",  # compiling a query costs more than our short ones take
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    if EMBEDDED
    else {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"}
}

STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(DATA_DIR / "files"), "base_url": None, "file_permissions_mode": 0o640},
    },
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if EMBEDDED
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
STATIC_URL = "static/"
STATIC_ROOT = Path(env("STATIC_ROOT", default=str(DATA_DIR / "static")))
STATICFILES_DIRS = [BASE_DIR / "static"]
WHITENOISE_USE_FINDERS = EMBEDDED
UPLOAD_MAX_BYTES = env.int("UPLOAD_MAX_BYTES", default=10 * 1024 * 1024)
FILE_UPLOAD_MAX_MEMORY_SIZE = UPLOAD_MAX_BYTES  # what may be kept needs no room on a disk before it is
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 4000  # a long agreement on one page

# --- signing in ---------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "insights:my-work"
ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
SOCIALACCOUNT_ADAPTER = "accounts.adapter.SocialAccountAdapter"
ACCOUNT_FORMS = {
    "confirm_login_code": "accounts.forms.CodeForm",
    "change_password": "accounts.forms.ChangePasswordForm",
    "set_password": "accounts.forms.NewPasswordForm",
    "reset_password": "accounts.forms.RequestResetForm",
    "reset_password_from_key": "accounts.forms.ResetPasswordForm",
}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # an account exists only through an invitation to that very address
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 600
ACCOUNT_PREVENT_ENUMERATION = "strict"
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
# Three tries a code: so few codes an hour that guessing six digits takes lifetimes, even from many machines.
# What costs much is asked by people, not by programs (samenspel/limits.py).
ACCOUNT_RATE_LIMITS = {
    "request_login_code": "20/m/ip,3/m/key,10/h/key",
    "check_document": "60/h/ip",
    "search": "100/m/user",
    "take_table_along": "12/10m/user",
    "ask_for_document": "30/10m/user",
}
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if not EMBEDDED and env.bool("BEHIND_PROXY", default=True) else 0
SOCIALACCOUNT_LOGIN_ON_GET = True  # a link: the form-action of our policy stops a form that leaves the site
SOCIALACCOUNT_ONLY = False
SOCIALACCOUNT_AUTO_SIGNUP = False
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
# One entry per organisation that signs in through its own directory; see docs/beheer.md.
OIDC_PROVIDERS = env.json("OIDC_PROVIDERS", default=[])
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": OIDC_PROVIDERS}}
FORGET_OUTDATED = env.bool("FORGET_OUTDATED", default=False)  # by itself, what of people is past its term
INVITATION_DAYS = env.int("INVITATION_DAYS", default=14)

# --- what apps to the right bring along (samenspel/plugged.py) ----------------------------------------
# Erasing a person also blanks what she wrote, in every app that keeps such words.
WORDS_TO_BLANK = [
    "initiatives.erasure.blank_words_of",
    "agreements.erasure.blank_words_of",
]
# Of those what events hold, in apps to the right of the file: blanked in one go, so that its timeline tells of it once.
WORDS_HELD = ["agreements.erasure.words_held_of", "promises.erasure.words_held_of"]
# The timeline tells of rows in apps to its right as well: where the words of such rows stand.
WORDS_TO_TELL = ["promises.telling.words"]
# And what an article is called that it tells of.
ARTICLES_CALLED = ["agreements.telling.titles"]
# The gemeenten in which someone works without a function there: those of her files.
OWN_MUNICIPALITIES = ["initiatives.listing.gemeenten.worked_in"]
# What is read along with someone's functions: whether a gemeente took another over.
KNOWN_OF_FUNCTION = ["municipalities.heirs.known"]
# What keeps a file where it is, when its owner wants to take it away.
WHY_FILES_STAY = ["agreements.files_that_stay.why_it_stays"]
# Which partners without a place in the file hear of what names them, and where they read it.
PARTNERS_TOLD = ["agreements.telling.PARTNERS", "promises.telling.PARTNERS"]
# Which sides hear of what names them, whether or not they have a place in the file.
SIDES_TOLD = ["promises.telling.sides"]
# What a joint decision can be about beside phases, pauses and endings.
DECISION_MATTERS = [
    "initiatives.deciding.minutes_matter.MATTER",
    "agreements.living.matter.MATTER",
    "agreements.neighbours.matter.MATTER",
]
# What also lies at a college, a council or a board, beside what a side said of it itself.
LIES_AT_LAYERS = ["agreements.signing.awaited.of_file"]
# Which results another side says are not right, until that is answered.
RESULTS_DOUBTED = ["agreements.registered.doubts.of_result"]
# What also hears that an agreement came into force, in the transaction of its last signature.
IN_FORCE = ["promises.actions.replace"]
# What the clock also looks at, each time it sends the letters that lie ready.
CLOCK = ["agreements.actions.clock.look", "promises.clock.look"]
# Why somebody is refused what she sent: the first that knows it says so.
WHY_REFUSED = ["initiatives.refusals.why", "agreements.views.closed.why"]

# --- mail ---------------------------------------------------------------------------------------------
vars().update(env.email_url("EMAIL_URL", default="filemail://" if EMBEDDED else "smtp://localhost:25"))
EMAIL_TIMEOUT = 10
if EMBEDDED and not env("EMAIL_URL", default=""):
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = DATA_DIR / "mail"
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", default="Samenspel <samenspel@localhost>")
SITE_URL = env("SITE_URL", default="http://127.0.0.1:8000").rstrip("/")

# --- language and time --------------------------------------------------------------------------------
LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", "Nederlands")]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Amsterdam"
FORMAT_MODULE_PATH = ["samenspel.formats"]

# --- seals --------------------------------------------------------------------------------------------
# One entry per organisation whose certificate lies on this server; see docs/beheer.md.
SEALS = env.json("SEALS", default=[])
SEAL_TIMESTAMP_URL = env("SEAL_TIMESTAMP_URL", default="")  # a request to another server, so off by itself
try:
    for _seal in SEALS:
        UUID(_seal["organisation"]), Path(_seal["file"])
except (KeyError, TypeError, ValueError) as wrong:
    raise ImproperlyConfigured(
        "Zet in SEALS per organisation een uuid (organisation), een bestand (file) en een wachtzin (passphrase). Zie docs/beheer.md."
    ) from wrong

# --- background work ----------------------------------------------------------------------------------
CELERY_BROKER_URL = env("REDIS_URL", default="redis://127.0.0.1:6379/0")
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 300,
    "max_retries": 0,
    "socket_connect_timeout": 0.5,
    "unacked_restore_interval": 5,
    "unacked_restore_throttle": 1,
}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_PUBLISH_RETRY = False
CELERY_TASK_SOFT_TIME_LIMIT = 60
CELERY_TASK_TIME_LIMIT = 90
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_PROC_ALIVE_TIMEOUT = 30  # a child that starts slowly on a busy machine is not killed for it
CELERY_WORKER_MAX_TASKS_PER_CHILD = 100
CELERY_WORKER_MAX_MEMORY_PER_CHILD = 400_000  # kB
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TIMEZONE = "UTC"
RENDER_LEASE_SECONDS = env.float("RENDER_LEASE_SECONDS", default=20)
RENDER_HEARTBEAT_SECONDS = env.float("RENDER_HEARTBEAT_SECONDS", default=5)
RENDER_SWEEP_SECONDS = env.float("RENDER_SWEEP_SECONDS", default=10)
RENDER_MAX_ATTEMPTS = 3
LETTER_SECONDS = 60  # how often the clock looks for letters to send
CELERY_BEAT_SCHEDULE = {
    "sweep-render-jobs": {"task": "agreements.tasks.sweep", "schedule": RENDER_SWEEP_SECONDS},
    "send-letters": {"task": "initiatives.tasks.send_letters", "schedule": LETTER_SECONDS},
}

# --- security -----------------------------------------------------------------------------------------
SESSION_COOKIE_AGE = 14 * 24 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "samenspel.views.csrf_failure"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if not EMBEDDED:
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SESSION_COOKIE_NAME = "__Host-sessionid"
    CSRF_COOKIE_NAME = "__Host-csrftoken"
    SECURE_SSL_REDIRECT = env.bool("SSL_REDIRECT", default=True)
    SECURE_REDIRECT_EXEMPT = [r"^_healthz/"]
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
    SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = True
    if env.bool("BEHIND_PROXY", default=True):
        SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "manifest-src": [SELF],
        "base-uri": [NONE],
        "object-src": [NONE],
        "frame-ancestors": [NONE],
    },
}
THEME_CSS = env("THEME_CSS", default="")  # a gemeente's own token file: a path below static/

LOGGING = logging_config(debug=DEBUG)
