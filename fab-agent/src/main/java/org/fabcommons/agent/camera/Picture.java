// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.camera;

import java.time.Instant;
import java.util.OptionalDouble;

/**
 * What a camera saw.
 *
 * @param number counts the camera's pictures since the agent started, from 1
 * @param motion share of it that has changed since about a second before, 0 to 1
 * @param score how much it looks like trouble, where it was looked at for that
 */
public record Picture(
        long number, Instant at, int widthPx, int heightPx, double motion, OptionalDouble score, byte[] jpeg) {}
