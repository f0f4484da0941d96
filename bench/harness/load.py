"""Load clients: Java processes that are told what to do on their command line and read out through their streams."""
import json
import subprocess
import time

from . import process, tools


class Load(process.Process):
    """One load client. Its heap is small and its code compiled only once, as it shares the cores with the server."""

    def __init__(self, what, log, heap="-Xmx512m", gc="-XX:+UseSerialGC", compiler=("-XX:TieredStopAtLevel=1",), **options):
        command = [tools.java(), heap, gc, *compiler, "-cp", tools.load_classes(), "dev.streamr.bench.Main", what]
        for name, value in options.items():
            command += ["--" + name, str(value)]
        super().__init__(command, log, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def snapshot(self):
        """The counters now."""
        try:
            self.child.stdin.write("\n")
            self.child.stdin.flush()
            return json.loads(self.child.stdout.readline())
        except (BrokenPipeError, json.JSONDecodeError):
            raise SystemExit(f"the load client ended\n{self.log()[-2000:]}") from None

    def wait_ready(self, count, seconds=60):
        """Waits until so many clients are up."""
        end = time.monotonic() + seconds
        while (now := self.snapshot())["ready"] < count:
            if now["lost"] or time.monotonic() > end:
                raise SystemExit(f"{now['ready']} of {count} clients came up, {now['lost']} were lost\n{self.log()[-2000:]}")
            time.sleep(0.1)


def publish(server, names, log, stamp=False):
    """Publishes the clip under all these keys in real time."""
    load = Load("publish", log, port=server.rtmp_port, app="live", clip=tools.clip(), loop=tools.CLIP_MILLIS,
                names=",".join(names), stamp=int(stamp))
    load.wait_ready(len(names))
    return load
