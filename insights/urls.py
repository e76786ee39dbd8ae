"""Which addresses do the start page and the overview of a file have?"""

from django.urls import path

from insights import views

app_name = "insights"
urlpatterns = [
    path("mijn-werk/", views.my_work, name="my-work"),
    path("initiatieven/<uuid:uuid>/", views.overview, name="overview"),
]
