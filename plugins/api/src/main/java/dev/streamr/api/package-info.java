/**
 * The contract: all that the daemon and its plugins exchange. The ground of the house: it leans on the JDK, PF4J,
 * Helidon's HTTP and DbClient interfaces and Prometheus simpleclient, and on nothing of ours.
 *
 * <p>Units stand in the names ({@code durationMicros}, {@code sizeBytes}). Media bytes travel as {@code byte[]} that
 * nobody changes after handing them over: one array is shared by every viewer. Unless a type says otherwise, records
 * are immutable and interfaces may be called from any thread.
 */
@NullMarked
package dev.streamr.api;

import org.jspecify.annotations.NullMarked;
