package dev.streamr.daemon.demo.viewer;

import java.util.concurrent.atomic.LongAdder;

/** What came from one machine to all viewers of this process. Safe for use by several threads. */
final class NodeTally {

    private final LongAdder bytes = new LongAdder();
    private final LongAdder answers = new LongAdder();
    private final LongAdder late = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder wrong = new LongAdder();
    private final Samples firstByteMillis = new Samples();
    private final Samples partAgeMillis = new Samples();

    /**
     * A machine's part of a line of output.
     *
     * @param partAgeMillis from the end of a part's programme time until its last byte was here
     */
    record Line(long bytes, long answers, long late, long failed, long wrong, Samples.Spread firstByteMillis,
            Samples.Spread partAgeMillis) {}

    void received(long count, long afterMillis) {
        bytes.add(count);
        answers.increment();
        firstByteMillis.add(afterMillis);
    }

    void part(long ageMillis) {
        partAgeMillis.add(ageMillis);
    }

    void late() {
        late.increment();
    }

    void failed() {
        failed.increment();
    }

    void wrong() {
        wrong.increment();
    }

    void mark() {
        firstByteMillis.clear();
        partAgeMillis.clear();
    }

    Line line() {
        return new Line(bytes.sum(), answers.sum(), late.sum(), failed.sum(), wrong.sum(), firstByteMillis.spread(),
                partAgeMillis.spread());
    }
}
