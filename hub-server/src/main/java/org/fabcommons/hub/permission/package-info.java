// SPDX-License-Identifier: AGPL-3.0-or-later
/**
 * What authors allow beyond their licences: whoever wants to make something of a design asks, its owner answers. What
 * follows from a permission is for the rules of licences to say. Called on the threads of requests.
 */
package org.fabcommons.hub.permission;
