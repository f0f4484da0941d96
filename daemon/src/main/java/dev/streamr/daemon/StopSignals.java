package dev.streamr.daemon;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * SIGTERM and SIGINT: the first asks the daemon to stop, the second ends the process at once. The JDK has no public
 * face for that; {@code sun.misc.Signal} of module {@code jdk.unsupported} is reached by reflection, and without it
 * both signals end the process as Java does by default.
 */
public final class StopSignals {

    private static final System.Logger LOG = System.getLogger(StopSignals.class.getName());
    private static final int BY_SIGNAL = 128;

    /** What a service manager stops by a call; signals mean nothing then. */
    private static final AtomicReference<@Nullable StopSignals> CALLED = new AtomicReference<>();

    private final CountDownLatch asked = new CountDownLatch(1);
    private final AtomicInteger count = new AtomicInteger();

    private StopSignals() {}

    /** From now on this process stops by {@link #stop} of what is returned, and by no signal. */
    static StopSignals comeByCall() {
        StopSignals signals = new StopSignals();
        CALLED.set(signals);
        return signals;
    }

    /** Listens from now on. */
    public static StopSignals install() {
        StopSignals called = CALLED.get();
        if (called != null) {
            return called;
        }
        StopSignals signals = new StopSignals();
        signals.handle("TERM", 15);
        signals.handle("INT", 2);
        return signals;
    }

    private void handle(String name, int number) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
            InvocationHandler handler = (proxy, method, arguments) -> switch (method.getName()) {
                case "handle" -> received(number);
                case "equals" -> proxy.hashCode() == arguments[0].hashCode();
                case "hashCode" -> System.identityHashCode(proxy);
                default -> "stop on SIG" + name;
            };
            Object proxy = Proxy.newProxyInstance(StopSignals.class.getClassLoader(), new Class<?>[]{handlerType},
                    handler);
            signal.getMethod("handle", signal, handlerType).invoke(null,
                    signal.getConstructor(String.class).newInstance(name),
                    proxy);
        } catch (ReflectiveOperationException e) {
            LOG.log(System.Logger.Level.WARNING, "SIG" + name + " ends this process without a drain", e);
        }
    }

    @SuppressWarnings("NullAway") // the handler returns nothing
    private Object received(int number) {
        if (count.incrementAndGet() > 1) {
            Runtime.getRuntime().halt(BY_SIGNAL + number);
        }
        asked.countDown();
        return null;
    }

    /** As the first signal does. */
    public void stop() {
        asked.countDown();
    }

    /** Waits for the first signal. */
    public void await() throws InterruptedException {
        asked.await();
    }
}
