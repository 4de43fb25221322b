// SPDX-License-Identifier: AGPL-3.0-or-later
/**
 * Designs: what people publish. A design is a repository in the vault, and everything known about it stands there, in
 * {@code .fabcommons/design.yml} and its commits; the tables are an index that can be made anew. Later features show
 * themselves on a design's page as {@link org.fabcommons.hub.design.DesignPanel}s and hear of every revision as {@link
 * org.fabcommons.hub.design.DesignListener}s. Resources below a design have the class path {@code
 * /api/v1/designs/{owner}/{name}} or {@code /@{owner}/{name}}, letter for letter: Jersey joins classes of one path.
 */
package org.fabcommons.hub.design;
