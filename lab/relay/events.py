"""The origin's events, as anybody can listen to them."""
import json
import threading
import time
import urllib.request


class Events:
    """Listens from a thread of its own, and again when the origin was away."""

    def __init__(self, origin):
        self.origin = origin
        self.heard = []
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self):
        while True:
            try:
                with urllib.request.urlopen(self.origin.url("/api/v1/events"), timeout=120) as stream:
                    self._read(stream)
            except OSError:
                time.sleep(0.5)

    def _read(self, stream):
        kind = ""
        for line in stream:
            field, _, value = line.decode().strip().partition(": ")
            if field == "event":
                kind = value
            elif field == "data" and kind != "snapshot":
                self.heard.append((kind, json.loads(value)))

    def since(self, place):
        """In short what was heard from a place in the list on, each thing once."""
        told = {}
        for kind, data in self.heard[place:]:
            who = data.get("node") or data.get("from") or data.get("stream")
            key = f"{kind} {who}"
            told[key] = told.get(key, 0) + data.get("viewers", 1)
        return ", ".join(f"{key} x{times}" if times > 1 else key for key, times in told.items())
