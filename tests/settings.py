"""How do the settings differ in a test? As little as can be: quick passwords, and a data folder that goes away."""

import atexit
import os
import shutil
import tempfile

_scratch = tempfile.mkdtemp(prefix="samenspel-tests-")
atexit.register(shutil.rmtree, _scratch, ignore_errors=True)
os.mkdir(os.path.join(_scratch, "static"))
os.environ.update({"EMBEDDED": "1", "DATA_DIR": _scratch, "DEBUG": "0"})

from samenspel.settings import *  # noqa: E402, F403
from samenspel.settings import DATABASES  # noqa: E402

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"

if DATABASES["default"]["ENGINE"] == "django.db.backends.postgresql":
    # A pool would hold the test database while it is dropped.
    DATABASES["default"]["OPTIONS"].pop("pool")
