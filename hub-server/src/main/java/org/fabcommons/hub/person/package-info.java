// SPDX-License-Identifier: AGPL-3.0-or-later
/** People: signing up and in, sessions, tokens, and a person's public page. */
package org.fabcommons.hub.person;
