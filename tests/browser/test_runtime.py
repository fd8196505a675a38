"""Python for the browser is the one whose hashes stand in the project, wherever it comes from."""

import functools
import hashlib
import http.server
import json
import threading

import pytest

from press.browser import runtime

CONTENT = {"a.mjs": b"one", "b.wasm": b"two"}
WANTED = {name: hashlib.sha256(content).hexdigest() for name, content in CONTENT.items()}


def source(content, asked=None):
    def found(left):
        for name in left:
            if asked is not None:
                asked.append(name)
            yield name, content[name]

    return found


def broken(left):
    raise OSError("no way there")
    yield


def test_what_comes_is_kept_and_asked_for_once(tmp_path):
    asked = []
    runtime._bring(tmp_path, WANTED, [source(CONTENT, asked)])
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == CONTENT
    (tmp_path / "b.wasm").write_bytes(b"damaged")
    runtime._bring(tmp_path, WANTED, [source(CONTENT, asked)])
    assert asked == ["a.mjs", "b.wasm", "b.wasm"]
    assert (tmp_path / "b.wasm").read_bytes() == b"two"


def test_the_second_source_is_asked_where_the_first_cannot_be_reached_or_lies(tmp_path):
    for first in (broken, source({"a.mjs": b"another", "b.wasm": b"two"})):
        folder = tmp_path / first.__name__
        runtime._bring(folder, WANTED, [first, source(CONTENT)])
        assert (folder / "a.mjs").read_bytes() == b"one"


def test_a_file_that_is_not_the_wanted_one_is_never_kept(tmp_path):
    with pytest.raises(runtime.MissingError, match=r"no way there; b\.wasm has the SHA-256 \w{12}… and must have"):
        runtime._bring(tmp_path, WANTED, [broken, source(CONTENT | {"b.wasm": b"evil"})])
    assert [path.name for path in tmp_path.iterdir()] == ["a.mjs"]


def test_a_release_is_read_from_its_address(tmp_path, monkeypatch):
    (tmp_path / "a.mjs").write_bytes(b"one")
    handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=str(tmp_path))
    monkeypatch.setattr(http.server.SimpleHTTPRequestHandler, "log_message", lambda *_: None)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        monkeypatch.setattr(runtime, "_RELEASE", f"http://127.0.0.1:{server.server_port}/")
        assert list(runtime._from_release(["a.mjs"])) == [("a.mjs", b"one")]
        with pytest.raises(OSError, match="404"):
            list(runtime._from_release(["b.wasm"]))
        server.shutdown()


def test_a_wheel_that_pip_does_not_bring_is_named(monkeypatch):
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    with pytest.raises(runtime.MissingError, match="pip does not bring smallest-network-of-all==0"):
        list(runtime._from_wheel(("smallest-network-of-all==0", "0" * 64), "folder/")(["a.mjs"]))


def test_where_it_cannot_be_had_one_line_says_what_follows(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(runtime, "KEPT", tmp_path)
    monkeypatch.setattr(runtime, "_from_release", broken)
    monkeypatch.setattr(runtime, "_from_wheel", lambda *_: broken)
    runtime.main()
    assert capsys.readouterr().out.splitlines()[1:] == [
        "It cannot be had here, so the site is built without its Run buttons: no way there; no way there"
    ]


def test_the_list_of_packages_is_whole():
    packages = json.loads(runtime.LOCK.read_text(encoding="utf-8"))["packages"]
    assert {"numpy", "matplotlib"} <= packages.keys()
    for package in packages.values():
        assert set(package["depends"]) <= packages.keys()
        assert len(package["sha256"]) == 64
