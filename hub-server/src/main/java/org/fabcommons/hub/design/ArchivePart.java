// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.design;

import java.util.Map;
import org.fabcommons.hub.web.Viewer;

/** Files that a later feature adds to the archive of a revision. */
@FunctionalInterface
public interface ArchivePart {
    /** Small files by path; one that the design has itself is left out. */
    Map<String, byte[]> files(Design design, String revision, Viewer viewer);
}
