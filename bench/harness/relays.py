"""An origin with friends, and viewers who watch as the player page does; all on this machine."""
import json
import os
import signal
import subprocess
import threading
import urllib.request

from . import process, servers, tools


class Daemon(process.Process):
    """A daemon whose owner's interface can be used."""

    ops_port = 0
    folder = ""

    def admin(self, path, body=None):
        with open(f"{self.folder}/state/ops.token", encoding="ascii") as file:
            token = file.read().strip()
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.ops_port}/admin/v1{path}", data=None if body is None else json.dumps(body).encode(),
            headers={"Authorization": "Bearer " + token, "Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=10) as answer:
            return json.loads(answer.read())

    def metric(self, name, label=""):
        """The sum of a metric's samples, of those with a label when one is given."""
        with urllib.request.urlopen(f"http://127.0.0.1:{self.ops_port}/metrics", timeout=5) as answer:
            lines = answer.read().decode().splitlines()
        return sum(float(line.rsplit(" ", 1)[1]) for line in lines
                   if line.startswith((name + "{", name + " ")) and label in line)


class Origin(servers.Streamr, Daemon):
    """The daemon that the stream is published to."""

    name = "origin"

    def __init__(self, folder, image, fanout):
        self.image = image
        super().__init__(folder, image, plugins="ingest, playback, mesh, relay",
                         lines=f"mesh: {{ heartbeat: 1s }}\nrelay: {{ origin-fanout: {fanout}, warm: 3 }}")

    def relays(self):
        """What it tells of each node that carries a stream."""
        return {relay["node"]: relay for stream in self.admin("/relays")["streams"] for relay in stream["relays"]}

    def wait_carried(self, names):
        """Waits until friends can serve the stream."""
        process.wait_for(lambda: all(self.relays().get(name, {}).get("state") == "ready" for name in names), 60,
                         f"{', '.join(names)} carry the stream", self)


class Friend(Daemon):
    """A daemon that has joined the origin."""

    def __init__(self, bench, origin, name, limits=""):
        self.name = name
        self.folder = os.path.join(bench.folder, name)
        os.makedirs(self.folder)
        self.http_port, self.ops_port = servers.free_port(), servers.free_port()
        config = os.path.join(self.folder, "streamr.yaml")
        with open(config, "w", encoding="utf-8") as file:
            file.write(f"""state-dir: {self.folder}/state
plugins: [playback, mesh, relay]
shutdown-timeout: 1s
http: {{ bind: 127.0.0.1, port: {self.http_port}, public-url: "http://127.0.0.1:{self.http_port}",
  limits: {{ connections: 5000, connections-per-address: 5000 }} }}
ops: {{ bind: 127.0.0.1, port: {self.ops_port} }}
mesh: {{ limits: {{ {limits} }} }}
""")
        super().__init__([os.path.join(origin.image, "bin", "streamr"), "serve", "--config", config],
                         os.path.join(self.folder, "out.log"), stdin=subprocess.DEVNULL)
        process.wait_for(lambda: servers.reaches(f"http://127.0.0.1:{self.ops_port}/health/ready"), 60, name, self)
        code = origin.admin("/invites", {"name": name})["code"]
        self.admin("/mesh/join", {"code": code})

    def freeze(self):
        """It takes connections and answers nothing."""
        self.child.send_signal(signal.SIGSTOP)

    def kill(self):
        """As when the plug is pulled."""
        self.child.kill()
        self.child.wait()

    def stop(self, grace=10):
        if self.alive():
            self.child.send_signal(signal.SIGCONT)
        super().stop(grace)


class Viewers(process.Process):
    """`streamr demo-viewers`: as many as wanted in one process, which says once a second what they got and felt."""

    def __init__(self, bench, origin, count, at_origin=False):
        self.count = count
        self.newest = {}
        command = [os.path.join(origin.image, "bin", "streamr"), "demo-viewers", "--origin", origin.url(""), "--stream", "bench",
                   "--viewers", str(count), *(["--at-origin"] if at_origin else [])]
        super().__init__(command, bench.log("viewers"), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        threading.Thread(target=self._read, daemon=True).start()
        process.wait_for(lambda: self.newest.get("playing", 0) == count, 60, f"{count} viewers have a picture", self)

    def _read(self):
        for line in self.child.stdout:
            self.newest = json.loads(line)

    def mark(self):
        """Begins percentiles and the longest anew; what is known now."""
        self.child.stdin.write("\n")
        self.child.stdin.flush()
        return self.newest


def received(line):
    """Bytes that viewers got from all machines."""
    return line["origin"]["bytes"] + sum(node["bytes"] for node in line["nodes"].values())


class Page(process.Process):
    """One viewer in Chromium: the player page, or hls.js alone (lab/web/play.js)."""

    def __init__(self, bench, url, seconds, page):
        tools.require("chromium")
        web = os.path.join(tools.ROOT, "lab", "web")
        if not os.path.exists(os.path.join(web, "node_modules")):
            subprocess.run(["npm", "ci", "--silent", "--no-audit", "--no-fund"], cwd=web, check=True)
        super().__init__(["node", os.path.join(web, "play.js"), url, str(seconds), *(["--page"] if page else [])],
                         bench.log("page"), stdout=subprocess.PIPE, text=True)
        self.seconds = seconds

    def seen(self):
        """What it saw, at its end."""
        try:
            said, _ = self.child.communicate(timeout=self.seconds + 60)
            return json.loads(said)
        except (subprocess.TimeoutExpired, json.JSONDecodeError):
            raise SystemExit(f"the browser said nothing\n{self.log()[-2000:]}") from None
