import pytest

from motcua.ground.access.browsers import browser_words

WEBKIT = "AppleWebKit/537.36 (KHTML, like Gecko)"


@pytest.mark.parametrize(
    ("told", "words"),
    [
        (f"Mozilla/5.0 (Windows NT 10.0) {WEBKIT} Chrome/120 Safari/537.36", "Chrome trên Windows"),
        (
            f"Mozilla/5.0 (Windows NT 10.0) {WEBKIT} coc_coc_browser/110 Chrome/104 Safari/537.36",
            "Cốc Cốc trên Windows",
        ),
        (
            f"Mozilla/5.0 (Windows NT 10.0) {WEBKIT} Chrome/120 Safari/537.36 Edg/120",
            "Edge trên Windows",
        ),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:120) Gecko Firefox/120", "Firefox trên Linux"),
        (
            f"Mozilla/5.0 (iPhone; CPU iPhone OS 17 like Mac OS X) {WEBKIT} Version/17 Safari/604",
            "Safari trên iPhone",
        ),
        (
            f"Mozilla/5.0 (Linux; Android 13) {WEBKIT} Chrome/120 Mobile Safari/537.36",
            "Chrome trên Android",
        ),
        ("Mozilla/5.0 (Windows NT 10.0)", "Windows"),
        ("curl/8", "Trình duyệt không rõ"),
        ("", "Trình duyệt không rõ"),
    ],
)
def test_a_browser_is_named_as_its_user_knows_it(told: str, words: str) -> None:
    assert str(browser_words(told)) == words
