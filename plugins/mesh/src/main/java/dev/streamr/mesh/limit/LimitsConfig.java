package dev.streamr.mesh.limit;

import dev.streamr.api.BitRate;
import dev.streamr.api.DataSize;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Section {@code mesh.limits}: what this machine gives at most, for as long as it is somebody's friend.
 *
 * @param upload   bits per second sent to viewers and other relays; absent: no cap
 * @param quota    bytes sent in a calendar month; absent: no quota
 * @param schedule when it may serve, by its own time of day; none: always
 */
public record LimitsConfig(Optional<BitRate> upload, Optional<DataSize> quota, List<OpenHours> schedule) {

    private static final int MOST_HOURS = 50;
    private static final DataSize LEAST_QUOTA = DataSize.ofMebibytes(1);

    @SuppressWarnings("NullAway") // the constructor fills in what is not given
    public LimitsConfig(Optional<BitRate> upload, Optional<DataSize> quota, @Nullable List<OpenHours> schedule) {
        this.upload = upload;
        this.quota = quota;
        this.schedule = schedule == null ? List.of() : List.copyOf(schedule);
        if (quota.isPresent() && quota.get().compareTo(LEAST_QUOTA) < 0) {
            throw new IllegalArgumentException("quota: must be at least " + LEAST_QUOTA);
        }
        if (this.schedule.size() > MOST_HOURS) {
            throw new IllegalArgumentException("schedule: must be at most " + MOST_HOURS + " lines");
        }
    }

    /** In words: what this machine gives. */
    public String words() {
        return upload.map(rate -> "up to " + rate).orElse("as much upload as there is")
                + quota.map(size -> ", " + size + " a month").orElse("")
                + (schedule.isEmpty()
                        ? ", always"
                        : ", " + String.join("; ", schedule.stream().map(OpenHours::text)
                                .toList()));
    }
}
