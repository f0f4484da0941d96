"""Viewers without a screen: `streamr demo-viewers` in their namespace, read line by line."""
import json
import os
import subprocess
import threading

from .machine import wait_for


class Crowd:
    """So many viewers in one process, until they are sent away."""

    def __init__(self, lab, origin, count, within=1):
        self.count = count
        self.newest, self.before = {}, {}
        self.log = open(f"{lab.work}/viewers.log", "ab")
        # What they throw away each second is more than a small heap can take without collecting all the time.
        options = {**os.environ, "STREAMR_JVM_OPTS": os.environ.get("STREAMR_JVM_OPTS", "") + " -Xms96m -Xmn64m"}
        self.process = lab.run(
            "viewers", [f"{lab.image}/bin/streamr", "demo-viewers", "--origin", origin.url(""), "--stream", "show",
                        "--viewers", str(count), "--within", str(within)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self.log, text=True, env=options)
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self):
        for line in self.process.stdout:
            self.before, self.newest = self.newest, json.loads(line)

    def wait_playing(self, seconds):
        wait_for(lambda: self.newest.get("playing", 0) == self.count, seconds,
                 f"all {self.count} viewers have a picture", lambda: json.dumps(self.newest))

    def came_from(self, name):
        """Bytes that one relay delivered in the last second, whatever the origin thinks of it."""
        before, now = (line.get("nodes", {}).get(name, {"bytes": 0})["bytes"] for line in (self.before, self.newest))
        return now - before

    def mark(self):
        """Begins the longest stall, the longest gap and the latencies anew; what is known now."""
        self.process.stdin.write("\n")
        self.process.stdin.flush()
        return self.newest

    def stop(self):
        """They leave, as pages do: the origin hears of it."""
        self.process.stdin.close()
        try:
            self.process.wait(5)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.log.close()


def received(line):
    """Bytes that all viewers got."""
    return line["origin"]["bytes"] + from_relays(line)


def from_relays(line):
    return sum(node["bytes"] for node in line["nodes"].values())


def total(line, count):
    """Late, failed or wrong answers of all machines."""
    return line["origin"][count] + sum(node[count] for node in line["nodes"].values())
