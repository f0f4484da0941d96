"""Copies a live HLS playlist and its segments into a folder, so that another server can serve the same files."""
import os
import re
import threading
import urllib.parse
import urllib.request

from . import process


class Mirror:
    """Polls twice a second on a thread of its own; keeps the playlist's own folder structure."""

    def __init__(self, url, folder):
        self.url = url
        self.folder = folder
        self.path = urllib.parse.urlparse(url).path
        self.ending = threading.Event()
        self.copied = 0
        self.thread = threading.Thread(target=self._run, daemon=True)

    def start(self):
        self.thread.start()

    def stop(self):
        self.ending.set()
        self.thread.join()

    def wait(self):
        process.wait_for(lambda: self.copied > 1, 20, "the copy of the playlist")

    def _run(self):
        while not self.ending.wait(0.5):
            playlist = self._get(self.url)
            for name in re.findall(r"^(?!#)(\S+)$", playlist.decode(), re.MULTILINE):
                url = urllib.parse.urljoin(self.url, name)
                path = self._file(url)
                if not os.path.exists(path):
                    self._put(path, self._get(url))
                    self.copied += 1
            self._put(self._file(self.url), playlist)

    def _file(self, url):
        return os.path.join(self.folder, urllib.parse.urlparse(url).path.lstrip("/"))

    @staticmethod
    def _get(url):
        with urllib.request.urlopen(url, timeout=5) as answer:
            return answer.read()

    @staticmethod
    def _put(path, content):
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path + ".part", "wb") as file:
            file.write(content)
        os.chmod(path + ".part", 0o644)
        os.rename(path + ".part", path)
