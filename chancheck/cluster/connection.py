"""The connection to a Ray cluster. Only this module and those that it serves import Ray."""

from __future__ import annotations

import os
from typing import Any

AUTO = "auto"
"""An address: the cluster that RAY_ADDRESS names, else one of this machine that ends with the process."""

ANSWERS = 10.0
"""Seconds within which a cluster must answer."""

POLL = 0.2
"""Seconds between two checks for a request to stop, while workers are busy."""

AGAIN = 1
"""Times that a task is given out again when its worker is lost."""

SILENT = {"RAY_USAGE_STATS_ENABLED": "0", "RAY_DEDUP_LOGS": "0", "RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO": "0"}
"""No reports of use to Ray's makers; and what Ray is to do about accelerators where there are none."""


class NoCluster(Exception):
    """Why there is no cluster, and what to do."""


def connected(address: str) -> Any:
    """The module `ray`, connected; raises NoCluster."""
    for name, value in SILENT.items():
        os.environ.setdefault(name, value)
    try:
        import ray
    except ImportError as error:
        raise NoCluster(
            f"--cluster needs Ray ({error}): pip install 'chancheck[cluster]', or leave out --cluster"
        ) from None
    if not ray.is_initialized():
        start(ray, address)
    return ray


def start(ray: Any, address: str) -> None:
    import logging

    if address != AUTO:
        must_answer(address)
    quiet = {"logging_level": logging.ERROR, "log_to_driver": False, "configure_logging": False}
    try:
        if address != AUTO or os.environ.get("RAY_ADDRESS"):
            ray.init(address=None if address == AUTO else address, **quiet)
        else:
            ray.init(address="local", include_dashboard=False, **quiet)
    except (ConnectionError, ValueError, RuntimeError, OSError) as error:
        said = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
        raise NoCluster(
            f"no cluster answers at {address}: {said} (start one with: ray start --head; or use --cluster auto)"
        ) from None


def must_answer(address: str) -> None:
    """Raises NoCluster where no process listens: Ray would try for minutes."""
    import socket

    host, _, port = address.rpartition("://")[2].rpartition(":")
    try:
        with socket.create_connection((host, int(port)), timeout=ANSWERS):
            pass
    except (OSError, ValueError) as error:
        raise NoCluster(
            f"no cluster answers at {address}: {error} (start one with: ray start --head; or use --cluster auto)"
        ) from None


def disconnect() -> None:
    """Ends a cluster that was started here."""
    import sys

    ray = sys.modules.get("ray")
    if ray is not None and ray.is_initialized():
        ray.shutdown()
