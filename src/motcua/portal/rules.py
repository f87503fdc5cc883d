"""How often the public may guess."""

from dataclasses import dataclass

QUARTER = 15 * 60


@dataclass(frozen=True, slots=True)
class Guess:
    """
    One way of counting guesses.

    :param key_form: what tries are counted under.
    :param limit: tries within the window.
    :param per_seconds: the window's length.
    """

    key_form: str
    limit: int
    per_seconds: int

    def key(self, *, code: str, address: str) -> str:
        """Return the key of one try."""
        return self.key_form.format(code=code, address=address)


# Of one code from one address; of one address, whatever the code; of everybody. With eight
# digits, the last leaves a guesser of one code some hundred thousand years.
GUESSES = (
    Guess("follow:{code}:{address}", 5, QUARTER),
    Guess("follow:{address}", 30, QUARTER),
    Guess("follow", 3000, QUARTER),
)
