// SPDX-License-Identifier: AGPL-3.0-or-later
/**
 * The way in for designs from elsewhere: archives, git repositories, exports of hubs. In the background what comes is
 * fetched, unpacked and looked through as if it had been pushed; then a person sees what was found, says what is missing,
 * and publishes it. Until then nothing of it is a design.
 */
package org.fabcommons.hub.importing;
