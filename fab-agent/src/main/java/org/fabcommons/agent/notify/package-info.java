// SPDX-License-Identifier: AGPL-3.0-or-later
/**
 * Tells people who are away from the page what they want to know: that a job is done or failed, that something is asked,
 * that a camera sees trouble. A look a second finds what is new; each channel (a web address, a program of the house)
 * has a thread of its own, with tries and a limit, so that one that hangs holds up no other and no machine.
 */
package org.fabcommons.agent.notify;
