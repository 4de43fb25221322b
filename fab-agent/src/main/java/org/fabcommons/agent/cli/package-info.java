// SPDX-License-Identifier: AGPL-3.0-or-later
/** The commands a person types. Only here, and in the root package, is anything printed. */
package org.fabcommons.agent.cli;
