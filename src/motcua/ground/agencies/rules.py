"""Who may sit where, and whose dossiers a seat may see: the law of posts, without a database."""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from motcua.ground.kernel.actor import Actor, Grant, PostKind
from motcua.ground.kernel.refusal import Refusal
from motcua.ground.kernel.words import Words, mark


class AgencyKind(StrEnum):
    """What sort of body an agency is; its place in the state is its level and its parent."""

    COMMITTEE = "committee"
    DEPARTMENT = "department"
    OFFICE = "office"
    VERTICAL = "vertical"
    PARTY = "party"
    MASS_ORGANISATION = "mass_organisation"
    SERVICE_UNIT = "service_unit"


class LevelCode(StrEnum):
    """The levels of government this product knows by name; when each holds is data."""

    PROVINCE = "province"
    DISTRICT = "district"
    COMMUNE = "commune"


LEVEL_NAMES: Mapping[LevelCode, str] = {
    LevelCode.PROVINCE: "tỉnh",
    LevelCode.DISTRICT: "huyện",
    LevelCode.COMMUNE: "xã",
}
"""The levels as they are stored, the highest first."""


class SuccessionKind(StrEnum):
    """How much of the predecessor went to the successor."""

    WHOLE = "whole"
    PART = "part"
    RENAMED = "renamed"
    RENAMED_PART = "renamed_part"


AGENCY_KINDS: Mapping[AgencyKind, str] = {
    AgencyKind.COMMITTEE: mark("Ủy ban nhân dân"),
    AgencyKind.DEPARTMENT: mark("Sở, ban, ngành"),
    AgencyKind.OFFICE: mark("Phòng, ban cấp huyện"),
    AgencyKind.VERTICAL: mark("Cơ quan ngành dọc"),
    AgencyKind.PARTY: mark("Cơ quan Đảng"),
    AgencyKind.MASS_ORGANISATION: mark("Tổ chức chính trị - xã hội"),
    AgencyKind.SERVICE_UNIT: mark("Đơn vị sự nghiệp công lập"),
}
"""The kinds of agency in the words of the screen."""

POST_KINDS: Mapping[PostKind, str] = {
    PostKind.RECEIVER: mark("người tiếp nhận"),
    PostKind.HANDLER: mark("người xử lý"),
    PostKind.HEAD: mark("lãnh đạo"),
    PostKind.DEPUTY: mark("cấp phó"),
    PostKind.RECORDS_OFFICER: mark("văn thư"),
    PostKind.CASHIER: mark("thủ quỹ"),
    PostKind.INSPECTOR: mark("người kiểm tra"),
    PostKind.ADMINISTRATOR: mark("người quản trị"),
}
"""The kinds of post in the words of the screen."""

WENT_TO: Mapping[SuccessionKind, str] = {
    SuccessionKind.WHOLE: mark("Nay là"),
    SuccessionKind.PART: mark("Một phần nay thuộc"),
    SuccessionKind.RENAMED: mark("Nay là"),
    SuccessionKind.RENAMED_PART: mark("Một phần nay là"),
}
"""What became of an agency, as the page of the one that was says it."""

CAME_FROM: Mapping[SuccessionKind, str] = {
    SuccessionKind.WHOLE: mark("Trước là"),
    SuccessionKind.PART: mark("Nhận một phần của"),
    SuccessionKind.RENAMED: mark("Trước là"),
    SuccessionKind.RENAMED_PART: mark("Trước là một phần của"),
}
"""What an agency came from, as its own page says it."""

WORKING_POSTS = frozenset(
    {
        PostKind.RECEIVER,
        PostKind.HANDLER,
        PostKind.HEAD,
        PostKind.DEPUTY,
        PostKind.RECORDS_OFFICER,
    }
)
"""The posts that dossiers pass through."""

LOOKING_POSTS = frozenset({PostKind.CASHIER, PostKind.INSPECTOR})
"""The posts that see dossiers all the same: one handles their money, one only reads."""

ADMINISTRATING_POSTS = frozenset({PostKind.ADMINISTRATOR})
"""The posts that look after accounts and never see a dossier."""

