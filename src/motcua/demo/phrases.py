"""What officers and citizens of the demo write where a reason is asked."""

SENT_BACK = (
    "Sai số thửa đất so với giấy chứng nhận, đề nghị sửa lại.",
    "Thiếu căn cứ pháp lý ở phần mở đầu.",
    "Tên ghi trong dự thảo chưa khớp với giấy tờ tùy thân.",
    "Thể thức chưa đúng, xem lại phần nơi nhận.",
    "Đề nghị nêu rõ địa chỉ theo giấy tờ người nộp xuất trình.",
)
RETURNED = (
    "Chưa có biên bản kiểm tra thực địa.",
    "Ý kiến thẩm định chưa nêu chỉ giới xây dựng.",
    "Chưa đối chiếu tên với doanh nghiệp đã đăng ký.",
)
STOPPED = (
    "Người nộp đã hai lần không đến làm rõ hồ sơ theo giấy mời.",
    "Trùng với hồ sơ đã nhận trước đó và đang giải quyết.",
    "Giấy tờ đã nộp bị tẩy xóa, không xác định được nội dung.",
)
BASIS = "Quyết định 09/2015/QĐ-TTg ngày 25/03/2015"
ASKED_BACK = (
    "Gia đình bàn lại, chưa làm nữa.",
    "Nộp nhầm thủ tục, sẽ nộp lại.",
    "Chủ hồ sơ cần bản chính để làm việc khác.",
)
KEPT = "Hồ sơ đã giải quyết gần xong, sắp có kết quả."
MONEY_KEPT = "Không hoàn lại: việc thẩm định đã làm xong."
OPINIONS = (
    "Khu đất phù hợp quy hoạch sử dụng đất đã duyệt.",
    "Thống nhất; đề nghị giữ khoảng lùi theo chỉ giới đường đỏ.",
    "Không có ý kiến thêm về phần việc thuộc chức năng của Sở.",
    "Đề nghị chủ đầu tư bổ sung phương án đấu nối giao thông trước khi khởi công.",
)
UNPAID = (
    "Người nộp hẹn chuyển khoản trong ngày.",
    "Máy thu tiền hỏng, đã ghi số điện thoại để thu sau.",
)
MONEY_BACK = "Hoàn lại toàn bộ số tiền đã nộp."
REFUNDED = "Hồ sơ được rút trước khi thẩm định."
MISCOUNTED = "Tiền lẻ trả lại khách; đã lập biên bản kiểm quỹ."
REFUSED = (
    "Tờ khai chưa có chữ ký của người đề nghị.",
    "Giấy tờ nộp kèm là bản phô tô, không có bản chính để đối chiếu.",
    "Việc này thuộc thẩm quyền của Ủy ban nhân dân nơi cư trú.",
)
REFUSAL_BASIS = "Nghị định 61/2018/NĐ-CP, Điều 17"
ELSEWHERE = "Nội dung thuộc lĩnh vực của phòng khác."
NOT_OURS = "Không thuộc lĩnh vực của phòng, xin chuyển lại."
TOGETHER = "Hai hồ sơ nộp cùng lúc, trả cùng một lần cho tiện người nộp."
TAKEN_OVER = "Người giữ bận việc khác, hồ sơ sắp đến hạn."
ADDED = "Xem lại cả phần nơi nhận."
FORGOTTEN = "Viết thiếu một ý."
REMINDED = "Đã gọi điện nhắc hai lần."
LOST = "Người nộp báo mất giấy, đã xem căn cước."
RECALLED = "Phát hiện sai ngày sinh trên bản đã ký, làm lại bản mới."
