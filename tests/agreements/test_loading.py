"""How the shared format comes into the database."""

import json

import pytest

from agreements.formats.loading import FormatRefused, load_formats
from agreements.models import Clause, Format
from tests import factories

pytestmark = pytest.mark.django_db

FIXTURE = factories.FIXTURES / "formats-1.json"


def test_loading_twice_adds_the_format_once():
    assert load_formats(FIXTURE) == 6
    assert load_formats(FIXTURE) == 0
    assert Format.objects.count() == 6


def test_an_article_may_be_called_otherwise_in_one_kind_of_document():
    load_formats(FIXTURE)
    titles = dict(Clause.objects.filter(key="rolverdeling").values_list("format__document_kind", "title"))
    assert titles["intentie"] == "Beoogde rolverdeling"
    assert titles["sok"] == "Taken en verantwoordelijkheden"


def test_a_clause_that_cannot_be_read_refuses_the_whole_file_and_says_which(tmp_path):
    data = json.loads(FIXTURE.read_text(encoding="utf-8"))
    data["clauses"][5]["text"] += " {{ bestaat_niet }}"
    broken = tmp_path / "formats.json"
    broken.write_text(json.dumps(data), encoding="utf-8")
    with pytest.raises(FormatRefused, match=data["clauses"][5]["key"]):
        load_formats(broken)
    assert Format.objects.count() == 0
