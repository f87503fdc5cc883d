"""How often the public may guess."""

from dataclasses import dataclass

QUARTER = 15 * 60


@dataclass(frozen=True, slots=True)
class Guess:
    """
    One way of counting guesses.

    :param key_form: what tries are counted under.
    :param limit: tries within a quarter of an hour.
    """

    key_form: str
    limit: int

    def key(self, *, code: str, address: str) -> str:
        """Return the key of one try."""
        return self.key_form.format(code=code, address=address)


# Of one address, whatever the code; of one code from it. Whoever is beyond these waits.
SLOWED = (
    Guess("follow:{address}", 30),
    Guess("follow:{code}:{address}", 5),
)
# Of one code, and of all, from everywhere. Beyond these the form asks for a name too: to close it
# would let anybody close it to everybody else.
WATCHED = (
    Guess("follow-code:{code}", 20),
    Guess("follow", 3000),
)
