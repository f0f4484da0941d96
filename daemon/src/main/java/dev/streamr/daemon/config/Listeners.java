package dev.streamr.daemon.config;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds every listener (a section with {@code bind} and {@code port}) and checks that all of them can listen. */
final class Listeners {

    private record Listener(String key, Source source, InetAddress address, int port) {
        boolean collidesWith(Listener other) {
            return port != 0 && port == other.port
                    && (address.equals(other.address) || address.isAnyLocalAddress()
                            || other.address.isAnyLocalAddress());
        }
    }

    private final Problems problems;
    private final ConfigNode.Section root;
    private final List<Listener> found = new ArrayList<>();

    Listeners(Problems problems, ConfigNode.Section root) {
        this.problems = problems;
        this.root = root;
    }

    /** Looks into a section and the sections below it. */
    void add(String section, Record bound) {
        Object bind = null;
        Map<String, Integer> ports = new LinkedHashMap<>();
        for (RecordComponent component : bound.getClass().getRecordComponents()) {
            Object value = read(bound, component);
            if (value instanceof Optional<?> optional) {
                value = optional.orElse(null);
            }
            String key = Keys.ofComponent(component.getName());
            if (value instanceof Record below) {
                add(Keys.join(section, key), below);
            } else if (key.equals("bind")) {
                bind = value;
            } else if (value instanceof Integer number && (key.equals("port") || key.endsWith("-port"))) {
                ports.put(Keys.join(section, key), number);
            }
        }
        if (bind != null) {
            String address = bind.toString();
            ports.forEach((key, port) -> listener(section, key, address, port));
        }
    }

    private void listener(String section, String key, String bind, int port) {
        try {
            found.add(new Listener(key, sourceOf(key), InetAddress.getByName(bind), port));
        } catch (UnknownHostException e) {
            String bindKey = Keys.join(section, "bind");
            problems.add(sourceOf(bindKey), bindKey,
                    bind + " is not an address of this machine; allowed: an IP address or name");
        }
    }

    /** @param bindNow whether to try the ports; false while a daemon is running with this configuration */
    void check(boolean bindNow) {
        for (int i = 0; i < found.size(); i++) {
            Listener listener = found.get(i);
            Optional<Listener> twin = found.subList(0, i).stream().filter(listener::collidesWith).findFirst();
            if (twin.isPresent()) {
                problems.add(listener.source(), listener.key(), listener.port() + " is already the port of "
                        + twin.get().key() + "; each listener needs its own");
            } else if (bindNow) {
                tryPort(listener);
            }
        }
    }

    private void tryPort(Listener listener) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(listener.address(), listener.port()));
        } catch (IOException e) {
            problems.addPassing(listener.source(), listener.key(), "cannot listen on "
                    + listener.address().getHostAddress() + " port " + listener.port() + ": " + reason(e));
        }
    }

    private static String reason(IOException e) {
        String message = String.valueOf(e.getMessage());
        if (message.startsWith("Address already in use")) {
            return "the port is in use by another program (find it with: ss -ltnp)";
        }
        return message.startsWith("Permission denied") ? "ports below 1024 need a privilege" : message;
    }

    private Source sourceOf(String key) {
        ConfigNode node = root;
        for (String word : key.split("\\.", -1)) {
            @Nullable
            ConfigNode child = node instanceof ConfigNode.Section section ? section.entries().get(word) : null;
            if (child == null) {
                break;
            }
            node = child;
        }
        return node.source();
    }

    private static @Nullable Object read(Record record, RecordComponent component) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(record.getClass().getName() + "." + component.getName(), e);
        }
    }
}
