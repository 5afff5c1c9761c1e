"""What keeps asking gentle, once and secret, each guard with the tests that hold it."""

from tests.access.fault import Fault

OF_ASKING: list[Fault] = []
