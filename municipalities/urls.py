"""Which addresses do the gemeenten have?"""

from django.urls import path

from municipalities import views, views_statements

app_name = "municipalities"

urlpatterns = [
    # gemeenten/…
    path("", views.municipality_list, name="list"),
    path("zoek/", views.municipality_search, name="search"),
    path("<str:code>/", views.municipality_detail, name="detail"),
    path("<str:code>/uitgangspunten/<slug:subject>/", views_statements.statement, name="statement"),
]
