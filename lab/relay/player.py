"""Players that know nothing of friends: the times of the pictures that they saw."""
import os
import shutil
import subprocess


class Ffmpeg:
    """`ffmpeg`, for some seconds."""

    def __init__(self, url, seconds):
        self.process = subprocess.Popen(
            ["ffmpeg", "-nostdin", "-v", "error", "-i", url, "-t", str(seconds), "-map", "0:v", "-c", "copy", "-f", "framecrc", "-"],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True)

    def pictures(self):
        """Waits for its end."""
        told, _ = self.process.communicate(timeout=60)
        return [int(line.split(",")[2]) for line in told.splitlines() if not line.startswith("#")]


class Vlc:
    """VLC, for some seconds; what it sees goes to a file. It refuses to run as root."""

    def __init__(self, work, url, seconds):
        self.folder = f"{work}/vlc"
        os.makedirs(self.folder, exist_ok=True)
        shutil.chown(self.folder, "vlcuser")
        self.process = subprocess.Popen(
            ["runuser", "-u", "vlcuser", "--", "env", f"HOME={self.folder}", "cvlc", "-q", "--intf", "dummy",
             f"--run-time={seconds}", "--play-and-exit", url, "--sout", f"#std{{access=file,mux=ts,dst={self.folder}/seen.ts}}",
             "vlc://quit"], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def pictures(self):
        """Waits for its end."""
        self.process.wait(60)
        told = subprocess.run(["ffprobe", "-v", "error", "-select_streams", "v", "-show_entries", "packet=pts", "-of", "csv=p=0",
                               f"{self.folder}/seen.ts"], stdout=subprocess.PIPE, text=True, check=True).stdout
        shutil.rmtree(self.folder)
        return [int(line.strip(",")) for line in told.split()]


def most_missed(pictures):
    """How many pictures in a row are missing; a step is 33 or 34 ms where times are counted in milliseconds."""
    steps = [b - a for a, b in zip(pictures, pictures[1:])]
    return max(steps) / min(steps) - 1
