"""An origin with its publisher, and friends who have joined it."""
import base64
import json
import os
import struct
import subprocess
import sys
import time
import urllib.error
import urllib.request
import zlib

from .events import Events
from .machine import ADDRESSES, Machine, wait_for

HUB = "10.99.7.1"
RECORDER = 9000  # port of the proxy between mallory and the origin
EVIL_MBIT = 5  # what mallory's line really carries


class Fleet:
    """All machines; the honest ones are up from the beginning to the end."""

    def __init__(self, lab):
        self.lab = lab
        self.origin = Machine(lab, "origin", "ingest: { rtmp: { bind: 127.0.0.1, port: 1935 }, publish: open }",
                              "mesh: { heartbeat: 1s }", "relay: { warm: 2 }", plugins="ingest, playback, mesh, relay")
        self.friends = {name: Machine(lab, name) for name in ("alice", "bob", "carol")}
        self.publisher = None
        self.evil = None
        self.children = []

    def start(self):
        self._clip()
        for machine in (self.origin, *self.friends.values()):
            machine.start()
        self.origin.wait_ready()
        self.events = Events(self.origin)
        self.publish()
        for friend in self.friends.values():
            friend.wait_ready()
            self.join(friend)

    def join(self, friend, control=None):
        """Joins by an invite; a hostile friend leads his own machine to the origin by another way."""
        code = self.origin.admin("/invites", {"name": friend.name})["code"]
        friend.admin("/mesh/join", {"code": led_by(code, control) if control else code})

    def _clip(self):
        """Sixteen seconds of picture and sound at 1.2 Mbit/s, made once: encoding is no part of what is looked at."""
        subprocess.run(
            ["ffmpeg", "-nostdin", "-v", "error", "-f", "lavfi", "-i", "testsrc2=size=640x360:rate=30", "-f", "lavfi",
             "-i", "sine=frequency=440:sample_rate=48000", "-t", "16", "-c:v", "libx264", "-preset", "veryfast", "-bf", "0",
             "-g", "60", "-sc_threshold", "0", "-b:v", "1100k", "-minrate", "1100k", "-maxrate", "1100k", "-bufsize", "1100k",
             "-nal-hrd", "cbr", "-pix_fmt", "yuv420p", "-c:a", "aac", "-b:a", "128k", f"{self.lab.work}/clip.flv"], check=True)

    def publish(self):
        """Publishes the clip in a loop; it ends with its connection."""
        self.publisher = self.lab.run(
            "origin", ["ffmpeg", "-nostdin", "-v", "error", "-re", "-stream_loop", "-1", "-i", f"{self.lab.work}/clip.flv",
                       "-c", "copy", "-f", "flv", "rtmp://127.0.0.1:1935/live/show"],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        wait_for(self.is_live, 30, "the stream is live", self.origin.tail)

    def open(self, path):
        return urllib.request.urlopen(self.origin.url(path), timeout=2)

    def is_live(self):
        try:
            with self.open("/live/show/media.m3u8") as answer:
                return b"#EXT-X-PART:" in answer.read()
        except OSError:
            return False

    def relays(self):
        """What the origin tells of each node that carries the stream."""
        streams = self.origin.admin("/relays")["streams"]
        return {relay["node"]: relay for stream in streams for relay in stream["relays"]}

    def _counts(self):
        """Of each stream, its viewers by who serves them."""
        return [stream["viewers"] for stream in self.origin.admin("/relays")["streams"]]

    def seated(self):
        """How many viewers the origin counts, wherever they sit."""
        return sum(count["origin"] + sum(count["nodes"].values()) for count in self._counts())

    def at_origin(self):
        """How many viewers the origin serves itself."""
        return sum(count["origin"] for count in self._counts())

    def viewers(self, name):
        return self.relays().get(name, {}).get("viewers", 0)

    def busiest(self):
        """The honest friend that serves the most viewers."""
        return self.friends[max(self.friends, key=self.viewers)]

    def state(self, name):
        """What the origin thinks of a node; a node that is not needed carries nothing."""
        return self.relays().get(name, {}).get("state", "not needed")

    def active(self, name):
        """Whether a node reports itself and wants to serve."""
        return any(node["name"] == name and node["state"] == "active" for node in self.origin.admin("/nodes"))

    def drain(self, *names):
        """These get no viewers any more, by the streamer's word."""
        for name in names:
            self.origin.admin(f"/nodes/{name}/drain", {})

    def undrain(self, *names):
        for name in names:
            self.origin.admin(f"/nodes/{name}/undrain", {})

    def pardon(self, name):
        """What the origin holds against a node is forgotten when the streamer has locked it out and let it in again."""
        self.origin.admin(f"/nodes/{name}/suspend", {})
        time.sleep(2)
        self.origin.admin(f"/nodes/{name}/resume", {})

    def mend(self):
        """All is as at the start again: what a scene that broke off has left behind is no fault of the next."""
        for machine in (self.origin, *self.friends.values(), *([self.evil] if self.evil else [])):
            self.lab.link(machine.name)
            if machine.process.poll() is not None:
                machine.start()
                machine.wait_ready()
        if self.publisher.poll() is not None:
            self.publish()
        self.undrain(*self.friends)
        if self.evil:
            self.mode("pass")
            self.lab.link("mallory", 0, 0, EVIL_MBIT)
            self.pardon("mallory")

    def start_mallory(self):
        """A hostile machine: an honest daemon behind a proxy of its own, and one on its way to the origin that records."""
        self.mode("pass")
        self.mode("pass", "recorder-mode")
        here = os.path.dirname(__file__)
        self.children = [
            self.lab.run("mallory", [sys.executable, f"{here}/hostile.py", "8090", "127.0.0.1", "8080",
                                     f"{self.lab.work}/mode"], stdin=subprocess.DEVNULL),
            subprocess.Popen([sys.executable, f"{here}/hostile.py", str(RECORDER), ADDRESSES["origin"], "8080",
                              f"{self.lab.work}/recorder-mode", f"{self.lab.work}/heartbeats"], stdin=subprocess.DEVNULL)]
        self.evil = Machine(self.lab, "mallory", "mesh: { limits: { upload: 1000Mbit/s } }",
                            public=f"http://{ADDRESSES['mallory']}:8090")
        self.evil.start()
        self.evil.wait_ready()
        self.lab.link("mallory", 0, 0, EVIL_MBIT)
        self.join(self.evil, f"http://{HUB}:{RECORDER}")

    def end_mallory(self):
        """The streamer has had enough of it."""
        if self.evil:
            self.evil.kill()
            for child in self.children:
                child.kill()
                child.wait()
            self.origin.admin("/nodes/mallory", method="DELETE")
            self.evil = None

    def mode(self, mode, file="mode"):
        with open(f"{self.lab.work}/{file}", "w", encoding="ascii") as file:
            file.write(mode)

    def say_again(self):
        """Sends each recorded heartbeat once more; the statuses of the answers."""
        statuses = []
        with open(f"{self.lab.work}/heartbeats", encoding="utf-8") as file:
            for said in map(json.loads, file):
                request = urllib.request.Request(self.origin.url(said["path"]), said["body"].encode(), said["headers"])
                try:
                    with urllib.request.urlopen(request, timeout=5) as answer:
                        statuses.append(answer.status)
                except urllib.error.HTTPError as refused:
                    statuses.append(refused.code)
        return statuses


def led_by(code, control):
    """The same invite with another way to the origin in it: version, fingerprint and secret, URL, checksum."""
    packed = base64.urlsafe_b64decode(code[5:] + "=" * (-len(code[5:]) % 4))
    changed = packed[:53] + control.encode()
    changed += struct.pack(">I", zlib.crc32(changed))
    return code[:5] + base64.urlsafe_b64encode(changed).decode().rstrip("=")
