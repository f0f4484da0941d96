package dev.streamr.relay.origin.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.streamr.api.NodeName;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds of every tree, over many of them that grow and lose members at random. */
class TreeTest {

    private static final long STREAM = 3_000_000;

    static IntStream seeds() {
        return IntStream.range(0, 60);
    }

    private static NodeName name(int number) {
        return new NodeName("node-" + number);
    }

    private static Member member(int number, long megabits) {
        return new Member(name(number), megabits * 1_000_000, 0);
    }

    private static List<Member> members(Random random) {
        return IntStream.range(0, 1 + random.nextInt(40)).mapToObj(number -> member(number, 1 + random.nextInt(100)))
                .collect(Collectors.toCollection(ArrayList::new));
    }

    private static void check(Map<NodeName, Link> tree, List<Member> members, int fanout) {
        Map<NodeName, Long> capacity = members.stream()
                .collect(Collectors.toMap(Member::name, Member::bitsPerSecond));
        assertTrue(capacity.keySet().containsAll(tree.keySet()), "a node that is not there");
        assertTrue(tree.values().stream().filter(link -> link.hop() == 1).count() <= fanout, "too many at the origin");
        tree.forEach((node, link) -> {
            link.parent().ifPresent(parent -> {
                assertEquals(Link.FIRST_HOP, tree.get(parent), "a third hop");
                assertNotEquals(Optional.of(parent), link.alternate(), "the alternate is the parent");
            });
            link.alternate().ifPresent(other -> {
                assertEquals(Link.FIRST_HOP, tree.get(other), "an alternate that is no parent");
                assertNotEquals(node, other);
            });
        });
        tree.keySet().forEach(node -> {
            long children = tree.values().stream().filter(link -> link.parent().filter(node::equals).isPresent())
                    .count();
            assertTrue(children * STREAM <= capacity.getOrDefault(node, 0L), "more children than it can feed");
        });
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void hasTwoHopsAtMostAndNobodyFeedsMoreThanHeCan(int seed) {
        Random random = new Random(seed);
        List<Member> members = members(random);
        int fanout = 1 + random.nextInt(6);
        Map<NodeName, Link> tree = Map.of();
        for (int step = 0; step < 20; step++) {
            tree = Tree.form(members, tree, fanout, STREAM);
            check(tree, members, fanout);
            Collections.shuffle(members, random);
            if (members.size() > 1 && random.nextBoolean()) {
                members.removeFirst();
            } else {
                members.add(member(1000 + step, 1 + random.nextInt(100)));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void staysAsItIsWhileNothingChanges(int seed) {
        Random random = new Random(seed);
        List<Member> members = members(random);
        Map<NodeName, Link> tree = Tree.form(members, Map.of(), 4, STREAM);
        Collections.shuffle(members, random);
        assertEquals(tree, Tree.form(members, tree, 4, STREAM));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void whoLeavesMovesHisChildrenAndOneWhoTakesHisPlaceAndNobodyElse(int seed) {
        Random random = new Random(seed);
        List<Member> members = members(random);
        Map<NodeName, Link> before = Tree.form(members, Map.of(), 4, STREAM);
        Member gone = members.remove(random.nextInt(members.size()));
        Map<NodeName, Link> after = Tree.form(members, before, 4, STREAM);
        Set<NodeName> moved = new HashSet<>();
        after.forEach((node, link) -> {
            Link old = before.get(node);
            if (old != null && !old.parent().equals(link.parent())) {
                moved.add(node);
            }
        });
        Set<NodeName> allowed = before.entrySet().stream()
                .filter(entry -> entry.getValue().parent().filter(gone.name()::equals).isPresent())
                .map(Map.Entry::getKey).collect(Collectors.toCollection(HashSet::new));
        moved.removeAll(allowed);
        assertTrue(moved.size() <= 1, "moved without need: " + moved);
        moved.forEach(node -> assertEquals(Link.FIRST_HOP, after.get(node)));
    }

    @Test
    void theStrongestFeedTheOthersAndEachOfThoseHasAnAlternate() {
        List<Member> members = List.of(member(1, 5), member(2, 50), member(3, 40), member(4, 10), member(5, 8));
        Map<NodeName, Link> tree = Tree.form(members, Map.of(), 2, STREAM);
        assertEquals(Set.of(name(2), name(3)), tree.entrySet().stream()
                .filter(entry -> entry.getValue().hop() == 1).map(Map.Entry::getKey).collect(Collectors.toSet()));
        for (int number : List.of(1, 4, 5)) {
            Link link = tree.getOrDefault(name(number), Link.FIRST_HOP);
            assertEquals(Set.of(name(2), name(3)),
                    Set.of(link.parent().orElseThrow(), link.alternate().orElseThrow()));
        }
    }

    @Test
    void theAlternateTakesThePlaceOfAParentThatIsGone() {
        List<Member> members = new ArrayList<>(List.of(member(1, 90), member(2, 80), member(3, 70), member(4, 10)));
        Map<NodeName, Link> before = Tree.form(members, Map.of(), 3, STREAM);
        Link link = before.getOrDefault(name(4), Link.FIRST_HOP);
        members.removeIf(member -> link.parent().filter(member.name()::equals).isPresent());
        members.add(member(5, 60)); // takes the place at the origin
        assertEquals(link.alternate(), Tree.form(members, before, 3, STREAM).getOrDefault(name(4), link).parent());
    }

    @Test
    void oneThatIsMuchStrongerTakesThePlaceOfTheWeakestAtTheOrigin() {
        List<Member> members = new ArrayList<>(List.of(member(1, 10), member(2, 12)));
        Map<NodeName, Link> before = Tree.form(members, Map.of(), 2, STREAM);
        members.add(member(3, 15));
        assertEquals(2, Tree.form(members, before, 2, STREAM).getOrDefault(name(3), Link.FIRST_HOP).hop());
        members.add(member(4, 100));
        Map<NodeName, Link> after = Tree.form(members, before, 2, STREAM);
        assertEquals(Link.FIRST_HOP, after.get(name(4)));
        assertEquals(2, after.getOrDefault(name(1), Link.FIRST_HOP).hop());
    }

    @Test
    void whoFindsNoParentIsLeftOut() {
        List<Member> members = List.of(member(1, 4), member(2, 3), member(3, 3));
        Map<NodeName, Link> tree = Tree.form(members, Map.of(), 1, STREAM);
        assertEquals(2, tree.size());
        assertFalse(Tree.form(List.of(), tree, 1, STREAM).containsKey(name(1)));
    }
}
