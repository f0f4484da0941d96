"""A machine: a namespace with an address and a link, and a daemon in it."""
import json
import os
import subprocess
import time
import urllib.error
import urllib.request

ADDRESSES = {"origin": "10.99.7.2", "alice": "10.99.7.11", "bob": "10.99.7.12", "carol": "10.99.7.13",
             "mallory": "10.99.7.14", "viewers": "10.99.7.100"}
LIMITS = "limits: { connections: 10000, connections-per-address: 5000 }"


class Lab:
    """Where everything lies."""

    def __init__(self, image, work, prefix):
        self.image, self.work, self.prefix = image, work, prefix

    def run(self, space, command, **options):
        """Starts a process in the namespace of a machine."""
        return subprocess.Popen(["ip", "netns", "exec", f"{self.prefix}-{space}", *command], **options)

    def link(self, name, delay_ms=0, loss_percent=0, rate_mbit=0):
        """Changes the wire of a machine; without values it is perfect again."""
        with open(f"{self.work}/{name}.link", "w", encoding="ascii") as wire:
            wire.write(f"{delay_ms} {loss_percent} {rate_mbit}\n")


class Machine:
    """A daemon that can be started, killed and asked."""

    def __init__(self, lab, name, *lines, plugins="playback, mesh, relay", public=None):
        self.lab, self.name = lab, name
        self.address = ADDRESSES[name]
        self.folder = f"{lab.work}/{name}"
        os.makedirs(self.folder, exist_ok=True)
        self.config = f"{self.folder}/streamr.yaml"
        with open(self.config, "w", encoding="utf-8") as file:
            file.write("\n".join([
                f"state-dir: {self.folder}/state", f"plugins: [{plugins}]", "shutdown-timeout: 1s",
                f"http: {{ bind: 0.0.0.0, port: 8080, public-url: {public or self.url('')}, {LIMITS} }}",
                f"ops: {{ bind: {self.address}, port: 8081 }}", *lines, ""]))
        self.process = None

    def start(self):
        log = open(f"{self.folder}/log", "ab")
        self.process = self.lab.run(self.name, [f"{self.lab.image}/bin/streamr", "serve", "--config", self.config],
                                    stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        log.close()

    def wait_ready(self, seconds=60):
        wait_for(lambda: self.status("/health/ready") == 200, seconds, f"{self.name} is ready", self.tail)

    def kill(self):
        """SIGKILL, as when the plug is pulled."""
        self.process.kill()
        self.process.wait()

    def url(self, path):
        return f"http://{self.address}:8080{path}"

    def status(self, path):
        try:
            with urllib.request.urlopen(f"http://{self.address}:8081{path}", timeout=2) as answer:
                return answer.status
        except urllib.error.HTTPError as refused:
            return refused.code
        except OSError:
            return 0

    def admin(self, path, body=None, method=None):
        """Asks the daemon's owner's interface, or orders."""
        with open(f"{self.folder}/state/ops.token", encoding="ascii") as file:
            token = file.read().strip()
        request = urllib.request.Request(
            f"http://{self.address}:8081/admin/v1{path}", data=None if body is None else json.dumps(body).encode(),
            headers={"Authorization": "Bearer " + token, "Content-Type": "application/json"}, method=method)
        try:
            with urllib.request.urlopen(request, timeout=10) as answer:
                return json.loads(answer.read() or b"null")
        except urllib.error.HTTPError as refused:
            raise SystemExit(f"{self.name} {path}: {refused.read().decode()}\n{self.tail()}") from None

    def metrics(self, name):
        """The sum of a metric's samples."""
        with urllib.request.urlopen(f"http://{self.address}:8081/metrics", timeout=5) as answer:
            lines = answer.read().decode().splitlines()
        return sum(float(line.rsplit(" ", 1)[1]) for line in lines if line.startswith((name + "{", name + " ")))

    def tail(self):
        with open(f"{self.folder}/log", encoding="utf-8", errors="replace") as file:
            return file.read()[-2000:]


def wait_for(condition, seconds, what, tail=lambda: ""):
    """Polls until the condition holds; tells what was waited for when it does not."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            raise SystemExit(f"gave up waiting: {what}\n{tail()}")
        time.sleep(0.1)
