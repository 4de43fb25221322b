// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.mesh;

/** What is known of a file that is no mesh, or none that can be measured here; its words are made of it. */
public sealed interface OtherFacts permits StepFacts, DeclaredFacts, DrawingFacts, PathFacts {}
