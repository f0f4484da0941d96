"""Chromium on a page of ours that measures by itself and posts what it saw."""
import http.server
import json
import os
import queue
import shutil
import subprocess
import threading
import urllib.parse

from . import process, tools

WEB = os.path.join(tools.ROOT, "plugins", "playback", "web")
PAGE = os.path.join(tools.ROOT, "bench", "page")


def files():
    """What the page's server hands out; its script holds the player page's engine, made as the player page is."""
    bundler = os.path.join(WEB, "node_modules", ".bin", "esbuild")
    if not os.path.exists(bundler):
        tools.say("Installing hls.js ...")
        subprocess.run(["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], cwd=WEB, check=True)
    script = os.path.join(tools.CACHE, "delay.js")
    subprocess.run([bundler, os.path.join(PAGE, "delay.js"), "--bundle", "--minify", "--format=esm", "--target=es2022",
                    "--log-level=warning", "--outfile=" + script], check=True)
    return {"/delay.html": (os.path.join(PAGE, "delay.html"), "text/html"), "/delay.js": (script, "text/javascript")}


class PageServer:
    """Serves the page on loopback and waits for its answer."""

    def __init__(self):
        answers = self.answers = queue.Queue()
        served = files()

        class Handler(http.server.BaseHTTPRequestHandler):
            """Files by exact path, one answer by POST."""

            def do_GET(self):
                name, kind = served.get(urllib.parse.urlparse(self.path).path, (None, None))
                self.send_response(200 if name else 404)
                self.send_header("Content-Type", kind or "text/plain")
                self.end_headers()
                if name:
                    with open(name, "rb") as file:
                        shutil.copyfileobj(file, self.wfile)

            def do_POST(self):
                answers.put(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
                self.send_response(204)
                self.end_headers()

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def watch(self, bench, seconds, **query):
        """Opens the page in a fresh Chromium; what it posted."""
        tools.require("chromium")
        url = f"http://127.0.0.1:{self.server.server_port}/delay.html?" + urllib.parse.urlencode({"seconds": seconds, **query})
        browser = process.Process(
            ["chromium", "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
             "--disable-background-networking", "--disable-component-update", "--disable-sync",
             "--autoplay-policy=no-user-gesture-required", f"--user-data-dir={bench.folder}/chromium", url],
            bench.log("chromium"))
        try:
            return self.answers.get(timeout=seconds + 30)
        except queue.Empty:
            raise SystemExit(f"the browser sent no answer\n{browser.log()[-2000:]}") from None
        finally:
            browser.stop()

    def stop(self):
        self.server.shutdown()
