"""All settings, read from the environment. FREMSKUDT_MODE decides how strict the start is (see checks.py)."""

from pathlib import Path

from csp.constants import NONE, SELF

from fremskudt.config import env, study

MODE = env.choice("FREMSKUDT_MODE", ("production", "demo", "development", "test"), "production")
DATA_DIR = Path(env.text("FREMSKUDT_DATA", "var")).resolve()
SITE_NAME = env.text("FREMSKUDT_SITE_NAME", "Aftaler")
CONTACT = env.text("FREMSKUDT_CONTACT")  # who answers about accessibility; stands on the statement's page

# The demo tells on its own log-in page how to get in; no other site knows these words.
DEMO_LOGIN = {"email": study.EMAIL, "password": study.PASSWORD} if MODE == "demo" else None

DEBUG = MODE == "development"
# A fixed key keeps people logged in between starts of a demo. Production refuses it (checks.py) and must bring its own.
SECRET_KEY = env.secret("SECRET_KEY") or f"insecure-key-for-{MODE}-{'x' * 40}"
PSEUDONYM_KEY = env.secret("PSEUDONYM_KEY") or "insecure-pseudonym-key-for-demo-only"
KEY_FILE = Path(
    env.text("KEY_FILE") or DATA_DIR / "keys.json"
).resolve()  # master, log and index keys; never in a backup
ALLOWED_HOSTS = env.names("ALLOWED_HOSTS") or ([] if MODE == "production" else ["localhost", "127.0.0.1", "testserver"])

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "csp",
    "django_htmx",
    "fremskudt.config",
    "fremskudt.evaluation",
    "fremskudt.surveys",
    "fremskudt.casework",
    "fremskudt.access",
    "fremskudt.ui",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "fremskudt.access.reach.ReachMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "fremskudt.ui.middleware.NoStoreMiddleware",
    "fremskudt.ui.middleware.NotNowMiddleware",
]
ROOT_URLCONF = "fremskudt.config.urls"
WSGI_APPLICATION = "fremskudt.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "fremskudt.ui.context.site",
            ],
            "builtins": ["fremskudt.ui.templatetags.parts", "django.templatetags.i18n"],
        },
    }
]

DATABASES = {"default": env.database(env.secret("DATABASE_URL"), DATA_DIR / "fremskudt.sqlite3")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "access.User"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "access:login"
LOGIN_REDIRECT_URL = "home"

LANGUAGE_CODE = "da"
LANGUAGES = [("da", "Dansk"), ("en", "English")]
LOCALE_PATHS = [Path(__file__).resolve().parent.parent / "ui" / "locale"]
TIME_ZONE = "Europe/Copenhagen"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"
        if MODE in {"production", "demo"}
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}

SECURE = MODE == "production"
SESSION_COOKIE_NAME = "__Host-session" if SECURE else "session"
SESSION_COOKIE_SECURE = SECURE
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 10 * 3600
CSRF_COOKIE_NAME = "__Host-csrf" if SECURE else "csrf"
CSRF_COOKIE_SECURE = SECURE
CSRF_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SECURE = SECURE
SECURE_SSL_REDIRECT = SECURE and env.flag("SECURE_SSL_REDIRECT", default=True)
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.flag("BEHIND_PROXY", default=False) else None
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "manifest-src": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 20 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
FILE_UPLOAD_PERMISSIONS = 0o600

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["stderr"], "level": "INFO"},
}
