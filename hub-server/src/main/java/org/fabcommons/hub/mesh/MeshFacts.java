// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.mesh;

/**
 * What a mesh measures. STL has no unit; as everywhere in this field its numbers are read as millimetres.
 *
 * @param widthMm along x
 * @param depthMm along y
 * @param heightMm along z
 */
public record MeshFacts(long triangles, double widthMm, double depthMm, double heightMm) {}
