"""A hostile friend's machine: a proxy before an honest daemon that does what it is told by a file.

    hostile.py PORT TARGET_HOST TARGET_PORT MODE_FILE [RECORD_FILE]

Modes: `pass` hands everything on; `wrong` changes a byte in the middle of each part and segment; `stall` takes requests
for media and never answers. Signed requests between machines are handed on as they are, and kept in the record file, to
be said again later.
"""
import http.client
import http.server
import json
import sys
import time

HOP = {"connection", "transfer-encoding", "keep-alive"}


class Hostile(http.server.BaseHTTPRequestHandler):
    """One connection."""

    protocol_version = "HTTP/1.1"
    target = ("", 0)
    mode_file = ""
    record_file = None

    def do_GET(self):
        self.hand_on(None)

    def do_HEAD(self):
        self.hand_on(None)

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if self.record_file and self.path.endswith("/heartbeat"):
            with open(self.record_file, "a", encoding="utf-8") as file:
                file.write(json.dumps({"path": self.path, "headers": dict(self.headers), "body": body.decode()}) + "\n")
        self.hand_on(body)

    def hand_on(self, body):
        with open(self.mode_file, encoding="ascii") as file:
            mode = file.read().strip()
        media = self.path.startswith("/live/")
        if mode == "stall" and media:
            time.sleep(120)
            return
        try:
            self.exchange(body, media, mode)
        except OSError:
            self.close_connection = True  # one of the two is gone

    def exchange(self, body, media, mode):
        upstream = http.client.HTTPConnection(*self.target, timeout=30)
        upstream.request(self.command, self.path, body, {k: v for k, v in self.headers.items() if k.lower() not in HOP})
        answer = upstream.getresponse()
        self.send_response(answer.status)
        for name, value in answer.getheaders():
            if name.lower() not in HOP:
                self.send_header(name, value)
        if mode == "wrong" and media and self.path.endswith(".m4s") and answer.status in (200, 206):
            self.whole(bytearray(answer.read()))
        elif answer.getheader("Content-Length") is not None or answer.status in (204, 304):
            self.end_headers()
            self.wfile.write(answer.read())
        else:
            self.close_connection = True
            self.send_header("Connection", "close")
            self.end_headers()
            while piece := answer.read1(65536):
                self.wfile.write(piece)
        upstream.close()

    def whole(self, content):
        content[len(content) // 2] ^= 1
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_):
        pass


class Server(http.server.ThreadingHTTPServer):
    """A thread for each connection."""

    daemon_threads = True

    def handle_error(self, request, client_address):
        """A connection that breaks is no news here."""


def main():
    port, host, target_port, Hostile.mode_file, *record = sys.argv[1:]
    Hostile.target = (host, int(target_port))
    Hostile.record_file = record[0] if record else None
    Server(("0.0.0.0", int(port)), Hostile).serve_forever()


if __name__ == "__main__":
    main()
