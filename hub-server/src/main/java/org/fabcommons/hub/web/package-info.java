// SPDX-License-Identifier: AGPL-3.0-or-later
/**
 * What every feature's door is made of: who looks ({@link org.fabcommons.hub.web.Viewer}), who may ({@link
 * org.fabcommons.hub.web.Access}), how a page is shown ({@link org.fabcommons.hub.web.Page}) and how a refusal is said
 * ({@link org.fabcommons.hub.web.Problem}).
 */
package org.fabcommons.hub.web;
