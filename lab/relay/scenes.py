"""The scenes, in the order in which they are played. Each takes a Scene, whose viewers it lets come."""
import signal
import time

from .machine import wait_for
from .player import Ffmpeg, Vlc, most_missed

SEGMENT = 60  # pictures: two seconds


def calm(scene):
    """Nothing happens."""
    scene.viewers()
    scene.begin()
    time.sleep(10)
    yield
    scene.expect(scene.long == 0, "no stall over 0.5 s")
    scene.expect(scene.share >= 0.9, "90 % from relays")
    scene.expect(scene.wrong == 0, "no wrong bytes")


def far(scene):
    """Every friend is 40 ms away and loses one frame in a hundred, either way."""
    fleet = scene.fleet
    for name in fleet.friends:
        fleet.lab.link(name, 40, 1)
    scene.viewers()
    scene.begin()
    time.sleep(15)
    scene.note(", ".join(f"{name} {relay['state']} serves {relay['viewers']}" for name, relay in fleet.relays().items()))
    yield
    for name in fleet.friends:
        fleet.lab.link(name)
    # One or two may stand still for a moment just then: a lost frame is sent again after 0.2 s at the earliest.
    scene.expect(scene.playing >= 0.8 * scene.crowd.count, "they play")
    scene.expect(scene.stalled <= 0.05 * 15 * scene.crowd.count, "less than 5 % of the time stands still")
    scene.expect(scene.wrong == 0, "no wrong bytes")


def narrow(scene):
    """The uplink of the busiest friend is limited to 5 Mbit/s while it serves."""
    fleet = scene.fleet
    scene.viewers(16)
    scene.begin()
    friend = fleet.busiest()
    fleet.lab.link(friend.name, 0, 0, 5)
    sent = friend.metrics("streamr_relay_egress_bytes_total")
    time.sleep(12)
    sent = friend.metrics("streamr_relay_egress_bytes_total") - sent
    scene.note(f"{friend.name} sent {sent * 8 / 12e6:.1f} Mbit/s, serves {fleet.viewers(friend.name)}")
    yield
    fleet.lab.link(friend.name)
    scene.expect(scene.playing == scene.crowd.count, "all play")
    scene.expect(scene.stalled <= 0.05 * 12 * scene.crowd.count, "less than 5 % of the time stands still")


def killed(scene):
    """The busiest friend's daemon is killed in the middle of a segment; ffmpeg and VLC watch too."""
    fleet = scene.fleet
    scene.viewers()
    url = fleet.origin.url("/live/show.m3u8")
    players = {"ffmpeg": Ffmpeg(url, 14), "VLC": Vlc(fleet.lab.work, url, 14)}
    scene.begin()
    time.sleep(4)
    busiest = fleet.busiest()
    busiest.kill()
    time.sleep(8)
    state = fleet.state(busiest.name)
    seen = {name: player.pictures() for name, player in players.items()}
    scene.note(f"{busiest.name} is {state}; " + ", ".join(f"{name} saw {len(times)} pictures" for name, times in seen.items()))
    yield
    busiest.start()
    busiest.wait_ready()
    scene.expect(scene.long == 0, "no stall over 0.5 s")
    scene.expect(state != "ready", "the origin knows that the friend is gone")
    # A player names the next machine when it reloads the playlist: of the segment that broke off it may miss the rest.
    for name, times in seen.items():
        scene.expect(len(times) >= 400 - SEGMENT and most_missed(times) < SEGMENT + 1, f"{name} misses a segment at most")


def parted(scene):
    """The busiest friend is cut off without a word, and comes back."""
    fleet = scene.fleet
    scene.viewers()
    scene.begin()
    time.sleep(3)
    friend = fleet.busiest()
    fleet.lab.link(friend.name, 0, 100)
    time.sleep(7)
    served, state = fleet.viewers(friend.name), fleet.state(friend.name)
    fleet.lab.link(friend.name)
    wait_for(lambda: fleet.active(friend.name), 30, f"{friend.name} is back")
    scene.note(f"{friend.name} was {state}, and came back")
    yield
    scene.expect(scene.long == 0, "no stall over 0.5 s")
    scene.expect(state != "ready" and served == 0, "the origin knows that the friend is away")


