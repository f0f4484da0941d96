package dev.streamr.ingest.remux;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.Loader;

/** The programs that the FFmpeg of the product carries. */
final class Tools {

    private Tools() {}

    static String ffmpeg(Object... arguments) throws IOException, InterruptedException {
        return run(Loader.load(org.bytedeco.ffmpeg.ffmpeg.class), List.of("-v", "error", "-nostdin", "-y"), arguments);
    }

    static String ffprobe(Object... arguments) throws IOException, InterruptedException {
        return run(Loader.load(org.bytedeco.ffmpeg.ffprobe.class), List.of("-v", "error"), arguments);
    }

    private static String run(String program, List<String> options, Object... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(program);
        command.addAll(options);
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("LD_LIBRARY_PATH", String.valueOf(Path.of(program).getParent()));
        Process process = builder.start();
        String output;
        try (var in = process.getInputStream()) {
            output = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", command) + ": " + output);
        }
        return output;
    }
}
