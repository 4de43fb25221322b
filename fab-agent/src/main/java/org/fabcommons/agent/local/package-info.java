// SPDX-License-Identifier: AGPL-3.0-or-later
/**
 * The agent's own page and API, on this computer alone: what the machines do, and pause, go on, cancel and stop for whoever
 * stands beside them, with or without a hub. A few HTTP threads, which hand everything to the jobs and own nothing.
 */
package org.fabcommons.agent.local;
