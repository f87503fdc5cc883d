"""The addresses of the whole house: each room's own, under the roof."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from motcua.desk.urls import guides
from motcua.project import health, showcase
from motcua.project.panels import PANELS

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", health.healthz),
    path("readyz", health.readyz),
    path("", include("motcua.ground.access.urls")),
    path("", include("motcua.ground.agencies.urls")),
    path("lich-lam-viec/", include("motcua.ground.calendars.urls")),
    path("", include("motcua.ground.notifications.urls")),
    path("thu-tuc/", include("motcua.onestop.procedures.urls")),
    path("", include("motcua.onestop.dossiers.urls")),
    path("ban-lam-viec/", include("motcua.desk.urls"), {"panels": PANELS}),
    path("huong-dan/", include(guides)),
    path("", include("motcua.portal.urls")),
]

if settings.DEVELOPMENT:
    urlpatterns += [
        path("design/", showcase.page),
        path("design/<str:name>/", showcase.page),
    ]

handler400 = "motcua.ground.access.views.refusals.bad_request"
handler403 = "motcua.ground.access.views.refusals.forbidden"
handler404 = "motcua.ground.access.views.refusals.not_found"
handler500 = "motcua.ground.access.views.refusals.crashed"
