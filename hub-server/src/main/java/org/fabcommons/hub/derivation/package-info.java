// SPDX-License-Identifier: AGPL-3.0-or-later
/**
 * Which design was made of which revision of which others. Recorded in the designs' own manifests; the table is an index.
 * Free of cycles by construction: ancestors are named when a design begins, and existed before it.
 */
package org.fabcommons.hub.derivation;
