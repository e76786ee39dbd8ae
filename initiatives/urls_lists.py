"""Which addresses do the lists and registering have?"""

from django.urls import path

from initiatives.views import lists, register

urlpatterns = [
    path("initiatieven/", lists.initiative_list, name="list"),
    path("initiatieven/bord/", lists.initiative_board, name="board"),
    path("initiatieven/export.csv", lists.initiative_export, name="export"),
    path("initiatieven/nieuw/", register.register, name="register"),
    path("initiatieven/<uuid:uuid>/gegevens/", register.profile, name="profile"),
]
