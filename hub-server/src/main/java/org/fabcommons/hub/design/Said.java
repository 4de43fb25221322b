// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.design;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.fabcommons.hub.web.Caller;
import org.fabcommons.hub.web.Problem.FieldFault;

/**
 * What becomes of a change whose files say of the design what its manifest says too.
 *
 * @param manifest with what they say written down
 * @param files that are written anew, since the manifest now says otherwise, by path
 * @param notes what could not be taken over and refuses nothing
 */
public record Said(Manifest manifest, Map<String, byte[]> files, List<FieldFault> notes) {
    public Said {
        files = Map.copyOf(files);
        notes = List.copyOf(notes);
    }

    /**
     * A change on its way.
     *
     * @param before what the design said of itself; empty where it is new
     * @param wish what it shall say
     * @param then its files before
     * @param now its files afterwards
     * @param changed the paths of those that differ
     */
    public record Change(
            Caller.Person who, Optional<Manifest> before, Manifest wish, Files then, Files now, Set<String> changed) {
        /** Whether its author just said under which licences it is, in words of their own. */
        public boolean licensed() {
            return before.map(it ->
                            !it.licence().equals(wish.licence()) || !it.parts().equals(wish.parts()))
                    .orElse(true);
        }
    }

    /** Asks every feature, one after the other. */
    static Said of(Change change, List<DesignListener> listeners) {
        var all = new Said(change.wish(), Map.of(), List.of());
        for (var listener : listeners) {
            var one = listener.said(new Change(
                    change.who(), change.before(), all.manifest(), change.then(), change.now(), change.changed()));
            Map<String, byte[]> files = new LinkedHashMap<>(all.files());
            files.putAll(one.files());
            List<FieldFault> notes = new ArrayList<>(all.notes());
            notes.addAll(one.notes());
            all = new Said(one.manifest(), files, notes);
        }
        return all;
    }

    /** Whether anything is to be written. */
    boolean changes(Manifest manifest) {
        return !files.isEmpty() || !this.manifest.equals(manifest);
    }
}
