// SPDX-License-Identifier: AGPL-3.0-or-later
/**
 * Models as files hold them: which format it is, what its triangles measure, how it looks. Pure: no threads, no clock, no
 * network; every reader works within {@link org.fabcommons.hub.mesh.Limits}, since files come from strangers.
 */
package org.fabcommons.hub.mesh;
