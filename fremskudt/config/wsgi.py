"""The entrance for a web server. An unsafe setting or a wrong key stops it here, before any request."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fremskudt.config.settings")

from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()

# the checks need the apps that were just loaded
from django.db import connections  # noqa: E402

from fremskudt.config.checks import refuse_unsafe_settings, refuse_wrong_keys  # noqa: E402

refuse_unsafe_settings()
refuse_wrong_keys()
connections.close_all()  # this thread answers no request
