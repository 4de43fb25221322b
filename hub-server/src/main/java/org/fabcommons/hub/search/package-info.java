// SPDX-License-Identifier: AGPL-3.0-or-later
/**
 * Finding designs: the index, which follows every change in the transaction that makes it or a moment later; words, facets
 * and orders; suggestions and saved searches. docs/search.md tells the rules.
 */
package org.fabcommons.hub.search;
