package dev.streamr.daemon.plugin;

import dev.streamr.api.PluginContext;
import dev.streamr.api.Problem;
import dev.streamr.api.StreamrPlugin;
import java.util.Optional;
import org.pf4j.Extension;

/** A plugin that does little, or fails when its configuration says so. */
@Extension
public final class SamplePlugin implements StreamrPlugin {

    /** @param failure what the start fails with */
    record Section(Optional<String> failure) {}

    @Override
    public String name() {
        return "sample";
    }

    @Override
    public Class<? extends Record> configType() {
        return Section.class;
    }

    @Override
    public void start(PluginContext context) {
        context.http().adminRoutes(rules -> rules.get("/sample",
                (request, response) -> Problem.notFound("sample was here").send(response)));
        context.config(Section.class).failure().ifPresent(reason -> {
            throw new IllegalStateException(reason);
        });
    }

    @Override
    public void stop() {}
}
