package dev.streamr.playback;

import dev.streamr.api.PluginContext;
import dev.streamr.api.StreamrPlugin;
import dev.streamr.playback.flv.FlvService;
import dev.streamr.playback.hls.HlsService;
import dev.streamr.playback.http.Door;
import dev.streamr.playback.rewind.Recorder;
import dev.streamr.playback.rewind.RewindLimits;
import dev.streamr.playback.web.WebPages;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pf4j.Extension;

/** Lets people watch: HLS, LL-HLS and HTTP-FLV, and the pages to watch on. */
@Extension
public final class PlaybackPlugin implements StreamrPlugin {

    private static final System.Logger LOG = System.getLogger(PlaybackPlugin.class.getName());
    private static final Duration REFRESH = Duration.ofSeconds(2);

    private @Nullable FlvService flv;
    private @Nullable Recorder recorder;
    private @Nullable Thread refresher;

    @Override
    public String name() {
        return "playback";
    }

    @Override
    public Class<? extends Record> configType() {
        return PlaybackConfig.class;
    }

    @Override
    public void start(PluginContext context) throws IOException {
        PlaybackConfig config = context.config(PlaybackConfig.class);
        recorder = recorder(context, config);
        Door door = new Door(context.streams(), context.services(), context.http().publicUrl());
        HlsService hls = new HlsService(context.streams(), context.http(), Optional.ofNullable(recorder));
        FlvService tags = new FlvService(context.http(), config.maxFlvViewers(), context.metrics());
        context.http().publicRoutes(new LiveRoutes(door, hls, tags, context.metrics()));
        context.http()
                .publicRoutes(new WebPages(context.streams(), context.http().publicUrl(), recorder != null, door));
        flv = tags;
        refresher = Thread.ofVirtual().name("playback-refresh").start(() -> refresh(hls));
    }

    private static @Nullable Recorder recorder(PluginContext context, PlaybackConfig config) throws IOException {
        Path folder = context.stateDir().resolve("rewind");
        Duration length = config.rewind();
        if (length == null) {
            Recorder.empty(folder);
            return null;
        }
        RewindLimits limits = new RewindLimits(length, config.rewindSize().bytes());
        Recorder recorder = new Recorder(context.streams(), context.events(), folder, limits, context.metrics(),
                HlsService::lines);
        recorder.start();
        return recorder;
    }

    private static void refresh(HlsService hls) {
        try {
            while (true) {
                Thread.sleep(REFRESH);
                refreshOnce(hls);
            }
        } catch (InterruptedException e) {
            LOG.log(System.Logger.Level.DEBUG, "playback stops");
        }
    }

    // Viewers are counted again in two seconds, whatever went wrong now.
    private static void refreshOnce(HlsService hls) {
        try {
            hls.refresh();
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "HLS viewers could not be counted", e);
        }
    }

    @Override
    public void drain(Duration atMost) throws InterruptedException {
        if (flv != null) {
            flv.drain(atMost);
        }
    }

    @Override
    public void stop() {
        if (refresher != null) {
            refresher.interrupt();
        }
        if (recorder != null) {
            recorder.close();
        }
    }
}
