"""What is said when something cannot be done with a dossier."""

from motcua.ground.access.rules import Overtaken, StaleForm
from motcua.ground.kernel.refusal import Refusal
from motcua.ground.kernel.words import mark


class PeriodTooLong(Refusal):
    """The register of this period holds more than one PDF is to."""

    code = "dossiers.period-too-long"
    says = mark("Kỳ này có hơn {most} hồ sơ, nhiều hơn số in được một lần.")
    to_do = mark("Chọn kỳ ngắn hơn, hoặc xuất bảng.")
    status = 422


class NoSuchDossier(Refusal):
    """Also said of a dossier that the viewer may not see."""

    code = "dossiers.no-such-dossier"
    status = 404
    says = mark("Không có hồ sơ nào mang mã này.")
    to_do = mark("Xem lại mã trên giấy tiếp nhận.")


class AlreadyMoved(Refusal):
    """Another officer was faster, or the page was old."""

    code = "dossiers.already-moved"
    says = mark("{who} đã chuyển hồ sơ này lúc {at}.")
    to_do = mark("Tải lại trang để xem.")


class NotYours(Refusal):
    """The dossier is visible, the act belongs to somebody else."""

    code = "dossiers.not-yours"
    status = 403
    says = mark("Việc này do vị trí khác làm.")
    to_do = mark("Mở lại hồ sơ để xem ai đang giữ.")


class StillCollects(Refusal):
    """Whoever handles a desk's money closes his sheets himself."""

    code = "dossiers.still-collects"
    says = mark("Người thu vẫn giữ việc thu tiền ở cơ quan này.")
    to_do = mark("Người thu tự đếm tiền và khóa bảng kê của mình.")


class NotPossibleNow(Refusal):
    """The act does not fit the step where the dossier stands."""

    code = "dossiers.not-possible-now"
    says = mark("Hồ sơ {code} không ở bước làm được việc này.")
    to_do = mark("Mở lại hồ sơ để xem bước hiện tại.")


class OpinionNeeded(Refusal):
    """An opinion was given without a word."""

    code = "dossiers.opinion-needed"
    says = mark("Chưa ghi ý kiến.")
    to_do = mark("Ghi ý kiến về phần việc thuộc chức năng của cơ quan.")
    status = 422


class ReasonNeeded(Refusal):
    """A reason must be written."""

    code = "dossiers.reason-needed"
    status = 422
    says = mark("Chưa có lý do.")
    to_do = mark("Viết lý do, rõ để người đọc sau hiểu.")


class BasisNeeded(Refusal):
    """Whoever ends a dossier without a result names the law that lets him."""

    code = "dossiers.basis-needed"
    status = 422
    says = mark("Chưa có căn cứ pháp lý.")
    to_do = mark("Ghi điều, khoản và tên văn bản.")


class MoneyUnsettled(Refusal):
    """A dossier ends without a result, and nothing is said of what was paid for it."""

    code = "dossiers.money-unsettled"
    status = 422
    says = mark("Đã thu {paid} đồng của hồ sơ này.")
    to_do = mark("Ghi số tiền này hoàn lại hay không, vì sao.")


class ResultDecided(Refusal):
    """A result is signed: it is handed over, and the dossier ends with it."""

    code = "dossiers.result-decided"
    says = mark("Kết quả của hồ sơ {code} đã được ký.")
    to_do = mark("Phát hành rồi trả kết quả cho người nộp.")


class WithdrawalPending(Refusal):
    """Nothing is done to a dossier until its withdrawal is decided."""

    code = "dossiers.withdrawal-pending"
    says = mark("Hồ sơ {code} đang chờ quyết định về yêu cầu rút.")
    to_do = mark("Chờ lãnh đạo đồng ý hoặc không đồng ý cho rút.")


class HeldThereAlready(Refusal):
    """The seat to assign to has the item in hand."""

    code = "dossiers.held-there-already"
    status = 422
    says = mark("Người được chọn đang giữ việc này.")
    to_do = mark("Chọn người khác.")


class NoSuchSeat(Refusal):
    """The seat to assign to is not a handler's seat of that agency."""

    code = "dossiers.no-such-seat"
    status = 422
    says = mark("Vị trí được chọn không thuộc cơ quan đang giữ hồ sơ.")
    to_do = mark("Chọn một người xử lý trong danh sách.")


class NoSuchPlace(Refusal):
    """The agency to transfer to has nobody who handles dossiers, or holds this one already."""

    code = "dossiers.no-such-place"
    status = 422
    says = mark("Cơ quan được chọn không nhận xử lý hồ sơ này được.")
    to_do = mark("Chọn một cơ quan trong danh sách.")


class NothingToSign(Refusal):
    """A signature needs a file before the signer."""

    code = "dossiers.nothing-to-sign"
    status = 422
    says = mark("Hồ sơ chưa có dự thảo kết quả.")
    to_do = mark("Tải tệp dự thảo lên rồi trình.")


