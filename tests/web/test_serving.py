"""``comity serve`` as a person starts and stops it."""

import re
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from tests.web.conftest import Client

from comity.model import ComityError
from comity.web import Listening, address, bind


def test_the_link_that_it_prints_signs_in_and_being_told_to_stop_is_no_error(home: Path) -> None:
    with bind(Listening(port=0)) as free:
        port = str(free.getsockname()[1])
    command = [sys.executable, "-m", "comity.cli", "--home", str(home), "--as", "guest", "serve"]
    with subprocess.Popen([*command, "--port", port], stdout=subprocess.PIPE, text=True) as serving:
        assert serving.stdout
        said = [serving.stdout.readline() for _ in range(3)]
        link = re.search(r"http://127\.0\.0\.1:\d+(/sign-in\?link=\S+)", said[-1])
        assert link and "Test desk" in said[0], said
        browser = Client(f"http://127.0.0.1:{port}")
        assert browser.get(link[1]).status_code == 200
        assert browser.json("/api/v1/me")["reader"] == "guest"
        serving.send_signal(signal.SIGTERM)
        assert serving.wait(30) == 0


def test_a_place_that_is_taken_is_said() -> None:
    with bind(Listening(port=0)) as taken, pytest.raises(ComityError, match="already in use"):
        bind(Listening(port=taken.getsockname()[1]))


def test_an_answer_does_not_wait_to_be_sent_with_more() -> None:
    with bind(Listening(port=0)) as bound:
        assert bound.proto == socket.IPPROTO_TCP  # what asyncio goes by


def test_others_are_served_by_https_alone(tmp_path: Path) -> None:
    assert address(Listening()) == "http://127.0.0.1:8765"
    assert address(Listening("::1", 80)) == "http://[::1]:80"
    certified = Listening("comity.agency.example", 443, tmp_path, tmp_path)
    assert address(certified) == "https://comity.agency.example:443"
    behind = address(Listening("0.0.0.0"), "https://comity.agency.example/")
    assert behind == "https://comity.agency.example"
    with pytest.raises(ComityError, match="--address https"):
        address(Listening("0.0.0.0"))
    with pytest.raises(ComityError, match="must be an https"):
        address(Listening("0.0.0.0"), "http://comity.agency.example")
