"""What is frozen in a version."""

import pytest

from agreements import actions
from agreements.formats import published
from agreements.formats.loading import load_formats
from agreements.models import Agreement
from agreements.neighbours.beginning import first_words
from agreements.paper import content
from agreements.terms import Form, Length, VersionStatus
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def build(cast):
    published.forget()
    load_formats(factories.FIXTURES / "formats-1.json")

    def built(form: Form, length: Length, **values: object) -> content.Content:
        seat = factories.seat(cast.file, cast.coach)
        draft = actions.start(
            cast.file, form=form, length=length, title="Zeebuurt", by=cast.coach.person, seat=seat
        )
        for name, value in values.items():
            kept = draft.values.filter(variable=name).first()
            revision = kept.revision if kept else 0
            actions.save_field(draft, name, value, revision=revision, by=cast.coach.person, seat=seat)
        today = factories.timezone.localdate()
        return content.build(draft, status=VersionStatus.DRAFT, number=1, on=today)

    return built


def test_an_agreement_of_more_than_a_page_starts_with_what_it_comes_down_to(build):
    answers = {"stip": "elk huis is warm.", "horizon_jaar": "2035", "opzegtermijn_maanden": "1"}
    lines = build(Form.COLLABORATION_AGREEMENT, Length.SHORT, **answers)["summary"]
    said = {line["question"]: line["text"] for line in lines}
    assert said["Wat we willen"] == "In 2035: elk huis is warm."
    assert said["Als het anders loopt"].endswith("met een opzegtermijn van 1 maand.")
    assert {line["anchor"] for line in lines} >= {"a-stip_op_de_horizon", "a-beeindiging"}


def test_in_short_says_nothing_that_an_article_no_longer_says(build):
    """Also where neighbours are told about it: both begin with the same lines."""
    answers = {"stip": "elk huis is warm", "horizon_jaar": "2035", "opzegtermijn_maanden": "3"}
    build(Form.COLLABORATION_AGREEMENT, Length.SHORT, **answers)
    agreement = Agreement.objects.get()

    def worded(key: str, own_text: str) -> tuple[dict[str, str], str]:
        agreement.articles.filter(clause_key=key).update(own_text=own_text)
        today = factories.timezone.localdate()
        frozen = content.build(agreement, status=VersionStatus.DRAFT, number=1, on=today)
        told = "\n".join(first_words(agreement)["nl"].values())
        return {line["question"]: line["text"] for line in frozen["summary"]}, told

    said, told = worded("beeindiging", "Stoppen kan alleen na twaalf maanden.\nDat kan 3 keer.")
    assert "Als het anders loopt" not in said
    assert "3 maanden" not in told
    stays = "Overleg eerst. De opzegtermijn in maanden is: 3. Daarna praten we nog eens."
    said, told = worded("beeindiging", stays)
    assert said["Als het anders loopt"].endswith("met een opzegtermijn van 3 maanden.")
    assert "3 maanden" in told
    said, told = worded("stip_op_de_horizon", "In 2040 is de halve wijk van het gas af.")
    assert "Wat we willen" not in said
    assert "elk huis is warm" not in told


def test_a_letter_of_intent_of_one_page_has_no_summary_of_itself(build):
    answers = {"stip": "elk huis is warm", "horizon_jaar": "2035"}
    assert build(Form.LETTER_OF_INTENT, Length.SHORT, **answers)["summary"] == []


def test_the_mark_of_the_text_does_not_depend_on_its_number_or_date(build):
    built = build(Form.LETTER_OF_INTENT, Length.SHORT)
    later = {**built, "number": 2, "date": "2030-01-01"}
    assert content.content_hash(built) == content.content_hash(later)
    assert content.content_hash(built) != content.content_hash({**built, "title": "Anders"})
