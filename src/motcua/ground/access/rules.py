"""What the doors say when they do not open."""

from collections.abc import Iterable
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from math import ceil

from motcua.ground.kernel.actor import Actor, Grant, PostKind, Proof
from motcua.ground.kernel.refusal import Refusal
from motcua.ground.kernel.words import mark

# Tries of one account from one address; of one address, whatever the accounts; of one
# account from everywhere but the browsers that once signed in to it. The owner thus never
# pays for somebody else's guesses.
SIGN_IN_TRIES = 5
ADDRESS_TRIES = 30
ACCOUNT_TRIES = 50
PROOF_TRIES = 5
# Whoever guesses codes knows the password: fewer tries, lest he hits one of a million.
CODE_TRIES = 5
ACCOUNT_CODE_TRIES = 10
WINDOW_SECONDS = 15 * 60
# Letters to one account, and askings from one address, within an hour.
RESET_LETTERS = 3
RESET_TRIES = 20
RESET_SECONDS = 60 * 60
# How long may pass between the password and the code.
CODE_WAITS_SECONDS = 10 * 60


def known(actor: Actor) -> int:
    """
    Return the account of whoever acts on his own.

    :raises SignInNeeded: when nobody is signed in.
    """
    if actor.user_id is None:
        raise SignInNeeded
    return actor.user_id


def proved(actor: Actor, proof: Proof) -> int:
    """
    Return the account of whoever acts, once he has proved himself again.

    :raises WrongPassword: when it was somebody else who did.
    """
    if proof.user_id != known(actor):
        raise WrongPassword
    return proof.user_id


def needs_second_factor(grants: Iterable[Grant]) -> bool:
    """Say whether a page is opened by an administrator's right alone: his reach is the longest."""
    return all(grant.right is PostKind.ADMINISTRATOR for grant in grants)


# A subscriber is given a whole network of IPv6 addresses, this long at least.
IPV6_NETWORK_BITS = 64
LONGEST_ADDRESS = 45
TRANSLATED = ip_network("64:ff9b::/96")
IPV4_BITS = 0xFFFFFFFF


def address_key(address: str) -> str:
    """
    Return what tries from an address count under: itself, or in IPv6 its whole network.

    An IPv4 address in the clothes of an IPv6 one is itself, a port does not count, and what
    is no address stays apart. Sources: RFC 4291, 2.5.5.2 and RFC 6052, 2.1.
    """
    written = _without_port(address.strip())[:LONGEST_ADDRESS]
    try:
        found = ip_address(written)
    except ValueError:
        return written
    if not isinstance(found, IPv6Address):
        return str(found)
    if found.ipv4_mapped:
        return str(found.ipv4_mapped)
    if found in TRANSLATED:
        return str(IPv4Address(int(found) & IPV4_BITS))
    return str(ip_network((int(found), IPV6_NETWORK_BITS), strict=False))


def _without_port(address: str) -> str:
    """Return an address as a proxy may write it, "203.0.113.5:5123" or "[2001:db8::1]:443"."""
    if address.startswith("["):
        return address[1:].partition("]")[0]
    host, colon, port = address.partition(":")
    return host if colon and ":" not in port else address


class SignInNeeded(Refusal):
    """Nobody is signed in, or the session has run out."""

    code = "access.sign-in-needed"
    says = mark("Phiên làm việc đã hết.")
    to_do = mark("Đăng nhập lại; bản nháp còn nguyên.")
    status = 401


class NotAllowed(Refusal):
    """The page is for another kind of post."""

    code = "access.not-allowed"
    says = mark("Trang này cần quyền khác.")
    to_do = mark("Hỏi người quản trị của cơ quan.")
    status = 403


class WrongSignIn(Refusal):
    """Name and password do not go together; which of the two is wrong is not said."""

    code = "access.wrong-sign-in"
    says = mark("Tên đăng nhập hoặc mật khẩu không đúng.")
    to_do = mark("Nhập lại, hoặc hỏi người quản trị của cơ quan.")
    status = 422


class WrongPassword(Refusal):
    """Somebody who is signed in did not prove himself."""

    code = "access.wrong-password"
    says = mark("Mật khẩu không đúng.")
    to_do = mark("Nhập lại mật khẩu của chính mình.")
    status = 422


class WeakPassword(Refusal):
    """The new password is easily guessed; ``why`` says by what, and what to do."""

    code = "access.weak-password"
    says = mark("Chưa đặt được mật khẩu này.")
    to_do = "{why}"
    status = 422


class SamePassword(Refusal):
    """The new password is the old one."""

    code = "access.same-password"
    says = mark("Mật khẩu mới trùng mật khẩu cũ.")
    to_do = mark("Chọn mật khẩu khác.")
    status = 422


class TemporaryPasswordOver(Refusal):
    """The password that an administrator gave was not used in its day."""

    code = "access.temporary-password-over"
    says = mark("Mật khẩu tạm đã hết hạn.")
    to_do = mark("Hỏi người quản trị của cơ quan để có mật khẩu tạm khác.")
    status = 422


class StaleLink(Refusal):
    """A link that sets a password was used, is old, or never was."""

    code = "access.stale-link"
    says = mark("Đường dẫn đặt lại mật khẩu không còn dùng được.")
    to_do = mark("Mỗi đường dẫn dùng một lần, trong một giờ. Xin thư khác.")
    status = 410


