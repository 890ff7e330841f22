"""A Dask cluster as an executor, for what is beyond one machine. Needs requirements-dask.txt."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from importlib import import_module
from typing import Any

from model.problem import SettingProblem

SCHEME = "dask://"
PATIENCE = "20s"


@contextmanager
def connected(url: str) -> Iterator[tuple[Executor, int]]:
    """The executor and the number of its threads. Workers need this project on their path."""
    if not url.startswith(SCHEME):
        raise SettingProblem(f"--executor {url}: нужен вид {SCHEME}HOST:PORT")
    try:
        client_of: Any = import_module("distributed").Client
    except ImportError:
        message = "нет библиотеки Dask; pip install -r requirements-dask.txt"
        raise SettingProblem(f"--executor {url}: {message}") from None
    try:
        client = client_of(f"tcp://{url.removeprefix(SCHEME)}", timeout=PATIENCE)
    except (OSError, ValueError) as error:
        raise SettingProblem(f"--executor {url}: кластер не отвечает: {error}") from None
    with client:
        jobs = sum(client.nthreads().values())
        if not jobs:
            raise SettingProblem(f"--executor {url}: в кластере нет ни одного работника")
        with client.get_executor(retries=3) as executor:
            yield executor, jobs
