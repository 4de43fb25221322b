// SPDX-License-Identifier: AGPL-3.0-or-later
/** What can be told of a mesh by reading it once: pure, bounded in memory, no threads. */
package org.fabcommons.hub.mesh;