class WrongCode(Refusal):
    """The code is not the telephone's of now, or was used."""

    code = "access.wrong-code"
    says = mark("Mã không đúng hoặc đã dùng rồi.")
    to_do = mark("Chờ điện thoại hiện mã mới rồi nhập mã ấy.")
    status = 422


class HasSecondFactor(Refusal):
    """Codes are asked for already."""

    code = "access.has-second-factor"
    says = mark("Tài khoản này đã bật xác thực hai lớp.")
    to_do = mark("Muốn đổi điện thoại thì tắt rồi bật lại.")


class NoSecondFactor(Refusal):
    """No codes are asked for."""

    code = "access.no-second-factor"
    says = mark("Tài khoản này chưa bật xác thực hai lớp.")
    to_do = mark("Bật xác thực hai lớp trước.")


class TooManyTries(Refusal):
    """
    Too many tries under one key.

    :param seconds: how long to wait; who reads it is told in minutes.
    """

    code = "access.too-many-tries"
    says = mark("Đã thử nhiều lần.")
    to_do = mark("Thử lại sau {minutes} phút.")
    status = 429

    def __init__(self, *, seconds: int) -> None:
        super().__init__(seconds=seconds, minutes=ceil(seconds / 60))


class TooManySignIns(TooManyTries):
    """The same, of signing in."""

    code = "access.too-many-sign-ins"
    says = mark("Đăng nhập sai nhiều lần.")
    to_do = mark("Thử lại sau {minutes} phút, hoặc hỏi người quản trị của cơ quan.")


class Busy(Refusal):
    """Somebody else held for too long what the act needs."""

    code = "access.busy"
    says = mark("Có người đang làm việc này cùng lúc.")
    to_do = mark("Chờ vài giây rồi gửi lại; nội dung còn nguyên.")
    status = 503


class TookTooLong(Refusal):
    """The database was asked for more than it may tell in the time that a page has."""

    code = "access.took-too-long"
    says = mark("Máy chủ phải tìm quá lâu nên đã dừng lại.")
    to_do = mark("Thu hẹp điều kiện (gõ rõ hơn, chọn ít ngày hơn) rồi gửi lại, hoặc thử lại sau.")
    status = 503


class Overtaken(Refusal):
    """What an act finds done bears a later moment than the act: to be tried again as of now."""

    code = "access.overtaken"
    says = mark("Vừa có việc khác được ghi trước việc này.")
    to_do = mark("Tải lại trang rồi làm lại.")


class DatabaseAway(Refusal):
    """The database does not answer: it restarts, or was killed."""

    code = "access.database-away"
    says = mark("Hệ thống đang tạm dừng; những gì đã lưu còn nguyên.")
    to_do = mark(
        "Chờ một phút rồi tải lại hoặc gửi lại trang này; gửi hai lần cũng chỉ tính một lần."
    )
    status = 503


class DiskFull(Refusal):
    """There is no room left where rows or files are kept."""

    code = "access.disk-full"
    says = mark("Máy chủ hết chỗ lưu nên chưa làm được; những gì đã lưu còn nguyên.")
    to_do = mark("Báo người quản trị, rồi gửi lại.")
    status = 507


class StaleForm(Refusal):
    """The form was drawn for an earlier session, or comes from another site."""

    code = "access.stale-form"
    says = mark("Trang này mở từ phiên làm việc trước nên chưa gửi được.")
    to_do = mark("Quay lại, tải lại trang rồi gửi lần nữa; bản nháp còn nguyên.")
    status = 403


class NotSentYet(Refusal):
    """A form came when its session was over; what was typed is still in the page."""

    code = "access.not-sent-yet"
    says = mark("Chưa gửi được.")
    to_do = mark("Những gì đã nhập còn nguyên trong trang này; đừng đóng trang.")
    status = 401


class NoSuchPage(Refusal):
    """There is nothing at this address."""

    code = "access.no-such-page"
    says = mark("Không tìm thấy trang.")
    to_do = mark("Xem lại địa chỉ hoặc về trang đầu.")
    status = 404


class OnlyByForm(Refusal):
    """The address takes a form that a page of ours sends, and shows nothing by itself."""

    code = "access.only-by-form"
    says = mark("Địa chỉ này chỉ nhận biểu mẫu, không mở thẳng được.")
    to_do = mark("Quay lại trang trước hoặc đi tiếp theo liên kết dưới đây.")
    status = 405


class NotUnderstood(Refusal):
    """The request is not one that a page of ours sends."""

    code = "access.not-understood"
    says = mark("Không đọc được yêu cầu này.")
    to_do = mark("Quay lại, tải lại trang rồi gửi lần nữa.")
    status = 400


class TooHeavy(Refusal):
    """More was sent at once than any form of ours takes."""

    code = "access.too-heavy"
    says = mark("Nội dung gửi lên quá nặng nên chưa được nhận.")
    to_do = mark("Quay lại, rút ngắn nội dung hoặc chia nhỏ tệp rồi gửi lại.")
    status = 413


class Broken(Refusal):
    """A bug of ours, told to the reader."""

    code = "access.broken"
    says = mark("Hệ thống gặp lỗi; dữ liệu đã lưu còn nguyên.")
    to_do = mark("Báo mã sự cố dưới đây đến người quản trị.")
    status = 500
