"""One scene: viewers come, something happens, and what they saw is compared with what is to be."""
import time

from .crowd import Crowd, from_relays, received, total
from .machine import wait_for

SILENT_PLAYERS = 2  # of a scene, at most, like VLC: the origin counts them for 35 s after they have left
LONGEST_HAND_OVER = 15  # seconds in which viewers who came first have heard which friends got ready
COLUMNS = ("scene", "viewers", "stalls", ">0.5 s", "wait", "behind", "late", "failed", "wrong", "relays", "origin", "said")


class Scene:
    """Collects figures and what is not as it is to be."""

    def __init__(self, fleet, name):
        self.fleet, self.name = fleet, name
        self.faults, self.notes = [], []
        self.crowd = None
        self.place = len(fleet.events.heard)

    def expect(self, holds, what):
        if not holds:
            self.faults.append(what)

    def note(self, text):
        self.notes.append(text)

    def viewers(self, count=12, within=1):
        """They come when those of the scene before have given their seats free."""
        wait_for(lambda: self.fleet.seated() <= SILENT_PLAYERS, 10, "the seats of the last viewers are free", self.fleet.origin.tail)
        self.crowd = Crowd(self.fleet.lab, self.fleet.origin, count, within)

    def begin(self, patience=30):
        """From here on it is counted: all have a picture, and friends serve as many as they are going to."""
        self.crowd.wait_playing(patience)
        until = time.monotonic() + LONGEST_HAND_OVER
        while self.fleet.at_origin() and time.monotonic() < until:
            time.sleep(0.2)
        self.sent = self.fleet.origin.metrics("streamr_egress_bytes_total")
        self.before = self.crowd.mark()

    def end(self):
        """Until here; the row of the table."""
        time.sleep(1.2)  # the viewers print once a second
        now, before = self.crowd.newest, self.before
        self.crowd.stop()
        sent = self.fleet.origin.metrics("streamr_egress_bytes_total") - self.sent
        got = received(now) - received(before)
        self.stalls = now["stalls"] - before["stalls"]
        self.long = now["longStalls"] - before["longStalls"]
        self.stalled = (now["stalledMillis"] - before["stalledMillis"]) / 1000
        self.playing = now["playing"]
        self.refused = now["refused"]
        self.share = (from_relays(now) - from_relays(before)) / max(1, got)
        self.wrong = total(now, "wrong") - total(before, "wrong")
        told = self.fleet.events.since(self.place)
        return (self.name, str(self.crowd.count), f"{self.stalls} ({self.stalled:.1f} s)", str(self.long),
                f"{now['longestGapMillis'] / 1000:.2f} s", f"{now['latencyMillis']['p50'] / 1000:.2f} s",
                str(total(now, "late") - total(before, "late")), str(total(now, "failed") - total(before, "failed")),
                str(self.wrong), f"{100 * self.share:.0f} %", f"{100 * max(0, sent) / max(1, got):.0f} %",
                "; ".join([*self.notes, *([told] if told else [])]))


def table(rows):
    lines = [COLUMNS, *rows]
    widths = [max(len(line[i]) for line in lines) for i in range(len(COLUMNS))]
    return "\n".join("  ".join(cell.ljust(width) for cell, width in zip(line, widths)).rstrip() for line in lines)
