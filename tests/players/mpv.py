"""mpv, as far as dateline knows it: one file, and its JSON IPC (https://mpv.io/manual/stable/#json-ipc).

It writes its arguments to the file that MPV_SAID names, plays as fast as it is told to by MPV_PLAYS (lines of
seconds, `wait` for an order, `end`), and obeys `quit`.
"""

from __future__ import annotations

import json
import os
import socket
import sys


def main() -> int:
    """Play."""
    with open(os.environ["MPV_SAID"], "a", encoding="utf-8") as file:
        file.write(json.dumps(sys.argv[1:]) + "\n")
    plays = os.environ["MPV_PLAYS"].split()
    if plays == ["fail"]:
        sys.stderr.write("Failed to open it.\n")
        return 2
    (path,) = (word.partition("=")[2] for word in sys.argv if word.startswith("--input-ipc-server="))
    server = socket.socket(socket.AF_UNIX)
    server.bind(path)
    server.listen()
    link, _ = server.accept()
    lines = link.makefile("rb")

    def tell(event: object) -> None:
        link.sendall(json.dumps(event).encode() + b"\n")

    for _ in range(2):
        order = json.loads(lines.readline())["command"]
        assert order[0] == "observe_property"
        tell({"error": "success", "request_id": 0})
    tell({"event": "property-change", "id": 1, "name": "time-pos"})
    tell({"event": "property-change", "id": 2, "name": "duration", "data": 2700.25})
    for step in plays:
        if step == "wait":
            order = json.loads(lines.readline())["command"]
            with open(os.environ["MPV_SAID"], "a", encoding="utf-8") as file:
                file.write(json.dumps(order) + "\n")
            if order == ["quit"]:
                break
        elif step == "end":
            tell({"event": "end-file", "reason": "eof"})
        else:
            tell({"event": "property-change", "id": 1, "name": "time-pos", "data": float(step)})
    link.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
