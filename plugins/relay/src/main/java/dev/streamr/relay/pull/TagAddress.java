package dev.streamr.relay.pull;

import dev.streamr.api.StreamName;
import dev.streamr.relay.tags.TagsService;

/**
 * Where a parent has the tags, told from where it has the media: {@code …/live/{name}/s/{token}/}.
 *
 * @param token the session in it
 */
record TagAddress(String url, String token) {

    /** @throws IllegalArgumentException when the base has no session of this stream */
    static TagAddress of(String base, StreamName stream) {
        String session = "/live/" + stream + "/s/";
        int at = base.lastIndexOf(session);
        if (at < 0 || !base.endsWith("/") || base.length() - 1 <= at + session.length()) {
            throw new IllegalArgumentException("parents: base has no session of the stream");
        }
        return new TagAddress(base.substring(0, at) + TagsService.PATH + stream,
                base.substring(at + session.length(), base.length() - 1));
    }

    /** Never the token. */
    @Override
    public String toString() {
        return "tags of a parent";
    }
}
