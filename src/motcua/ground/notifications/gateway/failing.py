"""What a way out says when it did not take a message."""

from motcua.ground.notifications.rules import Failure


class NotSent(Exception):
    """
    A message did not leave, or is not known to have left.

    :param failure: why; it says what is to be done.
    """

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure)
        self.failure = failure
