package dev.streamr.relay.origin;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.streamr.api.Placement.Pathway;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a player is told every few seconds (RFC 8216bis section 7.2).
 *
 * @param version  1
 * @param ttl      seconds until it asks again
 * @param reload   where it asks then, relative to this manifest
 * @param priority pathways, best first, each once
 * @param clones   pathways that the multivariant playlist does not name; left out when there are none, since an empty list
 *                 is refused by players
 */
@JsonPropertyOrder({"VERSION", "TTL", "RELOAD-URI", "PATHWAY-PRIORITY", "PATHWAY-CLONES"})
record SteeringManifest(@JsonProperty("VERSION") int version, @JsonProperty("TTL") int ttl,
        @JsonProperty("RELOAD-URI") String reload, @JsonProperty("PATHWAY-PRIORITY") List<String> priority,
        @JsonProperty("PATHWAY-CLONES") @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Clone> clones) {

    private static final int TTL_SECONDS = 10;
    /** The one variant's STABLE-VARIANT-ID in the multivariant playlist. */
    private static final String VARIANT = "source";

    /** A pathway like this machine's, with another URL. */
    @JsonPropertyOrder({"BASE-ID", "ID", "URI-REPLACEMENT"})
    record Clone(@JsonProperty("BASE-ID") String base, @JsonProperty("ID") String id,
            @JsonProperty("URI-REPLACEMENT") Replacement replacement) {}

    /** Whole URLs: host names alone would leave port and session as they are. */
    record Replacement(@JsonProperty("PER-VARIANT-URIS") Map<String, String> variants) {}

    /**
     * @param pathways best first
     * @param known    ids that the player's multivariant playlist names
     * @param reload   where it asks next
     */
    static SteeringManifest of(List<Pathway> pathways, Set<String> known, String reload) {
        List<Clone> clones = pathways.stream()
                .filter(pathway -> !known.contains(pathway.id()) && !pathway.id().equals(Pathways.ORIGIN))
                .map(pathway -> new Clone(Pathways.ORIGIN, pathway.id(),
                        new Replacement(Map.of(VARIANT, pathway.base() + "media.m3u8"))))
                .toList();
        return new SteeringManifest(1, TTL_SECONDS, reload, pathways.stream().map(Pathway::id).distinct().toList(),
                clones);
    }
}
