// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.mesh;

/**
 * What a glTF says of itself where its triangles are out of reach: compressed, or in a file beside it.
 *
 * @param widthMm along x, of the box around all its parts as it declares them
 * @param triangles as it counts them
 * @param packed what they are compressed with; empty where they are in another file
 */
public record DeclaredFacts(double widthMm, double depthMm, double heightMm, long triangles, String packed)
        implements OtherFacts {}
