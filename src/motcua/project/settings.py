"""
The one settings module, driven by the environment and documented in docs/operator.md.

Production by default: it refuses to start without its secrets. What an official may
change is a table with a journal, never a setting.
"""

import os
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

PACKAGE = Path(__file__).resolve().parent.parent


def env(name: str, default: str | None = None) -> str:
    """Return the environment's value; without a default the setting is required."""
    value = os.environ.get(name, default)
    if value is None:
        raise ImproperlyConfigured(f"{name} is not set; docs/operator.md says what it is for.")
    return value


def flag(name: str, *, default: bool = False) -> bool:
    """Return whether the environment switches this on."""
    return env(name, "1" if default else "0").lower() in {"1", "true", "yes", "on"}


def database(url: str) -> dict[str, Any]:
    """Return Django's description of the database at a postgresql:// address."""
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ImproperlyConfigured("DATABASE_URL must begin with postgresql://")
    query = dict(pair.split("=", 1) for pair in parts.query.split("&") if "=" in pair)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(query.get("user", parts.username or "")),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(query.get("host", parts.hostname or "")),
        "PORT": str(parts.port or query.get("port", "")),
        "CONN_MAX_AGE": 0,
        "CONN_HEALTH_CHECKS": True,
        "ATOMIC_REQUESTS": False,
        "OPTIONS": {
            # Pages of tables lie in memory or on disks without arms: to fetch one costs little more
            # than to read on, so that a short list is not looked for by two indexes where one does.
            # What one statement of a page may take is bounded; the long work of commands is not.
            "options": "-c lock_timeout=3000 -c timezone=Asia/Ho_Chi_Minh -c random_page_cost=1.1"
            f" -c statement_timeout={STATEMENT_SECONDS}s",
            # For the cursors alone that bind on the server: Django's own are never prepared.
            "prepare_threshold": 5,
            # Nobody queues for a connection, there being more than threads: who waits waits for a
            # database that is gone, and keeps everybody after him waiting.
            **({"pool": {"min_size": 1, "max_size": 8, "timeout": 2}} if POOL else {}),
        },
    }


DEBUG = False
DEVELOPMENT = flag("MOTCUA_DEVELOPMENT")
# A demo shows a strip on every page, its logins, and the messages that it would have sent.
DEMO = flag("MOTCUA_DEMO")
SECRET_KEY = env("SECRET_KEY")
# Receipts' secrets are derived with a key of their own, so that changing SECRET_KEY
# (which ends sessions) never changes the slips in citizens' hands.
RECEIPT_KEY = env("RECEIPT_KEY")
ALLOWED_HOSTS = env("ALLOWED_HOSTS", "127.0.0.1,localhost,[::1]").split(",")
# The name of the province, as it stands beside the product's.
PROVINCE = env("PROVINCE", "")
PUBLIC_URL = env("PUBLIC_URL", "http://127.0.0.1:8000")
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]

POOL = flag("DATABASE_POOL", default=True)
STATEMENT_SECONDS = int(env("STATEMENT_SECONDS", "0"))
DATABASE_URL = env("DATABASE_URL")
DATABASE_OWNER_URL = env("DATABASE_OWNER_URL", DATABASE_URL)
DATABASES = {"default": database(DATABASE_URL)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "allauth",
    "allauth.account",
    "procrastinate.contrib.django",
    "motcua.ground.design",
    "motcua.ground.trail",
    "motcua.ground.access",
    "motcua.ground.agencies",
    "motcua.ground.calendars",
    "motcua.ground.documents",
    "motcua.ground.notifications",
    "motcua.onestop.processes",
    "motcua.onestop.procedures",
    "motcua.onestop.payments",
    "motcua.onestop.dossiers",
    "motcua.desk",
    "motcua.portal",
    "motcua.demo",
]

MIDDLEWARE = [
    "motcua.project.middleware.incident",
    "motcua.project.middleware.no_nul",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "motcua.project.middleware.language",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "motcua.project.middleware.actor",
    "motcua.project.middleware.refusal",
    "motcua.project.middleware.nothing_cached",
    "motcua.project.middleware.heard_out",
]
ROOT_URLCONF = "motcua.project.urls"
WSGI_APPLICATION = "motcua.project.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "motcua.project.menus.page",
            ],
            "builtins": ["django.templatetags.i18n", "motcua.ground.design.templatetags.design"],
        },
    },
]
FORM_RENDERER = "motcua.ground.design.fields.Renderer"

