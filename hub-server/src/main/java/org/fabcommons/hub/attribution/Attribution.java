// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.attribution;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.fabcommons.hub.design.Design;
import org.fabcommons.hub.design.Revision;
import org.fabcommons.hub.licence.Licence;
import org.fabcommons.hub.licence.PartLicences;

/**
 * Whom a revision of a design goes back to.
 *
 * @param source the design's address, as is {@code git} of its repository
 * @param licences those that documentation and software have of their own
 * @param sources everything it is made of or uses, the nearest first
 * @param changes what was changed since the ancestor it began with, the newest first
 * @param names how the owners are called, by handle
 * @param cut whether there are more sources than are told
 */
public record Attribution(
        Design design,
        Revision revision,
        Licence licence,
        PartLicences licences,
        String source,
        String git,
        List<Source> sources,
        List<Revision> changes,
        Map<String, String> names,
        boolean cut) {

    /**
     * Something that the design goes back to.
     *
     * @param title its title, {@code author} its owner's handle
     * @param address where it is; empty where it is gone
     * @param path where its page is on this hub; empty where it is gone
     * @param licence as it was at the revision taken; empty where nobody wrote it down
     * @param licences those that its documentation and software had of their own
     * @param kind how it was taken, as the wire calls it
     * @param into what it was taken into, where that is another ancestor
     * @param note what was taken or changed, in the author's words
     * @param part whether it is used unchanged, or came with something that is
     * @param verdict what the rules said when it was taken; of what is further up only where an author agreed to something
     */
    public record Source(
            String name,
            String title,
            String author,
            String address,
            String path,
            Optional<Licence> licence,
            PartLicences licences,
            String kind,
            String revision,
            Optional<String> into,
            String note,
            boolean part,
            Optional<Judged> verdict) {
        public boolean direct() {
            return into.isEmpty();
        }

        public boolean gone() {
            return path.isEmpty();
        }
    }

    /**
     * What was recorded on an edge.
     *
     * @param agreed who agreed to it beyond the licence, and when in UTC epoch milliseconds
     */
    public record Judged(String outcome, String rules, List<String> conditions, Optional<Agreed> agreed) {}

    public record Agreed(String by, String licence, long at) {}

    /** How somebody is called; whoever is gone keeps their handle. */
    public String named(String handle) {
        return names.getOrDefault(handle, handle);
    }

    /** The sources whose parts have licences of their own, and the design itself. */
    public List<PartLicences> allLicences() {
        return Stream.concat(Stream.of(licences), sources.stream().map(Source::licences))
                .toList();
    }

    /** What it was made of, itself or further up. */
    public List<Source> made() {
        return sources.stream().filter(source -> !source.part()).toList();
    }

    /** What it has as a part, unchanged. */
    public List<Source> parts() {
        return sources.stream().filter(Source::part).toList();
    }
}
