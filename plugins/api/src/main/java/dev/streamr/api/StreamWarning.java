package dev.streamr.api;

/**
 * Something the streamer should mend, said in words that name the remedy. One per code and stream is kept.
 *
 * @param code   stable, for programs: {@code keyframe-interval-too-long}
 * @param detail one sentence for a person, with the figure seen and the setting to change
 */
public record StreamWarning(String code, String detail) {}