class FileChanged(Refusal):
    """The file differs from the one that the signer saw."""

    code = "dossiers.file-changed"
    says = mark("Dự thảo đã thay đổi sau khi anh/chị mở trang.")
    to_do = mark("Tải lại trang, xem bản mới rồi ký.")


class ProofNeeded(Refusal):
    """A signature needs the signer to prove himself again."""

    code = "dossiers.proof-needed"
    status = 403
    says = mark("Chưa xác nhận người ký.")
    to_do = mark("Nhập lại mật khẩu để ký.")


class UnpaidNeedsReason(Refusal):
    """A result is handed over unpaid only with a reason."""

    code = "dossiers.unpaid-needs-reason"
    status = 422
    says = mark("Còn {left} đồng chưa thu.")
    to_do = mark("Ghi lý do để trả kết quả.")


class NothingDue(Refusal):
    """Nothing is left to pay."""

    code = "dossiers.nothing-due"
    says = mark("Hồ sơ {code} không còn khoản nào phải thu.")
    to_do = mark("Mở lại hồ sơ để xem biên lai.")


class CashierCollects(Refusal):
    """Where a cashier sits, nobody else handles money."""

    code = "dossiers.cashier-collects"
    status = 403
    says = mark("Ở cơ quan này thủ quỹ thu tiền.")
    to_do = mark("Mời người nộp sang thủ quỹ; hồ sơ nằm sẵn trong danh sách chờ thu.")


class ProofOfExemptionNeeded(Refusal):
    """Nobody is spared anything without the paper that says so."""

    code = "dossiers.proof-of-exemption-needed"
    status = 422
    says = mark("Chưa ghi giấy tờ chứng minh diện miễn, giảm.")
    to_do = mark("Ghi tên, số, ngày của giấy đã xem.")


class NothingToRefund(Refusal):
    """Nothing is given back where nothing was paid."""

    code = "dossiers.nothing-to-refund"
    says = mark("Hồ sơ {code} không còn khoản nào đã thu để hoàn.")
    to_do = mark("Mở lại hồ sơ để xem các lần thu và hoàn.")


class GroundDoesNotFit(Refusal):
    """The ground speaks of an end that the dossier has not come to."""

    code = "dossiers.ground-does-not-fit"
    status = 422
    says = mark("Hồ sơ này không rút, không dừng như lý do đã chọn.")
    to_do = mark("Chọn “Thu sai, thu thừa”, hoặc ghi việc rút, dừng hồ sơ trước.")


class ReceiptFixed(Refusal):
    """A receipt can be mended only before the dossier is worked on."""

    code = "dossiers.receipt-fixed"
    says = mark("Hồ sơ đã được giao xử lý nên không sửa giấy tiếp nhận được nữa.")
    to_do = mark("Gọi người xử lý đang giữ hồ sơ để báo điều cần sửa.")


class ReceiptRenewed(Refusal):
    """A receipt is mended as it stands: another officer has put it right meanwhile."""

    code = "dossiers.receipt-renewed"
    says = mark("Giấy tiếp nhận đã được người khác sửa sau khi anh/chị mở trang.")
    to_do = mark("Mở trang sửa ở thẻ mới để xem bản ấy, rồi chép sang những gì còn cần sửa.")


class ChangedMeanwhile(Refusal):
    """Money and takers are put right as they stand: something has happened since that was read."""

    code = "dossiers.changed-meanwhile"
    says = mark("Hồ sơ {code} đã có thay đổi sau khi anh/chị mở trang.")
    to_do = mark("Mở hồ sơ ở thẻ mới xem vừa có gì, rồi mở lại trang này để ghi nếu còn cần.")


class PapersLack(Refusal):
    """Required papers lack, and nobody has said that the dossier is accepted without them."""

    code = "dossiers.papers-lack"
    status = 422
    says = mark("Còn thiếu giấy tờ bắt buộc: {papers}.")
    to_do = mark("Đánh dấu giấy tờ đã có; chưa có mà vẫn nhận thì đánh dấu “Vẫn tiếp nhận”.")


class NoSuchPaper(Refusal):
    """The paper is not on the receipt, or no longer since it was mended."""

    code = "dossiers.no-such-paper"
    status = 422
    says = mark("Giấy tờ này không có trong giấy tiếp nhận.")
    to_do = mark("Mở lại hồ sơ rồi chọn giấy tờ.")


class FormSpent(StaleForm):
    """The form has made a dossier already, of other words than it carries now."""

    code = "dossiers.form-spent"
    says = mark("Trang này đã ghi hồ sơ {code} rồi; nội dung vừa gửi khác lần đó nên chưa ghi.")
    to_do = mark("Mở hồ sơ {code} để so lại. Nếu đây là hồ sơ khác thì gửi lần nữa.")
    status = 409


