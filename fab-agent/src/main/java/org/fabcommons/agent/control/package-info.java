// SPDX-License-Identifier: AGPL-3.0-or-later
/**
 * What a person does at a machine in several steps: probing, macros, height maps. All of it goes through
 * {@link org.fabcommons.agent.machine.Hand}; each routine waits on a thread of its own, never on the machine's.
 */
package org.fabcommons.agent.control;
