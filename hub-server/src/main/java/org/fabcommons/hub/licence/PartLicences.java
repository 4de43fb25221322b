// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.licence;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.stream.Stream;

/**
 * Licences that parts of a design have of their own, beside that of its hardware, as Open Know-How splits them.
 *
 * @param documentation an SPDX expression; empty where the documentation has the hardware's
 * @param software the same for firmware and sources of programs
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record PartLicences(String documentation, String software) {
    public static final PartLicences NONE = new PartLicences("", "");

    public PartLicences {
        documentation = documentation == null ? "" : documentation.strip();
        software = software == null ? "" : software.strip();
    }

    @JsonIgnore
    public boolean isNone() {
        return documentation.isEmpty() && software.isEmpty();
    }

    /** The expressions that there are. */
    public List<String> all() {
        return Stream.of(documentation, software)
                .filter(text -> !text.isEmpty())
                .toList();
    }
}
