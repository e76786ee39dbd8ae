"""Does a Word file open elsewhere with the same text? Only through `make soak`, where LibreOffice is installed."""

import re
import subprocess

import pytest

from agreements.paper import word
from tests.agreements import sample_content as sample
from tests.agreements.test_word import SAMPLES, said_by_html
from tests.needs import need

pytestmark = [
    pytest.mark.soak,
    pytest.mark.timeout(0),
]


@pytest.mark.parametrize("name", SAMPLES)
def test_libreoffice_reads_the_very_text(name, tmp_path):
    content = getattr(sample, name)()
    (tmp_path / "stuk.docx").write_bytes(word.render(content).body)
    home = f"-env:UserInstallation=file://{tmp_path}/profile"
    order = [need("soffice"), home, "--headless", "--convert-to", "txt:Text (encoded):UTF8", "stuk.docx"]
    subprocess.run(order, cwd=tmp_path, check=True, capture_output=True, timeout=120)
    text = (tmp_path / "stuk.txt").read_text(encoding="utf-8-sig")
    assert re.sub(r"\s", "", text) == said_by_html(content)