READING_POSTS = WORKING_POSTS | LOOKING_POSTS
"""The posts that see dossiers."""

EXPORTING_POSTS = WORKING_POSTS | {PostKind.CASHIER, PostKind.INSPECTOR}
"""The posts that may take out as a table what they see: to read is not yet to take along."""


def posts_at(kind: AgencyKind, level: LevelCode) -> frozenset[PostKind]:
    """
    Return the kinds of post that work on dossiers in such an agency.

    A district splits the house: desk, signature and stamp stand at its committee, the
    handlers and the head who approves in its offices. A commune and a department have
    all under one roof. The provincial committee only signs and stamps. Where there is a
    head there may be deputies, who do what he delegates.
    """
    if kind is AgencyKind.OFFICE:
        return frozenset({PostKind.HANDLER, PostKind.HEAD, PostKind.DEPUTY})
    if kind is AgencyKind.DEPARTMENT:
        return WORKING_POSTS
    if kind is AgencyKind.COMMITTEE:
        if level is LevelCode.COMMUNE:
            return WORKING_POSTS
        if level is LevelCode.DISTRICT:
            return WORKING_POSTS - {PostKind.HANDLER}
        return WORKING_POSTS - {PostKind.HANDLER, PostKind.RECEIVER}
    return frozenset()


def may_stand(post: PostKind, kind: AgencyKind, level: LevelCode) -> bool:
    """
    Say whether such a post may stand in such an agency.

    A cashier sits beside a desk. Who looks after accounts or looks on may sit anywhere.
    """
    working = posts_at(kind, level)
    if post is PostKind.CASHIER:
        return PostKind.RECEIVER in working
    return post in working or post in {PostKind.INSPECTOR, PostKind.ADMINISTRATOR}


def scope_of(
    kind: PostKind, agency_id: int, office_ids: Iterable[int], below: Iterable[int] = ()
) -> frozenset[int]:
    """
    Return the agencies whose dossiers a post may see.

    The head of a committee sees what lies in its offices, never what lies with the
    committees below it; an inspector sees what lies anywhere below his agency; a
    technical administrator sees no dossier at all, and a deputy none but by a head's
    delegation. A handler's
    scope is his agency, which ``dossiers`` narrows to his own post or kind of post.

    :param office_ids: the offices of the agency, closed ones too: their past is his.
    :param below: all agencies below it, closed ones too; an inspector's are asked for.
    """
    own = frozenset({agency_id})
    reach: Mapping[PostKind, frozenset[int]] = {
        PostKind.RECEIVER: own,
        PostKind.HANDLER: own,
        PostKind.RECORDS_OFFICER: own,
        PostKind.CASHIER: own,
        PostKind.HEAD: own.union(office_ids),
        PostKind.INSPECTOR: own.union(below),
        PostKind.DEPUTY: frozenset(),
        PostKind.ADMINISTRATOR: frozenset(),
    }
    return reach[kind]


def may_see_posts(actor: Actor, line: Iterable[int]) -> bool:
    """
    Say whether somebody may see who sits where in an agency.

    Only an administrator may, of the agency itself or of one above it.

    :param line: ids of the agency and of all above it.
    """
    return not {grant.agency_id for grant in actor.holding(PostKind.ADMINISTRATOR)}.isdisjoint(line)


class AccountVerb(StrEnum):
    """What an administrator does to another's account; the value stands in the address."""

    SIGN_OUT = "ket-thuc-phien"
    OFFER_RESET = "gui-thu"
    LEND_PASSWORD = "mat-khau-tam"  # noqa: S105 - a word of an address
    REMOVE_SECOND_FACTOR = "tat-hai-lop"


