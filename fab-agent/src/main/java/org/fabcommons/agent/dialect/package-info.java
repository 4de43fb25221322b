// SPDX-License-Identifier: AGPL-3.0-or-later
/** What firmwares say, and how they are spoken to. Pure: no thread, no port, no clock. */
package org.fabcommons.agent.dialect;
