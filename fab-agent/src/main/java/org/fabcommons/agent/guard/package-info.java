// SPDX-License-Identifier: AGPL-3.0-or-later
/** The last look at everything before it reaches the wire: only this package writes to a port. */
package org.fabcommons.agent.guard;
