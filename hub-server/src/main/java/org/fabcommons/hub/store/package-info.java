// SPDX-License-Identifier: AGPL-3.0-or-later
/**
 * The database: one writer, several readers, migrations. Features bring their own SQL and get a handle from {@link
 * org.fabcommons.hub.store.Database}; nothing else opens one.
 */
package org.fabcommons.hub.store;
