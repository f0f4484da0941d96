package dev.streamr.relay.origin.plan;

import dev.streamr.api.NodeName;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Which nodes carry a stream. Who carries it goes on, unless far too many do. A pure function of its input. */
final class Crew {

    /** Capacity for each bit that is wanted, so that the next viewers find room. */
    private static final double HEAD_ROOM = 1.3;
    /** One more node is let go only when the others can give so much. */
    private static final double PLENTY = 2.5;

    private Crew() {}

    /**
     * @param usable     who can carry it
     * @param carrying   who does
     * @param demandBits per second, of all its viewers
     * @param least      so many, while there are
     */
    static List<Member> choose(List<Member> usable, Set<NodeName> carrying, long demandBits, int least) {
        List<Member> crew = new ArrayList<>(usable.stream().filter(member -> carrying.contains(member.name()))
                .sorted(Member.STRONGEST).toList());
        List<Member> reserve = usable.stream().filter(member -> !carrying.contains(member.name()))
                .sorted(Member.STRONGEST).toList();
        for (Member member : reserve) {
            if (crew.size() >= least && bits(crew) >= HEAD_ROOM * demandBits) {
                break;
            }
            crew.add(member);
        }
        crew.sort(Member.STRONGEST);
        for (Member member : List.copyOf(crew).reversed()) {
            boolean plenty = bits(crew) - member.bitsPerSecond() >= PLENTY * demandBits;
            if (crew.size() > least && member.viewers() == 0 && plenty) {
                crew.remove(member);
            }
        }
        return List.copyOf(crew);
    }

    private static double bits(List<Member> members) {
        return members.stream().mapToDouble(Member::bitsPerSecond).sum();
    }
}
