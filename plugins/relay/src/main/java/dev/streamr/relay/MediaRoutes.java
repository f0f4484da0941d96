package dev.streamr.relay;

import dev.streamr.api.PluginContext;
import dev.streamr.relay.feed.FeedService;
import dev.streamr.relay.tags.OriginTags;
import dev.streamr.relay.tags.TagDoor;
import dev.streamr.relay.tags.TagsService;
import dev.streamr.relay.token.RelayGuard;
import java.time.InstantSource;
import java.util.List;

/** What relays pull from this machine besides media: the feeds of its own streams, and tags. */
final class MediaRoutes implements AutoCloseable {

    private final FeedService feeds;
    private final TagsService tags;

    private MediaRoutes(FeedService feeds, TagsService tags) {
        this.feeds = feeds;
        this.tags = tags;
    }

    /** @param relayed tags of streams that this machine carries for its origin */
    static MediaRoutes start(PluginContext context, TagDoor relayed) {
        RelayGuard guard = new RelayGuard(context.services(), context.nodes(), InstantSource.system());
        FeedService feeds = new FeedService(context, guard);
        TagsService tags = new TagsService(context.http(), List.of(new OriginTags(context, guard), relayed));
        context.http().publicRoutes(feeds);
        context.http().publicRoutes(tags);
        return new MediaRoutes(feeds, tags);
    }

    @Override
    public void close() {
        feeds.close();
        tags.close();
    }
}
