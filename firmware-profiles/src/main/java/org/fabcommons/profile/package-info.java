// SPDX-License-Identifier: AGPL-3.0-or-later
/**
 * What is known of a firmware and of a machine: limits, buffers, texts and commands, read from
 * {@code firmware-profiles/profiles/*.yaml}. Data only; the dialects that use it live in the agent.
 */
package org.fabcommons.profile;