class ClockBehind(Overtaken):
    """The machine's clock stands before what has happened to the dossier already."""

    code = "dossiers.clock-behind"
    says = mark("Đồng hồ máy chủ đang chậm: hồ sơ này đã có việc ghi lúc {at}.")
    to_do = mark("Báo người quản trị chỉnh lại giờ máy chủ, rồi gửi lại.")
    status = 503


class DossierFull(Refusal):
    """The dossier holds as many files as one may."""

    code = "dossiers.dossier-full"
    says = mark("Hồ sơ đã có {count} tệp, {size} MB; mỗi hồ sơ tối đa {most} tệp, {limit} MB.")
    to_do = mark("Ghép các trang của một giấy tờ thành một tệp PDF và giảm độ phân giải khi quét.")
    status = 413


class NobodyKnown(Refusal):
    """No applicant of this number among the dossiers that the receiver may see."""

    code = "dossiers.nobody-known"
    status = 404
    says = mark("Ở đây chưa có hồ sơ nào của số này.")
    to_do = mark("Quét thẻ căn cước hoặc nhập tay.")


class NotReceivedYet(Refusal):
    """Nothing is received that is still to come."""

    code = "dossiers.not-received-yet"
    status = 422
    says = mark("Thời điểm nhận chưa đến.")
    to_do = mark("Nhập lại ngày, giờ nhận ghi trên giấy.")


class TooLateToEnter(Refusal):
    """The desk may make up for some days by itself, not for this long."""

    code = "dossiers.too-late-to-enter"
    status = 422
    says = mark("Chỉ nhập muộn được hồ sơ nhận trong {most} ngày đến {day}.")
    to_do = mark("Xem lại ngày nhận; lâu hơn thì báo lãnh đạo cơ quan.")


class LateReasonNeeded(Refusal):
    """Whoever enters a receipt late says why."""

    code = "dossiers.late-reason-needed"
    status = 422
    says = mark("Hồ sơ nhận trước đó mà chưa có lý do nhập muộn.")
    to_do = mark("Ghi lý do, ví dụ: mất điện từ 8 giờ đến 10 giờ.")


class PostalNumberNeeded(Refusal):
    """What comes by post comes under a number."""

    code = "dossiers.postal-number-needed"
    status = 422
    says = mark("Chưa có số hiệu bưu gửi.")
    to_do = mark("Nhập số hiệu ghi trên bì thư của bưu điện.")


class NotOfferedHere(Refusal):
    """The procedure is not received at this desk, or not today."""

    code = "dossiers.not-offered-here"
    status = 422
    says = mark("Quầy này không tiếp nhận thủ tục đã chọn.")
    to_do = mark("Chọn thủ tục khác trong danh sách.")


class ListUnclear(Refusal):
    """What is asked of a list that is to be taken out is no question."""

    code = "dossiers.list-unclear"
    status = 422
    says = mark("Điều kiện của danh sách chưa đúng nên chưa xuất được.")
    to_do = mark("Về danh sách, sửa điều kiện rồi xuất lại.")


class ExportTooLong(Refusal):
    """The list has more rows than leave the house at once."""

    code = "dossiers.export-too-long"
    status = 422
    says = mark("Danh sách có hơn {most} dòng, nhiều hơn số xuất được một lần.")
    to_do = mark("Thêm điều kiện lọc hoặc chọn kỳ ngắn hơn rồi xuất từng phần.")


class NoSuchView(Refusal):
    """The view is not among those that the officer keeps, or no more."""

    code = "dossiers.no-such-view"
    status = 404
    says = mark("Cách xem này không còn.")
    to_do = mark("Chọn một cách xem trong danh sách.")


class ViewNameTaken(Refusal):
    """A view of the same officer bears the name."""

    code = "dossiers.view-name-taken"
    status = 422
    says = mark("Đã có cách xem tên {name}.")
    to_do = mark("Đặt tên khác, hoặc bỏ cách xem ấy trước.")


class TooManyViews(Refusal):
    """The officer keeps as many views as one may."""

    code = "dossiers.too-many-views"
    status = 422
    says = mark("Đang giữ {most} cách xem, nhiều nhất có thể.")
    to_do = mark("Bỏ một cách xem không dùng nữa rồi giữ lại.")


class StillStands(Refusal):
    """Only the dossiers of an agency that has ended pass to another."""

    code = "dossiers.still-stands"
    says = mark("Cơ quan này chưa kết thúc hoạt động nên hồ sơ chưa bàn giao.")
    to_do = mark("Bàn giao từ ngày cơ quan kế thừa bắt đầu.")


class NotYoursToTakeIn(Refusal):
    """The head of another agency takes this dossier in, or somebody has already."""

    code = "dossiers.not-yours-to-take-in"
    says = mark("Hồ sơ {code} không chờ cơ quan này nhận bàn giao, hoặc đã có nơi nhận.")
    to_do = mark("Xem lại danh sách hồ sơ chờ nhận bàn giao.")
    status = 404
