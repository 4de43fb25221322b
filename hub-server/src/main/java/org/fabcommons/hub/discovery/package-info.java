// SPDX-License-Identifier: AGPL-3.0-or-later
/** Where people arrive: the home page, and what an owner has published. */
package org.fabcommons.hub.discovery;
