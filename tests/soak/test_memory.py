"""Does a worker stay small when it makes and seals one document after another? Only through `make soak`."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from agreements.paper import pdf

pytestmark = [pytest.mark.soak, pytest.mark.timeout(0)]

RENDERS = 200
# A worker starts anew after so many documents (CELERY_WORKER_MAX_TASKS_PER_CHILD), so what it gains until then counts.
MAX_GAIN = 120  # MB over all renders, after the first twenty
MAX_PEAK = 400  # MB; a worker that grows beyond is replaced

WORK = """
import sys
import tempfile
from pathlib import Path
import django
django.setup()
from agreements.paper import pdf, seal
from tests.agreements import certificates, sample_content

with tempfile.TemporaryDirectory() as folder:
    own = certificates.put(Path(folder)).read_bytes()

def resident():
    with open("/proc/self/status") as status:
        return int(next(line.split()[1] for line in status if line.startswith("VmRSS:"))) // 1024

content = sample_content.long_names()
for number in range(1, int(sys.argv[1]) + 1):
    made = pdf.render(content)
    seal.sealed(made.body, pkcs12=own, passphrase=certificates.PASSPHRASE, holder="Gemeente Eskerveen")
    if number % 20 == 0:
        print(number, resident(), flush=True)
"""


def test_memory_stays_flat_over_two_hundred_documents() -> None:
    if not Path("/proc/self/status").exists():
        pytest.skip("only Linux says how much memory a process holds")
    if reason := pdf.available():
        pytest.skip(reason)
    made = subprocess.run(
        [sys.executable, "-c", WORK, str(RENDERS)],
        cwd=settings.BASE_DIR,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings"},
        capture_output=True,
        text=True,
        check=True,
    )
    held = [int(line.split()[1]) for line in made.stdout.splitlines() if line[:1].isdigit()]
    print("Geheugen in MB na elke twintig documenten:", *held)  # noqa: T201
    assert len(held) == RENDERS // 20
    assert held[-1] - held[0] <= MAX_GAIN, held
    assert max(held) <= MAX_PEAK, held
