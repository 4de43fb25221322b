// SPDX-License-Identifier: AGPL-3.0-or-later
/**
 * Parametric designs: the parameters of an OpenSCAD file as a form, and variants rendered by OpenSCAD in a process of its
 * own with limits. The only room that starts programs. No thread of its own: the background looks at the one process
 * that runs, and starts the next.
 */
package org.fabcommons.hub.parametric;
