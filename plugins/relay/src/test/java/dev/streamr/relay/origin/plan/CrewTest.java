package dev.streamr.relay.origin.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.streamr.api.NodeName;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class CrewTest {

    private static final long MEGABIT = 1_000_000;

    private static Member member(String name, long megabits, int viewers) {
        return new Member(new NodeName(name), megabits * MEGABIT, viewers);
    }

    private static Set<String> choose(List<Member> usable, Set<String> carrying, long megabits, int least) {
        Set<NodeName> names = carrying.stream().map(NodeName::new).collect(Collectors.toSet());
        return Crew.choose(usable, names, megabits * MEGABIT, least).stream().map(member -> member.name().value())
                .collect(Collectors.toSet());
    }

    @Test
    void twoCarryAStreamThatOneCouldSoThatOneCanFail() {
        List<Member> usable = List.of(member("a", 100, 0), member("b", 50, 0), member("c", 10, 0));
        assertEquals(Set.of("a", "b"), choose(usable, Set.of(), 3, 2));
    }

    @Test
    void soManyCarryItThatTheNextViewersFindRoom() {
        List<Member> usable = List.of(member("a", 20, 0), member("b", 20, 0), member("c", 20, 0), member("d", 20, 0));
        assertEquals(2, choose(usable, Set.of(), 30, 2).size());
        assertEquals(3, choose(usable, Set.of(), 40, 2).size());
        assertEquals(4, choose(usable, Set.of(), 400, 2).size());
    }

    @Test
    void whoCarriesItGoesOnThoughOthersAreStronger() {
        List<Member> usable = List.of(member("a", 100, 0), member("b", 10, 0), member("c", 10, 0));
        assertEquals(Set.of("b", "c"), choose(usable, Set.of("b", "c"), 10, 2));
    }

    @Test
    void whoHasViewersIsNotLetGo() {
        List<Member> usable = List.of(member("a", 100, 0), member("b", 90, 0), member("c", 10, 2),
                member("d", 10, 0));
        assertEquals(Set.of("a", "c"), choose(usable, Set.of("a", "b", "c", "d"), 6, 2));
    }

    @Test
    void theyAreAsManyAsThereAre() {
        assertEquals(Set.of("a"), choose(List.of(member("a", 5, 0)), Set.of(), 100, 2));
        assertEquals(Set.of(), choose(List.of(), Set.of("a"), 100, 2));
    }
}
