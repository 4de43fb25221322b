// SPDX-License-Identifier: AGPL-3.0-or-later
/**
 * Open Know-How manifests: version 1 in YAML and its successor OKH-LOSH in TOML, read, checked, written, and turned into
 * one another without losing anything. Pure. Sources: the Open Know-How specification 1.0 and its JSON schema; the
 * OKH-LOSH specification and its template, version 2.4.
 */
package org.fabcommons.hub.okh;
