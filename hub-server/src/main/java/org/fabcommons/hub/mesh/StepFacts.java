// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.mesh;

import java.util.List;

/**
 * What a STEP file says of itself; its surfaces are not measured here.
 *
 * @param schema AP203, AP214 or AP242, otherwise as the file names it
 * @param program that wrote it; may be empty
 * @param unit of its lengths: mm, cm, m, in or ft; empty where it is another one
 * @param bodies solids and hollow solids
 * @param faces of all bodies together
 * @param products how many parts and assemblies it names
 * @param names of the first of them
 */
public record StepFacts(
        String schema, String program, String unit, int bodies, int faces, int products, List<String> names)
        implements OtherFacts {
    public StepFacts {
        names = List.copyOf(names);
    }
}
