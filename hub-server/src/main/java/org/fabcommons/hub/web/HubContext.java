// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.web;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import org.fabcommons.hub.store.Database;

/**
 * What a feature may use of the running hub.
 *
 * @param data the folder that holds everything the hub keeps
 * @param base the hub's address as people know it, without a trailing slash
 * @param demo whether this is the demonstration, where its password is allowed
 */
public record HubContext(
        Database database,
        InstantSource clock,
        Path data,
        URI base,
        boolean demo,
        Consumer<Object> registrar,
        Consumer<Identifier> identifiers,
        Schedule schedule,
        Live live,
        Calls frame) {
    /** Does something again and again in the background; a failure is logged and the next time comes all the same. */
    @FunctionalInterface
    public interface Schedule {
        void every(Duration interval, String name, Runnable work);
    }

    /** Adds a resource. */
    public void register(Object resource) {
        registrar.accept(resource);
    }

    /** Adds a way of telling who calls. */
    public void identifiedBy(Identifier identifier) {
        identifiers.accept(identifier);
    }

    /** Counts what waits for a viewer, for the frame of every page. */
    public void calls(ToIntFunction<Viewer> count) {
        frame.count(count);
    }

    /** Counts what people ask of a viewer or have answered, for the frame as well; their account leads to it. */
    public void letters(ToIntFunction<Viewer> count) {
        frame.letters(count);
    }

    public void every(Duration interval, String name, Runnable work) {
        schedule.every(interval, name, work);
    }
}
