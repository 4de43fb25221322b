// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.importing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.fabcommons.hub.design.About;
import org.fabcommons.hub.design.Publishing;
import org.fabcommons.hub.design.Wish;
import org.fabcommons.hub.licence.PartLicences;

/**
 * What an import shall be, as its person said; kept, so that publishing goes on after a restart.
 *
 * @param design the id it will have
 * @param owner the handle of whose it will be
 * @param releases whether its tags become releases
 * @param attempts how often publishing was begun
 */
record Publication(
        String design,
        String owner,
        String visibility,
        String name,
        String title,
        String summary,
        String licence,
        String documentation,
        String software,
        List<String> tags,
        boolean releases,
        int attempts) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static Publication of(Publishing.Wanted wanted, boolean releases) {
        var about = wanted.about();
        return new Publication(
                wanted.id(),
                wanted.home().owner().handle(),
                wanted.home().visibility().wireName(),
                wanted.name(),
                about.title(),
                about.summary(),
                about.licence(),
                about.parts().documentation(),
                about.parts().software(),
                about.tags(),
                releases,
                1);
    }

    Wish wish() {
        return new Wish(name, title, summary, licence, tags, new PartLicences(documentation, software));
    }

    About about() {
        return wish().checked();
    }

    Publication again() {
        return new Publication(
                design,
                owner,
                visibility,
                name,
                title,
                summary,
                licence,
                documentation,
                software,
                tags,
                releases,
                attempts + 1);
    }

    String json() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    static Publication read(String json) {
        try {
            return JSON.readValue(json, Publication.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what an import shall be cannot be read", e);
        }
    }
}
