"""What keeps the partners' side from telling who somebody is, each guard with the tests that hold it."""

from tests.access.fault import Fault

OF_PARTNERS: list[Fault] = []
