"""Loaded before anything else: tests run in test mode, in a data folder of their own, on SQLite unless told."""

import os
import shutil
import tempfile

# In memory where there is room: each test commits to a real file, and waits for no disk.
memory = "/dev/shm"  # noqa: S108  a folder of its own is made in it
roomy = os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > 2**30
data = tempfile.TemporaryDirectory(prefix="fremskudt-test-", dir=memory if roomy else None)
os.environ["FREMSKUDT_MODE"] = "test"
os.environ["FREMSKUDT_DATA"] = data.name
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # playwright's sync API runs an event loop in the test's thread
# A test tool brings defusedxml along; a site has none, so files are read as a site reads them.
os.environ["OPENPYXL_DEFUSEDXML"] = "False"

from pathlib import Path  # noqa: E402

from fremskudt.access import keyring  # noqa: E402

keyring.write_new(Path(data.name, "keys.json"))
