// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.design;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.fabcommons.hub.web.Caller;

/** A later feature that has a say when designs change. */
public interface DesignListener {
    /**
     * May refuse a change before it is made.
     *
     * @throws org.fabcommons.hub.web.Problem where it must not be
     */
    default void check(Manifest wish) {}

    /** May write down what files of a change say of the design. */
    default Said said(Said.Change change) {
        return new Said(change.wish(), Map.of(), List.of());
    }

    /** Where a file says what a refused field of the design is, as {@code okh.toml:7: license}. */
    default Optional<String> place(Files files, String field) {
        return Optional.empty();
    }

    /** Pictures that files of the design name as showing it, the best first. */
    default List<String> pictures(Files files) {
        return List.of();
    }

    /** May add to what is written down of a change that nobody refused. */
    default Manifest complete(Manifest wish) {
        return wish;
    }

    /**
     * May refuse that a person changes files of a design.
     *
     * @throws org.fabcommons.hub.web.Problem where it must not be
     */
    default void changing(Design design, Caller.Person who, Set<String> paths) {}

    /** Whether something here still names this design, so that its credit must outlive it. */
    default boolean remembers(String designId) {
        return false;
    }

    /** The revisions of a design that something here was built on. */
    default Set<String> builtOn(String designId) {
        return Set.of();
    }

    /** A design was indexed: new, changed, or found again by a reindex; called in that transaction, any number of times. */
    default void indexed(Design design, Manifest manifest) {}
}
