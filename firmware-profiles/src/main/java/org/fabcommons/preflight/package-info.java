// SPDX-License-Identifier: AGPL-3.0-or-later
/**
 * May this file run on this machine? A toolpath against a machine's profile gives findings with stable codes, in English
 * and French. Hub and agent ask the same question with the same rules.
 */
package org.fabcommons.preflight;
