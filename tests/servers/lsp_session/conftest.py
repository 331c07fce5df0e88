"""These tests run with pytest-lsp in a session of their own: its hooks break the items of other plugins."""

from importlib.util import find_spec

collect_ignore = [] if find_spec("pytest_lsp") else ["test_session.py"]
