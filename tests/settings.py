"""How do the settings differ in a test? As little as can be: quick passwords, and a data folder that goes away."""

import atexit
import os
import shutil
import tempfile

# The workers of one run share the folder of the process that started them, which clears it away.
if "PYTEST_XDIST_WORKER" not in os.environ:
    scratch = tempfile.mkdtemp(prefix="samenspel-tests-")
    atexit.register(shutil.rmtree, scratch, ignore_errors=True)
    os.mkdir(os.path.join(scratch, "static"))
    os.environ.update({"EMBEDDED": "1", "DATA_DIR": scratch, "DEBUG": "0"})

from samenspel.settings import *  # noqa: F403
from samenspel.settings import DATABASES

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
WHITENOISE_AUTOREFRESH = True  # otherwise every test client reads all static files first

if DATABASES["default"]["ENGINE"] == "django.db.backends.postgresql":
    # A pool would hold the test database while it is dropped.
    DATABASES["default"]["OPTIONS"].pop("pool")
