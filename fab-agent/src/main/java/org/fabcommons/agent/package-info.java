// SPDX-License-Identifier: AGPL-3.0-or-later
/** The program beside the machines. Its rooms in order: transport, dialect, guard, stream, machine, job, hub, local. */
package org.fabcommons.agent;