def hostile(scene, mode, seconds, complaint):
    """The only friend, with as many viewers as its line carries, does something evil; others are there to take them."""
    fleet = scene.fleet
    fleet.mode("pass")
    fleet.lab.link("mallory")
    fleet.drain(*fleet.friends)
    scene.viewers()
    wait_for(lambda: scene.crowd.came_from("mallory") > 0, 40, "mallory serves viewers of this scene",
             lambda: str(fleet.relays()))
    fleet.undrain(*fleet.friends)
    wait_for(lambda: any(fleet.state(name) == "ready" for name in fleet.friends), 20, "another friend can serve")
    scene.begin()
    wait_for(lambda: scene.crowd.came_from("mallory") > 0, 5, "mallory still serves some of them",
             lambda: str(fleet.relays()))
    fleet.mode(mode)
    start = time.monotonic()
    told = 0
    while time.monotonic() - start < seconds and fleet.viewers("mallory") > 0:
        told = max(told, fleet.relays().get("mallory", {}).get(complaint, 0))
        time.sleep(0.1)
    left = fleet.viewers("mallory")
    scene.note(f"{left} viewers left at mallory after {time.monotonic() - start:.0f} s; "
               f"the origin was told of {told} {complaint} answers")
    time.sleep(4)
    fleet.mode("pass")
    fleet.pardon("mallory")
    yield
    scene.expect(scene.long == 0, "no stall over 0.5 s")
    scene.expect(told > 0, "the origin was told")
    scene.expect(left == 0, "viewers are taken away from mallory")


def wrong(scene):
    """A friend changes a byte of each part."""
    yield from hostile(scene, "wrong", 30, "wrong")
    scene.expect(scene.wrong > 0, "viewers see that bytes are wrong")


def silent(scene):
    """A friend takes requests and does not answer them."""
    yield from hostile(scene, "stall", 30, "late")


def boastful(scene):
    """A friend on a line of 5 Mbit/s says that it gives 1000."""
    fleet = scene.fleet
    fleet.drain("bob", "carol")
    wait_for(lambda: fleet.active("mallory"), 20, "mallory reports itself")
    scene.viewers(16)
    scene.begin()
    time.sleep(12)
    said = fleet.relays().get("mallory", {"viewers": 0, "uplinkBitsPerSecond": 0})
    scene.note(f"mallory counts with {said['uplinkBitsPerSecond'] / 1e6:.1f} Mbit/s, serves {said['viewers']}")
    yield
    fleet.undrain("bob", "carol")
    scene.expect(said["viewers"] <= 4, "no more viewers than the line carries")
    scene.expect(scene.stalled <= 0.05 * 12 * scene.crowd.count, "less than 5 % of the time stands still")


def replayed(scene):
    """A friend's machine is gone, and what it once said is said again by somebody else."""
    fleet = scene.fleet
    scene.viewers()
    scene.begin()
    fleet.evil.kill()
    time.sleep(4)
    statuses = fleet.say_again()
    state = fleet.state("mallory")
    scene.note(f"{len(statuses)} old heartbeats answered with {sorted(set(statuses))}; mallory is {state}")
    yield
    scene.expect(statuses and all(status >= 400 for status in statuses), "no old heartbeat is taken")
    scene.expect(state != "ready", "the dead stay dead")
    scene.expect(scene.long == 0, "no stall over 0.5 s")


def reborn(scene):
    """The origin is killed and started again, and its publisher comes back."""
    fleet = scene.fleet
    scene.viewers()
    scene.begin()
    before = sequence(fleet)
    fleet.origin.kill()
    fleet.publisher.send_signal(signal.SIGKILL)
    fleet.publisher.wait()
    time.sleep(1)
    fleet.origin.start()
    fleet.origin.wait_ready()
    start = time.monotonic()
    fleet.publish()
    scene.sent = 0
    wait_for(lambda: scene.crowd.newest["playing"] == scene.crowd.count, 40, "all play again")
    scene.note(f"all play {time.monotonic() - start:.0f} s after the stream; number {before} before, {sequence(fleet)} after")
    wait_for(lambda: all(map(fleet.active, fleet.friends)), 40, "all friends are back")
    yield
    scene.expect(sequence(fleet) > before, "the numbers go on")


def sequence(fleet):
    with fleet.open("/live/show/media.m3u8") as playlist:
        return next(int(line.split(b":")[1]) for line in playlist if line.startswith(b"#EXT-X-MEDIA-SEQUENCE"))


def rush(scene):
    """Two hundred viewers come within two seconds."""
    scene.viewers(200, 2)
    start = time.monotonic()
    scene.begin(60)  # origin, friends and viewers share this machine
    scene.note(f"all play after {time.monotonic() - start:.1f} s")
    time.sleep(8)
    yield
    scene.expect(scene.playing >= 190, f"190 of them play ({scene.playing})")
    scene.expect(scene.refused == 0, f"nobody was sent away ({scene.refused})")
    scene.expect(scene.share >= 0.8, "80 % from relays, while viewers are still spread over them")


ALL = {"calm": calm, "far": far, "narrow": narrow, "killed": killed, "parted": parted, "boastful": boastful,
       "wrong": wrong, "silent": silent, "replayed": replayed, "rush": rush, "reborn": reborn}
"""Those in which a hostile machine takes part; it is there from the first of them to the last."""
WITH_MALLORY = ("boastful", "wrong", "silent", "replayed")