AUTH_USER_MODEL = "access.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
ACCOUNT_ADAPTER = "motcua.ground.access.gateway.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PRESERVE_USERNAME_CASING = False
# Tries are counted in our own table, which every process shares; see access.gateway.
ACCOUNT_RATE_LIMITS = False
CSRF_FAILURE_VIEW = "motcua.ground.access.views.refusals.csrf_failure"
LOGIN_URL = "/dang-nhap/"
LOGIN_REDIRECT_URL = "/ban-lam-viec/"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "motcua.ground.access.validators.Length"},
    {"NAME": "motcua.ground.access.validators.NotCommon"},
    {"NAME": "motcua.ground.access.validators.NotAboutThePerson"},
    {"NAME": "motcua.ground.agencies.validators.NotAboutTheAgency"},
]
# How long the link of a letter sets a password.
PASSWORD_RESET_TIMEOUT = 60 * 60

# The site opens in Vietnamese, whatever a browser asks for; English is chosen by a click.
LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
LANGUAGE_COOKIE_NAME = "ngon-ngu"
LOCALE_PATHS = [PACKAGE / "locale"]
# Dates and numbers are written the Vietnamese way in either language.
FORMAT_MODULE_PATH = "motcua.project.formats"
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True
USE_THOUSAND_SEPARATOR = True

STATIC_URL = "/static/"
STATIC_ROOT = PACKAGE / "_static"
STORAGES = {
    "default": {"BACKEND": "motcua.ground.documents.storage.ContentAddressedStorage"},
    # While developing and testing, files are served as they stand, without a manifest.
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEVELOPMENT
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = DEVELOPMENT
FILES_ROOT = Path(env("FILES_ROOT", "var/files"))
TRAIL_ROOTS = Path(env("TRAIL_ROOTS", "var/roots.jsonl"))
# Below this, `/readyz` warns that the disk fills up.
DISK_FREE_MEGABYTES = int(env("DISK_FREE_MEGABYTES", "2048"))
UPLOAD_LIMIT_BYTES = 20 * 1024 * 1024
# ClamAV's socket, a path or tcp://host:port; where it is set, no file comes in unscanned.
CLAMAV_SOCKET = env("CLAMAV_SOCKET", "")
CLAMAV_SECONDS = float(env("CLAMAV_SECONDS", "30"))
# What is typed in one form, and all that is sent with it: a file that is somewhat too large
# is still read, and refused on the page of the form, beside what was typed.
DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024
BODY_LIMIT_BYTES = 3 * UPLOAD_LIMIT_BYTES

# Background jobs stand in the jobs.py of their room.
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"
PROCRASTINATE_IMPORT_PATHS = ["motcua.project.jobs"]

EMAIL_BACKEND = env("EMAIL_BACKEND", "motcua.ground.notifications.gateway.mail.Backend")
EMAIL_HOST = env("EMAIL_HOST", "localhost")
EMAIL_PORT = int(env("EMAIL_PORT", "25"))
EMAIL_HOST_USER = env("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = env("EMAIL_HOST_PASSWORD", "")
# How the line is ciphered: "starttls", "tls" from the first byte, or not at all.
EMAIL_SECURITY = env("EMAIL_SECURITY", "")
EMAIL_USE_TLS, EMAIL_USE_SSL = EMAIL_SECURITY == "starttls", EMAIL_SECURITY == "tls"
EMAIL_TIMEOUT = int(env("EMAIL_TIMEOUT", "20"))
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", "motcua@localhost")
# Text messages go out where there is a gateway; without one the way is closed.
SMS_URL = env("SMS_URL", "")
SMS_TOKEN = env("SMS_TOKEN", "")
SMS_FROM = env("SMS_FROM", "")
SMS_FIELDS = dict(pair.split("=", 1) for pair in env("SMS_FIELDS", "").split(",") if "=" in pair)
SMS_BARE = flag("SMS_BARE", default=True)
SMS_TIMEOUT = int(env("SMS_TIMEOUT", "20"))

# How many proxies of our own stand before the server, each adding to X-Forwarded-For.
PROXIES = int(env("PROXIES", "0"))
SECURE = not DEVELOPMENT and not DEMO
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
# A browser keeps a cookie of such a name only from this very host, by HTTPS.
HOST_ONLY = "__Host-" if SECURE else ""
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = f"{HOST_ONLY}session", f"{HOST_ONLY}form"
SESSION_ENGINE = "motcua.ground.access.sessions"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
# Whether an administrator's pages open only after a code from a telephone.
SECOND_FACTOR_FOR_ADMINISTRATORS = flag("SECOND_FACTOR_FOR_ADMINISTRATORS", default=SECURE)
SECURE_SSL_REDIRECT = SECURE
# Believed of our own proxies only: without one, anybody could claim to come by HTTPS.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PROXIES else None
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 31536000 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = SECURE
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    },
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "filters": {"veiled": {"()": "motcua.project.logs.Veiled"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["veiled"]}
    },
    "root": {"handlers": ["console"], "level": env("LOG_LEVEL", "INFO")},
    # The queue tells of every job and of every start; only what goes wrong is worth a line.
    "loggers": {
        "procrastinate": {"level": env("LOG_LEVEL", "WARNING")},
        "httpx": {"level": "WARNING"},
    },
}
