"""Our rule of passwords that only this room can check."""

from typing import Any

from motcua.ground.access.validators import refuse_guessable
from motcua.ground.agencies import queries


class NotAboutTheAgency:
    """A password does not follow from the names of the agencies in which its holder ever sat."""

    def validate(self, password: str, user: Any = None) -> None:
        """
        See that enough is left of it.

        :raises ValidationError: when it is not.
        """
        if user is not None and user.pk:
            refuse_guessable(password, queries.agency_names_of(user.pk))