ACCOUNT_VERBS: Mapping[AccountVerb, tuple[str, str]] = {
    AccountVerb.SIGN_OUT: (
        mark("Kết thúc mọi phiên"),
        mark("Mọi nơi đang đăng nhập phải đăng nhập lại. Bản nháp còn nguyên."),
    ),
    AccountVerb.OFFER_RESET: (
        mark("Gửi thư đặt mật khẩu"),
        mark("Người ấy tự đặt mật khẩu theo đường dẫn trong thư; mọi phiên kết thúc ngay."),
    ),
    AccountVerb.LEND_PASSWORD: (
        mark("Đặt mật khẩu tạm"),
        mark("Dùng trong 24 giờ để người ấy chọn mật khẩu khác; mọi phiên kết thúc."),
    ),
    AccountVerb.REMOVE_SECOND_FACTOR: (
        mark("Tắt xác thực hai lớp"),
        mark("Chỉ khi người ấy mất điện thoại và hết mã dự phòng; mọi phiên kết thúc."),
    ),
}
"""Each act's button, and what it brings with it."""

ACCOUNT_DONE: Mapping[AccountVerb, str] = {
    AccountVerb.SIGN_OUT: mark("Đã kết thúc mọi phiên của người này."),
    AccountVerb.OFFER_RESET: mark("Đã gửi thư đặt mật khẩu và kết thúc mọi phiên của người này."),
    AccountVerb.LEND_PASSWORD: mark("Mật khẩu tạm đã đặt trước đó và chỉ hiện một lần."),
    AccountVerb.REMOVE_SECOND_FACTOR: mark("Đã tắt xác thực hai lớp và kết thúc mọi phiên."),
}
"""What is said when it is done; a password that is lent has a page of its own the first time."""


def account_verbs(*, has_address: bool, has_second_factor: bool) -> list[AccountVerb]:
    """Return the acts that would do anything to such an account."""
    idle = set()
    if not has_address:
        idle.add(AccountVerb.OFFER_RESET)
    if not has_second_factor:
        idle.add(AccountVerb.REMOVE_SECOND_FACTOR)
    return [verb for verb in AccountVerb if verb not in idle]


def keeper(
    actor: Actor, user_id: int, *, agency_ids: frozenset[int], reach: Iterable[int]
) -> Grant:
    """
    Return the grant by which an administrator looks after somebody's account.

    All seats of that person must lie within his reach: else the administrator of a ward
    could come by the password of whoever also sits in the province.

    :param agency_ids: in which the person sits.
    :param reach: the agencies that the actor administers and all below them.
    :raises NoSuchAccount: when they do not.
    :raises OwnAccount: when it is his own.
    """
    grants = actor.holding(PostKind.ADMINISTRATOR)
    if not grants or not agency_ids or not agency_ids <= frozenset(reach):
        raise NoSuchAccount
    if actor.user_id == user_id:
        raise OwnAccount
    return grants[0]


def post_words(kind: PostKind) -> Words:
    """Return the kind of post as screens name it."""
    return Words(POST_KINDS[kind])


class NoSuchAgency(Refusal):
    """No agency bears this code on that day."""

    code = "agencies.no-such-agency"
    says = mark("Không có cơ quan nào mang mã {code}.")
    to_do = mark("Tìm cơ quan theo tên.")
    status = 404


class NoCompetentOffice(Refusal):
    """Nobody in this agency decides matters of this field on that day."""

    code = "agencies.no-competent-office"
    says = mark("Chưa ghi phòng nào của {agency} giải quyết lĩnh vực {field}.")
    to_do = mark("Báo người quản trị để ghi thẩm quyền.")


class NoSuchAccount(Refusal):
    """There is no such account, or it is not this administrator's to look after."""

    code = "agencies.no-such-account"
    says = mark("Không có tài khoản này trong các cơ quan được giao quản trị.")
    to_do = mark("Tìm người ấy từ trang của cơ quan, mục vị trí.")
    status = 404


class OwnAccount(Refusal):
    """An administrator's own account is changed where everybody changes his own."""

    code = "agencies.own-account"
    says = mark("Đây là tài khoản của chính mình.")
    to_do = mark("Đổi ở trang Tài khoản, góc trên bên phải.")
    status = 403


class NoAddress(Refusal):
    """No letter goes to an account without an address."""

    code = "agencies.no-address"
    says = mark("Tài khoản này không ghi thư điện tử nên không gửi thư được.")
    to_do = mark("Đặt mật khẩu tạm rồi đưa tận tay.")
