package dev.streamr.ingest.rtmp;

import java.util.List;
import java.util.Map;

/** A value of Action Message Format 0, as commands and metadata carry it. */
sealed interface Amf {

    /** A number (marker 0x00); AMF0 has only doubles. */
    record Num(double value) implements Amf {}

    /** A boolean (0x01). */
    record Bool(boolean value) implements Amf {}

    /** A string or long string (0x02, 0x0C), XML too (0x0F). */
    record Text(String value) implements Amf {}

    /** An object, typed or not (0x03, 0x10), in the order of its keys on the wire. */
    record Obj(Map<String, Amf> entries) implements Amf {}

    /** An ECMA array (0x08): an object that says how many entries to expect. */
    record EcmaArray(Map<String, Amf> entries) implements Amf {}

    /** A strict array (0x0A). */
    record StrictArray(List<Amf> items) implements Amf {}

    /** A date (0x0B), in milliseconds since 1970. */
    record Date(double millis) implements Amf {}

    /** Values that say nothing: null (0x05), undefined (0x06), unsupported (0x0D), references (0x07). */
    enum Nothing implements Amf {
        NULL, UNDEFINED
    }

    /** The entries of an object or ECMA array, which clients use as they like; empty for anything else. */
    default Map<String, Amf> fields() {
        return switch (this) {
            case Obj(var entries) -> entries;
            case EcmaArray(var entries) -> entries;
            case Num _,Bool _,Text _,StrictArray _,Date _,Nothing _ -> Map.of();
        };
    }

    /** The field with this name; undefined when there is none. */
    default Amf field(String name) {
        return fields().getOrDefault(name, Nothing.UNDEFINED);
    }

    /** The text of a string; empty for anything else. */
    default String text() {
        return this instanceof Text(var value) ? value : "";
    }

    /** The value of a number; 0 for anything else. */
    default double number() {
        return this instanceof Num(var value) ? value : 0;
    }
}
