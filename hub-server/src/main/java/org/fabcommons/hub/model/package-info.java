// SPDX-License-Identifier: AGPL-3.0-or-later
/**
 * What is known of the models among the files: format, facts, a picture. Found out in the background, one file at a time,
 * on the hub's background thread; kept by the file's content, so that the same part in a hundred remixes is measured once.
 * Knows nothing of designs but where a content can be read.
 */
package org.fabcommons.hub.model;
