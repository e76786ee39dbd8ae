"""Which addresses do the lists and registering have?"""

from django.urls import path

from initiatives.views import crosswalk, lists, register, self_check

urlpatterns = [
    path("initiatieven/", lists.initiative_list, name="list"),
    path("initiatieven/bord/", lists.initiative_board, name="board"),
    path("initiatieven/export.csv", lists.initiative_export, name="export"),
    path("initiatieven/nieuw/", register.register, name="register"),
    path("initiatieven/<uuid:uuid>/gegevens/", register.profile, name="profile"),
    # how a gemeente looks at itself
    path("organisaties/<uuid:uuid>/zelfcheck/", self_check.before, name="self-check-before"),
    path("initiatieven/<uuid:uuid>/zelfcheck/", self_check.in_file, name="self-check"),
    # the same work in other words
    path("kruistabel/", crosswalk.crosswalk, name="crosswalk"),
    path("kruistabel/woorden/", crosswalk.words_choose, name="words-choose"),
]
