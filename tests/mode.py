"""Loaded before anything else: the tests run in test mode, on SQLite unless DATABASE_URL says otherwise."""

import os

os.environ["FREMSKUDT_MODE"] = "test"
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # playwright's sync API runs an event loop in the test's thread
