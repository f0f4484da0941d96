"""Programs that the benchmarks need: found, installed or built."""
import glob
import os
import re
import shutil
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
CACHE = os.path.join(ROOT, "bench", "target")
NGINX_RTMP = "/usr/lib/nginx/modules/ngx_rtmp_module.so"


def say(text):
    """Progress goes to standard error, results to standard output."""
    print(text, file=sys.stderr, flush=True)


def require(*packages):
    """Makes sure that Debian packages are there; installs the missing ones when that is allowed."""
    there = {"nginx": shutil.which("nginx"), "libnginx-mod-rtmp": os.path.exists(NGINX_RTMP),
             "ffmpeg": shutil.which("ffmpeg"), "chromium": shutil.which("chromium")}
    missing = [package for package in packages if not there[package]]
    if not missing:
        return
    install = ["apt-get", "install", "-y", "--no-install-recommends", *missing]
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        raise SystemExit("Missing: " + ", ".join(missing) + ". Run:  sudo " + " ".join(install))
    say("Installing " + ", ".join(missing) + " with apt-get ...")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    if subprocess.run(["apt-get", "update", "-qq"], env=environment, check=False).returncode or \
            subprocess.run(install, env=environment, stdout=subprocess.DEVNULL, check=False).returncode:
        raise SystemExit("apt-get could not install " + ", ".join(missing) + "; see its message above.")


def java():
    """The java of a JDK 25: JAVA_HOME, the usual places, or the PATH."""
    homes = [os.environ.get("JAVA_HOME", "")] + sorted(glob.glob("/usr/lib/jvm/*"))
    for program in [os.path.join(home, "bin", "java") for home in homes if home] + [shutil.which("java") or ""]:
        if os.access(program, os.X_OK):
            said = subprocess.run([program, "-version"], capture_output=True, text=True, check=False).stderr
            version = re.search(r'version "(\d+)', said)
            if version and int(version.group(1)) >= 25:
                return program
    raise SystemExit("A JDK 25 is needed; set JAVA_HOME to it.")


def load_classes():
    """Builds the load clients when their sources are newer than their classes; the folder of classes."""
    classes = os.path.join(ROOT, "bench", "load", "target", "classes")
    sources = glob.glob(os.path.join(ROOT, "bench", "load", "src", "main", "java", "**", "*.java"), recursive=True)
    built = os.path.join(classes, "dev", "streamr", "bench", "Main.class")
    if not os.path.exists(built) or os.path.getmtime(built) < max(map(os.path.getmtime, sources)):
        say("Building the load clients ...")
        subprocess.run(["mvn", "-q", "-B", "-Pbench", "-pl", "bench/load", "-am", "compile"], cwd=ROOT, check=True)
    return classes


def clip():
    """The clip that all streams replay: 32 s of 720p30 at 3 Mbit/s, a keyframe every 2 s, no B-frames, AAC. The number of
    each frame stands as a row of black and white blocks in the top left corner: 10 blocks of 32 x 32 pixels, lowest bit
    first. 32 s is a whole number of video frames and of AAC frames, so that the loop has no seam."""
    path = os.path.join(CACHE, "clip-720p30-3000k.flv")
    if not os.path.exists(path):
        require("ffmpeg")
        say("Making the clip ...")
        os.makedirs(CACHE, exist_ok=True)
        blocks = "color=black:size=320x32:rate=30,format=gray,geq=lum='if(mod(floor(N/pow(2,floor(X/32))),2),235,16)'"
        subprocess.run(
            ["ffmpeg", "-v", "error", "-y", "-f", "lavfi", "-i", "testsrc2=size=1280x720:rate=30",
             "-f", "lavfi", "-i", blocks, "-f", "lavfi", "-i", "sine=frequency=440:sample_rate=48000",
             "-filter_complex", "[0][1]overlay=0:0:format=auto,noise=alls=12:allf=t,format=yuv420p[v]",
             "-map", "[v]", "-map", "2", "-t", "32",
             "-c:v", "libx264", "-preset", "veryfast", "-bf", "0", "-g", "60", "-keyint_min", "60", "-sc_threshold", "0",
             "-b:v", "2880k", "-minrate", "2880k", "-maxrate", "2880k", "-bufsize", "2880k", "-nal-hrd", "cbr",
             "-c:a", "aac", "-b:a", "128k", "-ac", "2", path + ".part.flv"], check=True)
        os.rename(path + ".part.flv", path)
    return path


CLIP_MILLIS = 32_000
