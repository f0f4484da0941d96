package dev.streamr.relay.origin.probe;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * As whom a machine is looked at, and for what.
 *
 * @param disguise the player that it sees
 * @param newest   whether the newest parts are asked for, else whole segments
 */
record Look(Disguise disguise, boolean newest) {

    private static final List<Disguise> ALL = List.of(Disguise.values());
    private static final List<Disguise> BROWSERS = ALL.stream().filter(Disguise::fetchesParts).toList();

    /** One of all. */
    static Look any(Random random) {
        Disguise disguise = ALL.get(random.nextInt(ALL.size()));
        return new Look(disguise, disguise.fetchesParts() && random.nextBoolean());
    }

    /** One of each kind, in a random order: who lies to one kind of viewer only is seen by it. */
    static List<Look> ofEachKind(Random random) {
        List<Disguise> browsers = new ArrayList<>(BROWSERS);
        Collections.shuffle(browsers, random);
        List<Look> looks = new ArrayList<>(List.of(new Look(browsers.getFirst(), true),
                new Look(browsers.getLast(), false), new Look(Disguise.FFMPEG, false)));
        Collections.shuffle(looks, random);
        return List.copyOf(looks);
    }
}
