// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.job;

/** What was to be written down has no room on the disk; nothing of it was. */
public final class DiskFull extends IllegalStateException {
    private static final long serialVersionUID = 1;

    DiskFull(String what, Throwable cause) {
        super(what, cause);
    }
}
