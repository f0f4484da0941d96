"""The servers under test, each started on free ports with a folder of its own."""
import os
import socket
import urllib.error
import urllib.parse
import urllib.request

from . import load, process, tools


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def reaches(url):
    try:
        with urllib.request.urlopen(url, timeout=2) as answer:
            return answer.status == 200
    except (urllib.error.URLError, OSError):
        return False


def connects(port):
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


class Nginx(process.Process):
    """Debian's nginx with its RTMP module: RTMP fan-out, HLS packaging into `folder`/hls, static files over HTTP."""

    name = "nginx-rtmp"

    def __init__(self, folder, hls=False):
        tools.require("nginx", "libnginx-mod-rtmp")
        self.folder = os.path.join(folder, "nginx")
        self.files = os.path.join(self.folder, "www")
        os.makedirs(os.path.join(self.files, "hls"), exist_ok=True)
        self.rtmp_port, self.http_port = free_port(), free_port()
        packaging = f"hls on; hls_path {self.files}/hls; hls_fragment 2s; hls_playlist_length 12s;" if hls else ""
        config = os.path.join(self.folder, "nginx.conf")
        with open(config, "w", encoding="utf-8") as file:
            file.write(f"""load_module {tools.NGINX_RTMP};
user {'root' if os.geteuid() == 0 else 'nobody'}; worker_processes 1; daemon off; pid {self.folder}/pid; error_log {self.folder}/error.log warn;
events {{ worker_connections 4096; }}
rtmp {{ server {{ listen 127.0.0.1:{self.rtmp_port}; chunk_size 4096; ping 1h; access_log off;
  application live {{ live on; {packaging} }} }} }}
http {{ access_log off; sendfile on; tcp_nopush on; keepalive_requests 1000000;
  types {{ application/vnd.apple.mpegurl m3u8; video/mp4 mp4 m4s; video/mp2t ts; }}
  client_body_temp_path {self.folder}/t1; proxy_temp_path {self.folder}/t2; fastcgi_temp_path {self.folder}/t3;
  uwsgi_temp_path {self.folder}/t4; scgi_temp_path {self.folder}/t5;
  server {{ listen 127.0.0.1:{self.http_port}; root {self.files}; }} }}
""")
        super().__init__(["nginx", "-c", config, "-e", f"{self.folder}/error.log"], os.path.join(self.folder, "out.log"))
        process.wait_for(lambda: connects(self.rtmp_port), 10, "nginx", self)


class Bare(load.Load):
    """The bare socket writer: what fan-out costs at the least."""

    name = "bare sockets"

    def __init__(self, folder, batch):
        super().__init__("bare", os.path.join(folder, "bare.log"), compiler=(), clip=tools.clip(),
                         loop=tools.CLIP_MILLIS, batch=batch)
        self.http_port = int(self.child.stdout.readline())
        self.flv_path = "/"


class Streamr(process.Process):
    """The daemon from its image, with the limits per address lifted: all viewers come from this machine."""

    name = "StreamrP2P"

    def __init__(self, folder, image, plugins="ingest, playback", lines=""):
        program = os.path.join(image, "bin", "streamr")
        if not os.access(program, os.X_OK):
            raise SystemExit(f"No image in {image}. Build it:  mvn -q -DskipTests package")
        self.folder = os.path.join(folder, "streamr")
        os.makedirs(self.folder)
        self.rtmp_port, self.http_port, self.ops_port = free_port(), free_port(), free_port()
        config = os.path.join(self.folder, "streamr.yaml")
        with open(config, "w", encoding="utf-8") as file:
            file.write(f"""state-dir: {self.folder}/state
plugins: [{plugins}]
http: {{ bind: 127.0.0.1, port: {self.http_port}, public-url: "http://127.0.0.1:{self.http_port}",
  limits: {{ connections: 5000, connections-per-address: 5000 }} }}
ops: {{ bind: 127.0.0.1, port: {self.ops_port} }}
ingest:
  rtmp: {{ bind: 127.0.0.1, port: {self.rtmp_port} }}
  publish: open
  limits: {{ connections: 5000, connections-per-address: 5000 }}
{lines}
""")
        super().__init__([program, "serve", "--config", config], os.path.join(self.folder, "out.log"))
        process.wait_for(lambda: reaches(f"http://127.0.0.1:{self.ops_port}/health/ready"), 30, "streamr", self)

    def url(self, path):
        return f"http://127.0.0.1:{self.http_port}{path}"

    def wait_watchable(self, name):
        """Waits until the stream has a media playlist with a whole segment; the playlist's path."""
        base = f"/live/{name}.m3u8"
        process.wait_for(lambda: reaches(self.url(base)), 20, "multivariant playlist", self)
        variant = next(line for line in self.text(base).splitlines() if line and not line.startswith("#"))
        media = urllib.parse.urljoin(base, variant)
        process.wait_for(lambda: "#EXTINF" in self.text(media), 20, "media playlist", self)
        return media

    def text(self, path):
        with urllib.request.urlopen(self.url(path), timeout=5) as answer:
            return answer.read().decode()
