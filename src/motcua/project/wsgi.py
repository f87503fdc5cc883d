"""The door of the WSGI server."""

from django.core.wsgi import get_wsgi_application

from motcua.ground.documents.storage import ContentAddressedStorage
from motcua.project.letters import utf8_only

application = utf8_only(get_wsgi_application())
ContentAddressedStorage().shelter_temporary_files()
