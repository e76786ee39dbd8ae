"""Which addresses does the stappenplan itself have, for who manages it?"""

from django.urls import path

from initiatives import converters  # noqa: F401  knows <phase:…>
from initiatives.views import formats

AT = "beheer/stappenplan/"
urlpatterns = [
    path(AT, formats.formats, name="formats"),
    path(f"{AT}concept/", formats.format_draft, name="format-draft"),
    path(f"{AT}<uuid:uuid>/verschil/", formats.format_difference, name="format-difference"),
    path(f"{AT}<uuid:uuid>/uitgeven/", formats.format_publish, name="format-publish"),
    path(f"{AT}<uuid:uuid>/weggooien/", formats.format_discard, name="format-discard"),
    path(f"{AT}<uuid:uuid>/terugzetten/", formats.format_item_restore, name="format-item-restore"),
    path(f"{AT}<uuid:uuid>/<phase:phase>/", formats.format_phase, name="format-phase"),
    path(f"{AT}<uuid:uuid>/<phase:phase>/toevoegen/", formats.format_item_add, name="format-item-add"),
    path(f"{AT}<uuid:uuid>/<phase:phase>/inleiding/", formats.format_intro, name="format-intro"),
    path(f"{AT}onderdelen/<uuid:uuid>/", formats.format_item, name="format-item"),
    path(f"{AT}onderdelen/<uuid:uuid>/weghalen/", formats.format_item_remove, name="format-item-remove"),
    path(f"{AT}onderdelen/<uuid:uuid>/verplaatsen/", formats.format_item_move, name="format-item-move"),
]
