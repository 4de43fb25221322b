// SPDX-License-Identifier: AGPL-3.0-or-later
/** Labs: places with machines, and who may do what there. A person's home is a lab of one. */
package org.fabcommons.hub.lab;
