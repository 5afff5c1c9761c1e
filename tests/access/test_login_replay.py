"""What is used once is used once, and what is counted is counted, when two processes are asked at the same time."""

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.access.logging_in import code_now
from tests.access.two_workers import Visitor, site
from tests.cast import PASSWORD

pytestmark = pytest.mark.database
WAITING = "/log-ind/to-trin/"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with site(tmp_path_factory.mktemp("two-workers")) as address:
        yield address


def at_the_second_step(home: str, n: int) -> list[Visitor]:
    """So many visitors who have given the therapist's password, each in a session of its own."""
    first = Visitor(home)
    first.look("/log-ind/")

    def come(_: int) -> Visitor:
        visitor = Visitor(home)
        visitor.cookies, visitor.token = first.cookies.copy(), first.token
        assert visitor.fill_in("/log-ind/", login="tea@example.org", password=PASSWORD).headers["Location"] == WAITING
        return visitor

    with ThreadPoolExecutor(3) as pool:  # fewer at a time than the tries an account has
        return list(pool.map(come, range(n)))


def all_send(visitors: list[Visitor], code: str) -> Counter[int]:
    """How they were answered: in, wrong code, or (where the count could not be read in time) told to wait."""
    with ThreadPoolExecutor(40) as pool:
        return Counter(pool.map(lambda visitor: visitor.fill_in(WAITING, code=code).status_code, visitors))


def test_replay_of_one_app_code_by_200_at_once_lets_one_in(home: str) -> None:
    visitors = at_the_second_step(home, 200)
    answers = all_send(visitors, code_now())
    assert set(answers) <= {302, 422, 429}
    assert answers[302] == 1
    assert answers[422] > 100
    assert sum(visitor.look("/mig/sikkerhed/").status_code == 200 for visitor in visitors) == 1


def test_replay_of_one_recovery_code_by_60_at_once_lets_one_in(home: str) -> None:
    visitors = at_the_second_step(home, 61)
    first = visitors.pop()
    assert first.fill_in(WAITING, code=code_now(later=1)).status_code == 302
    first.look("/mig/sikkerhed/koder/nye/")
    first.fill_in("/mig/sikkerhed/koder/nye/")
    page = first.look("/mig/sikkerhed/koder/").text
    code = page.partition("<code>")[2].partition("</code>")[0]
    assert len(code) == 8
    answers = all_send(visitors, code)
    assert set(answers) <= {302, 422, 429}
    assert answers[302] == 1
    assert answers[422] > 30


def test_limit_holds_over_two_workers(home: str) -> None:
    def guess(n: int) -> int:
        visitor = Visitor(home)
        visitor.headers["X-Forwarded-For"] = f"203.0.113.{n}"
        visitor.look("/log-ind/")
        return visitor.fill_in("/log-ind/", login="tom@example.org", password=f"et helt forkert gæt {n}").status_code

    with ThreadPoolExecutor(20) as pool:
        answers = Counter(pool.map(guess, range(50)))
    assert set(answers) == {422, 429}
    assert answers[422] <= 5
    visitor = Visitor(home)
    visitor.look("/log-ind/")
    assert visitor.fill_in("/log-ind/", login="tom@example.org", password=PASSWORD).status_code == 429
