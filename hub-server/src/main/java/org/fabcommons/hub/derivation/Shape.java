// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.derivation;

import org.fabcommons.hub.mesh.MeshFacts;

/**
 * What a model measures.
 *
 * @param volumeMm3 what it encloses, in cubic millimetres; meaningful for closed meshes
 */
public record Shape(MeshFacts facts, double volumeMm3) {}
