"""The guides of a first day: which there are, and whose each is."""

from collections.abc import Iterable
from dataclasses import dataclass

from motcua.ground.kernel.actor import Actor, PostKind
from motcua.ground.kernel.words import Words, mark


@dataclass(frozen=True, slots=True)
class Guide:
    """
    A sheet for somebody's first day on a post.

    :param name: in its address, and of its template.
    """

    name: str
    post: PostKind
    title: Words


GUIDES = (
    Guide("nguoi-tiep-nhan", PostKind.RECEIVER, Words(mark("Ngày đầu của người tiếp nhận"))),
    Guide("nguoi-xu-ly", PostKind.HANDLER, Words(mark("Ngày đầu của người xử lý"))),
    Guide("lanh-dao", PostKind.HEAD, Words(mark("Ngày đầu của lãnh đạo"))),
    Guide("cap-pho", PostKind.DEPUTY, Words(mark("Ngày đầu của cấp phó"))),
    Guide("van-thu", PostKind.RECORDS_OFFICER, Words(mark("Ngày đầu của văn thư"))),
    Guide("thu-quy", PostKind.CASHIER, Words(mark("Ngày đầu của thủ quỹ"))),
    Guide("nguoi-kiem-tra", PostKind.INSPECTOR, Words(mark("Ngày đầu của người kiểm tra"))),
)


def guides_of(actor: Actor) -> Iterable[Guide]:
    """Return the guides of the posts that somebody holds."""
    return [guide for guide in GUIDES if actor.holding(guide.post)]
