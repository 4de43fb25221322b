// SPDX-License-Identifier: AGPL-3.0-or-later
/**
 * What a camera sees of a job: the newest picture, kept in memory while the job runs, and those of its start, pauses and
 * end, kept as evidence. Who may see the job may see them.
 */
package org.fabcommons.hub.picture;
