package dev.streamr.mesh.limit;

import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Hours in which a machine may serve, by its own time of day: {@code mon-fri 18:00-23:30}, {@code sat,sun 10:00-24:00},
 * {@code daily 22:00-06:00}. Hours that end at or before they begin go on into the next day.
 *
 * @param text as the configuration writes it
 */
public record OpenHours(String text) {

    /** What may be written, in words for error messages. */
    static final String ALLOWED = "days and hours such as 'mon-fri 18:00-23:30', 'sat,sun 10:00-24:00' or "
            + "'daily 22:00-06:00'";

    private static final Pattern PATTERN = Pattern
            .compile("([a-z,-]+) ([01]\\d|2[0-3]):([0-5]\\d)-(([01]\\d|2[0-3]):([0-5]\\d)|24:00)");
    private static final List<String> DAYS = List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");
    private static final int DAY_MINUTES = 24 * 60;

    /** @throws IllegalArgumentException when it is something else */
    public OpenHours {
        Matcher matcher = PATTERN.matcher(text);
        if (!matcher.matches() || days(matcher.group(1)).isEmpty()) {
            throw new IllegalArgumentException("must be " + ALLOWED);
        }
    }

    /** Whether the machine may serve at this moment of its own time. */
    boolean contains(LocalDateTime moment) {
        Matcher matcher = PATTERN.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalStateException("the constructor has seen to it");
        }
        Set<DayOfWeek> days = days(matcher.group(1));
        int from = Integer.parseInt(matcher.group(2)) * 60 + Integer.parseInt(matcher.group(3));
        int to = matcher.group(4).equals("24:00")
                ? DAY_MINUTES
                : Integer.parseInt(matcher.group(5)) * 60 + Integer.parseInt(matcher.group(6));
        int now = moment.getHour() * 60 + moment.getMinute();
        if (from < to) {
            return days.contains(moment.getDayOfWeek()) && now >= from && now < to;
        }
        return (days.contains(moment.getDayOfWeek()) && now >= from)
                || (days.contains(moment.getDayOfWeek().minus(1)) && now < to);
    }

    /** The days, or none when they are not well-formed. */
    private static Set<DayOfWeek> days(String text) {
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        if (text.equals("daily")) {
            return EnumSet.allOf(DayOfWeek.class);
        }
        for (String range : text.split(",", -1)) {
            String[] ends = range.split("-", -1);
            int first = DAYS.indexOf(ends[0]);
            int last = DAYS.indexOf(ends[ends.length - 1]);
            if (first < 0 || last < 0 || ends.length > 2) {
                return EnumSet.noneOf(DayOfWeek.class);
            }
            int count = Math.floorMod(last - first, DAYS.size()) + 1;
            for (int i = 0; i < count; i++) {
                days.add(DayOfWeek.of(first + 1).plus(i));
            }
        }
        return days;
    }

    @Override
    public String toString() {
        return text;
    }
}
