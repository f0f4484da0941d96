package dev.streamr.relay.origin.plan;

import dev.streamr.api.NodeName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Who gets a stream from whom: the strongest nodes from the origin, the others from these, two hops at most. What stood
 * before stays as far as it can. A pure function of its input.
 */
final class Tree {

    /** A node must be so much stronger to take the place of one that feeds others. */
    private static final int MUCH = 2;

    private final Map<NodeName, Member> first = new LinkedHashMap<>();
    private final Map<NodeName, Integer> children = new HashMap<>();
    private final Map<NodeName, Link> before;
    private final long streamBits;

    private Tree(Map<NodeName, Link> before, long streamBits) {
        this.before = before;
        this.streamBits = Math.max(1, streamBits);
    }

    /**
     * Forms the tree.
     *
     * @param members    who carries the stream
     * @param before     the tree that stands
     * @param fanout     most children of the origin, at least 1
     * @param streamBits of the stream, per second
     * @return by node; who finds no parent with capacity for it is left out
     */
    static Map<NodeName, Link> form(List<Member> members, Map<NodeName, Link> before, int fanout, long streamBits) {
        List<Member> sorted = members.stream().sorted(Member.STRONGEST).toList();
        Tree tree = new Tree(before, streamBits);
        tree.chooseFirst(sorted, fanout);
        Map<NodeName, Link> links = new LinkedHashMap<>();
        tree.first.keySet().forEach(name -> links.put(name, Link.FIRST_HOP));
        List<Member> others = sorted.stream().filter(member -> !tree.first.containsKey(member.name())).toList();
        Map<NodeName, NodeName> parents = tree.parents(others);
        parents.forEach((child, parent) -> links.put(child, tree.link(child, parent)));
        return links;
    }

    private void chooseFirst(List<Member> sorted, int fanout) {
        Predicate<Member> stood = member -> Link.FIRST_HOP.equals(before.get(member.name()));
        List<Member> chosen = new ArrayList<>(sorted.stream().filter(stood).limit(fanout).toList());
        sorted.stream().filter(member -> !chosen.contains(member)).limit(fanout - chosen.size()).forEach(chosen::add);
        chosen.sort(Member.STRONGEST);
        Optional<Member> best = sorted.stream().filter(member -> !chosen.contains(member)).findFirst();
        best.filter(member -> member.bitsPerSecond() > MUCH * chosen.getLast().bitsPerSecond()).ifPresent(member -> {
            chosen.removeLast();
            chosen.addFirst(member);
        });
        chosen.forEach(member -> first.put(member.name(), member));
    }

    /** Those who have a parent keep it before others look for one. */
    private Map<NodeName, NodeName> parents(List<Member> others) {
        Map<NodeName, NodeName> parents = new LinkedHashMap<>();
        for (Member member : others) {
            Optional.ofNullable(before.get(member.name())).flatMap(Link::parent).filter(this::hasRoom)
                    .ifPresent(parent -> adopt(parents, member.name(), parent));
        }
        Set<NodeName> orphans = new HashSet<>();
        others.stream().map(Member::name).filter(name -> !parents.containsKey(name)).forEach(orphans::add);
        for (Member member : others) {
            if (orphans.contains(member.name())) {
                // Who stood by for the lost parent has its bytes already.
                Optional<NodeName> alternate = Optional.ofNullable(before.get(member.name())).flatMap(Link::alternate)
                        .filter(this::hasRoom);
                alternate.or(() -> first.keySet().stream().filter(this::hasRoom).min(lightest()))
                        .ifPresent(parent -> adopt(parents, member.name(), parent));
            }
        }
        return parents;
    }

    private void adopt(Map<NodeName, NodeName> parents, NodeName child, NodeName parent) {
        parents.put(child, parent);
        children.merge(parent, 1, Integer::sum);
    }

    private Link link(NodeName child, NodeName parent) {
        Optional<NodeName> stood = Optional.ofNullable(before.get(child)).flatMap(Link::alternate)
                .filter(name -> first.containsKey(name) && !name.equals(parent));
        return new Link(Optional.of(parent), stood
                .or(() -> first.keySet().stream().filter(name -> !name.equals(parent)).min(lightest())));
    }

    private boolean hasRoom(NodeName name) {
        Member member = first.get(name);
        return member != null && (load(name) + 1) * streamBits <= member.bitsPerSecond();
    }

    private Comparator<NodeName> lightest() {
        return Comparator.comparingDouble((NodeName name) -> {
            Member member = first.get(name);
            return member == null ? Double.MAX_VALUE : (load(name) + 1.0) / Math.max(1, member.bitsPerSecond());
        }).thenComparing(Comparator.naturalOrder());
    }

    private int load(NodeName name) {
        return children.getOrDefault(name, 0);
    }
}
