// SPDX-License-Identifier: AGPL-3.0-or-later
/**
 * Jobs: someone asks a machine for something, a person says that the machine is clear, the agent runs it and tells what
 * happens. A job is a state machine with a written history; every move is an event with time, actor and reason.
 */
package org.fabcommons.hub.job;
