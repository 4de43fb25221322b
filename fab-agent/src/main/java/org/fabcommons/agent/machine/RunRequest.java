// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.machine;

import java.nio.file.Path;

/**
 * @param job its id, shown in telemetry
 * @param file complete and checked
 * @param startAtLine line number of the file to begin after, 0 for all of it
 */
public record RunRequest(String job, Path file, long startAtLine) {}
